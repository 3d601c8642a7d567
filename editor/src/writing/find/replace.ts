import { trackingKey } from "@travaux/track-changes";
import { TextSelection, type EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { yUndoPluginKey } from "y-prosemirror";
import { replaceMatches, type Match } from "./matches.ts";
import type { LocalPlace } from "./use-found.ts";

/** Selects a place and brings it into sight; the focus stays where it is. */
export function showPlace({ view, match }: LocalPlace): void {
  view.dispatch(
    view.state.tr.setSelection(TextSelection.create(view.state.doc, match.from, match.to)).scrollIntoView(),
  );
}

/**
 * Replaces the places that may be edited, in each section by one step of undo. What is struck out already stays so. While
 * proposing, each place is a proposal of its own: somebody may want to accept one and not another.
 *
 * @returns how many were replaced
 */
export function replacePlaces(places: readonly LocalPlace[], replacement: string): number {
  const byView = Map.groupBy(
    places.filter(({ view, match }) => view.editable && !view.isDestroyed && !isStruck(view.state, match)),
    ({ view }) => view,
  );
  for (const [view, own] of byView) {
    const matches = own.map(({ match }) => match);
    endUndoStep(view);
    if (trackingKey.getState(view.state)?.mode === "suggest") replaceEach(view, matches, replacement);
    else view.dispatch(replaceMatches(view.state, matches, replacement));
    endUndoStep(view);
  }
  return [...byView.values()].reduce((sum, own) => sum + own.length, 0);
}

/** From the last to the first, so that those before it stay where they are. */
function replaceEach(view: EditorView, matches: readonly Match[], replacement: string): void {
  for (const match of matches.toSorted((one, other) => other.from - one.from))
    view.dispatch(replaceMatches(view.state, [match], replacement));
}

/** Whether part of the place is proposed to go, so that another word in its place would be proposed twice. */
function isStruck({ doc }: EditorState, { from, to }: Match): boolean {
  let struck = false;
  doc.nodesBetween(from, to, (node) => {
    struck ||= node.isText && node.marks.some((mark) => mark.type.name === "deletion");
    return !struck;
  });
  return struck;
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
