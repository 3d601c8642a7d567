import fc from "fast-check";
import { Fragment, Schema, Slice, type Node } from "prosemirror-model";
import { Transform } from "prosemirror-transform";
import { describe, expect, it } from "vitest";
import {
  addFootnote,
  flattenSlice,
  footnoteTypes,
  forsakenTexts,
  indexFootnotes,
  mayReferAt,
  removeText,
  strayBlocks,
  takeFootnotes,
  withFootnotes,
} from "./index.ts";

const schema = new Schema({
  nodes: {
    doc: { content: "(paragraph | footnotes)*" },
    paragraph: { content: "text*" },
    footnotes: { content: "footnote_text*", isolating: true },
    footnote_text: { content: "text*", isolating: true, attrs: { id: {} } },
    text: {},
  },
  marks: { strong: {}, footnote: { attrs: { id: {} }, inclusive: false } },
});

const paragraph = (...content: readonly (string | Node)[]): Node =>
  schema.node(
    "paragraph",
    null,
    content.map((part) => (typeof part === "string" ? schema.text(part) : part)),
  );
const reference = (id: string): Node => schema.text("\uFFFC", [schema.mark("footnote", { id })]);
const text = (id: string, words: string): Node =>
  schema.node("footnote_text", { id }, words === "" ? [] : [schema.text(words)]);
const texts = (...nodes: readonly Node[]): Node => schema.node("footnotes", null, [...nodes]);
const doc = (...nodes: readonly Node[]): Node => schema.node("doc", null, [...nodes]);

function counter(): () => string {
  let count = 0;
  return () => `new${(count += 1)}`;
}

describe("the index", () => {
  it("numbers by the order of first reference, whatever the order of the texts", () => {
    const index = indexFootnotes(
      doc(
        paragraph("a", reference("y"), "b", reference("x"), reference("y")),
        texts(text("x", "X"), text("y", "Y")),
      ),
    );
    expect([...index.numbers]).toEqual([
      ["y", 1],
      ["x", 2],
    ]);
    expect(index.references).toHaveLength(3);
  });

  it("gives no number to a text that nothing refers to", () => {
    expect(indexFootnotes(doc(paragraph("a"), texts(text("x", "X")))).numbers.has("x")).toBe(false);
  });
});

describe("adding a footnote", () => {
  it("makes the container at the end of the document when there is none", () => {
    const tr = new Transform(doc(paragraph("one"), paragraph("two")));
    const inside = addFootnote(tr, 4, "n");
    expect(tr.doc.eq(doc(paragraph("one", reference("n")), paragraph("two"), texts(text("n", ""))))).toBe(
      true,
    );
    expect(tr.doc.resolve(inside).parent.attrs["id"]).toBe("n");
  });

  it("puts the text behind that of the reference before it", () => {
    const tr = new Transform(
      doc(paragraph("a", reference("x"), "b", reference("z")), texts(text("x", "X"), text("z", "Z"))),
    );
    addFootnote(tr, 4, "y");
    expect(tr.doc.lastChild?.content.content.map((node) => node.attrs["id"])).toEqual(["x", "y", "z"]);
  });

  it("refuses a footnote inside a footnote", () => {
    const inside = doc(paragraph("a", reference("x")), texts(text("x", "X")));
    expect(mayReferAt(inside, 6)).toBe(false);
    expect(() => addFootnote(new Transform(inside), 6, "n")).toThrow(RangeError);
  });
});

describe("removing", () => {
  it("names the texts that lost their last reference, and not those that keep one", () => {
    const note = texts(text("x", "X"), text("y", "Y"));
    const before = indexFootnotes(doc(paragraph(reference("x"), "a", reference("y"), reference("x")), note));
    const after = indexFootnotes(doc(paragraph(reference("x"), "a"), note));
    expect(forsakenTexts(before, after)).toEqual(["y"]);
  });

  it("takes the container with its last text", () => {
    const tr = new Transform(doc(paragraph("a"), texts(text("x", "X"))));
    removeText(tr, "x");
    expect(tr.doc.eq(doc(paragraph("a")))).toBe(true);
  });
});

