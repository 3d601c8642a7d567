import type { Mark, Node } from "prosemirror-model";
import { digest } from "lib0/hash/sha256";
import { encodeUtf8 } from "lib0/string";
import { isReviewMark, suggestionOf } from "../review-marks.ts";
import type { SuggestionId } from "../suggestion-id.ts";
import { inKeyOrder } from "./key-order.ts";
import type { Piece } from "./pieces.ts";
import { skeletonOf } from "./record-pieces.ts";
import type { Suggestion } from "./suggestions.ts";

const hashes = new WeakMap<Suggestion, string>();

/**
 * SHA-256, in hexadecimal digits, of all that a decider sees of a suggestion: its texts, nodes and structural changes
 * with what others have stacked on them, and the textblocks they stand in: the same word struck or put in another
 * paragraph is another proposal. Where in a textblock it stands does not count, nor where that stands.
 */
export function suggestionHash(suggestion: Suggestion): string {
  const known = hashes.get(suggestion);
  if (known !== undefined) return known;
  const seen: unknown[] = [];
  for (const piece of suggestion.pieces) addPiece(seen, piece, suggestion.id);
  const hash = [...digest(encodeUtf8(JSON.stringify([suggestion.id, seen])))]
    .map((byte) => byte.toString(16).padStart(2, "0"))
    .join("");
  hashes.set(suggestion, hash);
  return hash;
}

function addPiece(seen: unknown[], piece: Piece, id: SuggestionId): void {
  switch (piece.kind) {
    case "insert-text":
    case "break":
      return addRuns(seen, "insert", piece, id);
    case "delete-text":
      return addRuns(seen, "delete", piece, id);
    case "format": {
      const op = `${piece.change.adds ? "+" : "-"}${JSON.stringify(piece.change.mark.toJSON())}`;
      return addRuns(seen, op, piece, id);
    }
    case "insert-block":
      seen.push([piece.kind, canonical(piece.node)]);
      return;
    case "malformed":
      seen.push([piece.kind, piece.what]);
      return;
    case "delete-block":
      seen.push([piece.kind, piece.nodes.map(canonical)]);
      return;
    case "shape":
      seen.push([piece.kind, inKeyOrder(piece.record), piece.nodes.map(skeletonOf)]);
      return;
    case "join":
    case "attrs":
      seen.push([piece.kind, inKeyOrder(piece.record), piece.now]);
  }
}

type Run = [text: string, marks: readonly string[]];
type TextPiece = Extract<Piece, { readonly block: string | null }>;

/** Adds text to what is seen, going on with what was the same before it. */
function addRuns(seen: unknown[], kind: string, { nodes, block }: TextPiece, id: SuggestionId): void {
  const last = seen.at(-1);
  const goesOn = isRuns(last, kind, block);
  const runs: Run[] = goesOn ? last[1] : [];
  if (!goesOn) seen.push([kind, runs, block]);
  for (const node of nodes) {
    const marks = node.marks.filter((mark) => !isReviewMark(mark) || suggestionOf(mark) !== id);
    addRun(runs, node.text ?? JSON.stringify(node.toJSON()), marksOf(marks));
  }
}

function isRuns(entry: unknown, kind: string, block: string | null): entry is [string, Run[], string | null] {
  return Array.isArray(entry) && entry[0] === kind && entry[2] === block;
}

function addRun(runs: Run[], text: string, marks: readonly string[]): void {
  const last = runs.at(-1);
  if (last !== undefined && last[1].join() === marks.join()) last[0] += text;
  else runs.push([text, marks]);
}

/** Marks in an order that all peers share: that of two marks of one type hangs on who came first. */
function marksOf(marks: readonly Mark[]): readonly string[] {
  return marks.map((mark) => JSON.stringify(mark.toJSON())).sort();
}

function canonical(node: Node): unknown {
  const content: unknown[] = [];
  const runs: Run[] = [];
  node.forEach((child) => {
    if (child.isText) addRun(runs, child.text ?? "", marksOf(child.marks));
    else if (node.isTextblock) addRun(runs, JSON.stringify(child.toJSON()), []);
    else content.push(canonical(child));
  });
  return [node.type.name, inKeyOrder(node.attrs), content, runs];
}
