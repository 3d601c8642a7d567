import { nodeIds } from "@travaux/node-ids";
import { Schema } from "prosemirror-model";
import { schema as basic } from "prosemirror-schema-basic";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { initProseMirrorDoc, ySyncPlugin, yUndoPlugin } from "y-prosemirror";
import type { Doc } from "yjs";
import { captureAnchor, comments, showThreads, unplaced, type ThreadMark } from "./index.ts";

const { paragraph } = basic.spec.nodes.toObject();
export const schema = new Schema({
  nodes: {
    doc: { content: "paragraph+" },
    paragraph: { ...paragraph, attrs: { id: { default: null } } },
    text: { group: "inline" },
  },
  marks: basic.spec.marks,
});

export function openEditor(place: HTMLElement, doc: Doc, say: (text: string) => void): EditorView {
  const body = doc.getXmlFragment("body");
  const { doc: text, mapping } = initProseMirrorDoc(body, schema);
  const plugins = [
    ySyncPlugin(body, { mapping }),
    yUndoPlugin(),
    nodeIds({ newId: () => crypto.randomUUID() }),
    comments({ onEnter: ({ id }) => say(`Comment ${id}`), onLeave: () => say("Left the comment") }),
  ];
  return new EditorView(place, { state: EditorState.create({ doc: text, plugins }) });
}

/** Begins a thread on the selection; returns those that are to be drawn now, or what is wrong with the selection. */
export function comment(
  view: EditorView,
  id: string,
  others: readonly ThreadMark[],
): readonly ThreadMark[] | string {
  const capture = captureAnchor(view.state);
  if (capture.kind !== "parts") return capture.kind;
  const marks = [...others, { id, parts: capture.parts, audience: "team", resolved: false }];
  showThreads(view, marks);
  return marks.filter((mark) => !unplaced(view.state).includes(mark.id));
}
