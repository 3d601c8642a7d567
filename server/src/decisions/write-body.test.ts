import { BODY_ROOT, createReportSchema } from "@travaux/blueprint";
import type { Node } from "prosemirror-model";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { readBody } from "../gate/read-body.ts";
import { seedUpdate } from "../gate/seed-update.ts";
import { alignByLetters, alignByMarks, type Align } from "./model/text-edits.ts";
import { writeBody } from "./write-body.ts";

const schema = createReportSchema();

function doc(...content: readonly unknown[]): Node {
  return schema.nodeFromJSON({ type: "doc", content });
}

function paragraph(id: string, ...texts: readonly (string | readonly [text: string, mark: unknown])[]) {
  const content = texts.map((each) =>
    typeof each === "string"
      ? { type: "text", text: each }
      : { type: "text", text: each[0], marks: [each[1]] },
  );
  return { type: "paragraph", attrs: { id }, content };
}

const inserted = (by: string) => ({ type: "insertion", attrs: { id: `${by}:abcd`, by } });

/** A live document of `before`, and what of its letters is still the same in Yjs after it was made `after`. */
function write(before: Node, after: Node, align: Align) {
  const live = new Y.Doc();
  Y.applyUpdate(live, seedUpdate(schema, before.toJSON(), 1));
  const letters = lettersOf(live);
  live.clientID = 3;
  live.transact(() => writeBody(live.getXmlFragment(BODY_ROOT), before, after, align));
  const now = lettersOf(live);
  return {
    read: readBody(schema, live),
    kept: letters
      .filter(({ id }) => now.some((letter) => letter.id === id))
      .map(({ text }) => text)
      .join(""),
    fresh: now
      .filter(({ id }) => id.startsWith("3:"))
      .map(({ text }) => text)
      .join(""),
  };
}

/** Every letter with the name that it has in Yjs, which tells who wrote it. */
function lettersOf(live: Y.Doc): readonly { readonly id: string; readonly text: string }[] {
  const letters: { id: string; text: string }[] = [];
  for (const structs of live.store.clients.values()) {
    for (const struct of structs) {
      if (!(struct instanceof Y.Item) || struct.deleted || !(struct.content instanceof Y.ContentString))
        continue;
      for (const [at, text] of struct.content.str.split("").entries())
        letters.push({ id: `${struct.id.client}:${struct.id.clock + at}`, text });
    }
  }
  return letters;
}

describe("writing a decision into a text", () => {
  it("E73 keeps every letter that stays as it was written, though its marks go", () => {
    const before = doc(
      paragraph(
        "p",
        "The law ",
        ["was", { type: "deletion", attrs: { id: "ma:abcd", by: "ma" } }],
        " clear.",
      ),
    );
    const after = doc(paragraph("p", "The law was clear."));
    const { read, kept, fresh } = write(
      before,
      after,
      alignByMarks(() => false),
    );
    expect(read.eq(after)).toBe(true);
    expect({ kept, fresh }).toEqual({ kept: "The law was clear.", fresh: "" });
  });

  it("E10 takes away the very letter that was proposed, not its neighbour of the base", () => {
    const before = doc(paragraph("p", "Hell", ["o", inserted("ma")], "o"));
    const live = new Y.Doc();
    Y.applyUpdate(live, seedUpdate(schema, before.toJSON(), 1));
    const base = lettersOf(live).at(-1);
    live.transact(() =>
      writeBody(
        live.getXmlFragment(BODY_ROOT),
        before,
        doc(paragraph("p", "Hello")),
        alignByMarks((marks) => marks.some(({ type }) => type.name === "insertion")),
      ),
    );
    expect(lettersOf(live).map(({ id }) => id)).toContain(base?.id);
    expect(
      lettersOf(live)
        .map(({ text }) => text)
        .join(""),
    ).toBe("Hello");
  });

  it("cuts a paragraph where another one begins, and leaves the first part to those who write in it", () => {
    const before = doc(paragraph("p", "One", ["\n", inserted("ma")], "two"), paragraph("q", "three"));
    const after = doc(paragraph("p", "One"), paragraph("new", "two"), paragraph("q", "three"));
    const { read, kept, fresh } = write(
      before,
      after,
      alignByMarks(() => false),
    );
    expect(read.eq(after)).toBe(true);
    expect({ kept, fresh }).toEqual({ kept: "Onethree", fresh: "two" });
  });

  it("adds what comes from the next paragraph behind what was there", () => {
    const before = doc(paragraph("p", "One"), paragraph("q", "two"), paragraph("r", "three"));
    const after = doc(paragraph("p", "Onetwo"), paragraph("r", "three"));
    const { read, kept, fresh } = write(
      before,
      after,
      alignByMarks(() => false),
    );
    expect(read.eq(after)).toBe(true);
    expect({ kept, fresh }).toEqual({ kept: "Onethree", fresh: "two" });
  });

  it("changes type, attributes and order of blocks, and touches nothing else", () => {
    const before = doc(paragraph("p", "One"), paragraph("q", "two"), paragraph("r", "three"));
    const after = doc(
      { type: "paragraph", attrs: { id: "r", lang: "fr" }, content: [{ type: "text", text: "three" }] },
      { type: "heading", attrs: { id: "p", level: 2 }, content: [{ type: "text", text: "One" }] },
      paragraph("q", "two"),
    );
    const { read } = write(before, after, alignByLetters);
    expect(read.eq(after)).toBe(true);
  });

  it("leaves an emptied text in its place and fills it again", () => {
    const full = doc(paragraph("p", ["gone", inserted("ma")]));
    const empty = doc(paragraph("p"));
    const { read, fresh } = write(
      full,
      empty,
      alignByMarks(() => true),
    );
    expect(read.eq(empty)).toBe(true);
    expect(fresh).toBe("");
    expect(write(empty, full, alignByLetters).read.eq(full)).toBe(true);
  });

  it("refuses a text that is built otherwise than it is said to be", () => {
    const live = new Y.Doc();
    Y.applyUpdate(live, seedUpdate(schema, doc(paragraph("p", "One")).toJSON(), 1));
    const other = doc(paragraph("p", "One"), paragraph("q", "two"));
    expect(() =>
      live.transact(() => writeBody(live.getXmlFragment(BODY_ROOT), other, doc(), alignByLetters)),
    ).toThrow(RangeError);
  });
});
