import type { SuggestionId } from "../suggestion-id.ts";
import type { Piece } from "./pieces.ts";
import type { Suggestion } from "./suggestions.ts";

/** A piece with the suggestion it belongs to. */
export interface FoundPiece {
  readonly id: SuggestionId;
  readonly by: string;
  readonly piece: Piece;
  /** What was read last of a suggestion that begins with this piece: kept here, for weak maps slow collection down. */
  readLast: Suggestion | null;
}
