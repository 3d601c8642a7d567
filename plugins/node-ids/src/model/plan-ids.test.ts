import { Schema, type Node } from "prosemirror-model";
import { describe, expect, it } from "vitest";
import { planIds, withoutIds } from "./plan-ids.ts";

const schema = new Schema({
  nodes: {
    doc: { content: "block*" },
    paragraph: { group: "block", content: "text*", attrs: { id: { default: null } } },
    quote: { group: "block", content: "block*", attrs: { id: { default: null } } },
    note: { group: "block", content: "text*", attrs: { id: { default: null } } },
    text: {},
  },
});
const rule = { attribute: "id", leave: ["note"] };

function paragraph(id: string | null, text: string): Node {
  return schema.node("paragraph", { id }, text === "" ? [] : [schema.text(text)]);
}

describe("planning ids", () => {
  it("names the blocks without an id inside the changed range and no others", () => {
    const doc = schema.node("doc", null, [paragraph(null, "one"), paragraph(null, "two")]);
    expect(planIds(doc, [{ from: 6, to: 8 }], rule)).toEqual([5]);
  });

  it("leaves the id on the first half of a split", () => {
    const doc = schema.node("doc", null, [paragraph("a", "on"), paragraph("a", "e")]);
    expect(planIds(doc, [{ from: 3, to: 5 }], rule)).toEqual([4]);
  });

  it("lets the block outside the change keep an id that a copy before it took", () => {
    const doc = schema.node("doc", null, [
      paragraph("a", "copy"),
      paragraph("b", "xxxx"),
      paragraph("a", "first"),
    ]);
    expect(planIds(doc, [{ from: 0, to: 5 }], rule)).toEqual([0]);
  });

  it("reaches blocks inside blocks and passes over the types it is told to leave", () => {
    const doc = schema.node("doc", null, [
      schema.node("quote", { id: "q" }, [paragraph(null, "in"), schema.node("note", null, [])]),
    ]);
    expect(planIds(doc, [{ from: 0, to: doc.content.size }], rule)).toEqual([1]);
  });
});

it("takes ids off what is pasted, and keeps those it is told to leave", () => {
  const doc = schema.node("doc", null, [
    schema.node("quote", { id: "q" }, [paragraph("p", "in")]),
    schema.node("note", { id: "n" }),
  ]);
  const slice = withoutIds(doc.slice(0), rule);
  expect(slice.content.toJSON()).toEqual([
    {
      type: "quote",
      attrs: { id: null },
      content: [{ type: "paragraph", attrs: { id: null }, content: [{ type: "text", text: "in" }] }],
    },
    { type: "note", attrs: { id: "n" } },
  ]);
});
