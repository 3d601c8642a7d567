import type * as Y from "yjs";
import { pairCopies } from "./copies.ts";
import { heirsOf, nodeIdOf, type HeirOf } from "./heirs.ts";
import type { Letter } from "./letters.ts";

/** One side of an update: the letters of the blocks that differ, and their elements with all top-level blocks. */
export interface Side {
  readonly letters: readonly Letter[];
  readonly elements: readonly Y.XmlElement[];
}

/** Who is who before and after an update. */
export interface Kinship {
  /** What a letter was before, itself or the one it was copied from; `null` for new text. */
  readonly origin: (letter: Letter) => Letter | null;
  /** What a letter of before is now; `null` if it is no more. */
  readonly heir: (letter: Letter) => Letter | null;
  readonly heirOf: HeirOf;
}

/** Finds out what stayed, what was written anew and what is new. */
export function readKinship(then: Side, now: Side): Kinship {
  const before = new Map(then.letters.map((letter) => [letter.id, letter]));
  const isOtherBlock = otherBlocks(new Set(then.elements.map(nodeIdOf)));
  const origins = new Map<Letter, Letter>();
  const heirs = new Map<Letter, Letter>();
  for (const letter of now.letters) {
    const same = before.get(letter.id);
    // Where the binding made one block of another, its letters are not what they were.
    if (same === undefined || isOtherBlock(same.home, letter.home)) continue;
    origins.set(letter, same);
    heirs.set(same, letter);
  }
  const copies = pairCopies(
    then.letters.filter((letter) => !heirs.has(letter)),
    now.letters.filter((letter) => !origins.has(letter)),
  );
  for (const [copy, original] of copies) {
    heirs.set(original, copy);
    // Base text moved into another's block is new there.
    if (copy.setting !== "foreign" || original.setting === "foreign") origins.set(copy, original);
  }
  return {
    origin: (letter) => origins.get(letter) ?? null,
    heir: (letter) => heirs.get(letter) ?? null,
    heirOf: heirsOf(then.elements, now.elements),
  };
}

/** Whether a text stands in another block than it did, which there was before. Asked once a text: letters are many. */
function otherBlocks(nodeIds: ReadonlySet<string | null>): (before: Y.XmlText, after: Y.XmlText) => boolean {
  const known = new Map<Y.XmlText, boolean>();
  return (before, after) => {
    const answer = known.get(after);
    if (answer !== undefined) return answer;
    const [was, is] = [nodeIdOf(before.parent), nodeIdOf(after.parent)];
    const isOther = was !== is && is !== null && nodeIds.has(is);
    known.set(after, isOther);
    return isOther;
  };
}
