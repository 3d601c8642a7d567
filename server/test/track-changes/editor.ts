import { BODY_ROOT } from "@travaux/blueprint";
import { reportSchema } from "@travaux/blueprint/testing";
import { clipboard } from "@travaux/clipboard";
import { footnotes } from "@travaux/footnotes";
import { nodeIds } from "@travaux/node-ids";
import {
  comesFromYjs,
  suggestionRecords,
  trackChanges,
  trackingDispatch,
  type CopyMode,
  type TrackingMode,
} from "@travaux/track-changes";
import { keymap } from "prosemirror-keymap";
import { EditorState, Plugin } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import { EditorView } from "prosemirror-view";
import { initProseMirrorDoc, ySyncPlugin, ySyncPluginKey, yUndoPlugin } from "y-prosemirror";
import * as Y from "yjs";
import type { Connection } from "./connection.ts";
import { Writer } from "./writer.ts";
import { writingKeys } from "./writing-keys.ts";

let ids = 0;

/** prosemirror-tables, mending only tables that one's own change touched, as the product's editor does. */
function ownTables(): Plugin {
  const base = tableEditing();
  const append = base.spec.appendTransaction;
  return new Plugin({
    ...base.spec,
    appendTransaction: (transactions, before, state) =>
      append?.call(base, transactions, transactions.some(comesFromYjs) ? state : before, state),
  });
}

/** What {@link openEditor} is told. */
export interface EditorSettings {
  readonly mode: TrackingMode;
  readonly copy?: CopyMode;
  /** How people are called in what is drawn and spoken. */
  readonly nameOf: (member: string) => string;
}

/** Any y-prosemirror editor with the plugins of a report, and tracked changes on top. */
export function openEditor(connection: Connection, settings: EditorSettings): Writer {
  const spoken: string[] = [];
  const refused: string[] = [];
  const fragment = connection.doc.getXmlFragment(BODY_ROOT);
  const records = suggestionRecords(connection.doc);
  const undoManager = new Y.UndoManager([fragment, records.root], {
    trackedOrigins: new Set([ySyncPluginKey]),
    captureTransaction: (transaction) => transaction.meta.get("addToHistory") !== false,
  });
  const { doc, mapping } = initProseMirrorDoc(fragment, reportSchema);
  const newId = (): string => `x${(ids += 1)}`;
  const plugins: readonly Plugin[] = [
    ySyncPlugin(fragment, { mapping }),
    yUndoPlugin({ undoManager }),
    trackChanges({
      author: connection.who.member,
      records,
      random: () => `r${(ids += 1)}xyz`,
      newId,
      mode: settings.mode,
      copy: settings.copy ?? "proposed",
      describeAuthor: (by) => ({ name: settings.nameOf(by), colour: 0 }),
      announce: (text) => spoken.push(text),
      onRefused: (reason) => refused.push(reason),
    }),
    keymap(writingKeys(reportSchema)),
    clipboard(),
    footnotes({ newId }),
    nodeIds({ newId, leave: ["footnote_text"] }),
    ownTables(),
  ];
  const view = new EditorView(document.body.appendChild(document.createElement("div")), {
    state: EditorState.create({ doc, plugins }),
    dispatchTransaction(this: EditorView, tr) {
      trackingDispatch(this, tr);
    },
  });
  return new Writer(connection, view, { spoken, refused, undoManager });
}
