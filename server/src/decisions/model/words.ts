import { authorOf, type Suggestion } from "@travaux/track-changes/model";
import type { Json } from "../../storage/storage.ts";

/** The most of one suggestion's text that is kept beside the record, in UTF-16 code units, for each of its halves. */
export const WORDS_LIMIT = 400;

/** What a suggestion said when it was decided, in short. */
export interface SuggestionWords {
  readonly id: string;
  /** The member who proposed it; empty where that cannot be told. */
  readonly by: string;
  readonly kind: string;
  readonly inserted: string;
  readonly deleted: string;
}

export function wordsOf(suggestion: Suggestion): SuggestionWords {
  const inserted: string[] = [];
  const deleted: string[] = [];
  for (const piece of suggestion.pieces) {
    if (piece.kind === "insert-text" || piece.kind === "insert-block" || piece.kind === "format")
      inserted.push(piece.text);
    else if (piece.kind === "delete-text") deleted.push(piece.text);
    else if (piece.kind === "break") inserted.push("¶");
  }
  const { id, kind } = suggestion;
  return {
    id,
    by: authorOf(id) ?? suggestion.by,
    kind,
    inserted: shorten(inserted.join("")),
    deleted: shorten(deleted.join("")),
  };
}

function shorten(text: string): string {
  const plain = text.replaceAll(/\s+/gu, " ").trim();
  if (plain.length <= WORDS_LIMIT) return plain;
  // No half of a character at the cut.
  return `${plain.slice(0, WORDS_LIMIT - 1).replace(/[\uD800-\uDBFF]$/u, "")}…`;
}

/** As a payload keeps them. */
export function wordsJson(words: readonly SuggestionWords[]): Json {
  return words.map(({ id, by, kind, inserted, deleted }) => ({ id, by, kind, inserted, deleted }));
}

/** The inverse of {@link wordsJson}; what is none is left out. */
export function readWords(json: Json | null): readonly SuggestionWords[] {
  if (!Array.isArray(json)) return [];
  return json.flatMap((each: unknown): readonly SuggestionWords[] => {
    if (typeof each !== "object" || each === null) return [];
    const field = (name: string): string => {
      const value: unknown = Reflect.get(each, name);
      return typeof value === "string" ? value : "";
    };
    const words = { id: field("id"), by: field("by"), kind: field("kind") };
    return [{ ...words, inserted: field("inserted"), deleted: field("deleted") }];
  });
}
