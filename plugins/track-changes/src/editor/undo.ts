import { TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import { ySyncPluginKey, yUndoPluginKey } from "y-prosemirror";
import { UndoManager } from "yjs";
import { changedRange } from "./drawing/changed-range.ts";
import { comesFromYjs } from "./tracking-state.ts";

/** Whether `tr` brings an undo or redo of one's own. */
export function isUndo(tr: Transaction): boolean {
  const meta: unknown = tr.getMeta(ySyncPluginKey);
  const isMarked = typeof meta === "object" && meta !== null && Reflect.get(meta, "isUndoRedoOperation");
  return comesFromYjs(tr) && isMarked === true;
}

/** Puts the caret of an undo or redo behind what it changed. */
export function withCaretAtChange(tr: Transaction): Transaction {
  const range = changedRange(tr.before, tr.doc);
  return range === null ? tr : tr.setSelection(TextSelection.near(tr.doc.resolve(range.after), -1));
}

/** Lets the next change begin a step of undo. */
export function beginUndoStep(state: EditorState): void {
  undoManagerOf(state)?.stopCapturing();
}

/**
 * Forgets, after an undo, the selection that y-prosemirror would restore: yjs tells of the undo when the text is drawn
 * already, so that it would come at the next change of somebody else. Returns the way to stop.
 */
export function forgetLateSelections(state: EditorState): () => void {
  const manager = undoManagerOf(state);
  const sync: unknown = ySyncPluginKey.getState(state);
  const binding: unknown = typeof sync === "object" && sync !== null ? Reflect.get(sync, "binding") : null;
  if (manager === null || typeof binding !== "object" || binding === null) return () => undefined;
  // Behind y-prosemirror's own listener, whichever plugin came first.
  const forget = (): void => queueMicrotask(() => Reflect.set(binding, "beforeTransactionSelection", null));
  manager.on("stack-item-popped", forget);
  return () => manager.off("stack-item-popped", forget);
}

function undoManagerOf(state: EditorState): UndoManager | null {
  const undo: unknown = yUndoPluginKey.getState(state);
  const manager: unknown =
    typeof undo === "object" && undo !== null ? Reflect.get(undo, "undoManager") : null;
  return manager instanceof UndoManager ? manager : null;
}
