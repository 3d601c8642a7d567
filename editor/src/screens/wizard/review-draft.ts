import {
  ARTICLES,
  INSTRUMENTS,
  LANGUAGES,
  type BlueprintId,
  type ClusterId,
  type InstrumentCode,
  type Language,
  type Multilingual,
  type NewReview,
} from "@travaux/blueprint";
import type { GeneralKey } from "../../interface-text/message.ts";

/** A State's name as it is being entered, language by language. */
export type NameDraft = Readonly<Record<Language, string>>;

/** A reviewing State as it is being entered; `key` tells rows apart while they come and go. */
export interface ReviewerDraft {
  readonly key: number;
  readonly name: NameDraft;
  readonly instruments: readonly InstrumentCode[];
}

/** A new review as it is being entered. */
export interface ReviewDraft {
  readonly blueprint: BlueprintId;
  readonly state: NameDraft;
  /** `UNTOC 5`: the articles under review. */
  readonly articles: ReadonlySet<string>;
  readonly reviewers: readonly ReviewerDraft[];
  /** Whether a proposal is decided by all reviewing States rather than by one. */
  readonly twoKeys: boolean;
  readonly languages: readonly Language[];
  readonly officialStart: string;
  readonly informationCutOff: string;
  readonly sessionDate: string;
}

/** The parts of the form, in order; each is a step. */
export const STEPS = ["state", "articles", "reviewers", "languages", "check"] as const;
export type Step = (typeof STEPS)[number];

/** What is wrong in a step: the field, and what to say. */
export interface DraftFault {
  readonly step: Step;
  readonly field: string;
  readonly key: GeneralKey;
  readonly values?: Readonly<Record<string, string>>;
}

const NO_NAME: NameDraft = { ar: "", zh: "", en: "", fr: "", ru: "", es: "" };

/** An empty form: two reviewing States to be named, the interface's language as the working language. */
export function emptyDraft(language: Language): ReviewDraft {
  return {
    blueprint: "country-report",
    state: NO_NAME,
    articles: new Set(),
    reviewers: [emptyReviewer(1), emptyReviewer(2)],
    twoKeys: false,
    languages: [language],
    officialStart: "",
    informationCutOff: "",
    sessionDate: "",
  };
}

/** A reviewing State without a name, for all instruments: most review together what is under review. */
export function emptyReviewer(key: number): ReviewerDraft {
  return { key, name: NO_NAME, instruments: INSTRUMENTS.map(({ code }) => code) };
}

/** How an article stands in {@link ReviewDraft.articles}. */
export function articleKey(instrument: InstrumentCode, number: number): string {
  return `${instrument} ${number}`;
}

/** The keys of the reviewable articles of an instrument, a cluster, or both. */
export function articleKeys(filter: {
  readonly instrument?: InstrumentCode;
  readonly cluster?: ClusterId;
}): readonly string[] {
  return ARTICLES.filter(
    (article) =>
      article.reviewable &&
      (filter.instrument === undefined || article.instrument === filter.instrument) &&
      (filter.cluster === undefined || article.cluster === filter.cluster),
  ).map((article) => articleKey(article.instrument, article.number));
}

/** How many of `keys` are chosen: what a box for a group of articles shows. */
export function choiceOf(chosen: ReadonlySet<string>, keys: readonly string[]): "none" | "some" | "all" {
  const count = keys.filter((key) => chosen.has(key)).length;
  return count === 0 ? "none" : count === keys.length ? "all" : "some";
}

/** `chosen` with all of `keys`, or without any of them. */
export function choose(
  chosen: ReadonlySet<string>,
  keys: readonly string[],
  isChosen: boolean,
): ReadonlySet<string> {
  const next = new Set(chosen);
  for (const key of keys) {
    if (isChosen) next.add(key);
    else next.delete(key);
  }
  return next;
}

/** The chosen articles as a request has them; instruments in their own order, without those not under review. */
export function selectionOf(chosen: ReadonlySet<string>): NewReview["articles"] {
  return INSTRUMENTS.map(({ code }) => ({
    instrument: code,
    numbers: ARTICLES.filter(
      (article) => article.instrument === code && chosen.has(articleKey(code, article.number)),
    ).map((article) => article.number),
  })).filter(({ numbers }) => numbers.length > 0);
}

/** The instruments of which articles are under review. */
export function instrumentsOf(draft: ReviewDraft): readonly InstrumentCode[] {
  return selectionOf(draft.articles).map(({ instrument }) => instrument);
}

