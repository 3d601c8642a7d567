import { GROWN_LIMIT, type AnchorPart } from "./anchor.ts";
import { splitsPair } from "./common-text.ts";
import type { BlockDiff, MappedRange } from "./map-range.ts";
import { placedAt } from "./place-part.ts";
import { traceOf, type Finding, type Trace } from "./trace.ts";

/** A part with what is remembered of it. */
export interface HeldPart {
  readonly part: AnchorPart;
  /** Of a placed part that was cropped: what it had been, and where in it begins what it is now. */
  readonly whole: { readonly trace: Trace; readonly skipped: number } | null;
  /** Of an orphan: what it had been, and what it was at last if that was less. */
  readonly traces: readonly Trace[];
}

/** A part of which nothing is known but itself. */
export function held(part: AnchorPart): HeldPart {
  return { part, whole: null, traces: part.state === "orphaned" ? [part] : [] };
}

/** The part once its stretch has moved within its block. */
export function movedIn(before: HeldPart, range: MappedRange, diff: BlockDiff): HeldPart {
  const { part, whole } = before;
  const { from, to, lostBefore, lostAfter, isWhole } = withoutSpace(range, diff.after);
  const moved = placedAt(part.block, diff.after, from, grownEnd(diff.after, from, to));
  if (!isWhole) return held(moved);
  if (lostBefore === 0 && lostAfter === 0) return { part: moved, whole, traces: [] };
  const { trace, skipped } = whole ?? { trace: traceOf(part, diff.before), skipped: 0 };
  return restored({ part: moved, whole: { trace, skipped: skipped + lostBefore }, traces: [] }, diff.after);
}

/** The part in the place where the whole of its text, or all of it from `skipped` on, was found. */
export function foundAt({ block, text, from, to }: Finding, trace: Trace, skipped: number): HeldPart {
  const part = placedAt(block, text, from, to);
  const isAll = part.quote.length === trace.quote.length;
  return restored({ part, whole: isAll ? null : { trace, skipped }, traces: [] }, text);
}

/** The part with what was cropped of it, where that stands around it again. */
export function restored(cropped: HeldPart, text: string): HeldPart {
  const { part, whole } = cropped;
  if (whole === null) return cropped;
  const { quote } = whole.trace;
  const from = part.from - whole.skipped;
  if (from < 0 || !text.startsWith(quote, from)) return cropped;
  return held(placedAt(part.block, text, from, from + quote.length));
}

/** The part once its text has gone. `text` is its block's before that. */
export function orphaned({ part, whole }: HeldPart, text: string): HeldPart {
  const last = traceOf(part, text);
  const traces = whole === null ? [last] : [whole.trace, last];
  const { quote, before, after } = whole === null ? part : shortened(whole.trace);
  return { part: { ...part, quote, before, after, state: "orphaned" }, whole: null, traces };
}

function shortened({ quote, before, after }: Trace): Pick<AnchorPart, "quote" | "before" | "after"> {
  const { before: left, after: right } = placedAt(
    "",
    before + quote + after,
    before.length,
    before.length + quote.length,
  );
  return { quote, before: left, after: right };
}

/** A stretch that was cropped without the space between it and what went. */
function withoutSpace(range: MappedRange, text: string): MappedRange {
  const { from, to, lostBefore, lostAfter } = range;
  const left = text.slice(from, to);
  const start = lostBefore === 0 ? 0 : left.length - left.trimStart().length;
  const end = lostAfter === 0 ? 0 : left.length - left.trimEnd().length;
  if (start + end >= left.length) return range;
  return {
    ...range,
    from: from + start,
    to: to - end,
    lostBefore: lostBefore + start,
    lostAfter: lostAfter + end,
  };
}

function grownEnd(text: string, from: number, to: number): number {
  const end = Math.min(to, from + GROWN_LIMIT);
  return splitsPair(text, end) ? end - 1 : end;
}
