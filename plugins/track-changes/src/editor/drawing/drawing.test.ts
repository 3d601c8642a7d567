import fc from "fast-check";
import type { Node } from "prosemirror-model";
import type { Decoration } from "prosemirror-view";
import { afterEach, expect, it } from "vitest";
import { suggestionsAt } from "../caret-suggestions.ts";
import { setSuggestionView } from "../commands.ts";
import { trackingOf } from "../tracking-state.ts";
import { paragraph, peerOf, schema, sharedDocument, Writer } from "../writers.fixture.ts";
import { anyAct, perform } from "../acts.fixture.ts";
import { changedRange } from "./changed-range.ts";
import { drawAll, type Drawing } from "./drawing.ts";

/** Given by hand to run a failure again; fast-check prints the one that it ran with. */
const SEED = 20261123;
const CASES = 60;

const open: Writer[] = [];
afterEach(() => open.splice(0).forEach(({ view }) => view.destroy()));

function twoWriters(content: readonly Node[]): readonly [Writer, Writer] {
  const doc = sharedDocument(schema.node("doc", null, content));
  const pair = [new Writer(doc, "ann"), new Writer(peerOf(doc), "bob")] as const;
  open.push(...pair);
  return pair;
}

function table(): Node {
  const cell = (id: string, text: string): Node =>
    schema.node("table_cell", { id }, [paragraph(`${id}p`, text)]);
  const row = (id: string): Node =>
    schema.node("table_row", { id }, [cell(`${id}a`, "in a cell"), cell(`${id}b`, "next to it")]);
  return schema.node("table", { id: "t" }, [row("r1"), row("r2")]);
}

function list(): Node {
  const item = (id: string): Node => schema.node("list_item", { id }, [paragraph(`${id}p`, `item ${id}`)]);
  return schema.node("bullet_list", { id: "l" }, [item("l1"), item("l2"), item("l3")]);
}

function told({ drawn, doc }: Drawing): readonly string[] {
  const describe = (each: Decoration): string => {
    const type: unknown = Reflect.get(each, "type");
    const attrs: unknown = typeof type === "object" && type !== null ? Reflect.get(type, "attrs") : null;
    return `${each.from}-${each.to} ${JSON.stringify(attrs)}`;
  };
  return drawn.find(0, doc.content.size).map(describe).toSorted();
}

it.each(["markup", "brackets"] as const)(
  "draws, change by change, what it would draw anew (%s)",
  (view) => {
    fc.assert(
      fc.property(fc.array(anyAct, { minLength: 5, maxLength: 25 }), (changes) => {
        const writers = twoWriters([
          paragraph("p1", "hello brave new world"),
          list(),
          table(),
          paragraph("p2", "the end"),
        ]);
        for (const writer of writers) writer.run(setSuggestionView(view));
        for (const change of changes) {
          const writer = writers[change.who] ?? writers[0];
          perform(writer, change);
          for (const each of writers) {
            const { drawing, setup } = trackingOf(each.state);
            expect(drawing.doc).toBe(each.text);
            expect(told(drawing)).toEqual(told(drawAll(drawing, setup)));
          }
        }
        writers.forEach(({ view: editor }) => editor.destroy());
        open.length = 0;
      }),
      { seed: SEED, numRuns: CASES },
    );
  },
  60_000,
);

it("redraws no block that did not change", () => {
  const texts = Array.from({ length: 40 }, (_, index) => paragraph(`p${index}`, `paragraph ${index} here`));
  const [ann, bob] = twoWriters(texts);
  for (let index = 0; index < 40; index += 1) ann.select(`${index} here`, "before").type("x");
  const before = [...ann.view.dom.querySelectorAll("p")];
  const decorationsBefore = trackingOf(ann.state).drawing.drawn;
  bob.select("39 here", "before").type("y");
  const after = [...ann.view.dom.querySelectorAll("p")];
  expect(after.slice(0, 39)).toEqual(before.slice(0, 39));
  const kept = trackingOf(ann.state).drawing.drawn;
  const first = texts[0]?.nodeSize ?? 0;
  expect(kept.find(0, first)).toEqual(decorationsBefore.find(0, first));
});

it("finds where two documents differ, and nothing in the same", () => {
  const doc = (...texts: readonly string[]): Node =>
    schema.node(
      "doc",
      null,
      texts.map((text, index) => paragraph(`p${index}`, text)),
    );
  const one = doc("abc", "def");
  expect(changedRange(one, one)).toBeNull();
  expect(changedRange(one, doc("abc", "def"))).toBeNull();
  expect(changedRange(one, doc("abc", "dxf"))).toEqual({ from: 7, before: 8, after: 8 });
  expect(changedRange(doc("aaa"), doc("aaaa"))).toEqual({ from: 4, before: 4, after: 5 });
});

it("names the innermost suggestion at the caret first", () => {
  const [ann, bob] = twoWriters([paragraph("p1", "hello world")]);
  ann.select("world", "before").type("brave ");
  bob.select("rave").backspace();
  const { drawing } = trackingOf(ann.select("ave", "before").state);
  const ids = suggestionsAt(ann.state, drawing.byTarget);
  expect(ids.map((id) => id.split(":")[0])).toEqual(["bob", "ann"]);
});
