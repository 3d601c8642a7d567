import { CONTEXT_LENGTH, type TextChange } from "./anchor.ts";
import { foundAt, held, movedIn, orphaned, withTrace, type HeldPart } from "./held-part.ts";
import { locatePart } from "./locate-part.ts";
import { mapRange, type BlockDiff } from "./map-range.ts";
import { hasQuote } from "./place-part.ts";
import { findPiece } from "./find-piece.ts";
import { gapsBetween } from "./text-diff.ts";
import { findTrace, traceOf, type FreshText } from "./trace.ts";

/** What anchors need to know of a change; worked out when it is first asked for. */
export interface TextNews {
  /** The blocks that changed or went. */
  readonly touched: Iterable<string>;
  /** The two texts of a block that changed; `null` of one that did not. */
  readonly diffOf: (block: string) => BlockDiff | null;
  /** The text of a block that went. */
  readonly removed: ReadonlyMap<string, string>;
  /** All text that came, and the places where text that went lay between two stretches, as stretches without length. */
  readonly fresh: () => readonly FreshText[];
}

/** {@link TextNews} of a change. A block that went and came again is one that changed. */
export function textNews({ changed, removed, added }: TextChange): TextNews {
  const gone = new Map(removed.map(({ id, text }) => [id, text]));
  const pairs = new Map(changed.map(({ id, before, after }) => [id, { before, after }]));
  const came = added.filter(({ id, text }) => {
    const before = pairs.has(id) ? undefined : gone.get(id);
    if (before === undefined) return true;
    gone.delete(id);
    pairs.set(id, { before, after: text });
    return false;
  });
  const diffs = new Map<string, BlockDiff>();
  const diffOf = (block: string): BlockDiff | null => {
    const known = diffs.get(block);
    const pair = pairs.get(block);
    if (known !== undefined || pair === undefined) return known ?? null;
    const diff = { ...pair, gaps: gapsBetween(pair.before, pair.after) };
    diffs.set(block, diff);
    return diff;
  };
  let fresh: readonly FreshText[] | null = null;
  return {
    touched: [...pairs.keys(), ...gone.keys()],
    diffOf,
    removed: gone,
    fresh: () =>
      (fresh ??= [
        ...[...pairs.keys()].flatMap((id) => freshIn(id, diffOf(id))),
        ...came.map(({ id, text }) => ({ block: id, text, from: 0, to: text.length, slack: 0 })),
      ]),
  };
}

function freshIn(block: string, diff: BlockDiff | null): readonly FreshText[] {
  if (diff === null) return [];
  const { after: text, gaps } = diff;
  return gaps.map(({ at, end, slack }) => ({ block, text, from: at, to: end, slack }));
}

/** A part after a change: where its text has got to, or as an orphan. The same object where it is as it was. */
export function mapPart(before: HeldPart, news: TextNews): HeldPart {
  const { part } = before;
  if (part.state === "orphaned") return rehomed(before, news);
  const diff = news.diffOf(part.block);
  if (diff !== null) return mapInBlock(before, diff, news);
  const text = news.removed.get(part.block);
  if (text === undefined) return before;
  return hasQuote(part, text) ? sought(before, null, text, news) : rehomed(orphaned(before, part), news);
}

function mapInBlock(before: HeldPart, diff: BlockDiff, news: TextNews): HeldPart {
  const { part } = before;
  if (!hasQuote(part, diff.before)) {
    // What was told of the block before is not so; the text that it has now counts alone.
    const found = locatePart(part, [{ id: part.block, text: diff.after }]);
    return found.state === "placed" ? held(found) : rehomed(orphaned(before, part), news);
  }
  if (isAside(before, diff)) return shifted(before, diff);
  const range = mapRange(diff, part.from, part.to);
  if (range === null) return sought(before, null, diff.before, news);
  const moved = movedIn(before, range, diff);
  const isCropped = moved.part.quote.length < part.quote.length && range.lostBefore + range.lostAfter > 0;
  return isCropped ? sought(before, moved, diff.before, news) : moved;
}

/** Whether a change lies so far from a part that neither it nor what is around it is touched. */
function isAside({ part, traces }: HeldPart, { gaps }: BlockDiff): boolean {
  const [least, most] = [part.from - CONTEXT_LENGTH, part.to + CONTEXT_LENGTH];
  return traces.length === 0 && gaps.every(({ from, to, slack }) => to < least || from - slack > most);
}

function shifted(before: HeldPart, { gaps }: BlockDiff): HeldPart {
  const { part } = before;
  const last = gaps.findLast(({ to }) => to < part.from);
  const shift = last === undefined ? 0 : last.end - last.to;
  if (shift === 0) return before;
  const { block, from, to, quote, before: left, after: right, state } = part;
  // Written out: of many anchors behind one key stroke, copying by spread would be most of the cost.
  const moved = { block, from: from + shift, to: to + shift, quote, before: left, after: right, state };
  return { part: moved, traces: before.traces };
}

/**
 * The part whose text went, or all of it but what has `moved`, in the place where the same change put it: a paragraph
 * that was split or joined, text that was dragged elsewhere. `text` is its block's before.
 */
function sought(before: HeldPart, moved: HeldPart | null, text: string, news: TextNews): HeldPart {
  const { part, traces } = before;
  const last = traceOf(part, text);
  const found = findTrace(last, news.fresh(), moved === null);
  if (found !== null) return foundAt(found, traces);
  const least = Math.max(moved?.part.quote.length ?? 0, Math.ceil(part.quote.length / 3) - 1);
  const piece = findPiece(last, news.fresh(), least);
  if (piece !== null) return foundAt(piece, withTrace(traces, last));
  return moved ?? orphaned(before, last);
}

/** The orphan in the place where its text came again. */
function rehomed(orphan: HeldPart, news: TextNews): HeldPart {
  for (const [index, trace] of orphan.traces.entries()) {
    const found = findTrace(trace, news.fresh(), false);
    if (found !== null) return foundAt(found, orphan.traces.slice(0, index));
  }
  return orphan;
}
