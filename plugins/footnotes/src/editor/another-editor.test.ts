import { Schema } from "prosemirror-model";
import { schema as basic } from "prosemirror-schema-basic";
import { EditorState, TextSelection } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { afterEach, expect, it } from "vitest";
import { ySyncPlugin, yUndoPlugin, undo } from "y-prosemirror";
import * as Y from "yjs";
import { footnotes, footnotesIn, goToReference, goToText, insertFootnote, leaveText } from "./index.ts";

// Somebody else's schema: prosemirror-schema-basic and the three parts that footnotes need.
const schema = new Schema({
  nodes: basic.spec.nodes.update("doc", { content: "(block | footnotes)+" }).append({
    footnotes: {
      content: "footnote_text*",
      isolating: true,
      toDOM: () => ["section", 0],
      parseDOM: [{ tag: "section" }],
    },
    footnote_text: {
      content: "text*",
      isolating: true,
      attrs: { id: { default: "" } },
      toDOM: (node) => ["div", { "data-footnote-text": String(node.attrs["id"]) }, 0],
      parseDOM: [
        {
          tag: "div[data-footnote-text]",
          getAttrs: (dom) => ({ id: dom.getAttribute("data-footnote-text") }),
        },
      ],
    },
  }),
  marks: basic.spec.marks.addToEnd("footnote", {
    attrs: { id: {} },
    inclusive: false,
    toDOM: (mark) => ["span", { "data-footnote": String(mark.attrs["id"]) }, 0],
    parseDOM: [
      { tag: "span[data-footnote]", getAttrs: (dom) => ({ id: dom.getAttribute("data-footnote") }) },
    ],
  }),
});

const views: EditorView[] = [];
afterEach(() => views.splice(0).forEach((view) => view.destroy()));

let count = 0;
const newId = (): string => `n${(count += 1)}`;

function open(doc: Y.Doc): EditorView {
  const plugins = [ySyncPlugin(doc.getXmlFragment("text")), yUndoPlugin(), footnotes({ newId })];
  const place = document.body.appendChild(document.createElement("div"));
  const view = new EditorView(place, { state: EditorState.create({ schema, plugins }) });
  views.push(view);
  return view;
}

function openPair(): {
  readonly writer: EditorView;
  readonly reader: EditorView;
  readonly written: () => number;
} {
  const mine = new Y.Doc();
  const theirs = new Y.Doc();
  let written = 0;
  theirs.on("update", (_update: Uint8Array, origin: unknown) => (written += origin === "wire" ? 0 : 1));
  mine.on("update", (update: Uint8Array) => Y.applyUpdate(theirs, update, "wire"));
  const writer = open(mine);
  writer.dispatch(writer.state.tr.insertText("A claim, and another.", 1));
  return { writer, reader: open(theirs), written: () => written };
}

function putCaret(view: EditorView, pos: number): void {
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, pos)));
}

it("numbers, leads to the text and back, and a colleague's editor writes nothing", () => {
  const { writer, reader, written } = openPair();
  putCaret(writer, 8);
  expect(insertFootnote(newId)(writer.state, writer.dispatch)).toBe(true);
  writer.dispatch(writer.state.tr.insertText("See the annex."));
  expect(reader.dom.querySelector(".footnote-number")?.getAttribute("data-number")).toBe("1");
  expect(reader.dom.querySelector("[data-footnote-text]")?.textContent).toBe("See the annex.");
  expect(goToReference(writer.state, writer.dispatch)).toBe(true);
  expect(writer.state.selection.head).toBe(9);
  expect(goToText(writer.state, writer.dispatch)).toBe(true);
  expect(writer.state.selection.$head.parent.type.name).toBe("footnote_text");
  expect(leaveText(writer.state, writer.dispatch)).toBe(true);
  expect(writer.state.selection.head).toBe(9);
  expect(written()).toBe(0);
});