describe("blocks behind the footnotes", () => {
  const note = texts(text("x", "X"));
  const before = doc(paragraph(reference("x")), note);

  it("are found where this change put them, from the container's end", () => {
    const after = doc(paragraph(reference("x")), note, paragraph("new"));
    expect(strayBlocks(before, after)).toEqual({ target: 3, from: 8, to: 13 });
  });

  it("are left where they were there before", () => {
    const stray = doc(paragraph(reference("x")), note, paragraph("old"));
    expect(strayBlocks(stray, doc(paragraph(reference("x")), note, paragraph("older")))).toBeNull();
    expect(strayBlocks(before, before)).toBeNull();
  });
});

describe("the clipboard", () => {
  const source = doc(paragraph("one", reference("x"), " two"), paragraph("three"), texts(text("x", "X")));

  it("carries the texts of the references copied", () => {
    const slice = withFootnotes(source.slice(2, 6, true), source);
    expect(slice.content.lastChild?.eq(texts(text("x", "X")))).toBe(true);
  });

  it("gives a copy an id of its own and opens the slice again on both sides", () => {
    const taken = takeFootnotes(withFootnotes(source.slice(2, 6, true), source), counter());
    expect(taken.slice.eq(new Slice(Fragment.from(paragraph("ne", reference("new1"), " ")), 1, 1))).toBe(
      true,
    );
    expect(taken.texts.map(({ id, content }) => [id, content.textBetween(0, content.size)])).toEqual([
      ["new1", "X"],
    ]);
  });

  it("drops a reference whose text did not come along, and a text without a reference", () => {
    expect(takeFootnotes(source.slice(2, 6, true), counter()).slice.content.firstChild?.textContent).toBe(
      "ne ",
    );
    const stray = new Slice(Fragment.from([paragraph("a"), texts(text("q", "Q"))]), 0, 0);
    expect(takeFootnotes(stray, counter()).texts).toEqual([]);
  });

  it("turns words copied from a footnote into running text", () => {
    const from = source.content.size - 3;
    expect(withFootnotes(source.slice(from, from + 1, true), source).content.toJSON()).toEqual([
      { type: "text", text: "X" },
    ]);
  });

  it("puts several paragraphs into one line for a footnote", () => {
    const flat = flattenSlice(source.slice(0));
    expect(flat.content.textBetween(0, flat.content.size)).toBe("one two three");
  });
});

it("keeps every reference with exactly one text through any order of adding and removing", () => {
  const steps = fc.array(fc.record({ add: fc.boolean(), at: fc.nat(200) }), { maxLength: 30 });
  fc.assert(
    fc.property(steps, (plan) => {
      const newId = counter();
      const tr = new Transform(doc(paragraph("some words"), paragraph("and more of them")));
      for (const { add, at } of plan) {
        const { references } = indexFootnotes(tr.doc);
        const target = references[at % Math.max(1, references.length)];
        if (add) {
          const places = Array.from({ length: tr.doc.content.size }, (_, pos) => pos).filter((pos) =>
            mayReferAt(tr.doc, pos),
          );
          addFootnote(tr, places[at % places.length] ?? 1, newId());
        } else if (target !== undefined) {
          tr.delete(target.pos, target.end);
          removeText(tr, target.id);
        }
      }
      const index = indexFootnotes(tr.doc);
      expect([...index.texts.keys()].toSorted()).toEqual([...index.numbers.keys()].toSorted());
      tr.doc.check();
    }),
  );
});

it("says what is missing from a schema without footnotes", () => {
  const bare = new Schema({ nodes: { doc: { content: "text*" }, text: {} } });
  expect(() => footnoteTypes(bare)).toThrow("Footnotes need a mark");
});
