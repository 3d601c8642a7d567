import { expect, it } from "vitest";
import { node, paragraph, stateAt } from "./testing/report-state.ts";
import { createWordCounter } from "./word-count.ts";

it("counts words and figures in paragraphs, lists and footnotes, and no punctuation", () => {
  const list = node("bullet_list", [node("list_item", [paragraph("two more")])]);
  const note = node("footnotes", [
    node("footnote_text", [...paragraph("a note").content.content], { id: "n" }),
  ]);
  const { doc } = stateAt([paragraph("Article 5, paragraph 1 – adopted."), list, note], "Article");
  expect(createWordCounter("en").count(doc)).toBe(9);
});

it("parts Chinese into words, and takes a footnote's reference for no word", () => {
  expect(createWordCounter("zh").count(stateAt([paragraph("缔约国会议")], "缔").doc)).toBeGreaterThan(1);
  expect(createWordCounter("en").count(stateAt([paragraph("one\uFFFC two")], "one").doc)).toBe(2);
});
