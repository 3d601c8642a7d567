import { Plugin, PluginKey, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

const changesKey: PluginKey<Set<() => void>> = new PluginKey("view changes");

/** Tells those who ask, through {@link subscribeToView}, that a view has a new state. */
export function viewChanges(): Plugin {
  return new Plugin({
    key: changesKey,
    state: { init: () => new Set<() => void>(), apply: (_tr, listeners) => listeners },
    view: () => ({
      update: (view, before) => {
        if (view.state !== before) for (const listener of listenersOf(view.state)) listener();
      },
    }),
  });
}

/** Calls `listener` after every change of the view's state; returns the way to stop. */
export function subscribeToView(view: EditorView, listener: () => void): () => void {
  const listeners = listenersOf(view.state);
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function listenersOf(state: EditorState): Set<() => void> {
  return changesKey.getState(state) ?? new Set();
}
