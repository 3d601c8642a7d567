import type { Node } from "prosemirror-model";
import type { Mapping } from "prosemirror-transform";
import type { Decoration, DecorationSet } from "prosemirror-view";
import { anchorParts, AnchorTracker, locatePart, type AnchorPart, type TextChange } from "../model/index.ts";
import type { CommentsState, LostPart, PartSpec } from "./comments-state.ts";
import { blocksIn, type DocumentBlock, type Range } from "./document-blocks.ts";
import { drawPart, exchange } from "./draw-part.ts";

/** A change of a document, and the stretches after it that it put there or touched. */
export interface DocumentChange {
  readonly before: Node;
  readonly after: Node;
  readonly ranges: readonly Range[];
  readonly mapping: Mapping;
}

/**
 * Looks for the words that are lost in what a change brought, by the rules by which whoever keeps the places would find
 * them.
 */
export function findAgain(
  state: CommentsState,
  documentChange: DocumentChange,
): Pick<CommentsState, "placed" | "lost"> {
  const { blocks, change } = newsOf(documentChange);
  const drawn: Decoration[] = [];
  const lost = state.lost.flatMap((each) => {
    const mark = state.marks.get(each.thread);
    if (mark === undefined) return [];
    const range = rangeOf(blocks, afterChange(each.words, change));
    if (range === null) return [stillLost(each)];
    drawn.push(drawPart(mark, each.part, range, each.thread === state.active));
    return [];
  });
  return { placed: exchange(state.placed, documentChange.after, [], drawn), lost: sameOr(state.lost, lost) };
}

/**
 * Where a change has cropped words that it also put elsewhere, as when a divided paragraph is one again, they are drawn
 * where there is more of them. `old` are the decorations before the change.
 */
export function followFarther(
  state: CommentsState,
  old: DecorationSet,
  documentChange: DocumentChange,
): DecorationSet {
  const { before, after, mapping } = documentChange;
  const touched = new Set(rangesBefore(documentChange).flatMap(({ from, to }) => old.find(from, to)));
  let { placed } = state;
  let news: News | null = null;
  for (const { from, to, spec } of touched) {
    const left = { from: mapping.map(from, 1), to: mapping.map(to, -1) };
    if (left.to <= left.from || left.to - left.from >= to - from) continue;
    const [words, ...more] = anchorParts(before, from, to) ?? [];
    if (words === undefined || more.length > 0) continue;
    const { blocks, change } = (news ??= newsOf(documentChange));
    const range = rangeOf(blocks, afterChange(words, change));
    if (range === null || range.to - range.from <= left.to - left.from) continue;
    const drawn = placed.find(left.from, left.to, (each) => each === spec);
    const { thread, part }: PartSpec = spec;
    const mark = state.marks.get(thread);
    if (mark === undefined || drawn.length !== 1) continue;
    placed = exchange(placed, after, drawn, [drawPart(mark, part, range, thread === state.active)]);
  }
  return placed;
}

function afterChange(part: AnchorPart, change: TextChange): AnchorPart {
  const tracker = new AnchorTracker();
  tracker.set("", [part]);
  tracker.change(change);
  return tracker.parts("")?.[0] ?? part;
}

function rangesBefore({ ranges, mapping }: DocumentChange): readonly Range[] {
  const back = mapping.invert();
  return ranges.map(({ from, to }) => ({ from: back.map(from, -1), to: back.map(to, 1) }));
}

interface News {
  /** Those that a change has touched, as they are after it. */
  readonly blocks: readonly DocumentBlock[];
  readonly change: TextChange;
}

function newsOf(change: DocumentChange): News {
  const blocks = blocksIn(change.after, change.ranges);
  return { blocks, change: changeOf(blocksIn(change.before, rangesBefore(change)), blocks) };
}

function changeOf(before: readonly DocumentBlock[], after: readonly DocumentBlock[]): TextChange {
  const old = new Map(before.map((block) => [block.id, block]));
  const now = new Map(after.map((block) => [block.id, block]));
  return {
    changed: [...now.values()].flatMap(({ id, text }) => {
      const was = old.get(id);
      return was === undefined || was.text === text ? [] : [{ id, before: was.text, after: text }];
    }),
    removed: before.filter(({ id }) => !now.has(id)),
    added: after.filter(({ id }) => !old.has(id)),
  };
}

/** Where in `blocks` the words of `part` stand by themselves and what stood around them; `null` for nowhere. */
export function locateIn(blocks: readonly DocumentBlock[], part: AnchorPart): Range | null {
  return rangeOf(blocks, locatePart(part, blocks));
}

function rangeOf(blocks: readonly DocumentBlock[], part: AnchorPart): Range | null {
  if (part.state === "orphaned") return null;
  const block = blocks.find(({ id, text }) => id === part.block && text.startsWith(part.quote, part.from));
  return block?.rangeOf(part) ?? null;
}

/** As what has been sought in vain: from now on only the very words will do. */
export function stillLost(lost: LostPart): LostPart {
  return lost.words.state === "orphaned" ? lost : { ...lost, words: { ...lost.words, state: "orphaned" } };
}

/** `before` where `lost` is the same, so that nobody hears of a change that is none. */
export function sameOr(before: readonly LostPart[], lost: readonly LostPart[]): readonly LostPart[] {
  return before.length === lost.length && before.every((each, index) => each === lost[index]) ? before : lost;
}
