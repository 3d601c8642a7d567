import type { Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import { anchorParts, locatePart, type AnchorPart } from "../model/index.ts";
import type { CommentsState, LostPart, PartSpec } from "./comments-state.ts";
import { blocksIn, type DocumentBlock, type Range } from "./document-blocks.ts";
import { drawPart, exchange, partsOf, specOf } from "./draw-part.ts";
import type { TextMove } from "./text-changes.ts";

type Places = Pick<CommentsState, "placed" | "lost">;

/**
 * Takes every part along with its words. Words that go are remembered as they stood last, and looked for in what the
 * same change, or a later one, puts in: a passage that is moved, an undo.
 */
export function followText(before: CommentsState, tr: Transaction, { mapping }: TextMove): Places {
  const gone: PartSpec[] = [];
  const onRemove = (spec: PartSpec): number => gone.push(spec);
  const placed = before.placed.map(mapping, tr.doc, { onRemove });
  if (gone.length === 0 && before.lost.length === 0) return { placed, lost: before.lost };
  const lost = gone.length === 0 ? before.lost : [...before.lost, ...wordsOf(before, tr.before, gone)];
  const changed = changedRanges(mapping);
  // A single letter brings no words back; whoever keeps the places would find those too.
  const isTyped = gone.length === 0 && changed.every(({ from, to }) => to - from <= 1);
  return isTyped
    ? { placed, lost }
    : findAgain({ ...before, placed, lost }, tr.doc, blocksIn(tr.doc, changed));
}

function wordsOf(before: CommentsState, doc: Node, gone: readonly PartSpec[]): readonly LostPart[] {
  return gone.flatMap(({ thread, part }) => {
    const drawn = partsOf(before.placed, thread).filter((each) => specOf(each).part === part);
    const parts = drawn.flatMap(({ from, to }) => anchorParts(doc, from, to) ?? []);
    const known = before.marks.get(thread)?.parts[part];
    const words: readonly AnchorPart[] = parts.length > 0 || known === undefined ? parts : [known];
    return words.map((each) => ({ thread, part, words: each }));
  });
}

function changedRanges({ maps }: TextMove["mapping"]): readonly Range[] {
  return maps.flatMap((map, index) => {
    const ranges: Range[] = [];
    map.forEach((_oldFrom, _oldTo, from, to) => {
      const rest = maps.slice(index + 1);
      ranges.push({
        from: rest.reduce((pos, each) => each.map(pos, -1), from),
        to: rest.reduce((pos, each) => each.map(pos, 1), to),
      });
    });
    return ranges;
  });
}

function findAgain(state: CommentsState, doc: Node, blocks: readonly DocumentBlock[]): Places {
  const drawn: ReturnType<typeof drawPart>[] = [];
  const lost = state.lost.filter(({ thread, part, words }) => {
    const mark = state.marks.get(thread);
    const range = mark === undefined ? null : rangeIn(blocks, words);
    if (mark !== undefined && range !== null)
      drawn.push(drawPart(mark, part, range, thread === state.active));
    return mark !== undefined && range === null;
  });
  const isSame = lost.length === state.lost.length;
  return { placed: exchange(state.placed, doc, [], drawn), lost: isSame ? state.lost : lost };
}

/** Where in `blocks` the words of `part` are found by themselves and what stood around them; `null` for nowhere. */
export function rangeIn(blocks: readonly DocumentBlock[], part: AnchorPart): Range | null {
  const found = locatePart(part, blocks);
  if (found.state === "orphaned") return null;
  const block = blocks.find(({ id, text }) => id === found.block && text.startsWith(found.quote, found.from));
  return block?.rangeOf(found) ?? null;
}
