import { TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { yUndoPluginKey } from "y-prosemirror";
import { replaceMatches } from "./matches.ts";
import type { LocalPlace } from "./use-found.ts";

/** Selects a place and brings it into sight; the focus stays where it is. */
export function showPlace({ view, match }: LocalPlace): void {
  view.dispatch(
    view.state.tr.setSelection(TextSelection.create(view.state.doc, match.from, match.to)).scrollIntoView(),
  );
}

/**
 * Replaces the places that may be edited, in each section by one change that is one step of undo.
 *
 * @returns how many were replaced
 */
export function replacePlaces(places: readonly LocalPlace[], replacement: string): number {
  const byView = Map.groupBy(
    places.filter(({ view }) => view.editable && !view.isDestroyed),
    ({ view }) => view,
  );
  for (const [view, own] of byView) {
    endUndoStep(view);
    view.dispatch(
      replaceMatches(
        view.state,
        own.map(({ match }) => match),
        replacement,
      ),
    );
    endUndoStep(view);
  }
  return [...byView.values()].reduce((sum, own) => sum + own.length, 0);
}

function endUndoStep(view: EditorView): void {
  const state: unknown = yUndoPluginKey.getState(view.state);
  if (typeof state !== "object" || state === null || !("undoManager" in state)) return;
  const { undoManager } = state;
  if (
    typeof undoManager === "object" &&
    undoManager !== null &&
    "stopCapturing" in undoManager &&
    typeof undoManager.stopCapturing === "function"
  ) {
    undoManager.stopCapturing();
  }
}
