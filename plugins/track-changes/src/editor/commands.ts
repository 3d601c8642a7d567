import { TextSelection, type Command, type EditorState, type Transaction } from "prosemirror-state";
import type { Suggestion, SuggestionId } from "../model/index.ts";
import { openSuggestions } from "./open-suggestions.ts";
import type { SuggestionView, TrackingMode } from "./options.ts";
import { trackingKey, withMeta } from "./tracking-state.ts";

/** Says what one's own changes are from now on. */
export function setTrackingMode(mode: TrackingMode): Command {
  return (state, dispatch) => {
    if (trackingKey.getState(state) === undefined) return false;
    dispatch?.(withMeta(state.tr, { mode }));
    return true;
  };
}

/** Says how suggestions are drawn from now on. */
export function setSuggestionView(view: SuggestionView): Command {
  return (state, dispatch) => {
    if (trackingKey.getState(state) === undefined) return false;
    dispatch?.(withMeta(state.tr, { view }));
    return true;
  };
}

/** Draws everything anew, with what `describeAuthor` and the texts say by now. */
export const redrawSuggestions: Command = (state, dispatch) => {
  if (trackingKey.getState(state) === undefined) return false;
  dispatch?.(withMeta(state.tr, { redraw: true }));
  return true;
};

/** To the next suggestion after the one at the caret, from the last to the first. */
export const nextSuggestion: Command = (state, dispatch) => step(state, dispatch, 1);

/** To the suggestion before the one at the caret, from the first to the last. */
export const previousSuggestion: Command = (state, dispatch) => step(state, dispatch, -1);

function step(state: EditorState, dispatch: ((tr: Transaction) => void) | undefined, by: 1 | -1): boolean {
  const tracking = trackingKey.getState(state);
  if (tracking === undefined) return false;
  const all = openSuggestions(state).filter(({ from }) => from <= state.doc.content.size);
  if (all.length === 0) return false;
  const { head } = state.selection;
  const here = all.findIndex(({ id }) => id === tracking.active);
  const behind = all.findIndex(({ from }) => from > head);
  const from = here >= 0 ? here : by > 0 ? (behind < 0 ? all.length : behind) - 1 : behind < 0 ? 0 : behind;
  const next = all[(from + by + all.length) % all.length];
  if (next === undefined) return false;
  dispatch?.(select(state, next));
  return true;
}

/** Puts the caret into suggestion `id`, scrolls to it and emphasises it. False for one that is not open. */
export function selectSuggestion(id: SuggestionId): Command {
  return (state, dispatch) => {
    if (trackingKey.getState(state) === undefined) return false;
    const suggestion = openSuggestions(state).find((each) => each.id === id);
    if (suggestion === undefined) return false;
    dispatch?.(select(state, suggestion));
    return true;
  };
}

function select(state: EditorState, { id, from }: Suggestion): Transaction {
  const { tr } = state;
  const $from = tr.doc.resolve(Math.min(from, tr.doc.content.size));
  return withMeta(tr.setSelection(TextSelection.near($from)).scrollIntoView(), { active: id });
}
