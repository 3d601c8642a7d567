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
  const [olds, nows] = [before.children, after.children];
  const shorter = Math.min(olds.length, nows.length);
  let [head, tail] = [0, 0];
  while (head < shorter && olds[head] === nows[head]) head += 1;
  while (tail < shorter - head && olds.at(-1 - tail) === nows.at(-1 - tail)) tail += 1;
  const differing = [olds.slice(head, olds.length - tail), nows.slice(head, nows.length - tail)] as const;
  compareChildren(...differing, start + sizeOf(olds.slice(0, head)), ranges);
}

function compareChildren(
  olds: readonly Node[],
  nows: readonly Node[],
  start: number,
  ranges: number[],
): void {
  let [old, now, place] = [0, 0, start];
  const compare = (before: Node, after: Node): void => {
    if (before !== after) compareContents(before, after, place + 1, ranges);
    place += before.nodeSize;
    old += 1;
    now += 1;
  };
  for (const [oldTwin, nowTwin] of [...twinsOf(olds, nows), [olds.length, nows.length] as const]) {
    for (let [one, other] = [olds[old], nows[now]]; old < oldTwin && now < nowTwin;) {
      if (one === undefined || other === undefined || !areAlike(one, other)) break;
      compare(one, other);
      [one, other] = [olds[old], nows[now]];
    }
    const sizes = [sizeOf(olds.slice(old, oldTwin)), sizeOf(nows.slice(now, nowTwin))] as const;
    if (sizes[0] + sizes[1] > 0) ranges.push(place, ...sizes);
    [old, now, place] = [oldTwin, nowTwin, place + sizes[0]];
    const [one, other] = [olds[old], nows[now]];
    if (one !== undefined && other !== undefined) compare(one, other);
  }
}

/** The most children that are the same in both, in order: the very node, or one of its type and id. */
function twinsOf(olds: readonly Node[], nows: readonly Node[]): readonly Pair[] {
  const indices = new Map<unknown, number>();
  for (const [index, node] of nows.entries()) {
    indices.set(node, index);
    const id = idOf(node);
    if (id !== null && !indices.has(id)) indices.set(id, index);
  }
  const pairs: Pair[] = [];
  for (const [index, node] of olds.entries()) {
    const twin = indices.get(node) ?? indices.get(idOf(node));
    if (twin !== undefined && nows[twin]?.type === node.type) pairs.push([index, twin]);
  }
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

function sizeOf(nodes: readonly Node[]): number {
  return nodes.reduce((size, node) => size + node.nodeSize, 0);
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
