import type { Slice } from "prosemirror-model";
import { ReplaceStep } from "prosemirror-transform";
import { cleanSlice, flatten } from "./content.ts";
import type { Draft } from "./draft.ts";
import { insertText, type Inserted } from "./insert-text.ts";
import { losesForeign } from "./guard.ts";
import { strike } from "./strike.ts";
import { type Zone, isForeignText, isReal, zoneAt, zoneInside } from "./zones.ts";
import { arrangeStep } from "./apply-arrangement.ts";
import { insertBlocks } from "./insert-blocks.ts";

/** Rewrites the replacing of a range, given in positions of the original, by a slice. */
export function rewriteReplace(draft: Draft, step: ReplaceStep): void {
  const from = draft.places.place(step.from, 1);
  const to = Math.max(from, draft.places.place(step.to, -1));
  const $from = draft.doc.resolve(from);
  const zone = zoneAt($from, $from.sharedDepth(to), draft.options.author);
  const isFaithful = step.from === step.to || draft.places.holds(step.from, step.to);
  if (isFaithful && isReal(draft.options, zone) && !losesForeign(draft, from, to, zone)) {
    replaceReally(draft, step, from, to);
    return;
  }
  if (isFaithful && isSame(draft, from, to, step.slice)) {
    draft.places.original(step.getMap());
    draft.places.link(step.from, step.from + step.slice.size, from);
    return;
  }
  const isInText = $from.parent.isTextblock && draft.doc.resolve(to).parent.isTextblock;
  if (isFaithful && !(isInText && (step.slice.size === 0 || flatten(step.slice, $from) !== null)))
    if (arrangeStep(draft, step, new ReplaceStep(from, to, step.slice), from)) return;
  overlay(draft, step, from, to);
}

// oxlint-disable-next-line max-params -- a step and where it falls
function replaceReally(draft: Draft, step: ReplaceStep, from: number, to: number): void {
  const slice = cleanSlice(step.slice);
  if (from < to) strikeRecords(draft, from, to);
  draft.step(new ReplaceStep(from, to, slice));
  draft.places.original(step.getMap());
  draft.places.link(step.from, step.from + slice.size, from);
}

// Records of one's own that point at what goes, go.
function strikeRecords(draft: Draft, from: number, to: number): void {
  const gone = new Set<unknown>();
  draft.doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isInline && pos >= from) gone.add(node.attrs["id"]);
    return !node.isTextblock;
  });
  draft.forget(gone);
}

// oxlint-disable-next-line max-params -- a range and what would take its place
function isSame(draft: Draft, from: number, to: number, slice: Slice): boolean {
  if (from === to) return false;
  const there = draft.doc.slice(from, to);
  if (there.openStart !== slice.openStart || there.openEnd !== slice.openEnd) return false;
  return cleanSlice(there).content.eq(cleanSlice(slice).content) && !holdsOwnStruck(draft, there);
}

function holdsOwnStruck(draft: Draft, slice: Slice): boolean {
  let found = false;
  slice.content.descendants((node) => {
    found ||= isForeignText(node, draft.options.author) || draft.own(node, "deletion") !== null;
  });
  return found;
}

// oxlint-disable-next-line max-params -- a step and where it falls
function overlay(draft: Draft, step: ReplaceStep, from: number, to: number): void {
  const { slice } = step;
  const struck = from < to ? strike(draft, from, to) : { from, to, stands: false };
  const $to = draft.doc.resolve(struck.to);
  const $place = $to.parent.isTextblock ? $to : draft.doc.resolve(struck.from);
  const isRealHere = isReal(draft.options, zoneAt($place, $place.depth, draft.options.author));
  if (isRealHere) {
    // What another proposed stays, struck, and what is new goes behind it.
    const at = struck.stands ? struck.to : struck.from;
    if (slice.size > 0 || !struck.stands) draft.tr.replaceRange(at, struck.to, cleanSlice(slice));
    draft.sync();
    draft.places.original(step.getMap());
    draft.places.link(step.from, step.from + slice.size, at);
    return;
  }
  const pieces = slice.size === 0 ? [] : flatten(slice, $place);
  if (pieces === null) {
    insertBlocks(draft, step, { from: struck.from, to: struck.to });
    return;
  }
  draft.places.original(step.getMap());
  if (pieces.length > 0) link(draft, step, insertText(draft, $place.pos, pieces));
}

/** Notes where what the original put in stands in the rewriting. */
export function link(draft: Draft, step: ReplaceStep, { pieces }: Inserted): void {
  const origin = step.from - step.slice.openStart;
  for (const { piece, at, size } of pieces) {
    if (piece.node !== null) draft.places.link(origin + piece.offset, origin + piece.offset + size, at);
  }
}
