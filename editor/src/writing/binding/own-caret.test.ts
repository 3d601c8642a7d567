import { BODY_ROOT } from "@travaux/blueprint";
import { EditorState, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { afterEach, expect, it } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { writingSchema } from "../writing-schema.ts";
import { bindRoom } from "./bind-room.ts";

const endings: (() => void)[] = [];
afterEach(() => endings.splice(0).forEach((end) => end()));

function writerAt(doc: Y.Doc): EditorView {
  const awareness = new Awareness(doc);
  const schema = writingSchema();
  const bound = bindRoom({ doc, awareness }, schema, true);
  const state = EditorState.create({ schema, doc: bound.doc, plugins: [...bound.plugins] });
  const view = new EditorView(document.body.appendChild(document.createElement("div")), {
    state,
    // y-prosemirror tells of presence in a timer, which may find the view gone.
    dispatchTransaction(this: EditorView, tr) {
      if (!this.isDestroyed) this.updateState(this.state.apply(tr));
    },
  });
  endings.push(() => {
    view.destroy();
    awareness.destroy();
  });
  return view;
}

/** Two writers whose changes reach each other at once. */
function twoWriters(text: string): readonly [EditorView, EditorView] {
  const [one, other] = [new Y.Doc(), new Y.Doc()];
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.insert(0, [new Y.XmlText(text)]);
  one.getXmlFragment(BODY_ROOT).push([paragraph]);
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one));
  one.on(
    "update",
    (update: Uint8Array, origin: unknown) => origin !== "link" && Y.applyUpdate(other, update, "link"),
  );
  other.on(
    "update",
    (update: Uint8Array, origin: unknown) => origin !== "link" && Y.applyUpdate(one, update, "link"),
  );
  return [writerAt(one), writerAt(other)];
}

function typeLetter(view: EditorView, letter: string): void {
  view.dispatch(view.state.tr.insertText(letter));
}

it.each([
  ["at the end of a paragraph", "The law provides. ", 19],
  ["in the middle of a paragraph", "The law provides.", 9],
])("keeps the words of two people whole who type at one place %s", (_, text, place) => {
  const writers = twoWriters(text);
  for (const view of writers) {
    view.focus();
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, place)));
  }
  for (let index = 0; index < 7; index += 1) {
    typeLetter(writers[0], "Bravo, "[index] ?? "");
    typeLetter(writers[1], "Charly "[index] ?? "");
  }
  const [one, other] = writers.map((view) => view.state.doc.textContent);
  expect(one).toBe(other);
  expect(one).toContain("Bravo, ");
  expect(one).toContain("Charly ");
});
