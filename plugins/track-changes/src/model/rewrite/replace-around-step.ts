import { Slice, Fragment } from "prosemirror-model";
import { ReplaceAroundStep } from "prosemirror-transform";
import { arrangeStep } from "./apply-arrangement.ts";
import { cleanSlice, flatten } from "./content.ts";
import { Untracked, type Draft } from "./draft.ts";
import { losesForeign } from "./guard.ts";
import { insertText } from "./insert-text.ts";
import { strike } from "./strike.ts";
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
  const mapped = new ReplaceAroundStep(from, to, gapFrom, gapTo, cleanSlice(step.slice), step.insert);
  const isDeletion = draft.doc.resolve(from).parent.isTextblock;
  const isMine = isDeletion ? mayDelete(draft, { from, to: gapFrom }) : mayReally(draft, step, { from, to });
  if (isMine) {
    draft.step(mapped);
    draft.places.original(step.getMap());
    return;
  }
  if (isDeletion) {
    deleteBetween(draft, step, { from, to: gapFrom });
    return;
  }
  if (!arrangeStep(draft, step, mapped, from)) throw new Untracked("too-complex");
}

function placesOf(draft: Draft, step: ReplaceAroundStep): readonly [number, number, number, number] {
  const { places } = draft;
  const from = places.place(step.from, 1);
  const gapFrom = Math.max(from, places.place(step.gapFrom, 1));
  const gapTo = Math.max(gapFrom, places.place(step.gapTo, -1));
  return [from, gapFrom, gapTo, Math.max(gapTo, places.place(step.to, -1))];
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function mayDelete(draft: Draft, { from, to }: Range): boolean {
  const $from = draft.doc.resolve(from);
  const zone = zoneAt($from, $from.sharedDepth(to), draft.options.author);
  return isReal(draft.options, zone) && !losesForeign(draft, from, to, zone);
}

// The rest of the last textblock moves up to the first: that is what accepting the joining does.
function deleteBetween(draft: Draft, step: ReplaceAroundStep, { from, to }: Range): void {
  const head = new Slice(step.slice.content.cut(0, Math.max(0, step.insert)), step.slice.openStart, 0);
  const $from = draft.doc.resolve(from);
  const pieces = (flatten(new Slice(textOf(head.content), 0, 0), $from) ?? []).filter(
    ({ node }) => node !== null,
  );
  const struck = strike(draft, from, to);
  draft.places.original(step.getMap());
  if (pieces.length > 0) insertText(draft, struck.to, pieces);
}

function textOf(fragment: Fragment): Fragment {
  let inline = Fragment.empty;
  fragment.descendants((node) => {
    if (node.isTextblock) inline = inline.append(node.content);
    else if (node.isText) inline = inline.addToEnd(node);
    return !node.isInline && !node.isTextblock;
  });
  return inline;
}

// Only wrappers change, so nothing of another's can be lost; but his own pending block is not the author's to change.
function mayReally(draft: Draft, step: ReplaceAroundStep, { from, to }: Range): boolean {
  const { author } = draft.options;
  const $from = draft.doc.resolve(from);
  const outer = zoneAt($from, $from.sharedDepth(to), author);
  const zones = new Set([outer]);
  draft.doc.nodesBetween(from, to, (node, pos) => {
    const isWrapper = pos < draft.places.place(step.gapFrom, 1) || pos >= draft.places.place(step.gapTo, -1);
    if (!node.isInline && isWrapper && pos >= from) zones.add(zoneInside(node, outer, author));
    return isWrapper && !node.isTextblock;
  });
  const isWhollyOwn = zones.size === 2 && zones.has("own") && draft.doc.nodeAt(from)?.nodeSize === to - from;
  return isWhollyOwn || [...zones].every((zone) => isReal(draft.options, zone));
}
