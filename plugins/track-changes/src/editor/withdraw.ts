import type { Node } from "prosemirror-model";
import type { Command, EditorState, Transaction } from "prosemirror-state";
import {
  isReviewMark,
  insertionOf,
  suggestionOf,
  suggestionOfKey,
  type Piece,
  type RecordChange,
  type Suggestion,
  type SuggestionId,
} from "../model/index.ts";
import { openSuggestions } from "./open-suggestions.ts";
import { trackingOf, trackingKey, withMeta } from "./tracking-state.ts";

/**
 * Takes one's own suggestion back, as if it had never been made. Refused (`holds-anothers`) while somebody else's lies
 * within what it would remove: that can only be decided upon. False for a suggestion that is not open or not one's own.
 */
export function withdrawSuggestion(id: SuggestionId): Command {
  return (state, dispatch) => {
    const tracking = trackingKey.getState(state);
    if (tracking === undefined || tracking.mode === "view") return false;
    const suggestion = openSuggestions(state).find((each) => each.id === id);
    if (suggestion === undefined || suggestion.by !== tracking.setup.author) return false;
    if (dispatch === undefined) return true;
    const tr = withdrawal(state, suggestion);
    if (tr === null) tracking.setup.onRefused("holds-anothers");
    else dispatch(tr);
    return true;
  };
}

function withdrawal(state: EditorState, { id, by, pieces }: Suggestion): Transaction | null {
  const { tr } = state;
  for (const piece of pieces.toSorted((one, other) => other.from - one.from)) {
    if (!takeBack(tr, piece, id, by)) return null;
  }
  const changes: RecordChange[] = [...trackingOf(state).records.keys()]
    .filter((key) => suggestionOfKey(key) === id)
    .map((key) => ({ key, record: null }));
  return withMeta(tr, { isTracked: true, changes });
}

/** Takes one piece back; false where that would take somebody else's with it. */
function takeBack(tr: Transaction, piece: Piece, id: SuggestionId, by: string): boolean {
  switch (piece.kind) {
    case "insert-text":
    case "insert-block":
    case "break":
      return remove(tr, piece.from, piece.to, by);
    case "delete-text":
    case "format":
      removeMarks(tr, piece.from, piece.to, id);
      return true;
    case "join":
    case "delete-block":
    case "attrs":
    case "shape":
    case "malformed":
      return true;
  }
}

function remove(tr: Transaction, from: number, to: number, by: string): boolean {
  const start = tr.mapping.map(from, 1);
  const end = tr.mapping.map(to, -1);
  if (start >= end) return true;
  let holdsAnothers = false;
  tr.doc.nodesBetween(start, end, (node) => {
    holdsAnothers ||= isAnothers(node, by);
  });
  if (holdsAnothers) return false;
  tr.delete(start, end);
  return true;
}

function isAnothers(node: Node, by: string): boolean {
  const ins = insertionOf(node);
  if (ins !== null && !ins.startsWith(`${by}:`)) return true;
  return node.marks.some((mark) => isReviewMark(mark) && mark.attrs["by"] !== by);
}

function removeMarks(tr: Transaction, from: number, to: number, id: SuggestionId): void {
  const start = tr.mapping.map(from, 1);
  const end = tr.mapping.map(to, -1);
  tr.doc.nodesBetween(start, end, (node, pos) => {
    for (const mark of node.marks) {
      if (!isReviewMark(mark) || suggestionOf(mark) !== id) continue;
      tr.removeMark(Math.max(pos, start), Math.min(pos + node.nodeSize, end), mark);
    }
  });
}
