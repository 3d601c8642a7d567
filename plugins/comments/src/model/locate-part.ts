import { CONTEXT_LENGTH, type AnchorPart, type BlockText } from "./anchor.ts";
import { commonAfter, commonBefore } from "./common-text.ts";
import { findPiece } from "./find-piece.ts";
import { mapRange, withoutSpace, type BlockDiff } from "./map-range.ts";
import { fitsAt, placedAt } from "./place-part.ts";
import { gapsBetween } from "./text-diff.ts";
import { ENOUGH_CONTEXT, OCCURRENCES_LIMIT } from "./trace.ts";

/** So much of the same text around it is enough in the block where it was. */
const ENOUGH_AT_HOME = 8;

/** Words of that length that stand but once in a text are the same wherever they are. */
const UNMISTAKABLE = 24;

/** No place is sought by likeness in longer blocks. */
const ALIKE_LIMIT = 100_000;

/**
 * Looks for a part in a text that may be another than the one it was taken from. Placed where its words stand, in its
 * own block rather than another, and of several such places where most is the same around them; or, in its own block,
 * where most of its words are left. An orphan comes back only where its words stand among what was around them.
 * Otherwise it is an orphan, with its words as they were.
 */
export function locatePart(part: AnchorPart, blocks: Iterable<BlockText>): AnchorPart {
  const texts = [...blocks];
  const own = texts.filter(({ id }) => id === part.block);
  const isHere = own.some(({ text }) => fitsAt({ ...part, state: "placed" }, text));
  if (isHere) return { ...part, state: "placed" };
  const found = bestOccurrence(part, texts);
  if (found !== null) return found;
  if (part.state === "placed") {
    for (const each of own) {
      const alike = mostAlike(part, each);
      if (alike !== null) return alike;
    }
    const piece = findPiece(part, texts.map(wholly), Math.ceil(part.quote.length / 2) - 1);
    if (piece !== null) return placedAt(piece.block, piece.text, piece.from, piece.to);
  }
  return { ...part, state: "orphaned" };
}

function wholly({ id, text }: BlockText): Parameters<typeof findPiece>[1][number] {
  return { block: id, text, from: 0, to: text.length, slack: 0 };
}

interface Occurrence {
  readonly id: string;
  readonly text: string;
  readonly at: number;
  readonly isHome: boolean;
  /** How much is the same around it. */
  readonly same: number;
}

function bestOccurrence(part: AnchorPart, texts: readonly BlockText[]): AnchorPart | null {
  const all = texts.flatMap((each) => occurrencesIn(part, each));
  const isUnmistakable = part.state === "placed" && all.length === 1 && part.quote.length >= UNMISTAKABLE;
  let best: Occurrence | null = null;
  for (const each of all) {
    if ((isUnmistakable || isKnown(part, each)) && (best === null || isBetter(part, each, best))) best = each;
  }
  return best === null ? null : placedAt(best.id, best.text, best.at, best.at + part.quote.length);
}

function occurrencesIn(part: AnchorPart, { id, text }: BlockText): readonly Occurrence[] {
  const { quote, before, after, block } = part;
  const found: Occurrence[] = [];
  for (let at = text.indexOf(quote); at >= 0; at = text.indexOf(quote, at + 1)) {
    const left = commonBefore(text, at, before, before.length);
    const same = left + commonAfter(text, at + quote.length, after, 0);
    found.push({ id, text, at, isHome: id === block, same });
    if (found.length === OCCURRENCES_LIMIT) break;
  }
  return found;
}

/** Whether what is around an occurrence shows that it is the same: all there was, if that is little. */
function isKnown(part: AnchorPart, { text, isHome, same }: Occurrence): boolean {
  const { before, after, quote, state } = part;
  const had = before.length + after.length;
  if (isHome) return same >= Math.min(had, state === "placed" ? ENOUGH_AT_HOME : ENOUGH_CONTEXT);
  if (same >= ENOUGH_CONTEXT) return true;
  // A short block that stands elsewhere just as it was.
  return same === had && text.length === had + quote.length;
}

function isBetter(part: AnchorPart, one: Occurrence, other: Occurrence): boolean {
  const [first, second] = [scoreOf(one), scoreOf(other)];
  if (first !== second) return first > second;
  return one.isHome && Math.abs(one.at - part.from) < Math.abs(other.at - part.from);
}

function scoreOf({ same, isHome }: Occurrence): number {
  return same + (isHome ? CONTEXT_LENGTH : 0);
}

/** The stretch of a block in which most of a part's words are left between what was around them; `null` for none. */
function mostAlike(part: AnchorPart, { id, text }: BlockText): AnchorPart | null {
  if (text.length > ALIKE_LIMIT) return null;
  const { quote, before, after } = part;
  const was = before + quote + after;
  const width = was.length + quote.length + CONTEXT_LENGTH;
  let best: AnchorPart | null = null;
  let most = Math.max(3, quote.length / 2);
  for (const start of startsIn(part, text)) {
    const window = text.slice(Math.max(0, start), start + width);
    const diff = { before: was, after: window, gaps: gapsBetween(was, window) };
    const end = before.length + quote.length;
    const range = mapRange(diff, before.length, end);
    if (range === null || range.kept < most) continue;
    const around = keptOf(diff, 0, before.length) + keptOf(diff, end, was.length);
    if (range.kept < ENOUGH_CONTEXT && around < Math.min(ENOUGH_AT_HOME, was.length - quote.length)) continue;
    most = range.kept;
    const { from, to } = withoutSpace(range, window);
    best = placedAt(id, text, Math.max(0, start) + from, Math.max(0, start) + to);
  }
  return best;
}

function keptOf(diff: BlockDiff, from: number, to: number): number {
  return mapRange(diff, from, to)?.kept ?? 0;
}

/** Where in a text a part may begin with what was before it: by its context on either side, and where it was. */
function startsIn({ from, quote, before, after }: AnchorPart, text: string): readonly number[] {
  const starts = [from - before.length];
  const left = before.slice(-ENOUGH_CONTEXT);
  const right = after.slice(0, ENOUGH_CONTEXT);
  const last = left === "" ? -1 : text.indexOf(left);
  if (last >= 0) starts.push(last + left.length - before.length);
  const next = right === "" ? -1 : text.indexOf(right);
  if (next >= 0) starts.push(next - 2 * quote.length - before.length);
  return starts;
}
