import { Mark, type Node } from "prosemirror-model";
import { formatOp, isReviewMark, reviewMarks } from "../review-marks.ts";
import type { SuggestionId } from "../suggestion-id.ts";
import { BREAK } from "../tracked.ts";
import { diffTokens, tokensOf } from "./text-diff.ts";
import { inlineOf, textOf, unitsOf, type Unit } from "./units.ts";

/** Who proposes, and where. */
export interface TextProposal {
  readonly author: string;
  readonly newSuggestion: () => SuggestionId;
  /** The text is within what the author himself proposes: there it is changed really. */
  readonly isReal: boolean;
}

/** Inline content with a difference proposed to it. */
export interface ProposedText {
  readonly inline: readonly Node[];
  /** By footnote, the suggestion that proposes the reference. */
  readonly notes: ReadonlyMap<string, SuggestionId>;
}

/** Proposes to make of `base` what `draft` says; each place that differs is a suggestion of its own. */
export function proposeText(
  base: readonly Node[],
  draft: readonly Node[],
  proposal: TextProposal,
): ProposedText {
  const before = unitsOf(base);
  // What the author had struck out himself is, for him, gone.
  const after = unitsOf(draft).filter(({ marks }) => !isStruckBy(marks, proposal.author));
  const struck = before.filter(({ marks }) => !isStruckBy(marks, proposal.author));
  const result: Unit[] = [];
  const notes = new Map<string, SuggestionId>();
  const hunks = [...diffTokens(wordsOf(struck), wordsOf(after))];
  let [old, now] = [0, 0];
  let id: SuggestionId | null = null;
  const inserted: Unit[] = [];
  for (const unit of [...before, null]) {
    if (unit !== null && isStruckBy(unit.marks, proposal.author)) {
      result.push(unit);
      continue;
    }
    while (hunks[0] !== undefined && hunks[0].toBefore <= old) {
      const hunk = hunks.shift();
      if (hunk === undefined) break;
      id ??= proposal.newSuggestion();
      for (const each of after.slice(hunk.fromAfter, hunk.toAfter)) {
        const coming = insertedUnit(each, proposal, id, notes);
        if (coming !== null) inserted.push(coming);
      }
      result.push(...inserted.splice(0));
      now = hunk.toAfter;
      id = null;
    }
    if (unit === null) break;
    const [hunk] = hunks;
    if (hunk !== undefined && old >= hunk.fromBefore) {
      id ??= proposal.newSuggestion();
      const going = deletedUnit(unit, proposal, id);
      if (going !== null) result.push(going);
    } else {
      const other = after[now];
      result.push(other === undefined ? unit : formattedUnit(unit, other, proposal, result.at(-1)));
      now += 1;
    }
    old += 1;
  }
  return { inline: inlineOf(result), notes };
}

/** Words, cut where base text and proposed text meet: what was typed to a word is not taken for another word. */
function wordsOf(units: readonly Unit[]): readonly string[] {
  const words: string[] = [];
  for (let from = 0; from < units.length;) {
    let to = from + 1;
    while (to < units.length && isProposed(units[to]) === isProposed(units[from])) to += 1;
    words.push(...tokensOf(textOf(units.slice(from, to))));
    from = to;
  }
  return words;
}

function isProposed(unit: Unit | undefined): boolean {
  return unit?.marks.some((mark) => mark.type.name === "insertion") === true;
}

function isStruckBy(marks: readonly Mark[], author: string): boolean {
  return marks.some((mark) => mark.type.name === "deletion" && mark.attrs["by"] === author);
}

function insertedUnit(
  unit: Unit,
  { author, isReal }: TextProposal,
  id: SuggestionId,
  notes: Map<string, SuggestionId>,
): Unit | null {
  // A placeholder is nobody's to make.
  if (!unit.node.isText) return null;
  const node = isReal && unit.character === BREAK ? unit.node.type.schema.text(" ") : unit.node;
  const character = node === unit.node ? unit.character : " ";
  const plain = unit.marks.filter((mark) => !isReviewMark(mark));
  const { insertion } = reviewMarks(unit.node.type.schema);
  for (const mark of plain) if (mark.type.name === "footnote") notes.set(String(mark.attrs["id"]), id);
  return { node, character, marks: isReal ? plain : insertion.create({ id, by: author }).addToSet(plain) };
}

function deletedUnit(unit: Unit, { author, isReal }: TextProposal, id: SuggestionId): Unit | null {
  if (!unit.node.isText) return unit;
  const insertions = unit.marks.filter((mark) => mark.type.name === "insertion");
  const isForeign = unit.marks.some((mark) => isReviewMark(mark) && mark.attrs["by"] !== author);
  if ((isReal || insertions.length > 0) && !isForeign) return null;
  const { deletion } = reviewMarks(unit.node.type.schema);
  return { ...unit, marks: deletion.create({ id, by: author }).addToSet(unit.marks) };
}

/** The unit with the other's formatting proposed; a change that goes on where the last one ended has its id. */
function formattedUnit(unit: Unit, other: Unit, proposal: TextProposal, last: Unit | undefined): Unit {
  const [have, want] = [unit.marks, other.marks].map((marks) => marks.filter((mark) => !isReviewMark(mark)));
  if (have === undefined || want === undefined || !unit.node.isText || Mark.sameSet(have, want)) return unit;
  const { author } = proposal;
  const isOwn =
    proposal.isReal ||
    unit.marks.some((mark) => mark.type.name === "insertion" && mark.attrs["by"] === author);
  const review = unit.marks.filter(isReviewMark);
  if (isOwn) return { ...unit, marks: Mark.setFrom([...want, ...review]) };
  const { fmt } = reviewMarks(unit.node.type.schema);
  const ops = [
    ...have.filter((mark) => !mark.isInSet(want)).map((mark) => formatOp({ adds: false, mark })),
    ...want.filter((mark) => !mark.isInSet(have)).map((mark) => formatOp({ adds: true, mark })),
  ];
  let marks = unit.marks;
  for (const op of ops) {
    const known = last?.marks.find(
      (mark) => mark.type === fmt && mark.attrs["by"] === author && mark.attrs["op"] === op,
    );
    const mark = known ?? fmt.create({ id: proposal.newSuggestion(), by: author, op });
    marks = mark.addToSet(marks);
  }
  return { ...unit, marks };
}
