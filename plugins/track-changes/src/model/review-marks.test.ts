import { reportSchema } from "@travaux/blueprint/testing";
import { Schema } from "prosemirror-model";
import { expect, test } from "vitest";
import { formatOp, insertionOf, isMarkOf, isReviewMark, readFormatOp, reviewMarks } from "./review-marks.ts";

const link = reportSchema.mark("link", { href: "https://example.org/" });

test("a change of formatting is written and read without loss", () => {
  for (const mark of [reportSchema.mark("strong"), link])
    for (const adds of [true, false]) {
      const read = readFormatOp(reportSchema, formatOp({ adds, mark }));
      expect([read?.adds, read?.mark.eq(mark)]).toEqual([adds, true]);
    }
});

test.each([
  "",
  "strong",
  "+",
  "+{",
  "+null",
  '+"strong"',
  '+{"type":"nonsense"}',
  '+{"type":"link","attrs":{"href":"javascript:alert(1)"}}',
  '+{"type":"link"}',
  '+{"type":"insertion","attrs":{"id":"ada:aaaa","by":"ada"}}',
  '*{"type":"strong"}',
])("no change of formatting: %j", (op) => {
  expect(readFormatOp(reportSchema, op)).toBeNull();
});

test("a mark is an author's only if both of its attributes say so", () => {
  const mark = (id: string, by: string) => reportSchema.mark("deletion", { id, by });
  expect(isMarkOf(mark("ada:aaaa", "ada"), "ada")).toBe(true);
  expect(isMarkOf(mark("ada:aaaa", "ben"), "ada")).toBe(false);
  expect(isMarkOf(mark("ben:aaaa", "ada"), "ada")).toBe(false);
  expect([isMarkOf(link, "ada"), isReviewMark(link)]).toEqual([false, false]);
});

test("a node is proposed by what its attribute says", () => {
  const paragraph = (ins: string | null) => reportSchema.node("paragraph", { id: "b1", ins });
  expect([insertionOf(paragraph("ada:aaaa")), insertionOf(paragraph(null))]).toEqual(["ada:aaaa", null]);
});

test("a schema without the marks is told so", () => {
  const bare = new Schema({ nodes: { doc: { content: "text*" }, text: {} } });
  expect(() => reviewMarks(bare)).toThrow(RangeError);
  expect(reviewMarks(reportSchema).fmt.name).toBe("fmt");
});
