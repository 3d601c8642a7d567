import type { Node } from "prosemirror-model";
import type { Scalar, SuggestionRecord } from "../records.ts";
import type { FormatChange } from "../review-marks.ts";

/** One place where a suggestion shows. Positions are in the document that was read. */
export type Piece =
  | {
      readonly kind: "insert-text" | "delete-text";
      readonly from: number;
      readonly to: number;
      readonly text: string;
      /** The text with all that lies on it. */
      readonly nodes: readonly Node[];
      /** The id of the textblock it stands in, `null` for one without. */
      readonly block: string | null;
    }
  /** A proposed paragraph break: the one character at `from`. */
  | {
      readonly kind: "break";
      readonly from: number;
      readonly to: number;
      readonly nodes: readonly Node[];
      readonly block: string | null;
    }
  | {
      readonly kind: "format";
      readonly from: number;
      readonly to: number;
      readonly text: string;
      readonly change: FormatChange;
      readonly nodes: readonly Node[];
      readonly block: string | null;
    }
  /** Around a whole proposed node. */
  | {
      readonly kind: "insert-block";
      readonly from: number;
      readonly to: number;
      readonly node: Node;
      readonly text: string;
    }
  | RecordPiece
  /** What no honest client makes: it can be rejected, and has no effect. `what` is the mark's JSON or the record's key. */
  | { readonly kind: "malformed"; readonly from: number; readonly to: number; readonly what: string };

/** Where a structural suggestion shows: around the nodes that it is about, at the document's end if they are gone. */
export interface RecordPiece {
  readonly kind: "join" | "delete-block" | "attrs" | "shape";
  readonly from: number;
  readonly to: number;
  readonly record: SuggestionRecord;
  /** The nodes that it is about; none if they are gone. */
  readonly nodes: readonly Node[];
  /** For a join, the id of the textblock to which the text would go; for an attribute, its value now. */
  readonly now: Scalar;
  /** Accepting it would have no effect. */
  readonly stale: boolean;
}
