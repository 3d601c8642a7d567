import { TextSelection, type Command } from "prosemirror-state";
import { addFootnote, addText, mayReferAt } from "../model/change-footnotes.ts";
import { Fragment } from "prosemirror-model";
import { referenceAt, textAround } from "../model/footnote-index.ts";
import { footnotesIn } from "./state.ts";

/** Refers to a new footnote at the end of the selection and puts the caret into its text. */
export function insertFootnote(newId: () => string): Command {
  return (state, dispatch) => {
    const { to } = state.selection;
    if (!(state.selection instanceof TextSelection) || !mayReferAt(state.doc, to)) return false;
    if (dispatch !== undefined) {
      const { tr } = state;
      const inside = addFootnote(tr, to, newId());
      dispatch(tr.setSelection(TextSelection.create(tr.doc, inside)).scrollIntoView());
    }
    return true;
  };
}

/** From the reference beside the caret, or just selected, to its text; a reference whose text is gone gets an empty one. */
export const goToText: Command = (state, dispatch) => {
  const { selection } = state;
  if (!(selection instanceof TextSelection)) return false;
  const index = footnotesIn(state);
  const reference = referenceAt(index, selection.from);
  if (reference === null || (!selection.empty && selection.to !== reference.end)) return false;
  if (dispatch !== undefined) {
    const { tr } = state;
    const text = index.texts.get(reference.id);
    const inside = text === undefined ? addText(tr, reference.id, Fragment.empty) : text.pos + 1;
    dispatch(tr.setSelection(TextSelection.create(tr.doc, inside)).scrollIntoView());
  }
  return true;
};

/** From anywhere in a footnote's text to behind its first reference. */
export const goToReference: Command = (state, dispatch) => {
  const index = footnotesIn(state);
  const text = textAround(index, state.selection.head);
  const reference = index.references.find((place) => place.id === text?.id);
  if (reference === undefined) return false;
  dispatch?.(state.tr.setSelection(TextSelection.create(state.doc, reference.end)).scrollIntoView());
  return true;
};

/** From a selected reference to its text. With a caret alone Enter goes on breaking the paragraph. */
export const openSelectedReference: Command = (state, dispatch) =>
  !state.selection.empty && goToText(state, dispatch);

/** In a footnote's text: back to the reference, and never a second paragraph. */
export const leaveText: Command = (state, dispatch) =>
  textAround(footnotesIn(state), state.selection.head) !== null && (goToReference(state, dispatch) || true);
