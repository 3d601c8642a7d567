import type { Letter } from "./letters.ts";

/** For each letter that was written anew, the one it stands for: the binding writes whole elements anew at times. */
export type Copies = ReadonlyMap<Letter, Letter>;

/** How far ahead a letter is looked for among those written anew. */
const REACH = 4000;

/**
 * Pairs letters that went with letters that came, in order. Nothing is paired when fewer than half of those that went
 * are found again: then somebody deleted and typed.
 */
export function pairCopies(gone: readonly Letter[], fresh: readonly Letter[]): Copies {
  const pairs = new Map<Letter, Letter>();
  let next = 0;
  for (const letter of gone) {
    const end = Math.min(fresh.length, next + REACH);
    for (let at = next; at < end; at++) {
      const candidate = fresh[at];
      if (candidate?.text !== letter.text) continue;
      pairs.set(candidate, letter);
      next = at + 1;
      break;
    }
  }
  return pairs.size * 2 >= gone.length ? pairs : new Map();
}
