import { BREAK, isMarkOf, isReviewMark, suggestionId, type Writer } from "@travaux/track-changes/model";
import { Mark, type Schema } from "prosemirror-model";
import type * as Y from "yjs";
import { keyOfMark } from "../mark-key.ts";
import { kindOf, type Letter } from "./letters.ts";

/** Formats to give and to take from a stretch of a text, as Yjs takes them. */
export interface MarkRepair {
  readonly home: Y.XmlText;
  readonly at: number;
  readonly length: number;
  readonly formats: Readonly<Record<string, object | null>>;
}

/**
 * New breaks under the insertion mark of another alone, as an undo may write them again: without that mark they propose
 * nothing and cannot stay.
 */
export function findStrayBreaks(
  letters: readonly Letter[],
  origin: (letter: Letter) => Letter | null,
  author: Writer,
): Letter[] {
  const isStray = ({ marks, setting }: Letter): boolean => {
    const insertions = marks.filter(isInsertion);
    const isFree = setting === "own" || (setting === "base" && author.mayEdit);
    return isFree && insertions.length > 0 && !insertions.some((mark) => isMarkOf(mark, author.id));
  };
  return letters.filter((letter) => letter.text === BREAK && origin(letter) === null && isStray(letter));
}

/**
 * The marks that letters should bear, where they bear others: extents that moved because of concurrent formatting go
 * back to what they were, and new text of who may only propose there gets his insertion mark.
 *
 * @param origin what a letter was before the update, itself or the one it was copied from; `null` for new text
 */
export function planMarks(
  schema: Schema,
  letters: readonly Letter[],
  origin: (letter: Letter) => Letter | null,
  author: Writer,
): MarkRepair[] {
  const repairs: (Omit<MarkRepair, "length"> & {
    length: number;
    readonly now: readonly Mark[];
    readonly wanted: readonly Mark[];
  })[] = [];
  let left: { letter: Letter; marks: readonly Mark[] } | null = null;
  for (const letter of letters) {
    const before = origin(letter);
    const wanted: readonly Mark[] =
      before === null ? wantedOfNew(schema, letter, left, author) : wantedOfOld(letter, before, author);
    left = { letter, marks: wanted };
    if (sameMarks(wanted, letter.marks)) continue;
    const last = repairs.at(-1);
    const isNext = last?.home === letter.home && last.at + last.length === letter.at;
    if (last !== undefined && isNext && last.now === letter.marks && sameMarks(last.wanted, wanted))
      last.length += letter.text.length;
    else {
      const formats = difference(letter.marks, wanted);
      const { home, at, text, marks: now } = letter;
      repairs.push({ home, at, length: text.length, formats, now, wanted });
    }
  }
  return repairs;
}

function wantedOfOld(now: Letter, before: Letter, author: Writer): readonly Mark[] {
  const { id } = author;
  const own = (mark: Mark): boolean => isMarkOf(mark, id);
  const foreign = (mark: Mark): boolean => isReviewMark(mark) && !own(mark);
  const kind = kindOf(before, id);
  if (kind === "own") {
    const marks = [...now.marks.filter((mark) => !foreign(mark)), ...before.marks.filter(foreign)];
    const isLost = !author.mayEdit && now.setting !== "own" && !marks.some(isInsertion);
    return setOf(isLost ? [...marks, ...before.marks.filter(isInsertion)] : marks);
  }
  if (kind === "base" && author.mayEdit)
    return setOf([...now.marks.filter((mark) => !foreign(mark)), ...before.marks.filter(foreign)]);
  const isKept = (mark: Mark): boolean => own(mark) && (!isInsertion(mark) || mark.isInSet(before.marks));
  return setOf([...before.marks.filter((mark) => !own(mark)), ...now.marks.filter(isKept)]);
}

function wantedOfNew(
  schema: Schema,
  letter: Letter,
  left: { readonly letter: Letter; readonly marks: readonly Mark[] } | null,
  author: Writer,
): readonly Mark[] {
  const own = letter.marks.filter((mark) => !isReviewMark(mark) || isMarkOf(mark, author.id));
  const isFree = letter.setting === "own" || (author.mayEdit && letter.setting === "base");
  if (isFree || own.some(isInsertion)) return setOf(own);
  // What continues an insertion of his, or one that is being put right, is one with it.
  const continued =
    left?.letter.home === letter.home
      ? left.marks.find((mark) => isInsertion(mark) && isMarkOf(mark, author.id))
      : undefined;
  const random = `r${letter.client.toString(36)}x${letter.clock.toString(36)}`;
  const attrs = { id: suggestionId(author.id, random), by: author.id };
  return setOf([...own, continued ?? schema.mark("insertion", attrs)]);
}

function isInsertion(mark: Mark): boolean {
  return mark.type.name === "insertion";
}

function setOf(marks: readonly Mark[]): readonly Mark[] {
  return marks.reduce<readonly Mark[]>((set, mark) => mark.addToSet(set), Mark.none);
}

function difference(now: readonly Mark[], wanted: readonly Mark[]): Record<string, object | null> {
  const formats: Record<string, object | null> = {};
  for (const mark of now) if (!mark.isInSet(wanted)) formats[keyOfMark(mark)] = null;
  for (const mark of wanted) if (!mark.isInSet(now)) formats[keyOfMark(mark)] = { ...mark.attrs };
  return formats;
}

/** Whether two sets of marks hold the same; marks of one type stand in any order. */
export function sameMarks(a: readonly Mark[], b: readonly Mark[]): boolean {
  return a.length === b.length && a.every((mark) => mark.isInSet(b));
}

/** The formats of a text under exactly `marks`. */
export function formatsOf(marks: readonly Mark[]): Record<string, object> {
  return Object.fromEntries(marks.map((mark) => [keyOfMark(mark), { ...mark.attrs }]));
}
