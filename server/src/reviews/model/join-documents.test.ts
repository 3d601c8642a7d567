import { createReportSchema } from "@travaux/blueprint";
import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { describe, expect, it } from "vitest";
import { joinDocuments } from "./join-documents.ts";

const schema = createReportSchema();

const paragraph = (id: string | null, text: string): object => ({
  type: "paragraph",
  attrs: { id },
  content: [{ type: "text", text }],
});
const reference = (id: string): object => ({
  type: "text",
  text: "\uFFFC",
  marks: [{ type: "footnote", attrs: { id } }],
});
const note = (id: string, text: string): object => ({
  type: "footnote_text",
  attrs: { id },
  content: [{ type: "text", text }],
});

function read(...content: readonly object[]): Node {
  const doc = schema.nodeFromJSON({ type: "doc", content });
  doc.check();
  return doc;
}

function idsOf(doc: Node): readonly string[] {
  const ids: string[] = [];
  doc.descendants((node) => {
    const id: unknown = node.attrs["id"];
    if (typeof id === "string") ids.push(id);
  });
  return ids;
}

describe("joining documents", () => {
  it("keeps every word, in order, and every id unique", () => {
    const id = fc.constantFrom(null, "x", "x-2", "y", "z".repeat(64));
    const block = fc.record({ id, text: fc.string({ minLength: 1 }) });
    fc.assert(
      fc.property(
        fc.array(fc.array(block, { maxLength: 4 }), { minLength: 1, maxLength: 4 }),
        (documents) => {
          const nodes = documents.map((blocks) =>
            read(...blocks.map(({ id: own, text }) => paragraph(own, text))),
          );
          const joined = joinDocuments(nodes);
          joined.check();
          expect(joined.children.map((child) => child.textContent)).toEqual(
            documents.flat().map(({ text }) => text),
          );
          expect(new Set(idsOf(joined)).size).toBe(idsOf(joined).length);
          expect(idsOf(joined).every((taken) => taken.length <= 64)).toBe(true);
        },
      ),
    );
  });

  it("leaves ids alone that are free: what hangs on them still finds its block", () => {
    const joined = joinDocuments([read(paragraph("one", "1")), read(paragraph("two", "2"))]);
    expect(idsOf(joined)).toEqual(["one", "two"]);
  });

  it("brings the footnotes of all to the end, and each reference keeps its own", () => {
    const document = (text: string): Node =>
      read(
        { type: "paragraph", attrs: { id: "p" }, content: [{ type: "text", text }, reference("f")] },
        { type: "footnotes", attrs: { id: "end" }, content: [note("f", `Note of ${text}`)] },
      );
    const joined = joinDocuments([document("B"), document("C")]);
    joined.check();
    expect(joined.children.map((child) => child.type.name)).toEqual(["paragraph", "paragraph", "footnotes"]);
    const notes = new Map(joined.lastChild?.children.map((child) => [child.attrs["id"], child.textContent]));
    const pointed = joined.children.slice(0, 2).map((child) => {
      const mark = child.lastChild?.marks.find(({ type }) => type.name === "footnote");
      return [child.firstChild?.text, notes.get(mark?.attrs["id"])];
    });
    expect(pointed).toEqual([
      ["B", "Note of B"],
      ["C", "Note of C"],
    ]);
  });

  it("is not asked to join nothing", () => {
    expect(() => joinDocuments([])).toThrow(RangeError);
  });
});
