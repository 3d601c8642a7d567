import { CONTEXT_LENGTH, type AnchorPart } from "./anchor.ts";
import { commonAfter, commonBefore } from "./common-text.ts";
import { textAfter, textBefore } from "./place-part.ts";

/** How a stretch of text stood where it stood last; by this it is known when it comes again. */
export interface Trace {
  readonly block: string;
  readonly from: number;
  readonly quote: string;
  readonly before: string;
  readonly after: string;
}

/** Text that a change brought into a block: `from`–`to`, or the same as much as `slack` farther to the left. */
export interface FreshText {
  readonly block: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly slack: number;
}

/** Where a trace was found. */
export interface Finding {
  readonly block: string;
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

/** How much of the text around it is remembered of what goes, in UTF-16 code units on either side. */
const TRACE_CONTEXT = 256;

/** So much of the same text around it shows that it is the same stretch. */
export const ENOUGH_CONTEXT = 16;

/** Shorter text that comes in by itself may be anybody's. */
export const LEAST_BY_ITSELF = 4;

/** Words of that length are taken for the same where they go and come in one change. */
const TELLING_LENGTH = 8;
const TELLING_LENGTH_AT_HOME = 3;

/** A stretch that stands more often in the text that came is not sought any farther. */
export const OCCURRENCES_LIMIT = 200;

export function traceOf({ block, from, to, quote }: AnchorPart, text: string): Trace {
  return {
    block,
    from,
    quote,
    before: textBefore(text, from, TRACE_CONTEXT),
    after: textAfter(text, to, TRACE_CONTEXT),
  };
}

/**
 * The best place of a trace in text that came with a change; `null` where nothing shows that it is the same stretch:
 * neither what is around it, nor that it came together with just such text. `isSameChange`: it went with that change.
 */
export function findTrace(trace: Trace, fresh: readonly FreshText[], isSameChange: boolean): Finding | null {
  let best: Candidate | null = null;
  for (const each of fresh) {
    const places = occurrences(trace, each);
    for (const at of places) {
      const candidate = candidateAt(trace, each, at);
      const isLikely = isSameChange && candidate.isInside && isTelling(trace, each, places.length);
      if ((candidate.isShown || isLikely) && (best === null || isBetter(candidate, best))) best = candidate;
    }
  }
  return best?.finding ?? null;
}

interface Candidate {
  readonly finding: Finding;
  /** Whether all of it came with the change. */
  readonly isInside: boolean;
  /** Whether what is around it shows that it is the same stretch. */
  readonly isShown: boolean;
  readonly score: number;
  readonly distance: number;
}

function candidateAt(trace: Trace, fresh: FreshText, at: number): Candidate {
  const { block, text, from, to, slack } = fresh;
  const { before, after, quote } = trace;
  const end = at + quote.length;
  const left = commonBefore(text, at, before, before.length);
  const right = commonAfter(text, end, after, 0);
  const isInside = Math.max(0, from - at) <= Math.min(slack, to - end);
  // Whether it came together with nothing but what had been around it.
  const leftmost = left >= CONTEXT_LENGTH ? 0 : at - left;
  const rightmost = right >= CONTEXT_LENGTH ? text.length : end + right;
  const least = Math.max(0, from - at, to - rightmost);
  const isByItself = least <= Math.min(slack, to - end, from - leftmost) && to - from >= LEAST_BY_ITSELF;
  const isHome = block === trace.block;
  const isAllOfHome = isHome && left === at && left === before.length && text.length === end + right;
  return {
    finding: { block, text, from: at, to: end },
    isInside,
    isShown: isByItself || left + right >= ENOUGH_CONTEXT || (isAllOfHome && right === after.length),
    score: left + right + (isHome ? ENOUGH_CONTEXT : 0),
    distance: isHome ? Math.abs(at - trace.from) : 0,
  };
}

function isBetter(one: Candidate, other: Candidate): boolean {
  return one.score > other.score || (one.score === other.score && one.distance < other.distance);
}

function isTelling({ quote, block }: Trace, fresh: FreshText, count: number): boolean {
  if (quote.length >= TELLING_LENGTH) return true;
  if (fresh.block !== block) return false;
  const isOnly = fresh.text.indexOf(quote) === fresh.text.lastIndexOf(quote);
  return isOnly || (count === 1 && quote.length >= TELLING_LENGTH_AT_HOME);
}

/** Where a trace's words stand so that some of them came with the change, or the change was beside them. */
function occurrences({ quote }: Trace, { text, from, to, slack }: FreshText): readonly number[] {
  const start = Math.max(0, from - slack - quote.length);
  const window = text.slice(start, to + quote.length);
  const places: number[] = [];
  for (let at = window.indexOf(quote); at >= 0; at = window.indexOf(quote, at + 1)) {
    if (places.length === OCCURRENCES_LIMIT) break;
    places.push(start + at);
  }
  return places;
}
