import { ySyncPluginKey } from "y-prosemirror";
import type * as Y from "yjs";
import {
  readRecord,
  RECORDS_ROOT,
  type RecordChange,
  type SuggestionRecord,
  type SuggestionRecords,
} from "../model/index.ts";

/** Where the records of structural suggestions are kept. {@link suggestionRecords} keeps them in a Yjs document. */
export interface SharedRecords {
  /** The readable records; the same map until one changes. */
  readonly current: () => SuggestionRecords;
  /** Calls `listener` after others' changes, or an undo, once the text has them too. Returns the way to stop. */
  readonly observe: (listener: () => void) => () => void;
  /** Shows a change of the text, and writes the records that belong to it in the same Yjs transaction. */
  readonly commit: (commitment: Commitment) => void;
  /** What an UndoManager must have in its scope beside the text. */
  readonly root: Y.Map<unknown>;
}

/** A change to be shown and stored at once. */
export interface Commitment {
  readonly changes: readonly RecordChange[];
  /** Draws the changed text, at which y-prosemirror stores it. */
  readonly showText: () => void;
  /** Called within y-prosemirror's transaction, before it stores anything itself. */
  readonly writeText: () => void;
}

/** The records in the root map `suggestions` of `doc`. */
export function suggestionRecords(doc: Y.Doc): SharedRecords {
  const root = doc.getMap<unknown>(RECORDS_ROOT);
  let read: SuggestionRecords | null = null;
  let isCommitting = false;
  root.observe(() => (read = null));
  return {
    root,
    current: () => (read ??= readAll(root)),
    observe: (listener) => {
      let hasChanged = false;
      const note = (): void => {
        hasChanged ||= !isCommitting;
      };
      // Only when the text has the change too: y-prosemirror would take an update of the view in between for a wish to
      // put the text back to what it was.
      const tell = (): void => {
        if (!hasChanged) return;
        hasChanged = false;
        listener();
      };
      root.observe(note);
      doc.on("afterAllTransactions", tell);
      return () => {
        root.unobserve(note);
        doc.off("afterAllTransactions", tell);
      };
    },
    commit: (commitment) => {
      isCommitting = true;
      try {
        joinNextTransaction(doc, root, commitment);
      } finally {
        isCommitting = false;
      }
    },
  };
}

/**
 * Writes within the transaction in which y-prosemirror stores what `showText` changes, or the records in one like it
 * where the text does not change. A transaction around all of it will not do: y-prosemirror would then take its own
 * change for a remote one and draw the document anew.
 */
function joinNextTransaction(
  doc: Y.Doc,
  root: Y.Map<unknown>,
  { changes, showText, writeText }: Commitment,
): void {
  let isWritten = changes.length === 0;
  const writeRecords = (): void => {
    if (!isWritten) for (const change of changes) writeChange(root, change);
    isWritten = true;
  };
  let isJoined = false;
  const join = (transaction: Y.Transaction): void => {
    if (transaction.origin !== ySyncPluginKey || isJoined) return;
    isJoined = true;
    writeText();
    writeRecords();
  };
  doc.on("beforeTransaction", join);
  try {
    showText();
  } finally {
    doc.off("beforeTransaction", join);
  }
  if (!isWritten) doc.transact(writeRecords, ySyncPluginKey);
}

function writeChange(root: Y.Map<unknown>, { key, record }: RecordChange): void {
  if (record === null) root.delete(key);
  else root.set(key, record);
}

// What no version knows how to read has no effect and is not shown.
function readAll(root: Y.Map<unknown>): SuggestionRecords {
  const records = new Map<string, SuggestionRecord>();
  for (const [key, value] of root.entries()) {
    const record = readRecord(key, value);
    if (record !== null) records.set(key, record);
  }
  return records;
}

/** `records` after `changes`. */
export function withChanges(records: SuggestionRecords, changes: readonly RecordChange[]): SuggestionRecords {
  if (changes.length === 0) return records;
  const changed = new Map(records);
  for (const { key, record } of changes) {
    if (record === null) changed.delete(key);
    else changed.set(key, record);
  }
  return changed;
}
