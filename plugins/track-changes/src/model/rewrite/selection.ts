import { Selection, TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import { ReplaceStep, StepMap } from "prosemirror-transform";
import type { Draft } from "./draft.ts";

/** How a deletion was made: the caret goes on in that direction. */
type Direction = -1 | 1;

/**
 * Puts the selection where the original left it. Behind what was put in; before what was struck, so that the next
 * Backspace strikes the character before it, or behind it after Delete; in both cases over what the author had struck
 * already, and over the boundary that he proposed to remove.
 */
export function carrySelection(draft: Draft, original: Transaction, state: EditorState): void {
  if (draft.joined !== null) {
    const before = Selection.findFrom(draft.doc.resolve(draft.joined), -1, true);
    const end = before === null ? null : skipStruck(draft, before.head, -1);
    if (end !== null) draft.tr.setSelection(TextSelection.create(draft.doc, end));
    return;
  }
  const isVain = !draft.tr.docChanged && draft.recordChanges().length === 0;
  const direction = directionOf(original, state) ?? (isVain ? edgeDirection(state) : null);
  const { tr, places } = draft;
  const side = direction ?? -1;
  const mapped = original.selection
    .getBookmark()
    .map({
      map: (pos) => places.place(pos, side),
      mapResult: (pos) => StepMap.empty.mapResult(places.place(pos, side)),
    })
    .resolve(tr.doc);
  tr.setSelection(mapped);
  if (direction === null || !(mapped instanceof TextSelection) || !mapped.empty) return;
  let pos = skipStruck(draft, mapped.head, direction);
  if (pos === state.selection.head && state.selection.empty) {
    // All of it was proposed before: go over it, or the key would be stuck.
    const edge = Math.min(edgeOf(original, direction) ?? pos + direction, tr.doc.content.size);
    const next = Selection.findFrom(tr.doc.resolve(Math.max(0, edge)), direction, true);
    if (isVain && next !== null) pos = skipStruck(draft, next.head, direction);
  }
  if (pos !== mapped.head) tr.setSelection(TextSelection.create(tr.doc, pos));
}

// A deletion and nothing else: forwards where the caret stood before what went.
function directionOf(original: Transaction, { selection }: EditorState): Direction | null {
  const isDeletion = original.steps.every((step) => step instanceof ReplaceStep && step.slice.size === 0);
  if (!isDeletion || original.steps.length === 0) return null;
  return selection.empty && (edgeOf(original, -1) ?? 0) >= selection.head ? 1 : -1;
}

// Backspace at a block's start, or Delete at its end, that would arrange what is so proposed already.
function edgeDirection({ selection: { $head, empty } }: EditorState): Direction | null {
  if (!empty || $head.depth === 0) return null;
  if ($head.parentOffset === 0) return -1;
  return $head.parentOffset === $head.parent.content.size ? 1 : null;
}

function edgeOf(original: Transaction, side: Direction): number | null {
  const steps = original.steps.filter((step) => step instanceof ReplaceStep);
  const edges = steps.map((step) => (side < 0 ? step.from : step.to));
  if (edges.length === 0) return null;
  return side < 0 ? Math.min(...edges) : Math.max(...edges);
}

function skipStruck(draft: Draft, start: number, direction: Direction): number {
  let pos = start;
  for (;;) {
    const $pos = draft.doc.resolve(pos);
    const node = direction < 0 ? $pos.nodeBefore : $pos.nodeAfter;
    if (draft.own(node, "deletion") === null || node === null) return pos;
    pos += direction * node.nodeSize;
  }
}
