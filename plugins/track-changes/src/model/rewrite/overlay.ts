import type { ResolvedPos, Slice } from "prosemirror-model";
import type { StepMap } from "prosemirror-transform";
import { cleanSlice, flatten } from "./content.ts";
import type { Draft } from "./draft.ts";
import { insertBlocks } from "./insert-blocks.ts";
import { insertText, type Inserted } from "./insert-text.ts";
import { strike } from "./strike.ts";
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
  // A slice that is open only at its end puts itself before the block that the range ends in, which stays a block.
  const keepsLast = slice.openEnd > slice.openStart;
  const struck = from < to ? strike(draft, from, to, keepsLast) : { from, to, stands: false };
  const $place = placeOf(draft, struck.from, struck.to);
  const zone = zoneAt($place, $place.depth, draft.options.author);
  if (zone === "base" && isReal(draft.options, zone)) {
    // What another proposed stays, struck, and what is new goes behind it.
    const at = struck.stands ? struck.to : struck.from;
    if (slice.size > 0 || !struck.stands) draft.tr.replace(at, struck.to, cleanSlice(slice));
    draft.sync();
    draft.places.original(change.map);
    draft.places.link(change.from, change.from + slice.size, at);
    return;
  }
  const pieces = slice.size === 0 ? [] : keepsLast ? null : flatten(slice, $place);
  if (pieces === null) {
    insertBlocks(draft, change, { from: struck.from, to: struck.to });
    return;
  }
  draft.places.original(change.map);
  if (pieces.length > 0) link(draft, change, insertText(draft, $place.pos, pieces));
}

// Behind what is struck: where the range ends, or at the end of the textblock that it begins in.
function placeOf(draft: Draft, from: number, to: number): ResolvedPos {
  const $to = draft.doc.resolve(to);
  const $from = draft.doc.resolve(from);
  if ($to.parent.isTextblock || !$from.parent.isTextblock) return $to;
  return draft.doc.resolve($from.end());
}

/** Notes where what the original put in stands in the rewriting. */
export function link(draft: Draft, change: Replacing, { pieces }: Inserted): void {
  const origin = change.from - change.slice.openStart;
  for (const { piece, at, size } of pieces) {
    if (piece.node !== null) draft.places.link(origin + piece.offset, origin + piece.offset + size, at);
  }
}
