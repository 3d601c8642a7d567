import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ARTICLES, articleOf, checkSelection, selectArticles, type ArticleSelection } from "./articles.ts";
import { CLUSTER_IDS, CLUSTERS } from "./clusters.ts";
import { INSTRUMENTS } from "./instruments.ts";
import { isSafeHref } from "./schema/marks.ts";
import { LANGUAGES } from "./vocabulary.ts";

const numbersOf = (instrument: string, reviewable?: boolean): readonly number[] =>
  ARTICLES.filter(
    (article) =>
      article.instrument === instrument && (reviewable === undefined || article.reviewable === reviewable),
  ).map(({ number }) => number);

const upTo = (last: number): readonly number[] => Array.from({ length: last }, (_, index) => index + 1);

describe("the articles", () => {
  it.each([
    ["UNTOC", 41, [2, ...upTo(31).slice(4)]],
    ["TIP", 20, [3, ...upTo(13).slice(4)]],
    ["SOM", 25, [3, ...upTo(18).slice(4)]],
    ["FIREARMS", 21, [3, ...upTo(15).slice(4)]],
  ])(
    "of %s are numbered 1 to %i without a gap, and the reviewable ones are those of the source",
    (code, last, reviewable) => {
      expect(numbersOf(code)).toEqual(upTo(last));
      expect(numbersOf(code, true)).toEqual(reviewable);
    },
  );

  it("are 107, of which 65 may be reviewed", () => {
    expect(ARTICLES).toHaveLength(107);
    expect(ARTICLES.filter(({ reviewable }) => reviewable)).toHaveLength(65);
  });

  it("belong to a cluster exactly when they may be reviewed", () => {
    expect(ARTICLES.filter(({ cluster, reviewable }) => (cluster !== null) !== reviewable)).toEqual([]);
  });

  it("of the Convention fall into the clusters as the questionnaires divide them", () => {
    const divided = Object.fromEntries(
      CLUSTER_IDS.map((id) => [id, selectArticles(["UNTOC"], [id]).flatMap(({ numbers }) => numbers)]),
    );
    expect(divided).toEqual({
      criminalization: [2, 5, 6, 8, 9, 10, 15, 23],
      prevention: [24, 25, 29, 30, 31],
      "law-enforcement": [7, 11, 19, 20, 22, 26, 27, 28],
      "international-cooperation": [12, 13, 14, 16, 17, 18, 21],
    });
  });

  it("leave a title untranslated rather than guess it", () => {
    const missing = LANGUAGES.map((language) => [
      language,
      ARTICLES.filter(({ title }) => title[language] === null).length,
    ]);
    expect(Object.fromEntries(missing)).toEqual({ ar: 18, zh: 10, en: 0, fr: 0, ru: 4, es: 0 });
    expect(
      ARTICLES.flatMap(({ title }) => Object.values(title)).filter((text) => text?.trim() === ""),
    ).toEqual([]);
  });

  it("keep the titles that were seen in official texts", () => {
    expect(articleOf("UNTOC", 5)?.title).toMatchObject({
      en: "Criminalization of participation in an organized criminal group",
      fr: "Incrimination de la participation à un groupe criminel organisé",
      es: "Penalización de la participación en un grupo delictivo organizado",
    });
    expect(articleOf("UNTOC", 2)?.title.ar).toBe("استخدام المصطلحات");
    expect(articleOf("UNTOC", 42)).toBeNull();
  });
});

describe("the instruments", () => {
  it("stand in the order of a report: the Convention, then its Protocols", () => {
    expect(INSTRUMENTS.map(({ code, isProtocol }) => [code, isProtocol])).toEqual([
      ["UNTOC", false],
      ["TIP", true],
      ["SOM", true],
      ["FIREARMS", true],
    ]);
  });

  it.each(INSTRUMENTS)(
    "$code: every Protocol's name holds the Convention's, in each language",
    ({ name, isProtocol }) => {
      const convention = INSTRUMENTS[0]?.name;
      const stems = {
        ar: "الأمم المتحدة لمكافحة الجريمة المنظمة عبر الوطنية",
        ru: "Организации Объединенных Наций",
      };
      for (const language of LANGUAGES) {
        const stem = language === "ar" || language === "ru" ? stems[language] : convention?.[language];
        expect(name[language]).toContain(stem);
        expect(name[language] === convention?.[language]).toBe(!isProtocol);
      }
    },
  );

  it("link to the depositary, each to a page of its own", () => {
    const urls = INSTRUMENTS.map(({ officialUrl }) => officialUrl);
    expect(new Set(urls).size).toBe(4);
    expect(urls.filter((url) => !isSafeHref(url) || new URL(url).hostname !== "treaties.un.org")).toEqual([]);
  });
});

describe("the clusters", () => {
  it("keep their number apart from their place in time, of which only the first is established", () => {
    expect(CLUSTERS.map(({ number, phase }) => [number, phase])).toEqual([
      ["I", 1],
      ["II", null],
      ["III", null],
      ["IV", null],
    ]);
  });
});

describe("a selection of articles", () => {
  it("is without fault whatever instruments and clusters it comes from", () => {
    fc.assert(
      fc.property(
        fc.subarray(INSTRUMENTS.map(({ code }) => code)),
        fc.subarray([...CLUSTER_IDS]),
        (instruments, clusters) => {
          const selection = selectArticles(instruments, clusters);
          expect(checkSelection(selection)).toEqual([]);
          expect(selection.filter(({ numbers }) => numbers.length === 0)).toEqual([]);
        },
      ),
    );
  });

  it("is told each of its faults, with the place", () => {
    const faulty: ArticleSelection = [
      { instrument: "UNTOC", numbers: [5, 1, 42, 5, 5.5] },
      { instrument: "UNTOC", numbers: [6] },
      // What a client sends is no InstrumentCode until this has been asked.
      { instrument: "UNCAC" as never, numbers: [5] },
    ];
    expect(checkSelection(faulty)).toEqual([
      { pointer: "/0/numbers/1", code: "not-reviewable" },
      { pointer: "/0/numbers/2", code: "unknown-article" },
      { pointer: "/0/numbers/3", code: "repeated-article" },
      { pointer: "/0/numbers/4", code: "unknown-article" },
      { pointer: "/1/instrument", code: "repeated-instrument" },
      { pointer: "/2/instrument", code: "unknown-instrument" },
    ]);
  });
});
