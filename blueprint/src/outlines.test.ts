import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ARTICLES, selectArticles } from "./articles.ts";
import { CLUSTER_IDS } from "./clusters.ts";
import { INSTRUMENTS } from "./instruments.ts";
import { buildOutline, OUTLINES, outlineOf, sectionsUnder } from "./outlines.ts";
import { readSectionId } from "./section-ids.ts";
import { LANGUAGES } from "./vocabulary.ts";

const blueprints = OUTLINES.map(({ id }) => id);
const anySelection = fc
  .tuple(fc.subarray(INSTRUMENTS.map(({ code }) => code)), fc.subarray([...CLUSTER_IDS]))
  .map(([instruments, clusters]) => selectArticles(instruments, clusters));

describe("the country review report", () => {
  it("on all four instruments has 65 articles and 325 article sections", () => {
    const outline = buildOutline("country-report", selectArticles());
    expect(outline.filter(({ article, section }) => article !== null && section === null)).toHaveLength(65);
    expect(outline.filter(({ section }) => /^art\.[a-e]$/.test(section?.kind ?? ""))).toHaveLength(325);
    expect(outline.filter(({ section }) => section?.kind === "art.text")).toHaveLength(65);
  });

  it("on one article reads from cover to technical assistance in the UN manner", () => {
    const outline = buildOutline("country-report", [{ instrument: "UNTOC", numbers: [5] }]);
    expect(outline.map(({ id, label, depth, title }) => [id, label, depth, title.en])).toEqual([
      ["cover", "", 0, "Cover page"],
      ["i", "I.", 0, "Introduction"],
      ["ii", "II.", 0, "Process"],
      ["iii", "III.", 0, "Executive summary"],
      ["iv", "IV.", 0, "Implementation of the Convention"],
      ["iv.a", "A.", 1, "Ratification of the Convention"],
      ["iv.b", "B.", 1, "Legal system"],
      ["iv.c", "C.", 1, "Implementation of selected articles"],
      ["untoc", "", 2, "United Nations Convention against Transnational Organized Crime"],
      ["untoc.5", "", 3, "Article 5. Criminalization of participation in an organized criminal group"],
      ["untoc.5.text", "", 4, "Text of the article"],
      [
        "untoc.5.a",
        "(a)",
        4,
        "Summary of information relevant to reviewing the implementation of the article",
      ],
      ["untoc.5.b", "(b)", 4, "Observations on the implementation of the article"],
      ["untoc.5.c", "(c)", 4, "Successes and good practices"],
      ["untoc.5.d", "(d)", 4, "Challenges, where applicable"],
      ["untoc.5.e", "(e)", 4, "Technical assistance needs"],
    ]);
  });

  it("numbers its instruments when there are several, and speaks of the Protocols when one is reviewed", () => {
    const outline = buildOutline("country-report", selectArticles(["TIP", "UNTOC"], ["criminalization"]));
    const heading = (id: string): (typeof outline)[number] | undefined =>
      outline.find((entry) => entry.id === id);
    expect(heading("untoc")?.label).toBe("1.");
    expect(heading("tip")?.label).toBe("2.");
    expect(heading("iv")?.title.fr).toBe("Application de la Convention et des Protocoles s’y rapportant");
    expect(heading("iv.a")?.title.es).toBe("Ratificación de la Convención y sus Protocolos");
  });

  it("without an article has no heading over nothing", () => {
    const ids = buildOutline("country-report", []).map(({ id }) => id);
    expect(ids).toEqual(["cover", "i", "ii", "iii", "iv", "iv.a", "iv.b"]);
  });

  it("says that it is modelled on a proposal, and claims no mechanism", () => {
    const { source } = outlineOf("country-report");
    expect(source.en).toBe(
      "Modelled on the proposal attached to resolution 5/5 of the Conference of the Parties",
    );
    expect(Object.values(source).filter((text) => text?.includes("5/5") !== true)).toEqual([]);
  });
});

