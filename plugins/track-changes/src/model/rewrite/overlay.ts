import type { ResolvedPos, Slice } from "prosemirror-model";
import { replaceStep, type StepMap } from "prosemirror-transform";
import { cleanSlice, flatten } from "./content.ts";
import { Untracked, type Draft } from "./draft.ts";
import { isAdmissible } from "./guard.ts";
import { insertBlocks } from "./insert-blocks.ts";
import { insertText, type Inserted } from "./insert-text.ts";
import { withoutTakenIds } from "./proposed-block.ts";
import { strike, type Struck } from "./strike.ts";
import { isReal, zoneAt } from "./zones.ts";

/** The replacing of a range, as the original has it. */
export interface Replacing {
  readonly from: number;
  readonly slice: Slice;
  readonly map: StepMap;
}

/** Proposes a replacement of the range from `from` to `to` of the draft's document. */
// oxlint-disable-next-line max-params -- a change and where it falls
export function overlay(draft: Draft, change: Replacing, from: number, to: number): void {
  const { slice } = change;
  // What begins before a block and ends in its text puts itself before that block, which stays one.
  const keepsLast = slice.openEnd > 0 && !draft.doc.resolve(from).parent.isTextblock;
  const struck = from < to ? strike(draft, from, to, keepsLast) : { from, to, stands: false };
  const $place = placeOf(draft, struck.from, struck.to);
  const zone = zoneAt($place, $place.depth, draft.options.author);
  if (zone === "base" && isReal(draft.options, zone)) {
    const at = replaceReally(draft, struck, withoutTakenIds(cleanSlice(slice), $place));
    draft.places.original(change.map);
    draft.places.link(change.from, change.from + slice.size, at);
    return;
  }
  const $from = draft.doc.resolve(struck.from);
  const pieces = slice.size === 0 ? [] : keepsLast ? null : flatten(slice, $from);
  if (pieces === null) {
    insertBlocks(draft, change, { from: struck.from, to: struck.to });
    return;
  }
  draft.places.original(change.map);
  if (pieces.length > 0) link(draft, change, insertText(draft, $place.pos, pieces));
}

// What another proposed stays, struck, and what is new goes behind it; blocks are joined where nothing is in between.
function replaceReally(draft: Draft, struck: Struck, slice: Slice): number {
  const { from, to, stands } = struck;
  const joining = stands ? null : replaceStep(draft.doc, from, to, slice);
  if (joining !== null && isAdmissible(draft, joining, struck)) {
    draft.step(joining);
    return from;
  }
  const putting = slice.size === 0 ? null : replaceStep(draft.doc, to, to, slice);
  if (putting !== null && !isAdmissible(draft, putting, { from: to, to })) throw new Untracked("too-complex");
  if (putting !== null) draft.step(putting);
  return to;
}

// Behind what is struck: where the range ends, or at the end of the textblock that it begins in.
function placeOf(draft: Draft, from: number, to: number): ResolvedPos {
  const $to = draft.doc.resolve(to);
  const $from = draft.doc.resolve(from);
  if ($to.parent.isTextblock || !$from.parent.isTextblock) return $to;
  return draft.doc.resolve($from.end());
}

/** Notes where what the original put in stands in the rewriting. */
function link(draft: Draft, change: Replacing, { pieces }: Inserted): void {
  const origin = change.from - change.slice.openStart;
  for (const { piece, at, size } of pieces) {
    if (piece.node !== null) draft.places.link(origin + piece.offset, origin + piece.offset + size, at);
  }
}