/** A reviewing State's instruments that are under review at all. */
export function reviewedBy(draft: ReviewDraft, reviewer: ReviewerDraft): readonly InstrumentCode[] {
  return instrumentsOf(draft).filter((code) => reviewer.instruments.includes(code));
}

function isNamed(name: NameDraft): boolean {
  return Object.values(name).some((text) => text.trim() !== "");
}

/** Some name of the State; in which language does not matter. */
export function anyName(name: NameDraft, first: Language): string {
  return (
    name[first].trim() ||
    (LANGUAGES.map((language) => name[language].trim()).find((text) => text !== "") ?? "")
  );
}

/**
 * A name as the contract has it. English must be there, for it is what stands in for the others: the name in another
 * language takes its place where it was not given.
 */
export function multilingual(name: NameDraft): Multilingual {
  const given = (language: Language): string | null => name[language].trim() || null;
  return {
    en: anyName(name, "en"),
    ar: given("ar"),
    zh: given("zh"),
    fr: given("fr"),
    ru: given("ru"),
    es: given("es"),
  };
}

/** Everything that keeps the review from being opened, step by step; empty when it can be. */
export function checkDraft(draft: ReviewDraft): readonly DraftFault[] {
  return [
    ...(isNamed(draft.state) ? [] : [{ step: "state", field: "state", key: "wizard.nameMissing" } as const]),
    ...(instrumentsOf(draft).length > 0
      ? []
      : [{ step: "articles", field: "articles", key: "wizard.articlesMissing" } as const]),
    ...checkReviewers(draft),
    ...(draft.languages.length > 0
      ? []
      : [{ step: "languages", field: "languages", key: "wizard.languagesMissing" } as const]),
    ...checkDates(draft),
  ];
}

function checkReviewers(draft: ReviewDraft): readonly DraftFault[] {
  const named = namedReviewers(draft);
  if (named.length === 0)
    return [
      { step: "reviewers", field: `reviewer-${draft.reviewers[0]?.key ?? 1}`, key: "wizard.reviewerMissing" },
    ];
  const names = [draft.state, ...named.map((reviewer) => reviewer.name)].map((name) =>
    multilingual(name).en.toLowerCase(),
  );
  return named.flatMap((reviewer, index): readonly DraftFault[] => {
    const field = `reviewer-${reviewer.key}`;
    const isTwice = names.indexOf(names[index + 1] ?? "") !== index + 1;
    const hasNone = instrumentsOf(draft).length > 0 && reviewedBy(draft, reviewer).length === 0;
    return [
      ...(isTwice ? [{ step: "reviewers", field, key: "wizard.sameState" } as const] : []),
      ...(hasNone
        ? [{ step: "reviewers", field: `${field}-instruments`, key: "wizard.instrumentMissing" } as const]
        : []),
    ];
  });
}

/** The reviewing States that have been named; an empty row is no State. */
export function namedReviewers(draft: ReviewDraft): readonly ReviewerDraft[] {
  return draft.reviewers.filter((reviewer) => isNamed(reviewer.name));
}

/** The instruments under review that no reviewing State has been given. */
export function uncovered(draft: ReviewDraft): readonly InstrumentCode[] {
  return instrumentsOf(draft).filter(
    (code) => !namedReviewers(draft).some((reviewer) => reviewer.instruments.includes(code)),
  );
}

function checkDates(draft: ReviewDraft): readonly DraftFault[] {
  const { officialStart, informationCutOff } = draft;
  const isEarly = officialStart !== "" && informationCutOff !== "" && informationCutOff < officialStart;
  return isEarly ? [{ step: "languages", field: "informationCutOff", key: "wizard.cutOffEarly" }] : [];
}

/** The request that a form without faults makes. */
export function toNewReview(draft: ReviewDraft): NewReview {
  const date = (text: string): string | null => (text === "" ? null : text);
  return {
    blueprint: draft.blueprint,
    stateUnderReview: multilingual(draft.state),
    reviewingStates: namedReviewers(draft).map((reviewer) => ({
      name: multilingual(reviewer.name),
      instruments: reviewedBy(draft, reviewer),
    })),
    articles: selectionOf(draft.articles),
    decisionKeys: draft.twoKeys ? "both" : "one",
    languages: LANGUAGES.filter((language) => draft.languages.includes(language)),
    officialStart: date(draft.officialStart),
    informationCutOff: date(draft.informationCutOff),
    sessionDate: date(draft.sessionDate),
  };
}