describe("the sections under a heading", () => {
  const outline = buildOutline("country-report", [{ instrument: "UNTOC", numbers: [5, 10] }]);
  const under = (heading: string): readonly string[] => [...sectionsUnder(outline, heading)];
  const ofArticle = (number: number): readonly string[] =>
    ["text", "a", "b", "c", "d", "e"].map((part) => `untoc.${number}.${part}`);

  it("are those of the articles too, whose ids begin otherwise", () => {
    expect(under("iv")).toEqual(["iv.a", "iv.b", ...ofArticle(5), ...ofArticle(10)]);
    expect(under("iv.c")).toEqual([...ofArticle(5), ...ofArticle(10)]);
  });

  it("are no others: neither of an article whose number begins alike, nor of a chapter beside it", () => {
    expect(under("untoc.5")).toEqual(ofArticle(5));
    expect(under("i")).toEqual(["i"]);
    expect(under("iv.b")).toEqual(["iv.b"]);
    expect(under("untoc.10.e")).toEqual(["untoc.10.e"]);
  });

  it("are none where there is no such heading", () => {
    for (const heading of ["", "tip.5", "untoc.1", "untoc.5.", "v"]) expect(under(heading)).toEqual([]);
  });
});

describe("the list of observations", () => {
  it("has four items an article between general information and summary", () => {
    const outline = buildOutline("list-of-observations", [{ instrument: "SOM", numbers: [6] }]);
    expect(outline.map(({ id, label, depth, title }) => [id, label, depth, title.en])).toEqual([
      ["general", "I.", 0, "General information"],
      ["observations", "II.", 0, "Observations"],
      [
        "som",
        "",
        1,
        "Protocol against the Smuggling of Migrants by Land, Sea and Air, supplementing the United Nations Convention against Transnational Organized Crime",
      ],
      ["som.6", "", 2, "Article 6. Criminalization"],
      ["som.6.practices", "(a)", 3, "Best practices"],
      ["som.6.gaps", "(b)", 3, "Gaps and challenges"],
      ["som.6.suggestions", "(c)", 3, "Suggestions"],
      ["som.6.assistance", "(d)", 3, "Technical assistance needs"],
      ["summary", "III.", 0, "Summary of the list of observations"],
    ]);
    expect(buildOutline("list-of-observations", []).map(({ id }) => id)).toEqual(["general", "summary"]);
  });
});

describe("any outline", () => {
  it("has unique ids, and section ids that say what the heading says", () => {
    fc.assert(
      fc.property(fc.constantFrom(...blueprints), anySelection, (blueprint, selection) => {
        const outline = buildOutline(blueprint, selection);
        expect(new Set(outline.map(({ id }) => id)).size).toBe(outline.length);
        for (const { id, instrument, article, section } of outline.filter(
          (entry) => entry.section !== null,
        )) {
          expect(readSectionId(id)).toEqual({
            id: section?.id,
            blueprint,
            kind: section?.kind,
            instrument,
            article,
          });
        }
      }),
    );
  });

  it("never skips a depth on the way down", () => {
    fc.assert(
      fc.property(fc.constantFrom(...blueprints), anySelection, (blueprint, selection) => {
        const depths = buildOutline(blueprint, selection).map(({ depth }) => depth);
        expect(depths.filter((depth, index) => depth > (depths[index - 1] ?? 0) + 1)).toEqual([]);
      }),
    );
  });

  it("does not depend on the order in which articles were selected", () => {
    const shuffled = selectArticles()
      .toReversed()
      .map(({ instrument, numbers }) => ({ instrument, numbers: numbers.toReversed() }));
    for (const blueprint of blueprints) {
      expect(buildOutline(blueprint, shuffled)).toEqual(buildOutline(blueprint, selectArticles()));
    }
  });

  it("refuses articles that are not reviewed, by place and reason", () => {
    expect(() => buildOutline("country-report", [{ instrument: "TIP", numbers: [3, 20] }])).toThrow(
      "/0/numbers/1: not-reviewable",
    );
  });

  it("has an untranslated heading exactly where an article's title is", () => {
    const outline = buildOutline("country-report", selectArticles());
    for (const { article, instrument, title } of outline) {
      const source = ARTICLES.find((known) => known.number === article && known.instrument === instrument);
      for (const language of LANGUAGES) {
        const translated = title[language] !== null;
        expect(translated || source?.title[language] === null).toBe(true);
      }
    }
    expect(outline.find(({ id }) => id === "untoc.5")?.title.zh).toBe(
      "第5条 参加有组织犯罪集团行为的刑事定罪",
    );
  });
});
