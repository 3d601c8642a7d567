import type { Node, ResolvedPos, Slice } from "prosemirror-model";
import { insertionOf } from "../review-marks.ts";
import type { SuggestionId } from "../suggestion-id.ts";
import type { Draft } from "./draft.ts";
import { isOwnProposal, isReal, zoneAt, zoneInside, type Zone } from "./zones.ts";

/** That a change is the author's to make really. */
export interface Ownership {
  readonly zone: Zone;
  /** The suggestion to name on the outermost nodes of what is put in: they stand beside others of it. */
  readonly proposedBy: SuggestionId | null;
}

/**
 * Whether a replacement is the author's to make really: within what is his, or of his own proposed blocks themselves,
 * as by splitting or joining them.
 */
// oxlint-disable-next-line max-params -- a range and what takes its place
export function ownership(draft: Draft, from: number, to: number, slice: Slice): Ownership | null {
  const { author } = draft.options;
  const [$from, $to] = [draft.doc.resolve(from), draft.doc.resolve(to)];
  const outer = Math.min($from.sharedDepth(to), $from.depth - slice.openStart, $to.depth - slice.openEnd);
  // A later step of the original may lean on blocks that are only proposed here.
  if (outer < 0) return null;
  const zone = zoneAt($from, outer, author);
  if (isReal(draft.options, zone)) {
    const isCut = [$from, $to].some(($pos) => cutsOther($pos, outer, author));
    return isCut ? null : { zone, proposedBy: null };
  }
  if ($from.depth <= outer || $to.depth <= outer || $from.depth - slice.openStart > outer + 1) return null;
  const [first, last] = [$from.index(outer), $to.index(outer)];
  const blocks = $from.node(outer).content.content.slice(first, last + 1);
  const isMine = (node: Node): boolean =>
    first === last ? zoneInside(node, "base", author) === "own" : isOwnProposal(node, author);
  if (!blocks.every(isMine)) return null;
  const proposedBy = $from.depth - slice.openStart === outer ? insertionOf($from.node(outer + 1)) : null;
  return { zone: "own", proposedBy };
}

/** Whether `$pos` lies in another's proposed block below `outer`, so that what happens at `outer` would divide that. */
function cutsOther($pos: ResolvedPos, outer: number, author: string): boolean {
  for (let depth = outer + 1; depth <= $pos.depth; depth += 1)
    if (zoneInside($pos.node(depth), "base", author) === "other") return true;
  return false;
}
