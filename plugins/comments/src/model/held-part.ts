import { GROWN_LIMIT, type AnchorPart } from "./anchor.ts";
import { splitsPair } from "./common-text.ts";
import { withoutSpace, type BlockDiff, type MappedRange } from "./map-range.ts";
import { placedAt } from "./place-part.ts";
import { traceOf, type Finding, type Trace } from "./trace.ts";

/** A part with what is remembered of it. */
export interface HeldPart {
  readonly part: AnchorPart;
  /** What it had been before it lost text or much came into it, oldest first; of an orphan also what it was at last. */
  readonly traces: readonly Trace[];
}

/** So many of its former states are remembered of a part. */
const TRACES_LIMIT = 4;

/** Text that comes in at once in that length was hardly typed. */
const MUCH = 2;

/** A part of which nothing is known but itself. */
export function held(part: AnchorPart): HeldPart {
  return { part, traces: part.state === "orphaned" ? [part] : [] };
}

/** The part once its stretch has moved within its block. */
export function movedIn({ part, traces }: HeldPart, range: MappedRange, diff: BlockDiff): HeldPart {
  const { from, to } = withoutSpace(range, diff.after);
  const moved = placedAt(part.block, diff.after, from, grownEnd(diff.after, from, to));
  const isOther = range.kept < part.quote.length || to - from >= part.quote.length + MUCH;
  const known = isOther ? withTrace(traces, traceOf(part, diff.before)) : traces;
  return restored({ part: moved, traces: known }, diff.after);
}

/** The part in the place where its text was found, or a piece of it. */
export function foundAt({ block, text, from, to }: Finding, traces: readonly Trace[]): HeldPart {
  return restored({ part: placedAt(block, text, from, to), traces }, text);
}

/** The part with what it lost, where that stands about it again. */
function restored(partial: HeldPart, text: string): HeldPart {
  const { part, traces } = partial;
  for (const [index, { quote }] of traces.entries()) {
    const start = Math.max(0, part.from - quote.length + 1);
    const at = text.slice(start, part.to + quote.length - 1).indexOf(quote);
    if (at < 0) continue;
    const whole = placedAt(part.block, text, start + at, start + at + quote.length);
    return { part: whole, traces: traces.slice(0, index) };
  }
  return partial;
}

/** The part once its text has gone. `last` is how it stood before that; it is quoted as it was before it went bit by bit. */
export function orphaned({ part, traces }: HeldPart, last: Trace): HeldPart {
  const gone: AnchorPart = { ...part, state: "orphaned" };
  const known = withTrace(traces, last);
  const whole = known.at(-1);
  return { part: whole === undefined ? gone : quoting(gone, whole), traces: known };
}

/** What is remembered, with one state more unless that is but a piece of the one before. */
export function withTrace(traces: readonly Trace[], last: Trace): readonly Trace[] {
  if (traces.at(-1)?.quote.includes(last.quote) === true) return traces;
  return [...traces, last].slice(-TRACES_LIMIT);
}

function quoting(part: AnchorPart, { quote, before, after }: Trace): AnchorPart {
  const text = before + quote + after;
  const near = placedAt(part.block, text, before.length, before.length + quote.length);
  return { ...part, quote, before: near.before, after: near.after };
}

function grownEnd(text: string, from: number, to: number): number {
  const end = from + GROWN_LIMIT;
  if (to <= end) return to;
  return splitsPair(text, end) ? end - 1 : end;
}
