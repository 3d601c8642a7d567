import type { Slice } from "prosemirror-model";
import { ReplaceStep } from "prosemirror-transform";
import { arrangeStep } from "./apply-arrangement.ts";
import { cleanSlice, flatten } from "./content.ts";
import type { Draft } from "./draft.ts";
import { isAdmissible, losesForeign } from "./guard.ts";
import { overlay } from "./overlay.ts";
import { ownership } from "./ownership.ts";
import { withoutTakenIds } from "./proposed-block.ts";

/** Rewrites the replacing of a range, given in positions of the original, by a slice. */
export function rewriteReplace(draft: Draft, step: ReplaceStep): void {
  const from = draft.places.place(step.from, 1);
  const to = Math.max(from, draft.places.place(step.to, -1));
  const $from = draft.doc.resolve(from);
  const isFaithful = step.from === step.to || draft.places.holds(step.from, step.to);
  if (isFaithful && isSame(draft, from, to, step.slice)) {
    draft.places.original(step.getMap());
    draft.places.link(step.from, step.from + step.slice.size, from);
    return;
  }
  const mine = isFaithful ? ownership(draft, from, to, step.slice) : null;
  if (mine !== null && !losesForeign(draft, from, to, mine.zone)) {
    const slice = withoutTakenIds(cleanSlice(step.slice, mine.proposedBy), $from);
    const mapped = new ReplaceStep(from, to, slice);
    if (isAdmissible(draft, mapped, mapped)) {
      replaceReally(draft, mapped, step);
      return;
    }
  }
  const isInText = $from.parent.isTextblock && draft.doc.resolve(to).parent.isTextblock;
  if (isFaithful && !(isInText && (step.slice.size === 0 || flatten(step.slice, $from) !== null)))
    if (arrangeStep(draft, step, new ReplaceStep(from, to, step.slice), from)) return;
  overlay(draft, { from: step.from, slice: step.slice, map: step.getMap() }, from, to);
}

function replaceReally(draft: Draft, mapped: ReplaceStep, step: ReplaceStep): void {
  const { from, to, slice } = mapped;
  if (from < to) strikeRecords(draft, from, to);
  draft.step(mapped);
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
  if (from === to || slice.size !== to - from || losesForeign(draft, from, to, "base")) return false;
  const there = draft.doc.slice(from, to);
  if (there.openStart !== slice.openStart || there.openEnd !== slice.openEnd) return false;
  return cleanSlice(there).content.eq(cleanSlice(slice).content) && !holdsOwnStruck(draft, there);
}

function holdsOwnStruck(draft: Draft, slice: Slice): boolean {
  let found = false;
  slice.content.descendants((node) => {
    found ||= draft.own(node, "deletion") !== null;
  });
  return found;
}
