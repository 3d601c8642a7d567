import { schema as basic } from "prosemirror-schema-basic";
import { splitBlock } from "prosemirror-commands";
import { Schema } from "prosemirror-model";
import { EditorState, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { afterEach, expect, it } from "vitest";
import { ySyncPlugin } from "y-prosemirror";
import * as Y from "yjs";
import { nodeIds } from "./index.ts";

// Somebody else's schema: prosemirror-schema-basic with an attribute for the id.
const paragraph = { ...basic.spec.nodes.get("paragraph"), attrs: { key: { default: null } } };
const schema = new Schema({
  nodes: basic.spec.nodes.update("paragraph", paragraph),
  marks: basic.spec.marks,
});

const views: EditorView[] = [];
afterEach(() => views.splice(0).forEach((view) => view.destroy()));

function open(doc: Y.Doc, prefix: string): EditorView {
  let count = 0;
  const newId = (): string => `${prefix}${(count += 1)}`;
  const plugins = [ySyncPlugin(doc.getXmlFragment("text")), nodeIds({ newId, attribute: "key" })];
  const view = new EditorView(document.createElement("div"), {
    state: EditorState.create({ schema, plugins }),
  });
  views.push(view);
  return view;
}

function keys(view: EditorView): unknown[] {
  return view.state.doc.content.content.map((node) => node.attrs["key"]);
}

it("gives ids in another editor, and a colleague's editor adds nothing of its own", () => {
  const mine = new Y.Doc();
  const theirs = new Y.Doc();
  const writer = open(mine, "m");
  const reader = open(theirs, "t");
  let written = 0;
  theirs.on("update", (_update: Uint8Array, origin: unknown) => (written += origin === "wire" ? 0 : 1));
  mine.on("update", (update: Uint8Array) => Y.applyUpdate(theirs, update, "wire"));

  writer.dispatch(writer.state.tr.insertText("Two halves", 1));
  writer.dispatch(writer.state.tr.setSelection(TextSelection.create(writer.state.doc, 4)));
  splitBlock(writer.state, writer.dispatch);

  expect(keys(writer)).toEqual(["m1", "m2"]);
  expect(keys(reader)).toEqual(["m1", "m2"]);
  expect(written).toBe(0);
});

it("answers no transaction that y-prosemirror made from a stranger's block without an id", () => {
  const doc = new Y.Doc();
  const view = open(doc, "m");
  const stranger = new Y.XmlElement("paragraph");
  stranger.insert(0, [new Y.XmlText("No id here")]);
  doc.getXmlFragment("text").insert(0, [stranger]);
  expect(view.state.doc.textContent).toBe("No id here");
  expect(keys(view)).toEqual([null]);
});
