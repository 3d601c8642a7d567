import { nodeIds } from "@travaux/node-ids";
import { Schema } from "prosemirror-model";
import { schema as basic } from "prosemirror-schema-basic";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { initProseMirrorDoc, ySyncPlugin, ySyncPluginKey, yUndoPlugin } from "y-prosemirror";
import { UndoManager, type Doc } from "yjs";
import { reviewMarkSpecs, suggestionRecords, trackChanges, trackingDispatch } from "./index.ts";

const attrs = { id: { default: null }, ins: { default: null } };
const { paragraph, blockquote } = basic.spec.nodes.toObject();
export const schema = new Schema({
  nodes: {
    doc: { content: "block*" },
    paragraph: { ...paragraph, attrs, whitespace: "pre" },
    blockquote: { ...blockquote, content: "block*", attrs },
    text: { group: "inline" },
  },
  marks: basic.spec.marks.append(reviewMarkSpecs),
});
const random = () => crypto.randomUUID().replaceAll("-", "");

export function openEditor(place: HTMLElement, doc: Doc, author: string): EditorView {
  const body = doc.getXmlFragment("body");
  const { doc: text, mapping } = initProseMirrorDoc(body, schema);
  const records = suggestionRecords(doc);
  const undoManager = new UndoManager([body, records.root], {
    trackedOrigins: new Set([ySyncPluginKey]),
    captureTransaction: ({ meta }) => meta.get("addToHistory") !== false,
  });
  const plugins = [
    ySyncPlugin(body, { mapping }),
    yUndoPlugin({ undoManager }),
    nodeIds({ newId: random }),
    trackChanges({ author, records, mode: "suggest", random, newId: random }),
  ];
  return new EditorView(place, {
    state: EditorState.create({ doc: text, plugins }),
    dispatchTransaction(this: EditorView, tr) {
      trackingDispatch(this, tr);
    },
  });
}
