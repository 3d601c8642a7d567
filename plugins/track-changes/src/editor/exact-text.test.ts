import fc from "fast-check";
import type { Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import { afterEach, expect, it } from "vitest";
import * as Y from "yjs";
import { takeIn } from "./tracking-dispatch.ts";
import { paragraph, peerOf, schema, sharedDocument, show, slowPeerOf, Writer } from "./writers.fixture.ts";

/** Given by hand to run a failure again; fast-check prints the one that it ran with. */
const SEED = 20261123;
const CASES = 60;

const open: Writer[] = [];
afterEach(() => open.splice(0).forEach(({ view }) => view.destroy()));

function writer(...parameters: ConstructorParameters<typeof Writer>): Writer {
  const made = new Writer(...parameters);
  open.push(made);
  return made;
}

function textOf(doc: Y.Doc): Y.XmlText {
  const block: unknown = doc.getXmlFragment("body").get(0);
  const text: unknown = block instanceof Y.XmlElement ? block.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new RangeError("No text here");
  return text;
}

/** The letters as they are known to Yjs, each under its own identity. */
function letters(doc: Y.Doc): readonly Y.RelativePosition[] {
  const text = textOf(doc);
  return Array.from({ length: text.length }, (_, index) =>
    Y.createRelativePositionFromTypeIndex(text, index),
  );
}

const acts = fc.record({
  what: fc.constantFrom("insert", "delete", "replace", "format"),
  at: fc.nat(100),
  length: fc.integer({ min: 1, max: 4 }),
  text: fc.stringMatching(/^[ab]{1,3}$/),
});

function act(
  writer: Writer,
  { what, at, length, text }: Readonly<{ what: string; at: number; length: number; text: string }>,
): Transaction {
  const { tr, doc } = writer.state;
  const from = 1 + (at % (doc.content.size - 1));
  const to = Math.min(doc.content.size - 1, from + length);
  if (what === "insert") return tr.insertText(text, from);
  if (what === "delete") return tr.delete(from, to);
  if (what === "format") return tr.addMark(from, to, schema.mark("strong"));
  return tr.insertText(text, from, to);
}

it.each(["suggest", "edit"] as const)(
  "leaves every letter that stays the letter it was (%s)",
  (mode) => {
    fc.assert(
      fc.property(fc.array(acts, { minLength: 1, maxLength: 12 }), (plan) => {
        const doc = sharedDocument(schema.node("doc", null, [paragraph("p", "abaabbbab")]));
        const [ann, bob] = [writer(doc, "ann", { mode }), writer(peerOf(doc), "bob")];
        for (const each of plan) {
          if (ann.text.content.size < 3) break;
          const tr = act(ann, each);
          const { applied } = takeIn(ann.state, tr);
          const before = letters(doc);
          ann.view.dispatch(tr);
          before.forEach((letter, index) => {
            const { pos, deletedAfter } = mapped(applied, index + 1);
            if (deletedAfter || ann.text.content.size < 3) return;
            expect(Y.createAbsolutePositionFromRelativePosition(letter, doc)?.index).toBe(pos - 1);
          });
          expect(show(bob.text)).toBe(show(ann.text));
        }
        open.splice(0).forEach(({ view }) => view.destroy());
      }),
      { seed: SEED, numRuns: CASES },
    );
  },
  60_000,
);

function mapped(
  applied: readonly Transaction[],
  start: number,
): { readonly pos: number; readonly deletedAfter: boolean } {
  let pos = start;
  let deletedAfter = false;
  for (const tr of applied) {
    const result = tr.mapping.mapResult(pos, 1);
    ({ pos } = result);
    deletedAfter ||= result.deletedAfter;
  }
  return { pos, deletedAfter };
}

it("E10 strikes the very letter, so that a letter put in beside it lands where it was put", () => {
  const doc = sharedDocument(schema.node("doc", null, [paragraph("p", "Hellooooo")]));
  const { peer, meet } = slowPeerOf(doc);
  const [ann, bob] = [writer(doc, "ann"), writer(peer, "bob", { mode: "edit" })];
  ann.range(5, 6).backspace();
  bob.range(7).type("x");
  meet();
  expect(show(ann.text)).toBe("Hell-{o}oxooo");
  expect(bob.text.toJSON()).toEqual(ann.text.toJSON());
});

it("gives the new letter the mark, not the one like it that stood there", async () => {
  const doc = sharedDocument(schema.node("doc", null, [paragraph("p", "hello world")]));
  const { peer, meet } = slowPeerOf(doc);
  const [ann, bob] = [writer(doc, "ann"), writer(peer, "bob")];
  ann.select("hello", "after").type(" brave");
  bob.select(" world").backspace();
  meet();
  await Promise.resolve();
  meet();
  expect(show(ann.text)).toBe("hello+{ brave}-{ world}");
  expect(bob.text.toJSON()).toEqual(ann.text.toJSON());
});

it("writes no more than the change: a letter is one small update", () => {
  const doc = sharedDocument(schema.node("doc", null, [paragraph("p", "word ".repeat(400))]));
  const ann = writer(doc, "ann");
  ann.range(1000).type("ab");
  let size = 0;
  doc.on("update", (update: Uint8Array) => (size += update.length));
  ann.type("c");
  expect(size).toBeGreaterThan(0);
  expect(size).toBeLessThan(60);
});

it("keeps what was written in a cell when a colleague writes in the next one", () => {
  const cell = (id: string): Node => schema.node("table_cell", { id }, [paragraph(`${id}p`, `cell ${id}`)]);
  const row = schema.node("table_row", { id: "r" }, [cell("c1"), cell("c2")]);
  const doc = sharedDocument(schema.node("doc", null, [schema.node("table", { id: "t" }, [row])]));
  const [ann, bob] = [writer(doc, "ann"), writer(peerOf(doc), "bob")];
  ann.select("c1", "after").type(" more");
  ann.select("cell").view.dispatch(ann.state.tr.addMark(4, 8, schema.mark("strong")));
  bob.select("c2", "after").type("!");
  expect(show(ann.text)).toBe("table(table_row(table_cell(~{cell} c1+{ more}) table_cell(cell c2+{!})))");
  expect(show(bob.text)).toBe(show(ann.text));
});
