import { TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { ySyncPluginKey } from "y-prosemirror";
import * as Y from "yjs";

/** What this file needs of y-prosemirror's binding: the selection it will restore after a remote change. */
interface Binding {
  beforeTransactionSelection: { anchor: unknown; head: unknown } | null;
}

function bindingOf(view: EditorView): Binding | null {
  const state: unknown = ySyncPluginKey.getState(view.state);
  const binding: unknown = typeof state === "object" && state !== null ? Reflect.get(state, "binding") : null;
  if (typeof binding !== "object" || binding === null || !("beforeTransactionSelection" in binding))
    return null;
  return binding as Binding;
}

/** `position` bound to the letter before it instead of the one behind; unchanged at the beginning of a text. */
function behindLetter(position: unknown, source: Y.Doc): unknown {
  if (!(position instanceof Y.RelativePosition)) return position;
  const place = Y.createAbsolutePositionFromRelativePosition(position, source);
  if (place === null || !(place.type instanceof Y.XmlText) || place.index === 0) return position;
  return Y.createRelativePositionFromTypeIndex(place.type, place.index, -1);
}

/**
 * Keeps a caret behind the letter that was typed last while others write. y-prosemirror binds it to the letter that
 * follows: of two people who type at one place each then pushes the other's caret on, and their words come out letter
 * by letter among each other.
 *
 * @returns a function that ends it
 */
export function keepCaretBehindItsLetter(view: EditorView, source: Y.Doc): () => void {
  const bind = (): void => {
    const { selection } = view.state;
    const kept = bindingOf(view)?.beforeTransactionSelection ?? null;
    if (kept === null || !(selection instanceof TextSelection) || !selection.empty) return;
    kept.anchor = behindLetter(kept.anchor, source);
    kept.head = kept.anchor;
  };
  // After y-prosemirror's own listener, which notes the selection.
  source.on("beforeAllTransactions", bind);
  return () => source.off("beforeAllTransactions", bind);
}
