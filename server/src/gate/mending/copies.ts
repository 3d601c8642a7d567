import { suggestionOf } from "@travaux/track-changes/model";
import { diffSequences } from "../../decisions/model/diff-sequences.ts";
import type { Letter } from "./letters.ts";

/** For each letter that was written anew, the one it stands for: the binding writes whole elements anew at times. */
export type Copies = ReadonlyMap<Letter, Letter>;

/**
 * Pairs letters that went with letters that came, in order, as many as can be. Of a text of which fewer than half the
 * letters that went are found again none is paired: there somebody deleted and typed.
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
  const found = countByHome([...pairs.values()]);
  const went = countByHome(gone.filter(({ marks }) => !marks.some((mark) => mark.type.name === "insertion")));
  const isCopied = ({ home }: Letter): boolean => (found.get(home) ?? 0) * 2 >= (went.get(home) ?? 0);
  return new Map([...pairs].filter(([, original]) => isCopied(original)));
}

function countByHome(letters: readonly Letter[]): ReadonlyMap<Letter["home"], number> {
  const counts = new Map<Letter["home"], number>();
  for (const { home } of letters) counts.set(home, (counts.get(home) ?? 0) + 1);
  return counts;
}

function exactKey({ text, marks }: Letter): string {
  return text + marks.map((mark) => mark.type.name + String(mark.attrs["id"] ?? "")).join(" ");
}

/** A copy of a proposed letter bears the same proposal, whatever else was proposed to it. */
function looseKey({ text, marks }: Letter): string {
  const insertions = marks.filter((mark) => mark.type.name === "insertion").map(suggestionOf);
  return text + insertions.sort().join(" ");
}

/** Places of a longest common subsequence. */
function commonSequence(a: readonly string[], b: readonly string[]): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  let [from, to] = [0, 0];
  for (const stretch of diffSequences(a, b)) {
    if (stretch.kind === "other") {
      from += stretch.removed;
      to += stretch.added;
      continue;
    }
    for (let count = stretch.length; count > 0; count--) pairs.push([from++, to++]);
  }
  return pairs;
}
