import { suggestionOf } from "@travaux/track-changes/model";
import { diffSequences } from "../../decisions/model/diff-sequences.ts";
import type { Mark } from "prosemirror-model";
import type { Letter } from "./letters.ts";

/** For each letter that was written anew, the one it stands for: the binding writes whole elements anew at times. */
export type Copies = ReadonlyMap<Letter, Letter>;

/** Beyond so many letters they are compared in one way only; about 100 ms. */
const CLOSE_LIMIT = 20_000;

/**
 * Pairs letters that went with letters that came, in order, as many as can be. Of a text of which fewer than half the
 * letters that went are found again none is paired: there somebody deleted and typed.
 */
export function pairCopies(gone: readonly Letter[], fresh: readonly Letter[]): Copies {
  // By all their marks first, and between those that are the same by less: somebody changed marks meanwhile. Where that
  // finds fewer, an equal letter nearby was taken for the right one.
  const isLong = gone.length + fresh.length > CLOSE_LIMIT;
  const [strict, loose] = isLong
    ? [[], pairBy([looseKey], gone, fresh)]
    : [pairBy([exactKey, looseKey, textKey], gone, fresh), pairBy([looseKey, textKey], gone, fresh)];
  const pairs = loose.length > strict.length ? loose : strict;
  const found = countByHome(pairs.map(([original]) => original));
  const went = countByHome(gone.filter(({ marks }) => !marks.some(isInsertion)));
  const isCopied = ({ home }: Letter): boolean => (found.get(home) ?? 0) * 2 >= (went.get(home) ?? 0);
  return new Map(
    pairs.filter(([original]) => isCopied(original)).map(([original, copy]) => [copy, original]),
  );
}

type KeyOf = (letter: Letter, isGone: boolean) => string | object;

function pairBy(
  keys: readonly KeyOf[],
  gone: readonly Letter[],
  fresh: readonly Letter[],
): (readonly [original: Letter, copy: Letter])[] {
  const [keyOf, ...rest] = keys;
  if (keyOf === undefined || gone.length === 0 || fresh.length === 0) return [];
  const pairs: (readonly [Letter, Letter])[] = [];
  const common = commonSequence(
    gone.map((letter) => keyOf(letter, true)),
    fresh.map((letter) => keyOf(letter, false)),
  );
  let [from, to] = [0, 0];
  for (const [nextFrom, nextTo] of [...common, [gone.length, fresh.length] as const]) {
    for (const pair of pairBy(rest, gone.slice(from, nextFrom), fresh.slice(to, nextTo))) pairs.push(pair);
    const [original, copy] = [gone[nextFrom], fresh[nextTo]];
    if (original !== undefined && copy !== undefined) pairs.push([original, copy]);
    [from, to] = [nextFrom + 1, nextTo + 1];
  }
  return pairs;
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
  return text + marks.filter(isInsertion).map(suggestionOf).sort().join(" ");
}

/** A copy of a letter that was none may have got another's mark from beside it. */
function textKey(letter: Letter, isGone: boolean): string | object {
  return isGone && letter.marks.some(isInsertion) ? letter : letter.text;
}

function isInsertion(mark: Mark): boolean {
  return mark.type.name === "insertion";
}

/** Places of a longest common subsequence. */
function commonSequence(a: readonly unknown[], b: readonly unknown[]): (readonly [number, number])[] {
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
