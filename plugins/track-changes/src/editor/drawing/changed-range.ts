import type { Node } from "prosemirror-model";

/** Where two documents differ: from `from` to `before` in the one, to `after` in the other. */
export interface ChangedRange {
  readonly from: number;
  readonly before: number;
  readonly after: number;
}

/**
 * The range in which `after` differs from `before`; `null` for none. Compares unchanged nodes by identity, so that it
 * costs a walk over the blocks, also for what y-prosemirror brings, which replaces the whole document by itself.
 */
export function changedRange(before: Node, after: Node): ChangedRange | null {
  if (before === after) return null;
  const from = before.content.findDiffStart(after.content);
  const end = before.content.findDiffEnd(after.content);
  if (from === null || end === null) return null;
  const overlap = Math.max(0, from - Math.min(end.a, end.b));
  return { from, before: end.a + overlap, after: end.b + overlap };
}

/**
 * `range` of `doc` widened to whole textblocks, and to the whole parent where something else than text changed in a
 * list or a table.
 */
export function wholeBlocks(
  doc: Node,
  from: number,
  to: number,
): { readonly from: number; readonly to: number } {
  const $from = doc.resolve(from);
  const depth = $from.sharedDepth(to);
  if (depth > 0) return { from: $from.before(depth), to: $from.after(depth) };
  const $to = doc.resolve(to);
  return { from: $from.depth === 0 ? from : $from.before(1), to: $to.depth === 0 ? to : $to.after(1) };
}
