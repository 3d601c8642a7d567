import { suggestionOf } from "@travaux/track-changes/model";
import type { Letter } from "./letters.ts";

/** For each letter that was written anew, the one it stands for: the binding writes whole elements anew at times. */
export type Copies = ReadonlyMap<Letter, Letter>;

/** The largest table of comparisons that is filled; about 10 ms. */
const TABLE_LIMIT = 2_000_000;

/**
 * Pairs letters that went with letters that came, in order, as many as can be. Nothing is paired when fewer than half of
 * those that went are found again: then somebody deleted and typed.
 */
export function pairCopies(gone: readonly Letter[], fresh: readonly Letter[]): Copies {
  const pairs = new Map<Letter, Letter>();
  const note = (original: Letter | undefined, copy: Letter | undefined): void => {
    if (original !== undefined && copy !== undefined) pairs.set(copy, original);
  };
  // First those that are the same with all their marks, then between them those whose marks somebody changed meanwhile.
  const exact = commonSequence(gone.map(exactKey), fresh.map(exactKey));
  let [from, to] = [0, 0];
  for (const [nextFrom, nextTo] of [...exact, [gone.length, fresh.length] as const]) {
    const [a, b] = [gone.slice(from, nextFrom), fresh.slice(to, nextTo)];
    if (a.length > 0 && b.length > 0)
      for (const [left, right] of commonSequence(a.map(looseKey), b.map(looseKey))) note(a[left], b[right]);
    note(gone[nextFrom], fresh[nextTo]);
    [from, to] = [nextFrom + 1, nextTo + 1];
  }
  const base = gone.filter(({ marks }) => !marks.some((mark) => mark.type.name === "insertion"));
  return pairs.size * 2 >= Math.min(gone.length, base.length) ? pairs : new Map();
}

function exactKey({ text, marks }: Letter): string {
  return text + marks.map((mark) => mark.type.name + String(mark.attrs["id"] ?? "")).join(" ");
}

/** A copy of a proposed letter bears the same proposal, whatever else was proposed to it. */
function looseKey({ text, marks }: Letter): string {
  const insertions = marks.filter((mark) => mark.type.name === "insertion").map(suggestionOf);
  return text + insertions.sort().join(" ");
}

/** Places of a longest common subsequence; a long one, where the lists are too long for the longest. */
function commonSequence(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  let start = 0;
  while (start < a.length && start < b.length && a[start] === b[start]) start++;
  let end = 0;
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end])
    end++;
  const inner = [a.slice(start, a.length - end), b.slice(start, b.length - end)] as const;
  const isSmall = inner[0].length * inner[1].length <= TABLE_LIMIT;
  const middle = isSmall ? longest(...inner) : firstFound(...inner);
  return [
    ...Array.from({ length: start }, (_, at) => [at, at] as const),
    ...middle.map(([from, to]) => [from + start, to + start] as const),
    ...Array.from({ length: end }, (_, at) => [a.length - end + at, b.length - end + at] as const),
  ];
}

function longest(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  const width = b.length + 1;
  const lengths = new Uint16Array((a.length + 1) * width);
  const at = (from: number, to: number): number => lengths[from * width + to] ?? 0;
  for (let from = a.length - 1; from >= 0; from--)
    for (let to = b.length - 1; to >= 0; to--)
      lengths[from * width + to] =
        a[from] === b[to] ? at(from + 1, to + 1) + 1 : Math.max(at(from + 1, to), at(from, to + 1));
  const pairs: (readonly [number, number])[] = [];
  for (let from = 0, to = 0; from < a.length && to < b.length;) {
    if (a[from] === b[to]) pairs.push([from++, to++]);
    else if (at(from + 1, to) >= at(from, to + 1)) from++;
    else to++;
  }
  return pairs;
}

function firstFound(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let next = 0;
  for (const [from, key] of a.entries()) {
    const to = b.indexOf(key, next);
    if (to < 0 || to > next + 500) continue;
    pairs.push([from, to]);
    next = to + 1;
  }
  return pairs;
}
