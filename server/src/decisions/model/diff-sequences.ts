/** A stretch of two sequences: both the same over `length`, or `removed` of one where `added` of the other stands. */
export type Stretch =
  | { readonly kind: "same"; readonly length: number }
  | { readonly kind: "other"; readonly removed: number; readonly added: number };

/** How many differences are sought one by one; beyond that, what lies between the common ends is one difference. */
const DIFFERENCES_LIMIT = 2000;

/**
 * The shortest way from one sequence to another (Myers 1986), in order, neighbours of different kinds. Values are equal
 * by `===`.
 */
export function diffSequences<Value>(from: readonly Value[], to: readonly Value[]): readonly Stretch[] {
  const shorter = Math.min(from.length, to.length);
  let start = 0;
  while (start < shorter && from[start] === to[start]) start += 1;
  let end = 0;
  while (start + end < shorter && from[from.length - 1 - end] === to[to.length - 1 - end]) end += 1;
  const middle = walk(from.slice(start, from.length - end), to.slice(start, to.length - end));
  return merge([{ kind: "same", length: start }, ...middle, { kind: "same", length: end }]);
}

function walk<Value>(from: readonly Value[], to: readonly Value[]): readonly Stretch[] {
  if (from.length === 0 || to.length === 0) return [whole(from, to)];
  const most = Math.min(from.length + to.length, DIFFERENCES_LIMIT);
  const trace: Int32Array[] = [];
  const reach = new Int32Array(2 * most + 3);
  const middle = most + 1;
  for (let depth = 0; depth <= most; depth += 1) {
    // Only the diagonals up to the depth were ever touched.
    trace.push(reach.slice(middle - depth - 1, middle + depth + 2));
    for (let diagonal = -depth; diagonal <= depth; diagonal += 2) {
      const below = reach[middle + diagonal + 1] ?? 0;
      const left = reach[middle + diagonal - 1] ?? 0;
      const down = diagonal === -depth || (diagonal !== depth && left < below);
      let at = down ? below : left + 1;
      while (at < from.length && at - diagonal < to.length && from[at] === to[at - diagonal]) at += 1;
      reach[middle + diagonal] = at;
      if (at >= from.length && at - diagonal >= to.length) return trail(trace, from.length, to.length);
    }
  }
  return [whole(from, to)];
}

function whole(from: readonly unknown[], to: readonly unknown[]): Stretch {
  return { kind: "other", removed: from.length, added: to.length };
}

/** Follows the way back from the ends of both. */
function trail(trace: readonly Int32Array[], fromLength: number, toLength: number): readonly Stretch[] {
  const found: Stretch[] = [];
  let at = fromLength;
  let diagonal = fromLength - toLength;
  for (let depth = trace.length - 1; depth > 0; depth -= 1) {
    const reach = trace[depth];
    const reached = (of: number): number => reach?.[of + depth + 1] ?? 0;
    const down = diagonal === -depth || (diagonal !== depth && reached(diagonal - 1) < reached(diagonal + 1));
    const before = down ? diagonal + 1 : diagonal - 1;
    const start = reached(before);
    found.push({ kind: "same", length: at - (down ? start : start + 1) });
    found.push({ kind: "other", removed: down ? 0 : 1, added: down ? 1 : 0 });
    at = start;
    diagonal = before;
  }
  found.push({ kind: "same", length: at });
  return found.toReversed();
}

function merge(stretches: readonly Stretch[]): readonly Stretch[] {
  const merged: Stretch[] = [];
  for (const stretch of stretches) {
    if (stretch.kind === "same" ? stretch.length === 0 : stretch.removed + stretch.added === 0) continue;
    const last = merged.at(-1);
    if (last?.kind === "same" && stretch.kind === "same")
      merged[merged.length - 1] = { kind: "same", length: last.length + stretch.length };
    else if (last?.kind === "other" && stretch.kind === "other")
      merged[merged.length - 1] = {
        kind: "other",
        removed: last.removed + stretch.removed,
        added: last.added + stretch.added,
      };
    else merged.push(stretch);
  }
  return merged;
}
