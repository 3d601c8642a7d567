import { Node } from "prosemirror-model";
import { describe, expect, it } from "vitest";
import { selectArticles } from "./articles.ts";
import { BOILERPLATE } from "./boilerplate.ts";
import { buildOutline, OUTLINES } from "./outlines.ts";
import { seedDocument, type SeedFacts } from "./seeding.ts";
import { reportSchema, sectionId } from "./testing.ts";
import { LANGUAGES, type Language } from "./vocabulary.ts";

function facts(language: Language): SeedFacts {
  const name = (letter: string): SeedFacts["stateUnderReview"] => ({
    en: `State ${letter}`,
    fr: `État ${letter}`,
    es: null,
    ru: null,
    zh: null,
    ar: null,
  });
  return {
    stateUnderReview: name("A"),
    reviewingStates: [
      { name: name("B"), instruments: ["UNTOC"] },
      { name: name("C"), instruments: ["UNTOC"] },
    ],
    articles: [
      { instrument: "SOM", numbers: [6, 5] },
      { instrument: "UNTOC", numbers: [5, 6] },
      { instrument: "TIP", numbers: [] },
    ],
    languages: [language],
  };
}

const textOf = (section: string, language: Language): readonly string[] => {
  const node = Node.fromJSON(reportSchema, seedDocument(sectionId(section), facts(language)));
  const texts: string[] = [];
  node.descendants((child) => {
    if (child.isTextblock) texts.push(child.textContent);
  });
  return texts;
};

describe("a report's first texts", () => {
  it("are documents of the schema with unique ids, for every section of both outlines in every language", () => {
    for (const { id } of OUTLINES) {
      const sections = buildOutline(id, selectArticles(["UNTOC", "SOM"])).flatMap(
        ({ section }) => section ?? [],
      );
      for (const language of LANGUAGES) {
        for (const section of sections) {
          const node = Node.fromJSON(reportSchema, seedDocument(section.id, facts(language)));
          expect(() => node.check()).not.toThrow();
          const ids: unknown[] = [];
          node.descendants((child) => {
            if (!child.isText) ids.push(child.attrs["id"]);
          });
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.every((blockId) => typeof blockId === "string")).toBe(true);
        }
      }
    }
  });

  it("are the same each time, and say their language and direction block by block", () => {
    expect(seedDocument(sectionId("i"), facts("ar"))).toEqual(seedDocument(sectionId("i"), facts("ar")));
    expect(seedDocument(sectionId("untoc.5.b"), facts("ar"))).toEqual({
      type: "doc",
      content: [{ type: "paragraph", attrs: { id: "untoc-5-b-1", lang: "ar", dir: "rtl" } }],
    });
    expect(seedDocument(sectionId("tip.5.gaps"), facts("ru")).content[0]?.attrs).toMatchObject({
      lang: "ru",
      dir: "ltr",
    });
  });

  it("name the parties on the cover, and what the review covers in the introduction", () => {
    expect(textOf("cover", "fr")).toEqual([
      "Rapport d’examen de pays : État A",
      "Convention des Nations Unies contre la criminalité transnationale organisée",
      "Protocole contre le trafic illicite de migrants par terre, air et mer, additionnel à la Convention des Nations Unies contre la criminalité transnationale organisée",
      "États parties examinateurs : État B, État C",
      "[cycle et année de l’examen]",
      "[note sur le statut et la confidentialité du rapport]",
    ]);
    expect(textOf("i", "en").slice(-3)).toEqual([
      "The review covers the implementation by the State party under review of the following provisions:",
      "United Nations Convention against Transnational Organized Crime: articles 5, 6",
      "Protocol against the Smuggling of Migrants by Land, Sea and Air, supplementing the United Nations Convention against Transnational Organized Crime: articles 5, 6",
    ]);
  });

  it("leave the founding decision open and never speak of resolution 5/5", () => {
    for (const language of LANGUAGES) {
      const texts = ["cover", "i", "ii", "general"].flatMap((section) => textOf(section, language));
      expect(texts.filter((text) => /5\s*[/／]\s*5|٥/.test(text))).toEqual([]);
      expect(BOILERPLATE[language].introduction.basis).toMatch(/\[[^\]]+\].*\[[^\]]+\]/);
    }
    expect(textOf("i", "en")[1]).toContain("[founding decision]");
  });

  it("leave no slot of the template behind, and close every bracket", () => {
    for (const language of LANGUAGES) {
      for (const text of ["cover", "i", "ii", "general"].flatMap((section) => textOf(section, language))) {
        expect(text).not.toMatch(/[{}]/);
        expect(text.replaceAll(/\[[^[\]]+\]/g, "")).not.toMatch(/[[\]]/);
      }
    }
  });

  it("take a State's name as it is written, whatever signs it holds", () => {
    const odd = {
      ...facts("en"),
      stateUnderReview: { ...facts("en").stateUnderReview, en: "A $& {reviewing}" },
    };
    const [heading] = seedDocument(sectionId("cover"), odd).content;
    expect(heading?.content).toEqual([{ type: "text", text: "Country review report: A $& {reviewing}" }]);
  });

  it("are refused for a section no outline has, or without a language", () => {
    expect(() => seedDocument(sectionId("untoc.1.a"), facts("en"))).toThrow(
      "No outline has the section untoc.1.a",
    );
    expect(() => seedDocument(sectionId("i"), { ...facts("en"), languages: [] })).toThrow("working language");
  });
});
