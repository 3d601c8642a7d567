import type { Node } from "prosemirror-model";
import type { SuggestionRecord } from "./records.ts";

/** Structural suggestions by {@link recordKey}. */
export type SuggestionRecords = ReadonlyMap<string, SuggestionRecord>;

/** A document with everything proposed to it: marks and `ins` attributes in `doc`, all else in `records`. */
export interface TrackedDocument {
  readonly doc: Node;
  readonly records: SuggestionRecords;
}

/** The Yjs root map that holds {@link SuggestionRecords}. */
export const RECORDS_ROOT = "suggestions";

/** What becomes of a suggestion. */
export type Decision = "accept" | "reject" | "keep";

/** A proposed paragraph break is this character under an insertion mark; base text never holds one. */
export const BREAK = "\n";
