import type { Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import { Mapping, StepMap } from "prosemirror-transform";
import { gapsBetween } from "../model/text-diff.ts";

/** Where a transaction took the places of the document before it. */
export interface TextMove {
  readonly mapping: Mapping;
  /** Whether the places had to be found by comparison, the whole document having been replaced. */
  readonly isCompared: boolean;
}

/**
 * Where `tr` took the places of the document before it. A transaction that replaces the whole document, as those of
 * y-prosemirror do, says nothing of that itself: there the two documents are compared, unchanged nodes by identity.
 */
export function moveOf(tr: Transaction): TextMove {
  if (!replacesAll(tr)) return { mapping: tr.mapping, isCompared: false };
  const ranges: number[] = [];
  compareContents(tr.before, tr.doc, 0, ranges);
  return { mapping: new Mapping([new StepMap(ranges)]), isCompared: true };
}

function replacesAll({ mapping, docs }: Transaction): boolean {
  return mapping.maps.some((map, index) => {
    const size = docs[index]?.content.size;
    let isAll = false;
    map.forEach((from, to) => (isAll ||= from === 0 && to === size));
    return isAll;
  });
}

// Appends to `ranges` what differs, as a StepMap has it: place in the document before, size there, size now.
function compareContents(before: Node, after: Node, start: number, ranges: number[]): void {
  if (before.isTextblock || after.isTextblock) {
    compareTexts(before, after, start, ranges);
    return;
  }
  const places = startsOf(before, start);
  let [old, now] = [0, 0];
  for (const [oldTwin, nowTwin] of [
    ...twinsOf(before, after),
    [before.childCount, after.childCount] as const,
  ]) {
    while (old < oldTwin && now < nowTwin && areAlike(before.child(old), after.child(now))) {
      compareContents(before.child(old), after.child(now), (places[old] ?? 0) + 1, ranges);
      old += 1;
      now += 1;
    }
    const sizes = [sizeOf(before, old, oldTwin), sizeOf(after, now, nowTwin)] as const;
    if (sizes[0] + sizes[1] > 0) ranges.push(places[old] ?? 0, ...sizes);
    if (oldTwin < before.childCount && before.child(oldTwin) !== after.child(nowTwin))
      compareContents(before.child(oldTwin), after.child(nowTwin), (places[oldTwin] ?? 0) + 1, ranges);
    [old, now] = [oldTwin + 1, nowTwin + 1];
  }
}

/** The most children that are the same in both, in order: the very node, or one of its type and id. */
function twinsOf(before: Node, after: Node): readonly Pair[] {
  const indices = new Map<unknown, number>();
  after.forEach((node, _offset, index) => {
    indices.set(node, index);
    const id = idOf(node);
    if (id !== null && !indices.has(id)) indices.set(id, index);
  });
  const pairs: Pair[] = [];
  before.forEach((node, _offset, index) => {
    const twin = indices.get(node) ?? indices.get(idOf(node));
    if (twin !== undefined && after.child(twin).type === node.type) pairs.push([index, twin]);
  });
  return longestRise(pairs);
}

type Pair = readonly [old: number, now: number];

interface Run {
  readonly last: Pair;
  readonly before: Run | null;
}

// What was moved past the others is left out, not they.
function longestRise(pairs: readonly Pair[]): readonly Pair[] {
  // Of all runs of one length, the one that ends first.
  const runs: Run[] = [];
  for (const pair of pairs) {
    let [low, high] = [0, runs.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((runs[middle]?.last[1] ?? 0) < pair[1]) low = middle + 1;
      else high = middle;
    }
    runs[low] = { last: pair, before: runs[low - 1] ?? null };
  }
  const rise: Pair[] = [];
  for (let run = runs.at(-1) ?? null; run !== null; run = run.before) rise.push(run.last);
  return rise.toReversed();
}

function areAlike(before: Node, after: Node): boolean {
  return before.type === after.type && !before.isLeaf && (idOf(before) === null || idOf(after) === null);
}

function idOf(node: Node): string | null {
  const id: unknown = node.attrs["id"];
  return typeof id === "string" ? id : null;
}

function startsOf(node: Node, start: number): readonly number[] {
  const starts: number[] = [];
  node.forEach((_child, offset) => starts.push(start + offset));
  return [...starts, start + node.content.size];
}

function sizeOf(node: Node, from: number, to: number): number {
  let size = 0;
  for (let index = from; index < to; index += 1) size += node.child(index).nodeSize;
  return size;
}

function compareTexts(before: Node, after: Node, start: number, ranges: number[]): void {
  const [old, now] = [unitsOf(before), unitsOf(after)];
  if (old === now) return;
  for (const { from, to, at, end } of gapsBetween(old, now)) ranges.push(start + from, to - from, end - at);
}

// One unit for each position: formatting is no change of text.
function unitsOf(block: Node): string {
  let units = "";
  block.forEach((child) => (units += child.text ?? "\uFFFC".repeat(child.nodeSize)));
  return units;
}
