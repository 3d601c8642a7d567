import { Schema, type Node } from "prosemirror-model";
import { describe, expect, it } from "vitest";
import { PARTS_LIMIT, QUOTE_LIMIT } from "./anchor.ts";
import { anchorParts, blockTextsOf, partRange } from "./block-texts.ts";

const schema = new Schema({
  nodes: {
    doc: { content: "block*" },
    paragraph: { group: "block", content: "inline*", attrs: { id: { default: null } } },
    quote: { group: "block", content: "block*", attrs: { id: { default: null } } },
    image: { group: "inline", inline: true },
    note: { group: "inline", inline: true, content: "text*" },
    text: { group: "inline" },
  },
  marks: { deletion: {}, insertion: {} },
});

function paragraph(id: string | null, ...content: readonly (string | Node)[]): Node {
  const children = content.map((each) => (typeof each === "string" ? schema.text(each) : each));
  return schema.node("paragraph", { id }, children);
}

function document(...blocks: readonly Node[]): Node {
  return schema.node("doc", null, blocks);
}

const image = schema.node("image");
const doc = document(
  paragraph("a", "one ", schema.text("two", [schema.mark("deletion")]), " three"),
  schema.node("quote", { id: "q" }, [
    paragraph("b", "x", image, "y", schema.node("note", null, schema.text("inner")), "z"),
    paragraph(null, "nameless"),
  ]),
  paragraph("c"),
  paragraph("d", "last"),
);

describe("the texts of blocks", () => {
  it("are those of all text blocks with an id, marks or not, and one unit for what is no text", () => {
    expect(blockTextsOf(doc)).toEqual([
      { id: "a", text: "one two three" },
      { id: "b", text: "x\uFFFCy\uFFFCz" },
      { id: "c", text: "" },
      { id: "d", text: "last" },
    ]);
  });
});

describe("the parts of a selection", () => {
  it("are one for each block in which anything is selected, and stand where it was", () => {
    const from = 1 + "one ".length;
    const to = doc.content.size - 1 - "st".length;
    const parts = anchorParts(doc, from, to);
    expect(parts).toEqual([
      { block: "a", from: 4, to: 13, quote: "two three", before: "one ", after: "", state: "placed" },
      { block: "b", from: 0, to: 5, quote: "x\uFFFCy\uFFFCz", before: "", after: "", state: "placed" },
      { block: "d", from: 0, to: 2, quote: "la", before: "", after: "st", state: "placed" },
    ]);
    const ranges = (parts ?? []).map((part) => partRange(doc, part));
    expect(ranges[0]).toEqual({ from, to: 14 });
    expect(ranges[2]).toEqual({ from: to - 2, to });
  });

  it("keep the place of what stands behind an inline node with content", () => {
    const end = doc.resolve(1).end() + 2;
    const found = anchorParts(doc, end + 1 + "x".length + 1, end + 1 + "x".length + 1 + "y".length + 7);
    expect(found).toMatchObject([{ block: "b", from: 2, to: 4, quote: "y\uFFFC" }]);
    const [part] = found ?? [];
    expect(part === undefined ? null : partRange(doc, part)).toEqual({
      from: end + 3,
      to: end + 3 + "y".length + 7,
    });
  });

  it("take a character of two units whole", () => {
    const smile = document(paragraph("a", "a😀b"));
    expect(anchorParts(smile, 3, 5)).toMatchObject([{ quote: "😀b" }]);
    expect(anchorParts(smile, 1, 3)).toMatchObject([{ quote: "a😀" }]);
  });

  it("are none of nothing, of a block without an id, outside the document, or beyond the limits", () => {
    expect(anchorParts(doc, 3, 3)).toBeNull();
    expect(anchorParts(doc, 5, 3)).toBeNull();
    expect(anchorParts(doc, -1, 3)).toBeNull();
    expect(anchorParts(doc, 1, doc.content.size + 1)).toBeNull();
    expect(anchorParts(document(paragraph(null, "nameless")), 1, 5)).toBeNull();
    expect(anchorParts(document(paragraph("a"), paragraph("b")), 1, 3)).toBeNull();
    const blocks = (count: number): Node =>
      document(...Array.from({ length: count }, (_, at) => paragraph(`b${at}`, "word")));
    const all = (whole: Node): number | undefined => anchorParts(whole, 0, whole.content.size)?.length;
    expect([all(blocks(PARTS_LIMIT)), all(blocks(PARTS_LIMIT + 1))]).toEqual([PARTS_LIMIT, undefined]);
    const long = (length: number): Node => document(paragraph("a", "x".repeat(length)));
    expect([all(long(QUOTE_LIMIT)), all(long(QUOTE_LIMIT + 1))]).toEqual([1, undefined]);
  });
});

describe("the range of a part", () => {
  it("is none of an orphan, of other words, of a block that is not there, or of offsets outside it", () => {
    const [part] = anchorParts(doc, 1, 4) ?? [];
    if (part === undefined) throw new RangeError("No part");
    expect(partRange(doc, part)).toEqual({ from: 1, to: 4 });
    expect(partRange(doc, { ...part, before: "other" })).toEqual({ from: 1, to: 4 });
    expect(partRange(doc, { ...part, state: "orphaned" })).toBeNull();
    expect(partRange(doc, { ...part, quote: "two" })).toBeNull();
    expect(partRange(doc, { ...part, block: "z" })).toBeNull();
    expect(partRange(doc, { ...part, from: -3, to: 0, quote: "" })).toBeNull();
    expect(partRange(doc, { ...part, from: 0, to: 99 })).toBeNull();
  });
});
