import { CONTEXT_LENGTH } from "./anchor.ts";
import { commonAfter, commonBefore, splitsPair } from "./common-text.ts";
import type { Gap } from "./text-diff.ts";

/** The two texts of a block around a change, and where they differ. */
export interface BlockDiff {
  readonly before: string;
  readonly after: string;
  readonly gaps: readonly Gap[];
}

/** Where a stretch of a text has got to. */
export interface MappedRange {
  readonly from: number;
  readonly to: number;
  /** How many code units went at its beginning and at its end. */
  readonly lostBefore: number;
  readonly lostAfter: number;
  /** How many code units are left. */
  readonly kept: number;
}

/** Of a stretch most of which was written over, so many code units are left by chance. */
const CHANCE = 2;

/** So far the ends of words are sought where a gap may be seen in several places. */
const WORD_SEARCH = 100;
const IN_WORD = /[\p{L}\p{M}\p{N}]{2}/u;

/**
 * The stretch from the first to the last code unit of `from`–`to` that a change left: what is written inside it
 * belongs to it, what is written at its edges does not. `null` if nothing of it is left. Where the change may be seen
 * in several ways, in the one that leaves the stretch alone.
 */
export function mapRange(diff: BlockDiff, from: number, to: number): MappedRange | null {
  let [first, last, kept, start, written] = [-1, -1, 0, 0, 0];
  let [mappedFrom, mappedTo, shift] = [0, 0, 0];
  const end: Gap = { from: Infinity, to: Infinity, at: Infinity, end: Infinity, slack: 0 };
  for (const seen of [...diff.gaps, end]) {
    const gap = asSeenBy(diff, seen, { from, to, shift });
    const [left, right] = [Math.max(start, from), Math.min(gap.from, to)];
    if (left < right) {
      if (first < 0) [first, mappedFrom] = [left, left + shift];
      [last, mappedTo] = [right, right + shift];
      kept += right - left;
    }
    if (gap.from >= to) break;
    if (gap.to > from) written += gap.end - gap.at;
    [start, shift] = [gap.to, gap.end - gap.to];
  }
  if (first < 0 || (written > 0 && kept <= CHANCE && kept * 2 < to - from)) return null;
  return { from: mappedFrom, to: mappedTo, lostBefore: first - from, lostAfter: to - last, kept };
}

/** A stretch that was cropped, without the space between it and what went. */
export function withoutSpace(range: MappedRange, text: string): Pick<MappedRange, "from" | "to"> {
  const { from, to, lostBefore, lostAfter } = range;
  const left = text.slice(from, to);
  const start = lostBefore === 0 ? 0 : left.length - left.trimStart().length;
  const end = lostAfter === 0 ? 0 : left.length - left.trimEnd().length;
  return start + end < left.length ? { from: from + start, to: to - end } : { from, to };
}

interface Seen {
  readonly from: number;
  readonly to: number;
  /** How far the text before the gap has moved. */
  readonly shift: number;
}

/** The gap at that one of its places where it leaves a stretch alone, or else goes with whole words of it. */
function asSeenBy(diff: BlockDiff, gap: Gap, { from, to, shift }: Seen): Gap {
  if (gap.slack === 0 || gap.to <= from || gap.from - gap.slack >= to) return gap;
  const left = movedLeft(gap, gap.slack);
  const [isHarmless, isHarmlessLeft] = [harm(gap, from, to) === 0, harm(left, from, to) === 0];
  if (!isHarmless && !isHarmlessLeft) return gap.from === gap.to ? gap : byWords(diff.before, gap, from, to);
  if (isHarmless !== isHarmlessLeft) return isHarmless ? gap : left;
  // The stretch stands twice, on either side of what came or went.
  const stays = likeness(diff, from, to, shift);
  return likeness(diff, from, to, gap.end - gap.to) > stays ? left : gap;
}

function movedLeft({ from, to, at, end }: Gap, by: number): Gap {
  return { from: from - by, to: to - by, at: at - by, end: end - by, slack: 0 };
}

/** How much of a stretch goes with a gap, or whether it is written into. */
function harm(gap: Gap, from: number, to: number): number {
  if (gap.from === gap.to) return gap.from > from && gap.from < to ? 1 : 0;
  return Math.max(0, Math.min(gap.to, to) - Math.max(gap.from, from));
}

/** What went, between two words if it may be seen so, and with as little as may be of a stretch. */
function byWords(text: string, gap: Gap, from: number, to: number): Gap {
  let [best, edges, least] = [gap, -1, Infinity];
  for (let by = 0; by <= Math.min(gap.slack, WORD_SEARCH); by += 1) {
    const seen = movedLeft(gap, by);
    if (splitsPair(text, seen.from)) continue;
    const [found, cost] = [edgesOf(text, seen), harm(seen, from, to)];
    if (found > edges || (found === edges && cost < least)) [best, edges, least] = [seen, found, cost];
  }
  return best;
}

/** At how many of its ends a gap lies between two words. */
function edgesOf(text: string, { from, to }: Gap): number {
  const isInWord = (at: number): boolean => IN_WORD.test(text.slice(Math.max(0, at - 1), at + 1));
  return (isInWord(from) ? 0 : 1) + (isInWord(to) ? 0 : 1);
}

/** How much of what is around a stretch is around its copy, `shift` farther on in the other text. */
function likeness({ before, after }: BlockDiff, from: number, to: number, shift: number): number {
  return (
    Math.min(commonBefore(before, from, after, from + shift), CONTEXT_LENGTH) +
    Math.min(commonAfter(before, to, after, to + shift), CONTEXT_LENGTH)
  );
}
