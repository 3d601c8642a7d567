import { projectBase, readSuggestions, type TrackedDocument } from "@travaux/track-changes/model";
import { describe, expect, test } from "vitest";
import * as Y from "yjs";
import { decideOn } from "../src/decisions/model/plan-decision.ts";
import { alignByLetters } from "../src/decisions/model/text-edits.ts";
import { TrackedText } from "../src/decisions/tracked-text.ts";
import { mine, SUGGESTED, SUGGESTED_RECORDS } from "../src/gate/testing/attacks-on-suggestions.ts";
import { harm, snapshot } from "../src/gate/testing/oracle.ts";
import { memberId, SAMPLE, schema } from "../src/gate/testing/room.ts";
import { find, scene, textIn, type Scene } from "../src/gate/testing/scene.ts";

const mallory = memberId("mallory");
const SID = "mmallory:ffff";

function element(
  name: string,
  attrs: Readonly<Record<string, string>>,
  content: readonly (Y.XmlElement | Y.XmlText)[] = [],
): Y.XmlElement {
  const made = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attrs)) made.setAttribute(key, value);
  made.insert(0, [...content]);
  return made;
}

function judge({ room, act }: Scene, change: (doc: Y.Doc) => void) {
  const before = room.gate.state();
  const verdict = room.gate.judge(act(change), { member: mallory, level: "suggest" });
  expect(harm(snapshot(before), snapshot(room.gate.state()), mallory, false)).toEqual([]);
  return verdict;
}

function tracked({ room }: Scene): TrackedDocument {
  return new TrackedText(schema, room.gate.state()).tracked;
}

let count = 0;
const newId = (): string => `z${(count += 1)}`;

function decide(stage: Scene, choice: "accept" | "reject", ids: (id: string, by: string) => boolean) {
  const text = new TrackedText(schema, stage.room.gate.state());
  const open = readSuggestions(text.tracked);
  const standing = open.filter(({ id, by }) => ids(id, by));
  const decided = decideOn(text.tracked, open, { standing, choice }, newId);
  decided.resolution.doc.check();
  // The text can be written as decided, and be loaded again.
  const { update } = text.changeTo(decided.resolution, alignByLetters);
  const after = new TrackedText(schema, Y.mergeUpdates([stage.room.gate.state(), update])).tracked;
  expect(after.doc.eq(decided.resolution.doc)).toBe(true);
  return decided;
}

describe("a suggester", () => {
  test("swallows no block of the base into a block of his own", () => {
    for (const from of ["bullet_list", "table"]) {
      const stage = scene(SAMPLE);
      const verdict = judge(stage, (doc) => {
        const body = doc.getXmlFragment("body");
        const old = find(doc, from);
        const at = body.toArray().indexOf(old);
        const copy = old.clone() as Y.XmlElement;
        body.delete(at, 1);
        body.insert(at, [element("blockquote", { id: "x1", ins: SID }, [copy])]);
      });
      expect(verdict.kind).toBe("refuse");
    }
  });

  test("takes no id that a block of the base has, so that others' records aim where they did", () => {
    const stage = scene(SUGGESTED, SUGGESTED_RECORDS);
    const verdict = judge(stage, (doc) =>
      doc
        .getXmlFragment("body")
        .insert(0, [element("paragraph", { id: "p1", ins: SID }, [new Y.XmlText("decoy")])]),
    );
    expect(verdict.kind).toBe("admit");
    const { doc } = tracked(stage);
    expect(doc.child(0).attrs["id"]).not.toBe("p1");
    expect(doc.child(2).attrs["id"]).toBe("p1");
    const before = projectBase(tracked(stage));
    const { resolution } = decide(stage, "reject", (_id, by) => by === "mmallory");
    expect(projectBase(resolution).eq(before)).toBe(true);
  });

  test("loses nobody's footnote by referring to it and being rejected", () => {
    const stage = scene(SAMPLE);
    const before = projectBase(tracked(stage));
    const verdict = judge(stage, (doc) =>
      textIn(find(doc, "heading")).insert(0, "\uFFFC", { ...mine(), footnote: { id: "n1" } }),
    );
    expect(verdict.kind).toBe("admit");
    expect(decide(stage, "reject", () => true).resolution.doc.eq(before)).toBe(true);
  });

  test("takes nothing of another's away beside an honest word, nor has the server write it elsewhere", () => {
    const stage = scene(SUGGESTED, SUGGESTED_RECORDS);
    const before = tracked(stage);
    const verdict = judge(stage, (doc) => {
      textIn(find(doc, "paragraph")).insert(0, "honest ", mine());
      doc.getMap("suggestions").delete("mbob:dddd/delete/p1");
    });
    expect(verdict.kind).toBe("refuse");
    expect(tracked(stage).doc.eq(before.doc)).toBe(true);
  });

  test.each<readonly [string, (doc: Y.Doc) => void]>([
    ["a value the schema forbids", record({ kind: "attrs", target: "h1", name: "level", value: 99 })],
    ["an attribute nobody has", record({ kind: "attrs", target: "p1", name: "constructor", value: 1 })],
    [
      "a placeholder out of a paragraph",
      shape("p1", [{ make: "placeholder_block", content: [] }, { keep: "p1" }]),
    ],
    ["a paragraph twice", shape("p1", [{ keep: "p1" }, { keep: "p1" }])],
    ["no paragraph at all", shape("p1", [{ make: "blockquote", content: [] }])],
    ["the whole document within itself", shape("p1", [{ make: "doc", content: [{ keep: "p1" }] }])],
    ["a table straight in a paragraph", shape("p1", [{ keep: "p1", content: [{ keep: "l1" }] }])],
    ["a cell without its row", shape("p1", [{ make: "table_cell", content: [{ keep: "p1" }] }])],
    ["a join out of a table's cell", record({ kind: "join", target: "cp00" })],
    ["a join of a footnote", record({ kind: "join", target: "n1" })],
  ])("proposes %s: nobody can accept it, and it can be rejected", (_name, change) => {
    const stage = scene(SAMPLE);
    const before = projectBase(tracked(stage));
    expect(judge(stage, change).kind).toBe("admit");
    const [suggestion] = readSuggestions(tracked(stage));
    expect(suggestion?.stale).toBe(true);
    const accepted = decide(stage, "accept", () => true);
    expect([accepted.decided, accepted.stale]).toEqual([[], [SID]]);
    expect(projectBase(accepted.resolution).eq(before)).toBe(true);
    const rejected = decide(stage, "reject", () => true).resolution;
    expect([rejected.records.size, rejected.doc.eq(before)]).toEqual([0, true]);
  });
});

function record(value: {
  readonly kind: string;
  readonly target: string;
  readonly name?: string;
  readonly value?: unknown;
}) {
  const key = [SID, value.kind, value.target, ...(value.name === undefined ? [] : [value.name])].join("/");
  return (doc: Y.Doc): void => void doc.getMap("suggestions").set(key, value);
}

function shape(target: string, to: readonly unknown[]): (doc: Y.Doc) => void {
  const value = { kind: "shape", target, last: target, to };
  return (doc) => void doc.getMap("suggestions").set(`${SID}/shape/${target}`, value);
}
