import type { Mark, Node } from "prosemirror-model";
import { insertionOf, isMarkOf, isReviewMark, suggestionOf } from "../review-marks.ts";
import { authorOf } from "../suggestion-id.ts";

/** A piece of text, as the document stands without one author's suggestions. */
export interface Layer {
  readonly text: string;
  /** Every mark but the author's own review marks. */
  readonly kept: readonly Mark[];
  /** Whether the author's insertion mark lies over text that is somebody else's proposal. */
  readonly covered: boolean;
}

/** The marks of somebody's else, and those that are no review marks. */
export function withoutOwn(marks: readonly Mark[], author: string): readonly Mark[] {
  return marks.some((mark) => isMarkOf(mark, author))
    ? marks.filter((mark) => !isMarkOf(mark, author))
    : marks;
}

/** Whether the element proposes itself in the name of `author`. */
export function isOwnBlock(node: Node, author: string): boolean {
  const sid = insertionOf(node);
  return sid !== null && authorOf(sid) === author;
}

/** Whether the element is somebody else's proposal. */
export function isForeignBlock(node: Node, author: string): boolean {
  const sid = insertionOf(node);
  return sid !== null && authorOf(sid) !== author;
}

/** The insertion mark over `marks` that is not `author`'s, `null` if there is none. */
export function foreignInsertion(marks: readonly Mark[], author: string): Mark | null {
  return marks.find((mark) => mark.type.name === "insertion" && !isMarkOf(mark, author)) ?? null;
}

/** Whether `marks` hold the author's own insertion mark. */
export function hasOwnInsertion(marks: readonly Mark[], author: string): boolean {
  return marks.some((mark) => mark.type.name === "insertion" && isMarkOf(mark, author));
}

/**
 * Whether text under `marks` is the author's own proposal: he inserted it, or it stands in a block of his, and nobody
 * else inserted it there.
 */
export function isOwnText(marks: readonly Mark[], author: string, inOwnBlock: boolean): boolean {
  return (inOwnBlock || hasOwnInsertion(marks, author)) && foreignInsertion(marks, author) === null;
}

/** The review marks among `marks` that are not `author`'s. */
export function foreignMarks(marks: readonly Mark[], author: string): readonly Mark[] {
  return marks.filter((mark) => isReviewMark(mark) && !isMarkOf(mark, author));
}

/** Whether a review mark claims `author` by one of its attributes and not by both. */
export function isHalfOwn(mark: Mark, author: string): boolean {
  return (
    isReviewMark(mark) &&
    !isMarkOf(mark, author) &&
    (mark.attrs["by"] === author || authorOf(suggestionOf(mark)) === author)
  );
}

/** Whether two texts bear the same marks: those of one type stand in the order in which they came. */
export function sameMarks(a: readonly Mark[], b: readonly Mark[]): boolean {
  return a.length === b.length && a.every((mark) => mark.isInSet(b));
}

/** Equal for equal marks, and for no others. */
export function markKey(mark: Mark): string {
  return JSON.stringify(mark.toJSON());
}

/** Equal for equal sets of marks. */
export function marksKey(marks: readonly Mark[]): string {
  return marks.length === 0 ? "" : marks.map(markKey).sort().join("\u0000");
}
