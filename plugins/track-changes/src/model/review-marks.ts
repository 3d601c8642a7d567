import { Mark, type MarkType, type Node, type Schema } from "prosemirror-model";
import { authorOf, type SuggestionId } from "./suggestion-id.ts";

/** The marks that a document's schema must have: each `excludes: ""`, attributes `id`, `by`, for `fmt` also `op`. */
export const REVIEW_MARKS = ["insertion", "deletion", "fmt"] as const;
export type ReviewMark = (typeof REVIEW_MARKS)[number];

/** A schema's review marks. @throws RangeError for a schema without them */
export function reviewMarks(schema: Schema): Readonly<Record<ReviewMark, MarkType>> {
  const { insertion, deletion, fmt } = schema.marks;
  if (insertion === undefined || deletion === undefined || fmt === undefined)
    throw new RangeError("The schema has no marks insertion, deletion and fmt");
  return { insertion, deletion, fmt };
}

/** Whether `mark` belongs to tracked changes. */
export function isReviewMark(mark: Mark): boolean {
  return REVIEW_MARKS.some((name) => mark.type.name === name);
}

/** The suggestion of a review mark. */
export function suggestionOf(mark: Mark): SuggestionId {
  return String(mark.attrs["id"]);
}

/** Whether a review mark, by both of its attributes, is `author`'s. */
export function isMarkOf(mark: Mark, author: string): boolean {
  return isReviewMark(mark) && mark.attrs["by"] === author && authorOf(suggestionOf(mark)) === author;
}

/** The suggestion that proposes a whole node, `null` for a node of the base. */
export function insertionOf(node: Node): SuggestionId | null {
  const ins: unknown = node.attrs["ins"];
  return typeof ins === "string" ? ins : null;
}

/** A change of formatting: the mark that text would get, or lose. */
export interface FormatChange {
  readonly adds: boolean;
  readonly mark: Mark;
}

/** The `op` of a `fmt` mark: `+` or `-` before the JSON of the mark. */
export function formatOp({ adds, mark }: FormatChange): string {
  return (adds ? "+" : "-") + JSON.stringify(mark.toJSON());
}

/** The inverse of {@link formatOp}; `null` for what is none of this schema, or concerns a review mark. */
export function readFormatOp(schema: Schema, op: string): FormatChange | null {
  if (op[0] !== "+" && op[0] !== "-") return null;
  try {
    const mark = Mark.fromJSON(schema, JSON.parse(op.slice(1)));
    return isReviewMark(mark) ? null : { adds: op[0] === "+", mark };
  } catch {
    // Not JSON, or no mark of this schema: the suggestion is malformed, which the answer says.
    return null;
  }
}
