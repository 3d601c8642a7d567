import { buildOutline } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import {
  articleKeys,
  checkDraft,
  choiceOf,
  choose,
  emptyDraft,
  selectionOf,
  toNewReview,
  uncovered,
  type NameDraft,
  type ReviewDraft,
} from "./review-draft.ts";

const none: NameDraft = { ar: "", zh: "", en: "", fr: "", ru: "", es: "" };

function whole(): ReviewDraft {
  const empty = emptyDraft("en");
  const [first, second] = empty.reviewers;
  if (first === undefined || second === undefined) throw new RangeError("Two rows to begin with");
  return {
    ...empty,
    state: { ...none, fr: "État A" },
    articles: new Set(articleKeys({ cluster: "criminalization" })),
    reviewers: [
      { ...first, name: { ...none, en: "State B" } },
      { ...second, name: { ...none, en: "State C" }, instruments: ["UNTOC", "SOM"] },
    ],
  };
}

describe("checkDraft", () => {
  it("finds a fault in every step of an empty form but the languages, of which one is given", () => {
    expect(checkDraft(emptyDraft("fr")).map(({ step }) => step)).toEqual(["state", "articles", "reviewers"]);
  });

  it("finds none in a whole one, and an empty row of a State is no State", () => {
    expect(checkDraft(whole())).toEqual([]);
    const [first] = whole().reviewers;
    if (first === undefined) throw new RangeError("A row");
    expect(checkDraft({ ...whole(), reviewers: [first, { key: 9, name: none, instruments: [] }] })).toEqual(
      [],
    );
  });

  it("finds two States of the same name, a State without an instrument, and a cut-off before the start", () => {
    const draft = whole();
    const [first, second] = draft.reviewers;
    if (first === undefined || second === undefined) throw new RangeError("Two rows");
    expect(
      checkDraft({ ...draft, reviewers: [first, { ...second, name: { ...none, en: "state b" } }] }).map(
        ({ key }) => key,
      ),
    ).toEqual(["wizard.sameState"]);
    expect(
      checkDraft({ ...draft, reviewers: [first, { ...second, instruments: [] }] }).map(({ field }) => field),
    ).toEqual(["reviewer-2-instruments"]);
    expect(
      checkDraft({ ...draft, officialStart: "2026-02-01", informationCutOff: "2026-01-01" }).map(
        ({ key }) => key,
      ),
    ).toEqual(["wizard.cutOffEarly"]);
  });
});

describe("the choice of articles", () => {
  it("ticks a group when all of it is chosen, however it came about", () => {
    const keys = articleKeys({ instrument: "TIP" });
    const some = choose(new Set(), articleKeys({ cluster: "criminalization" }), true);
    expect([
      choiceOf(new Set(), keys),
      choiceOf(some, keys),
      choiceOf(choose(some, keys, true), keys),
    ]).toEqual(["none", "some", "all"]);
    expect(choiceOf(choose(choose(some, keys, true), keys, false), keys)).toBe("none");
  });

  it("has 65 articles, and all of them make an outline of 325 sections of articles", () => {
    const all = choose(new Set(), articleKeys({}), true);
    expect(all.size).toBe(65);
    const sections = buildOutline("country-report", selectionOf(all)).filter(
      ({ section }) => section !== null && /^art\.[a-e]$/.test(section.kind),
    );
    expect(sections).toHaveLength(325);
  });
});

describe("toNewReview", () => {
  it("puts a name given in one language where English stands for the others, and leaves those untranslated", () => {
    expect(toNewReview(whole()).stateUnderReview).toEqual({
      en: "État A",
      fr: "État A",
      ar: null,
      zh: null,
      ru: null,
      es: null,
    });
  });

  it("gives a State only the instruments that are under review", () => {
    const draft = { ...whole(), articles: new Set(articleKeys({ instrument: "UNTOC" })) };
    expect(toNewReview(draft).reviewingStates.map(({ instruments }) => instruments)).toEqual([
      ["UNTOC"],
      ["UNTOC"],
    ]);
    expect(toNewReview(draft).officialStart).toBeNull();
  });

  it("warns of instruments that nobody reviews", () => {
    const draft = whole();
    expect(uncovered({ ...draft, reviewers: draft.reviewers.slice(1) })).toEqual(["TIP", "FIREARMS"]);
    expect(uncovered(draft)).toEqual([]);
  });
});
