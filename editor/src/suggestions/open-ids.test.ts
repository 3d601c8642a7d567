import { expect, it } from "vitest";
import { readDocument } from "../report/document-json.ts";
import { openIds } from "./open-ids.ts";

function text(words: string, ...marks: readonly (readonly [string, string])[]): unknown {
  return {
    type: "text",
    text: words,
    marks: marks.map(([type, id]) => ({ type, attrs: { id, by: "m1" } })),
  };
}

function count(content: readonly unknown[], records?: Readonly<Record<string, unknown>>): number {
  const doc = readDocument({ type: "doc", content });
  if (doc === null) throw new RangeError("Not a document");
  return openIds(doc, records).size;
}

it("E139 counts a proposal once, however many places it touches, and none in plain text", () => {
  const split = [text("a", ["deletion", "m1:aaaa"]), text("b"), text("c", ["insertion", "m1:aaaa"])];
  expect(count([{ type: "paragraph", content: split }])).toBe(1);
  expect(count([{ type: "paragraph", content: [text("b", ["strong", "x"])] }])).toBe(0);
});

it("counts new blocks and structural proposals beside those in the text", () => {
  const blocks = [
    { type: "table", attrs: { ins: "m1:bbbb" }, content: [] },
    { type: "paragraph", attrs: { ins: null }, content: [text("a", ["fmt", "m2:cccc"])] },
  ];
  expect(count(blocks, { "m2:cccc/join/p1": {}, "m3:dddd/delete/p2": {} })).toBe(3);
});
