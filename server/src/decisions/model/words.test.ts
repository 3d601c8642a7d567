import { createReportSchema } from "@travaux/blueprint";
import { readSuggestions } from "@travaux/track-changes/model";
import { describe, expect, it } from "vitest";
import { readWords, WORDS_LIMIT, wordsJson, wordsOf } from "./words.ts";

const schema = createReportSchema();

function said(...texts: readonly (readonly [text: string, type?: string])[]) {
  const content = texts.map(([text, type]) => ({
    type: "text",
    text,
    marks: type === undefined ? [] : [{ type, attrs: { id: "ma:abcd", by: "ma" } }],
  }));
  const doc = schema.nodeFromJSON({
    type: "doc",
    content: [{ type: "paragraph", attrs: { id: "p" }, content }],
  });
  return readSuggestions({ doc, records: new Map() }).map(wordsOf);
}

describe("what a suggestion said", () => {
  it("is kept in both halves, with breaks shown and blanks as one", () => {
    expect(said(["The "], ["old", "deletion"], ["new\n  words", "insertion"])).toEqual([
      { id: "ma:abcd", by: "ma", kind: "replacement", inserted: expect.any(String), deleted: "old" },
    ]);
    expect(said(["one\ntwo", "insertion"])[0]?.inserted).toBe("one¶two");
  });

  it("is cut where it is long, between characters", () => {
    const [words] = said([`${"x".repeat(WORDS_LIMIT - 2)}😀 and more`, "insertion"]);
    expect(words?.inserted).toBe(`${"x".repeat(WORDS_LIMIT - 2)}…`);
  });

  it("is read back from where it is kept, and from nowhere else", () => {
    const words = said(["new", "insertion"]);
    expect(readWords(wordsJson(words))).toEqual(words);
    expect(readWords(null)).toEqual([]);
    expect(readWords([null, 1, "x"])).toEqual([]);
  });
});
