import { commonAfter, commonBefore } from "./common-text.ts";
import {
  ENOUGH_CONTEXT,
  LEAST_BY_ITSELF,
  OCCURRENCES_LIMIT,
  type Finding,
  type FreshText,
  type Trace,
} from "./trace.ts";

/**
 * The longest of those pieces of a trace that came with a change and with which the trace ends, at the beginning of
 * what came, or begins, at its end: as where a paragraph is split. `null` for none longer than `least`.
 */
export function findPiece(trace: Trace, fresh: readonly FreshText[], least: number): Finding | null {
  let best: Finding | null = null;
  let longest = Math.max(least, LEAST_BY_ITSELF - 1);
  for (const each of fresh) {
    for (const shift of new Set([0, each.slack])) {
      for (const piece of [tailAt(trace, each, shift), headAt(trace, each, shift)]) {
        if (piece === null || piece.to - piece.from <= longest) continue;
        longest = piece.to - piece.from;
        best = piece;
      }
    }
  }
  return best;
}

/** The end of a trace at the beginning of what came, without the space before it. */
function tailAt({ quote, after }: Trace, fresh: FreshText, shift: number): Finding | null {
  const { block, text, to } = fresh;
  const start = fresh.from - shift;
  const length = overlapAfter(quote, text, start);
  if (length === 0 || length > to - fresh.from) return null;
  const same = commonAfter(text, start + length, after, 0);
  if (!isShown(length, same, Math.min(to - shift - start - length, after.length))) return null;
  const piece = text.slice(start, start + length);
  return { block, text, from: start + length - piece.trimStart().length, to: start + length };
}

/** The beginning of a trace at the end of what came, without the space after it. */
function headAt({ quote, before }: Trace, fresh: FreshText, shift: number): Finding | null {
  const { block, text, from } = fresh;
  const end = fresh.to - shift;
  const length = overlapBefore(quote, text, end);
  if (length === 0 || length > fresh.to - from) return null;
  const same = commonBefore(text, end - length, before, before.length);
  if (!isShown(length, same, Math.min(end - length - from + shift, before.length))) return null;
  const piece = text.slice(end - length, end);
  return { block, text, from: end - length, to: end - length + piece.trimEnd().length };
}

/** Whether a piece is long, or has the right text beside it as far as there is any. */
function isShown(length: number, same: number, most: number): boolean {
  return length >= ENOUGH_CONTEXT || same >= Math.min(ENOUGH_CONTEXT, most);
}

/** How many code units the end of `quote` has in common with `text` from `at` on. */
function overlapAfter(quote: string, text: string, at: number): number {
  const probe = text.slice(at, at + ENOUGH_CONTEXT);
  if (probe === "") return 0;
  let tries = 0;
  for (let found = quote.indexOf(probe); found >= 0; found = quote.indexOf(probe, found + 1)) {
    if (text.startsWith(quote.slice(found), at)) return quote.length - found;
    if ((tries += 1) === OCCURRENCES_LIMIT) break;
  }
  for (let length = Math.min(probe.length, quote.length) - 1; length > 0; length -= 1)
    if (quote.endsWith(probe.slice(0, length))) return length;
  return 0;
}

/** How many code units the beginning of `quote` has in common with `text` up to `at`. */
function overlapBefore(quote: string, text: string, at: number): number {
  const probe = text.slice(Math.max(0, at - ENOUGH_CONTEXT), at);
  if (probe === "") return 0;
  let tries = 0;
  for (let found = quote.lastIndexOf(probe); found >= 0; found = quote.lastIndexOf(probe, found - 1)) {
    const length = found + probe.length;
    if (text.endsWith(quote.slice(0, length), at)) return length;
    if ((tries += 1) === OCCURRENCES_LIMIT || found === 0) break;
  }
  for (let length = Math.min(probe.length, quote.length) - 1; length > 0; length -= 1)
    if (quote.startsWith(probe.slice(-length))) return length;
  return 0;
}
