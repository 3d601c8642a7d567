import { TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { deleteBesideHidden } from "./hidden-text.ts";
import { takeIn } from "./tracking-dispatch.ts";
import { trackingOf } from "./tracking-state.ts";

/** What a key press during composition says, whatever key it is. */
const COMPOSING_KEY = 229;

/**
 * Before any other plugin sees a key. An input method that composes over a selection would write its first letters into
 * text that only gets struck out: the selection goes first, and the caret behind it. Backspace and Delete leave alone
 * what the view hides. True where the key is done with.
 */
export function answerKey(view: EditorView, event: KeyboardEvent): boolean {
  const { state } = view;
  const { mode } = trackingOf(state);
  if (mode === "view" || view.composing) return false;
  if (event.keyCode === COMPOSING_KEY) {
    if (mode === "suggest" && !state.selection.empty) strikeSelection(view);
    return false;
  }
  if (event.key !== "Backspace" && event.key !== "Delete") return false;
  const unit = event.ctrlKey || event.altKey ? "word" : "letter";
  const tr = deleteBesideHidden(state, event.key === "Backspace" ? -1 : 1, unit);
  if (tr === null) return false;
  view.dispatch(tr);
  if (!tr.docChanged) return false;
  event.preventDefault();
  return true;
}

function strikeSelection(view: EditorView): void {
  const { state } = view;
  const { to } = state.selection;
  const { state: struck, refused } = takeIn(state, state.tr.deleteSelection());
  if (refused !== null) return;
  const behind = Math.max(struck.selection.to, to - (state.doc.content.size - struck.doc.content.size));
  view.dispatch(state.tr.deleteSelection());
  view.dispatch(view.state.tr.setSelection(TextSelection.near(view.state.doc.resolve(behind), -1)));
}
