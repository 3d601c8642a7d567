import { createReportSchema } from "@travaux/blueprint";
import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { describe, expect, it } from "vitest";
import { foldText, searchDocument } from "./search-text.ts";

const schema = createReportSchema();

function document(...paragraphs: readonly string[]): Node {
  const content = paragraphs.map((text, index) =>
    schema.node("paragraph", { id: `n${index + 1}` }, text === "" ? [] : [schema.text(text)]),
  );
  return schema.node("doc", null, content);
}

describe("a search in a text", () => {
  it("does not mind case or diacritics, and tells the place in the text as written", () => {
    const found = searchDocument(document("Nothing", "Le délit est établi à l’ÉTÉ"), "ete", 10);
    expect(found).toMatchObject([{ block: "n2", offset: 24 }]);
    expect("Le délit est établi à l’ÉTÉ".slice(24)).toBe("ÉTÉ");
  });

  it("finds Arabic with or without vowel signs, and shows it with those it was written with", () => {
    const written = "الدولة المستعرِضة";
    const [match] = searchDocument(document(written), "المستعرضة", 10);
    expect(match).toMatchObject({ offset: 7, excerpt: written });
    expect(searchDocument(document("الدولة المستعرضة"), "المستعرِضة", 10)).toHaveLength(1);
  });

  it("reads over the place of a footnote, and shows none of it", () => {
    const [match] = searchDocument(document("Adopted in 2019\uFFFC and since"), "2019 and", 10);
    expect(match).toMatchObject({ offset: 11, excerpt: "Adopted in 2019 and since" });
  });

  it("gives at most as many as asked for, and nothing for a query of marks alone", () => {
    expect(searchDocument(document("a a a", "a a"), "a", 4)).toHaveLength(4);
    expect(searchDocument(document("a"), "\u0301", 4)).toEqual([]);
  });

  it("never parts a letter from its signs in an excerpt", () => {
    const text = `${"e\u0301".repeat(80)} needle ${"e\u0301".repeat(80)}`;
    const [match] = searchDocument(document(text), "needle", 1);
    expect(match?.excerpt).toMatch(/^…e\u0301.*needle.*\u0301…$/u);
  });

  it("finds in any text every part of it, where it stands", () => {
    fc.assert(
      fc.property(
        fc.string({ unit: "binary", minLength: 1, maxLength: 40 }),
        fc.nat(),
        fc.nat(),
        (raw, from, to) => {
          const text = raw.toWellFormed();
          const characters = [...text];
          const start = from % characters.length;
          const part = characters.slice(start, start + 1 + (to % 5)).join("");
          fc.pre(foldText(part).text.trim() !== "");
          const found = searchDocument(document(text), part, 50);
          expect(found.length).toBeGreaterThan(0);
          for (const { offset } of found)
            expect(foldText(text.slice(offset)).text).toContain(foldText(part).text);
        },
      ),
    );
  });
});
