import type { Slice } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import { dropPoint } from "prosemirror-transform";
import type { EditorView } from "prosemirror-view";
import { addText } from "../model/change-footnotes.ts";
import { flattenSlice, takeFootnotes } from "../model/clip-footnotes.ts";
import { footnoteTypes, textAround } from "../model/footnote-index.ts";
import { footnotesIn } from "./state.ts";

/** Puts a pasted slice in place of the selection, and the texts of its footnotes where they belong, in one transaction. */
export function pasteWithFootnotes(view: EditorView, slice: Slice, newId: () => string): boolean {
  const { state } = view;
  if (textAround(footnotesIn(state), state.selection.from) !== null) {
    view.dispatch(state.tr.replaceSelection(flattenSlice(slice)).scrollIntoView().setMeta("paste", true));
    return true;
  }
  if (!hasFootnotes(slice)) return false;
  const taken = takeFootnotes(slice, newId);
  const tr = state.tr.replaceSelection(taken.slice);
  addTexts(tr, taken.texts);
  view.dispatch(tr.scrollIntoView().setMeta("paste", true).setMeta("uiEvent", "paste"));
  return true;
}

/** What was dropped, and how. */
export interface Drop {
  readonly event: DragEvent;
  readonly slice: Slice;
  /** Whether the selection that was dragged goes from where it was. */
  readonly moved: boolean;
}

/** The same for a slice dropped at the pointer. */
export function dropWithFootnotes(
  view: EditorView,
  { event, slice, moved }: Drop,
  newId: () => string,
): boolean {
  if (!hasFootnotes(slice)) return false;
  const target = view.posAtCoords({ left: event.clientX, top: event.clientY });
  if (target === null) return false;
  const taken = takeFootnotes(slice, newId);
  const pos = dropPoint(view.state.doc, target.pos, taken.slice) ?? target.pos;
  const { tr } = view.state;
  if (moved) tr.deleteSelection();
  const at = tr.mapping.map(pos);
  tr.replaceRange(at, at, taken.slice);
  addTexts(tr, taken.texts);
  view.dispatch(tr.setMeta("uiEvent", "drop"));
  return true;
}

// Footnotes end the document, so that texts added there leave the caret where the paste put it.
function addTexts(tr: Transaction, texts: ReturnType<typeof takeFootnotes>["texts"]): void {
  for (const { id, content } of texts) addText(tr, id, content);
}

function hasFootnotes(slice: Slice): boolean {
  const schema = slice.content.firstChild?.type.schema;
  if (schema === undefined) return false;
  const { mark, container, text } = footnoteTypes(schema);
  let found = false;
  slice.content.descendants((node) => {
    if (node.type === container || node.type === text || mark.isInSet(node.marks) !== undefined) found = true;
    return !found;
  });
  return found;
}
