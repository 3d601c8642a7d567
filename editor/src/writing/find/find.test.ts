import { describe, expect, it } from "vitest";
import { paragraph, stateAt } from "../testing/report-state.ts";
import { findMatches, QUERY_LIMIT, replaceMatches, type FindQuery } from "./matches.ts";

const query = (text: string, more: Partial<FindQuery> = {}): FindQuery => ({
  text,
  matchCase: false,
  wholeWords: false,
  ...more,
});
const found = (words: string, asked: FindQuery): readonly string[] =>
  findMatches(stateAt([paragraph(words)], words).doc, asked).map(({ excerpt }) => excerpt.found);

describe("finding", () => {
  it("takes letters of either case unless told otherwise, in every script", () => {
    expect(found("Cat cat", query("CAT"))).toEqual(["Cat", "cat"]);
    expect(found("Cat cat", query("cat", { matchCase: true }))).toEqual(["cat"]);
    expect(found("Статья статья", query("СТАТЬЯ"))).toEqual(["Статья", "статья"]);
  });

  it("finds whole words in any script", () => {
    expect(found("concat cat été cats", query("cat", { wholeWords: true }))).toEqual(["cat"]);
    expect(found("étéx été", query("été", { wholeWords: true }))).toEqual(["été"]);
  });

  it("takes what a person types as it stands, and any white space for a space", () => {
    expect(found("a.b a+b (c)", query("(c)"))).toEqual(["(c)"]);
    expect(found("article\u00a05", query("article 5"))).toEqual(["article\u00a05"]);
  });

  it("finds nothing for nothing, for space alone or for more than the limit", () => {
    for (const text of ["", "  ", "x".repeat(QUERY_LIMIT + 1)]) expect(found("x x", query(text))).toEqual([]);
  });

  it("gives document positions and the block", () => {
    const { doc } = stateAt([paragraph("one"), paragraph("two one", { id: "b" })], "one");
    const [, second] = findMatches(doc, query("one"));
    expect(doc.textBetween(second?.from ?? 0, second?.to ?? 0)).toBe("one");
    expect(second?.block).toBe("b");
  });
});

describe("replacing", () => {
  it("replaces every place in one transaction, longer or shorter, and lets nothing slip into the text", () => {
    const state = stateAt([paragraph("a b a"), paragraph("a")], "a");
    const replaced = state.apply(replaceMatches(state, findMatches(state.doc, query("a")), "long\n\uFFFC"));
    expect(replaced.doc.textBetween(0, replaced.doc.content.size, "|")).toBe("long  b long |long ");
    const emptied = state.apply(replaceMatches(state, findMatches(state.doc, query("a")), ""));
    expect(emptied.doc.textBetween(0, emptied.doc.content.size, "|")).toBe(" b |");
  });

  it("keeps the letters of what stood there", () => {
    const { schema } = stateAt([paragraph("x")], "x");
    const strong = schema.text("bold", [schema.mark("strong")]);
    const state = stateAt([schema.node("paragraph", null, [schema.text("a "), strong])], "a");
    const replaced = state.apply(replaceMatches(state, findMatches(state.doc, query("bold")), "heavy"));
    expect(replaced.doc.firstChild?.lastChild?.toJSON()).toEqual({
      type: "text",
      text: "heavy",
      marks: [{ type: "strong" }],
    });
  });
});
