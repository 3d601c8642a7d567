import { describe, expect, it } from "vitest";
import { readTreatyFile } from "./treaty-file.ts";

describe("readTreatyFile", () => {
  it.each([
    ["Article 5", "Article 18. Mutual legal assistance"],
    ["Artículo 5", "Artículo 18"],
    ["Статья 5", "Статья 18"],
    ["المادة 5", "المادة 18"],
    ["第五条", "第十八条"],
  ])("finds the articles of plain text by headings such as %s", (fifth, eighteenth) => {
    const file = readTreatyFile(`Preamble\n${fifth}\n1. One.\n\n2. Two.\r\n${eighteenth}\nText.`);
    expect(file.articles).toEqual([
      { number: 5, paragraphs: ["1. One.", "2. Two."] },
      { number: 18, paragraphs: ["Text."] },
    ]);
  });

  it("takes what a JSON file says of itself", () => {
    const articles = [{ number: 2, paragraphs: ["For the purposes of this Convention:"] }];
    expect(
      readTreatyFile(JSON.stringify({ instrument: "TIP", language: "fr", source: "C.N.1", articles })),
    ).toEqual({
      instrument: "TIP",
      language: "fr",
      source: "C.N.1",
      articles,
    });
  });

  it("finds nothing in anything else, and leaves out what is no article", () => {
    for (const content of [
      "",
      "plain words",
      "[1, 2]",
      '{"articles": 3}',
      '{"articles": [{"number": "5"}, null]}',
    ]) {
      expect(readTreatyFile(content).articles).toEqual([]);
    }
  });

  it("does not take a sentence that begins with an article for a heading", () => {
    expect(readTreatyFile("Article 5\nText.\nThis article 6 applies.").articles).toHaveLength(1);
  });
});
