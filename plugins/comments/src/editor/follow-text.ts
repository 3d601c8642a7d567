import type { Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import type { Decoration, DecorationSet } from "prosemirror-view";
import { anchorParts, type AnchorPart } from "../model/index.ts";
import type { CommentsState, LostPart, PartSpec } from "./comments-state.ts";
import type { Range } from "./document-blocks.ts";
import { drawPart, exchange, partsOf, specOf } from "./draw-part.ts";
import { findAgain, followFarther } from "./find-again.ts";
import type { TextMove } from "./text-changes.ts";

type Places = Pick<CommentsState, "placed" | "lost">;

/**
 * Takes every part along with its words. Words that go are remembered as they stood last, and looked for in what the
 * same change, or a later one, puts in: a passage that is moved, an undo.
 */
export function followText(before: CommentsState, tr: Transaction, { mapping }: TextMove): Places {
  const gone: PartSpec[] = [];
  const onRemove = (spec: PartSpec): number => gone.push(spec);
  const mapped = before.placed.map(mapping, tr.doc, { onRemove });
  const change = { ranges: changedRanges(mapping), mapping, before: tr.before, after: tr.doc };
  const placed = madeWhole({ ...before, placed: mapped }, tr.doc, change.ranges);
  const isTyped = gone.length === 0 && isOneLetter(mapping);
  // A single letter brings no words back; whoever keeps the places would find those too.
  if (isTyped) return { placed, lost: before.lost };
  const lost = gone.length === 0 ? before.lost : [...before.lost, ...wordsOf(before, tr.before, gone)];
  const uncropped = followFarther({ ...before, placed }, before.placed, change);
  if (lost.length === 0) return { placed: uncropped, lost };
  return findAgain({ ...before, placed: uncropped, lost }, change);
}

function isOneLetter({ maps }: TextMove["mapping"]): boolean {
  return maps.every((map) => {
    let isOne = true;
    map.forEach((from, to, start, end) => (isOne &&= to - from <= 1 && end - start <= 1));
    return isOne;
  });
}

/** As they stood at last; where they went bit by bit, as whoever keeps the places knew them. */
function wordsOf(before: CommentsState, doc: Node, gone: readonly PartSpec[]): readonly LostPart[] {
  return gone.flatMap(({ thread, part }) => {
    const drawn = partsOf(before.placed, thread).filter((each) => specOf(each).part === part);
    const last = drawn.flatMap(({ from, to }) => anchorParts(doc, from, to) ?? []);
    const known = before.marks.get(thread)?.parts[part];
    const isPiece = known !== undefined && last.every(({ quote }) => isPieceOf(quote, known));
    const words: readonly AnchorPart[] = isPiece ? [{ ...known, state: "orphaned" }] : last;
    return words.map((each) => ({ thread, part, words: each }));
  });
}

function isPieceOf(words: string, { quote }: AnchorPart): boolean {
  return words.length < quote.length && quote.includes(words);
}

/** The stretches of the document after a change which it put there or touched. */
function changedRanges({ maps }: TextMove["mapping"]): readonly Range[] {
  return maps.flatMap((map, index) => {
    const rest = maps.slice(index + 1);
    const ranges: Range[] = [];
    map.forEach((_oldFrom, _oldTo, from, to) => {
      const start = rest.reduce((pos, each) => each.map(pos, -1), from);
      ranges.push({
        from: start,
        to: Math.max(
          start,
          rest.reduce((pos, each) => each.map(pos, 1), to),
        ),
      });
    });
    return ranges;
  });
}

// Half of the words went and came back: nobody would tell of that, the place being the same as before.
function madeWhole(state: CommentsState, doc: Node, changed: readonly Range[]): DecorationSet {
  let { placed } = state;
  for (const { from, to } of changed) {
    if (from === to) continue;
    for (const each of placed.find(from, to)) {
      const { thread, part } = specOf(each);
      const mark = state.marks.get(thread);
      const known = mark?.parts[part];
      const range = known === undefined ? null : wholeOf(each, known, doc);
      if (mark === undefined || range === null) continue;
      placed = exchange(placed, doc, [each], [drawPart(mark, part, range, thread === state.active)]);
    }
  }
  return placed;
}

/** Where all the words of `known` stand, of which `piece` is drawn; `null` where they do not or are drawn as they are. */
function wholeOf({ from, to }: Decoration, { quote }: AnchorPart, doc: Node): Range | null {
  const $from = doc.resolve(from);
  if (to - from >= quote.length || !$from.parent.isTextblock || to > $from.end()) return null;
  const start = Math.max($from.start(), to - quote.length);
  const end = Math.min($from.end(), from + quote.length);
  const around = doc.textBetween(start, end, "", "\uFFFC");
  const at = around.length === end - start ? around.indexOf(quote) : -1;
  return at < 0 ? null : { from: start + at, to: start + at + quote.length };
}