it("removes the text with its reference, in one step of undo", () => {
  const { writer, reader } = openPair();
  putCaret(writer, 8);
  insertFootnote(newId)(writer.state, writer.dispatch);
  writer.dispatch(writer.state.tr.insertText("Kept together."));
  const stop = (writer.state as unknown as Record<string, { undoManager: Y.UndoManager }>)["y-undo$"];
  stop?.undoManager.stopCapturing();
  writer.dispatch(writer.state.tr.delete(8, 9));
  expect(reader.state.doc.childCount).toBe(1);
  expect(undo(writer.state)).toBe(true);
  expect(reader.state.doc.lastChild?.textContent).toBe("Kept together.");
  expect(footnotesIn(reader.state).references).toHaveLength(1);
});

it("leaves the text alone when it was somebody else who removed the reference", () => {
  const { writer, reader, written } = openPair();
  putCaret(writer, 8);
  insertFootnote(newId)(writer.state, writer.dispatch);
  const remote = writer.state.tr.delete(8, 9).setMeta("y-sync$", { isChangeOrigin: true });
  writer.dispatch(remote);
  expect(footnotesIn(reader.state).texts.size).toBe(1);
  expect(reader.dom.querySelectorAll(".footnote-unreferred")).toHaveLength(1);
  expect(written()).toBe(0);
});

it("pastes a copy with a text of its own", () => {
  const { writer } = openPair();
  putCaret(writer, 8);
  insertFootnote(newId)(writer.state, writer.dispatch);
  writer.dispatch(writer.state.tr.insertText("Twice."));
  writer.dispatch(writer.state.tr.setSelection(TextSelection.create(writer.state.doc, 3, 12)));
  const { dom, text } = writer.serializeForClipboard(writer.state.selection.content());
  expect(text).not.toContain("\uFFFC");
  putCaret(writer, 22);
  writer.pasteHTML(dom.innerHTML);
  const { references, texts, numbers } = footnotesIn(writer.state);
  expect(references).toHaveLength(2);
  expect(texts.size).toBe(2);
  expect([...numbers.values()]).toEqual([1, 2]);
  expect(writer.state.doc.childCount).toBe(2);
  expect(writer.state.doc.lastChild?.content.content.map((node) => node.textContent)).toEqual([
    "Twice.",
    "Twice.",
  ]);
});

it("opens no second paragraph in a footnote when several are pasted into it", () => {
  const { writer } = openPair();
  putCaret(writer, 8);
  insertFootnote(newId)(writer.state, writer.dispatch);
  writer.pasteHTML("<p>One</p><p>Two</p>");
  expect(writer.state.doc.lastChild?.childCount).toBe(1);
  expect(writer.state.doc.lastChild?.textContent).toBe("One Two");
});

it("puts what is typed behind the footnotes before them, with the caret", () => {
  const { writer, reader } = openPair();
  putCaret(writer, 8);
  insertFootnote(newId)(writer.state, writer.dispatch);
  const end = writer.state.doc.content.size;
  const { tr } = writer.state;
  tr.insert(end, schema.node("paragraph", null, schema.text("Behind")));
  writer.dispatch(tr.setSelection(TextSelection.create(tr.doc, end + 3)));
  expect(reader.state.doc.lastChild?.type.name).toBe("footnotes");
  expect(writer.state.selection.$head.parent.textContent).toBe("Behind");
  expect(writer.state.selection.$head.parentOffset).toBe(2);
});

it("leaves a reference an empty text when a deletion ran over several texts", () => {
  const { writer, reader } = openPair();
  for (const pos of [8, 4]) {
    putCaret(writer, pos);
    insertFootnote(newId)(writer.state, writer.dispatch);
    writer.dispatch(writer.state.tr.insertText("Words"));
  }
  const places = [...footnotesIn(writer.state).texts.values()];
  const [first, second] = places.toSorted((one, other) => one.pos - other.pos);
  writer.dispatch(writer.state.tr.delete((first?.pos ?? 0) + 2, (second?.pos ?? 0) + 2));
  expect(footnotesIn(reader.state).texts.size).toBe(2);
  expect(reader.state.doc.lastChild?.content.content.map((node) => node.textContent).toSorted()).toEqual([
    "",
    "Words",
  ]);
});
