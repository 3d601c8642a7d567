import { diffArrays } from "diff";
import { commonAfter, commonBefore, splitsPair } from "./common-text.ts";

/**
 * A place where two texts differ: `from`–`to` of the one became `at`–`end` of the other. What lies between two gaps is
 * the same in both.
 */
export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly at: number;
  readonly end: number;
  /** How far to the left the same gap may as well be seen, as where one of two equal letters went. */
  readonly slack: number;
}

/** Beyond so many words that came or went, a stretch counts as written anew. */
const EDIT_LIMIT = 400;

/** A word is not sought farther. */
const WORD_LIMIT = 100;
const IN_WORD = /[\p{L}\p{M}\p{N}]{2}/u;

/** Words; in scripts without spaces between them, letters. */
const TOKEN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{M}\p{N}]+|\s+|./gsu;

/** Where two texts differ, from left to right. Cost: linear in their length, for a few edits. */
export function gapsBetween(before: string, after: string): readonly Gap[] {
  const outer = trimmed(before, after, { from: 0, to: before.length, at: 0, end: after.length });
  if (outer.from === outer.to && outer.at === outer.end) return [];
  const isPlain = outer.from === outer.to || outer.at === outer.end;
  const gaps: Gap[] = [];
  const found = isPlain ? [outer] : refined(before, after, outer);
  for (const [index, gap] of found.entries()) {
    const least = gaps.at(-1)?.to ?? 0;
    const most = found[index + 1]?.from ?? before.length;
    gaps.push(settled(before, after, gap, { least, most }));
  }
  return gaps;
}

type Stretch = Omit<Gap, "slack">;

/** A stretch without what both sides begin and end with. */
function trimmed(before: string, after: string, { from, to, at, end }: Stretch): Stretch {
  const most = Math.min(to - from, end - at);
  let start = Math.min(commonAfter(before, from, after, at), most);
  if (splitsPair(before, from + start) || splitsPair(after, at + start)) start -= 1;
  let tail = Math.min(commonBefore(before, to, after, end), most - start);
  if (splitsPair(before, to - tail) || splitsPair(after, end - tail)) tail -= 1;
  return { from: from + start, to: to - tail, at: at + start, end: end - tail };
}

/** The gaps within a stretch that both lost and gained text, told apart word by word. */
function refined(before: string, after: string, found: Stretch): readonly Stretch[] {
  const outer = toWords(before, after, found);
  const words = before.slice(outer.from, outer.to).match(TOKEN) ?? [];
  const others = after.slice(outer.at, outer.end).match(TOKEN) ?? [];
  const changes = diffArrays(words, others, { maxEditLength: EDIT_LIMIT });
  if (changes === undefined) return [found];
  const gaps: Stretch[] = [];
  let { from, at } = outer;
  let open: Stretch | null = null;
  for (const { value, added, removed } of changes) {
    const length = value.reduce((sum, word) => sum + word.length, 0);
    if (!added && !removed) {
      if (open !== null) gaps.push(open);
      open = null;
    } else {
      const begun: Stretch = open ?? { from, to: from, at, end: at };
      open = removed ? { ...begun, to: from + length } : { ...begun, end: at + length };
    }
    if (!added) from += length;
    if (!removed) at += length;
  }
  if (open !== null) gaps.push(open);
  return withoutChance(gaps).map((gap) => trimmed(before, after, gap));
}

/** A stretch with the whole of the words in which it begins and ends. */
function toWords(before: string, after: string, { from, to, at, end }: Stretch): Stretch {
  let [left, right] = [0, 0];
  const isInWord = (text: string, place: number): boolean =>
    IN_WORD.test(text.slice(Math.max(0, place - 1), place + 1));
  while (left < WORD_LIMIT && (isInWord(before, from - left) || isInWord(after, at - left))) left += 1;
  while (right < WORD_LIMIT && (isInWord(before, to + right) || isInWord(after, end + right))) right += 1;
  return { from: from - left, to: to + right, at: at - left, end: end + right };
}

/** Takes text between two gaps for changed too where it is no longer than what was written over: it is alike by chance. */
function withoutChance(gaps: readonly Stretch[]): readonly Stretch[] {
  const kept: Stretch[] = [];
  for (const gap of gaps) {
    let grown = gap;
    for (let last = kept.at(-1); last !== undefined; last = kept.at(-1)) {
      if (grown.from - last.to > Math.min(sizeOf(last), sizeOf(grown))) break;
      kept.pop();
      grown = { from: last.from, to: grown.to, at: last.at, end: grown.end };
    }
    kept.push(grown);
  }
  return kept;
}

function sizeOf({ from, to, at, end }: Stretch): number {
  return Math.min(to - from, end - at);
}

/** The gap as far to the right as it may be seen between `least` and `most`, and how far from there to the left. */
function settled(
  before: string,
  after: string,
  { from, to, at, end }: Stretch,
  { least, most }: { readonly least: number; readonly most: number },
): Gap {
  if (from !== to && at !== end) return { from, to, at, end, slack: 0 };
  const [text, start, stop] = from === to ? [after, at, end] : [before, from, to];
  let right = Math.min(commonAfter(text, start, text, stop), most - to);
  if (splitsPair(text, start + right)) right -= 1;
  let left = Math.min(commonBefore(text, start, text, stop), from - least);
  if (splitsPair(text, start - left)) left -= 1;
  return { from: from + right, to: to + right, at: at + right, end: end + right, slack: left + right };
}
