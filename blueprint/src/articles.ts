import rows from "./articles.json" with { type: "json" };
import type { InstrumentCode, NewReview } from "./api.ts";
import { CLUSTER_IDS, type ClusterId } from "./clusters.ts";
import { INSTRUMENTS } from "./instruments.ts";
import type { Multilingual } from "./vocabulary.ts";

/** An article of an instrument. A title of `null` is one that nobody has vouched for: English is shown, marked so. */
export interface Article {
  readonly instrument: InstrumentCode;
  readonly number: number;
  readonly title: Multilingual;
  /** `null` for general and final clauses. */
  readonly cluster: ClusterId | null;
  /** Whether a review may select it; general and final clauses are not reviewed. */
  readonly reviewable: boolean;
}

type Row = (typeof rows)[number];

function readArticle(row: Row): Article {
  const instrument = INSTRUMENTS.find((known) => known.code === row.instrument);
  const cluster = CLUSTER_IDS.find((known) => known === row.cluster) ?? null;
  if (instrument === undefined || cluster !== row.cluster) {
    throw new RangeError(`Article ${row.instrument} ${row.number} names an unknown instrument or cluster`);
  }
  return {
    instrument: instrument.code,
    number: row.number,
    title: row.title,
    cluster,
    reviewable: row.reviewable,
  };
}

/** All 107 articles, instrument by instrument and by number. */
export const ARTICLES: readonly Article[] = rows.map(readArticle);

/** The article of that number; `null` if the instrument has none. */
export function articleOf(instrument: InstrumentCode, number: number): Article | null {
  return ARTICLES.find((article) => article.instrument === instrument && article.number === number) ?? null;
}

/** What a review covers: per instrument, the numbers of the articles under review. */
export type ArticleSelection = NewReview["articles"];

/**
 * The reviewable articles of `instruments` (all by default) that fall into `clusters` (all by default), in the order of
 * the instruments. An instrument without any is left out.
 */
export function selectArticles(
  instruments: readonly InstrumentCode[] = INSTRUMENTS.map((instrument) => instrument.code),
  clusters: readonly ClusterId[] = CLUSTER_IDS,
): ArticleSelection {
  return INSTRUMENTS.filter(({ code }) => instruments.includes(code))
    .map(({ code }) => ({ instrument: code, numbers: reviewableNumbers(code, clusters) }))
    .filter(({ numbers }) => numbers.length > 0);
}

function reviewableNumbers(instrument: InstrumentCode, clusters: readonly ClusterId[]): readonly number[] {
  return ARTICLES.filter(
    (article) =>
      article.instrument === instrument &&
      article.reviewable &&
      article.cluster !== null &&
      clusters.includes(article.cluster),
  ).map((article) => article.number);
}

/** What is wrong with a selection, and where in it. */
export interface SelectionFault {
  /** JSON pointer into the selection. */
  readonly pointer: string;
  readonly code:
    | "unknown-instrument"
    | "repeated-instrument"
    | "unknown-article"
    | "not-reviewable"
    | "repeated-article";
}

/** Every fault of a selection; empty for one that {@link selectArticles} could have made by leaving articles out. */
export function checkSelection(selection: ArticleSelection): readonly SelectionFault[] {
  return selection.flatMap(({ instrument, numbers }, at) => {
    if (!INSTRUMENTS.some((known) => known.code === instrument)) {
      return [{ pointer: `/${at}/instrument`, code: "unknown-instrument" as const }];
    }
    const repeated = selection.findIndex((other) => other.instrument === instrument) < at;
    const faults: SelectionFault[] = repeated
      ? [{ pointer: `/${at}/instrument`, code: "repeated-instrument" }]
      : [];
    numbers.forEach((number, index) => {
      const code = numberFault(instrument, numbers, index);
      if (code !== null) faults.push({ pointer: `/${at}/numbers/${index}`, code });
    });
    return faults;
  });
}

function numberFault(
  instrument: InstrumentCode,
  numbers: readonly number[],
  index: number,
): SelectionFault["code"] | null {
  const number = numbers[index];
  const article = number === undefined ? null : articleOf(instrument, number);
  if (article === null) return "unknown-article";
  if (!article.reviewable) return "not-reviewable";
  return numbers.indexOf(article.number) < index ? "repeated-article" : null;
}
