import { Slice } from "prosemirror-model";
import { ReplaceAroundStep } from "prosemirror-transform";
import { arrangeStep } from "./apply-arrangement.ts";
import { cleanSlice } from "./content.ts";
import { nameOf, Untracked, type Draft } from "./draft.ts";
import { isAdmissible, losesForeign } from "./guard.ts";
import { withoutTakenIds } from "./proposed-block.ts";
import { putOnce } from "./strike.ts";
import { overlay } from "./overlay.ts";
import { ownership } from "./ownership.ts";
import { isReal, zoneAt, zoneInside } from "./zones.ts";

/**
 * Rewrites what keeps a range and changes what is around it: wrapping, lifting, another type or attributes of a block.
 * ProseMirror also deletes over blocks of different depth so; that is a deletion like any other.
 */
export function rewriteReplaceAround(draft: Draft, step: ReplaceAroundStep): void {
  const [from, gapFrom, gapTo, to] = placesOf(draft, step);
  const node = draft.doc.nodeAt(from);
  if (node !== null && draft.divided.has(node.attrs["id"])) {
    draft.places.original(step.getMap());
    return;
  }
  if (draft.doc.resolve(from).parent.isTextblock) {
    replaceInText(draft, step, { from, to }, { from: gapFrom, to: gapTo });
    return;
  }
  const mapped = new ReplaceAroundStep(from, to, gapFrom, gapTo, cleanSlice(step.slice), step.insert);
  if (mayReally(draft, step, { from, to }) && isAdmissible(draft, mapped, { from, to })) {
    draft.step(mapped);
    draft.places.original(step.getMap());
    return;
  }
  if (arrangeStep(draft, step, mapped, from)) return;
  const isFlow = draft.doc.resolve(gapFrom).parent.isTextblock && !isBare(step.slice);
  if (!isFlow) {
    joinBack(draft, step, gapFrom);
    return;
  }
  overlay(draft, { from: step.from, slice: headOf(step), map: step.getMap() }, from, gapFrom);
}

function placesOf(draft: Draft, step: ReplaceAroundStep): readonly [number, number, number, number] {
  const { places } = draft;
  const from = places.place(step.from, 1);
  const gapFrom = Math.max(from, places.place(step.gapFrom, -1));
  const gapTo = Math.max(gapFrom, places.place(step.gapTo, 1));
  return [from, gapFrom, gapTo, Math.max(gapTo, places.place(step.to, -1))];
}

/**
 * Backspace behind a list takes a paragraph into the list. Where that cannot be said, because the list is itself only
 * proposed, the boundary before the paragraph is proposed to go.
 */
function joinBack(draft: Draft, step: ReplaceAroundStep, pos: number): void {
  const node = draft.doc.nodeAt(pos);
  const { openStart, openEnd } = step.slice;
  if (openStart !== 1 || openEnd !== 0 || node?.isTextblock !== true || node.type.spec.isolating === true)
    throw new Untracked("too-complex");
  putOnce(draft, "join", { id: draft.id(), target: nameOf(node) });
  draft.joined = pos;
  draft.places.original(step.getMap());
}

interface Range {
  readonly from: number;
  readonly to: number;
}

// Text and blocks go in, or a range over blocks of different depth goes out, and the rest of the last textblock moves up
// to what is before: that is what accepting the joining does.
// oxlint-disable-next-line max-params -- a step, the range that it replaces, and the one that it keeps
function replaceInText(draft: Draft, step: ReplaceAroundStep, range: Range, gap: Range): void {
  const isFaithful = draft.places.holds(step.from, step.to);
  const mine = isFaithful ? ownership(draft, range.from, range.to, step.slice) : null;
  if (mine !== null && !losesForeign(draft, range.from, gap.from, mine.zone)) {
    const slice = withoutTakenIds(cleanSlice(step.slice, mine.proposedBy), draft.doc.resolve(range.from));
    const mapped = new ReplaceAroundStep(range.from, range.to, gap.from, gap.to, slice, step.insert);
    if (isAdmissible(draft, mapped, range)) {
      draft.step(mapped);
      draft.places.original(step.getMap());
      return;
    }
  }
  overlay(draft, { from: step.from, slice: headOf(step), map: step.getMap() }, range.from, gap.from);
}

// What comes before the text that moves; behind it a step only closes what is open.
function headOf({ slice, insert }: ReplaceAroundStep): Slice {
  const end = insert + slice.openStart;
  const head = slice.content.cut(0, end);
  const put = head.size === 0 ? Slice.empty : new Slice(head, slice.openStart, head.size - end);
  return isBare(put) ? Slice.empty : put;
}

/** Whether a slice has neither text nor a textblock of its own: it only closes what was open. */
function isBare({ content, openStart }: Slice): boolean {
  let found = false;
  content.descendants((node, pos) => {
    found ||= node.isText || node.isAtom || (node.isTextblock && pos >= openStart);
  });
  return !found;
}

// Only wrappers change, so nothing of another's can be lost; but his own pending block is not the author's to change.
function mayReally(draft: Draft, step: ReplaceAroundStep, { from, to }: Range): boolean {
  const { author } = draft.options;
  const $from = draft.doc.resolve(from);
  const outer = zoneAt($from, $from.sharedDepth(to), author);
  const [, gapFrom, gapTo] = placesOf(draft, step);
  let isMine = isReal(draft.options, outer);
  draft.doc.nodesBetween(from, to, (node, pos) => {
    const isWrapper = pos >= from && (pos < gapFrom || pos >= gapTo);
    isMine &&= !(isWrapper && node.isLeaf);
    isMine &&= !isWrapper || node.isInline || isReal(draft.options, zoneInside(node, outer, author));
    return isMine && !node.isTextblock && pos < gapTo;
  });
  return isMine;
}
