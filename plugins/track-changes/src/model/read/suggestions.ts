import type { SuggestionId } from "../suggestion-id.ts";
import type { TrackedDocument } from "../tracked.ts";
import { ownerOfKey } from "../resolve/verdicts.ts";
import { contentOf, type SuggestionContent } from "./content.ts";
import { foundIn } from "./found.ts";
import type { FoundPiece } from "./found-piece.ts";
import type { Piece } from "./pieces.ts";
import { foundInRecords } from "./record-pieces.ts";

/** What a suggestion is, in one word: for a card's title, a filter, a spoken line. */
export type SuggestionKind = "insertion" | "deletion" | "replacement" | "format" | "structure" | "malformed";

/** All that one suggestion proposes. Positions are in the document that was read. */
export interface Suggestion {
  readonly id: SuggestionId;
  readonly by: string;
  readonly kind: SuggestionKind;
  /** The first and the last position of its pieces. */
  readonly from: number;
  readonly to: number;
  readonly pieces: readonly Piece[];
  /** Accepting it would have no effect. */
  readonly stale: boolean;
  readonly content: SuggestionContent;
}

/** The suggestions of a document in the order in which they begin; those about what is gone come last. */
export function readSuggestions(tracked: TrackedDocument): readonly Suggestion[] {
  const pieces = new Map<SuggestionId, { readonly first: FoundPiece; readonly pieces: Piece[] }>();
  const add = (found: FoundPiece): void => {
    const known = pieces.get(found.id);
    if (known === undefined) pieces.set(found.id, { first: found, pieces: [found.piece] });
    else known.pieces.push(found.piece);
  };
  tracked.doc.forEach((block, offset) => {
    for (const found of foundIn(block, offset)) add(found);
  });
  for (const found of foundInRecords(tracked)) add(found);
  const suggestions = [...pieces.values()].map((found) => suggestionOf(found.first, found.pieces));
  return suggestions.sort((one, other) => one.from - other.from || (one.id < other.id ? -1 : 1));
}

/** How many suggestions a document has. */
export function countSuggestions({ doc, records }: TrackedDocument): number {
  const ids = new Set<SuggestionId>();
  doc.forEach((block, offset) => {
    for (const { id } of foundIn(block, offset)) ids.add(id);
  });
  for (const key of records.keys()) ids.add(ownerOfKey(key));
  return ids.size;
}

/** The suggestion that was read last from the same pieces, as long as nothing of it changed or moved; else a new one. */
function suggestionOf(first: FoundPiece, found: readonly Piece[]): Suggestion {
  const pieces = found.length < 2 ? found : found.toSorted((one, other) => one.from - other.from);
  const known = first.readLast;
  if (known?.pieces.length === pieces.length && known.pieces.every((piece, i) => piece === pieces[i]))
    return known;
  first.readLast = summed(first.id, first.by, pieces);
  return first.readLast;
}

function summed(id: SuggestionId, by: string, pieces: readonly Piece[]): Suggestion {
  let from = Number.POSITIVE_INFINITY;
  let to = 0;
  for (const piece of pieces) {
    from = Math.min(from, piece.from);
    to = Math.max(to, piece.to);
  }
  return {
    id,
    by,
    kind: kindOf(pieces),
    from,
    to,
    pieces,
    stale: pieces.every((piece) => piece.kind === "malformed" || ("stale" in piece && piece.stale)),
    content: contentOf(pieces),
  };
}

function kindOf(pieces: readonly Piece[]): SuggestionKind {
  let inserts = false;
  let deletes = false;
  let formats = false;
  let structures = false;
  for (const { kind } of pieces) {
    if (kind === "insert-text" || kind === "insert-block" || kind === "break") inserts = true;
    else if (kind === "delete-text" || kind === "delete-block") deletes = true;
    else if (kind === "format") formats = true;
    else if (kind !== "malformed") structures = true;
  }
  if (inserts && deletes) return "replacement";
  if (inserts) return "insertion";
  if (deletes) return "deletion";
  if (structures) return "structure";
  return formats ? "format" : "malformed";
}
