import { isReviewMark, suggestionOf, type SuggestionId } from "@travaux/track-changes/model";
import { Fragment, type Mark, type Node } from "prosemirror-model";
import { diffSequences } from "../../decisions/model/diff-sequences.ts";

/** A textblock in three forms: `base` was decided upon and became `mine`, and was worked on and became `theirs`. */
export interface TextblockForms {
  readonly base: Node;
  readonly mine: Node;
  readonly theirs: Node;
}

/**
 * What was decided of a textblock, done to a copy of it in which its author went on: letter by letter, so that neither
 * stands in the way of the other. Letters that were accepted are there, those that went are not, what was added to the
 * copy stays proposed; what was accepted though its author had meanwhile taken it back, he proposes to strike. `null` if
 * the copy is over another text.
 */
export function mergeLetters({ base, mine, theirs }: TextblockForms): Fragment | null {
  const [was, wanted, copied] = [lettersOf(base), lettersOf(mine), lettersOf(theirs)];
  const toMine = follow(was, wanted, ({ text }) => text);
  const toTheirs = followCopy(was, copied);
  if (toTheirs === null) return null;
  const merged: Letter[] = [];
  for (let at = 0; at <= was.length; at += 1) {
    merged.push(...(toMine.added.get(at) ?? []), ...(toTheirs.added.get(at) ?? []).filter(isInserted));
    const [letter, kept, worked] = [was[at], toMine.same[at], toTheirs.same[at]];
    if (letter === undefined || kept === undefined || kept === null) continue;
    if (worked !== undefined && worked !== null) merged.push(mergeMarks(letter, kept, worked));
    else if (!isInserted(kept)) merged.push(struck(letter, kept));
  }
  return Fragment.fromArray(join(merged));
}

interface Letter {
  readonly node: Node;
  readonly text: string;
  /** Of which suggestion it is; `null` for one of the base. */
  readonly inserted: SuggestionId | null;
}

function isInserted({ inserted }: Letter): boolean {
  return inserted !== null;
}

function lettersOf(textblock: Node): readonly Letter[] {
  return textblock.children.flatMap((node): readonly Letter[] => {
    if (!node.isText)
      return [{ node, text: `${node.type.name} ${JSON.stringify(node.attrs)}`, inserted: null }];
    const insertion = node.marks.find((mark) => mark.type.name === "insertion");
    const inserted = insertion === undefined ? null : suggestionOf(insertion);
    return [...(node.text ?? "")].map((text) => ({
      node: node.type.schema.text(text, node.marks),
      text,
      inserted,
    }));
  });
}

/** Where the letters of one sequence are in another, and what else is there, by the letter before which it stands. */
interface Way {
  readonly same: readonly (Letter | null)[];
  readonly added: ReadonlyMap<number, readonly Letter[]>;
}

function follow(from: readonly Letter[], to: readonly Letter[], keyOf: (letter: Letter) => string): Way {
  const same: (Letter | null)[] = [];
  const added = new Map<number, readonly Letter[]>();
  let reached = 0;
  for (const stretch of diffSequences(from.map(keyOf), to.map(keyOf))) {
    if (stretch.kind === "same") {
      same.push(...to.slice(reached, reached + stretch.length));
      reached += stretch.length;
      continue;
    }
    added.set(same.length, to.slice(reached, reached + stretch.added));
    same.push(...from.slice(same.length, same.length + stretch.removed).map(() => null));
    reached += stretch.added;
  }
  return { same, added };
}

/** As {@link follow}; the letters of the base are the same in both, so what is proposed is sought between them. */
function followCopy(from: readonly Letter[], to: readonly Letter[]): Way | null {
  const [ours, copied] = [between(from), between(to)];
  if (ours.anchors.map(({ text }) => text).join() !== copied.anchors.map(({ text }) => text).join())
    return null;
  const same: (Letter | null)[] = [];
  const added = new Map<number, readonly Letter[]>();
  for (const [gap, letters] of ours.gaps.entries()) {
    const way = follow(letters, copied.gaps[gap] ?? [], ({ text, inserted }) => `${text} ${inserted}`);
    for (const [at, more] of way.added) added.set(same.length + at, more);
    same.push(...way.same);
    const anchor = copied.anchors[gap];
    if (anchor !== undefined) same.push(anchor);
  }
  return { same, added };
}

/** The letters of the base, and what stands before each and behind the last. */
function between(letters: readonly Letter[]): {
  readonly anchors: readonly Letter[];
  readonly gaps: readonly (readonly Letter[])[];
} {
  const anchors: Letter[] = [];
  const gaps: Letter[][] = [[]];
  for (const letter of letters) {
    if (isInserted(letter)) gaps.at(-1)?.push(letter);
    else {
      anchors.push(letter);
      gaps.push([]);
    }
  }
  return { anchors, gaps };
}

/** As decided, with what was proposed to it in the copy alone. */
function mergeMarks(base: Letter, mine: Letter, theirs: Letter): Letter {
  let marks: readonly Mark[] = mine.node.marks;
  // Over a letter of the base the copy can only propose.
  const counts = (mark: Mark): boolean => isInserted(mine) || isReviewMark(mark);
  for (const mark of theirs.node.marks)
    if (!mark.isInSet(base.node.marks) && counts(mark) && mark.type.name !== "insertion")
      marks = mark.addToSet(marks);
  for (const mark of base.node.marks)
    if (!mark.isInSet(theirs.node.marks) && counts(mark)) marks = mark.removeFromSet(marks);
  return { ...mine, node: mine.node.mark(marks) };
}

/** A letter that was accepted after its author had taken it back. */
function struck(base: Letter, mine: Letter): Letter {
  const insertion = base.node.marks.find((mark) => mark.type.name === "insertion");
  const { deletion } = mine.node.type.schema.marks;
  if (insertion === undefined || deletion === undefined) return mine;
  const mark = deletion.create({ id: suggestionOf(insertion), by: insertion.attrs["by"] });
  return { ...mine, node: mine.node.mark(mark.addToSet(mine.node.marks)) };
}

function join(letters: readonly Letter[]): Node[] {
  const runs: { node: Node; text: string }[] = [];
  for (const { node, text } of letters) {
    const last = runs.at(-1);
    if (last !== undefined && node.isText && last.node.isText && last.node.sameMarkup(node))
      last.text += text;
    else runs.push({ node, text });
  }
  return runs.map(({ node, text }) => (node.isText ? node.type.schema.text(text, node.marks) : node));
}
