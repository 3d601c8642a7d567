import { TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { takeIn } from "./tracking-dispatch.ts";
import { trackingOf } from "./tracking-state.ts";

/** What a key press during composition says, whatever key it is. */
const COMPOSING_KEY = 229;

/**
 * Before any other plugin sees a key. An input method that composes over a selection would write its first letters into
 * text that only gets struck out: the selection goes first, and the caret behind it. Never ends a key press.
 */
export function answerKey(view: EditorView, event: KeyboardEvent): boolean {
  const { state } = view;
  if (event.keyCode === COMPOSING_KEY && !state.selection.empty && trackingOf(state).mode === "suggest") {
    strikeSelection(view);
  }
  return false;
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
