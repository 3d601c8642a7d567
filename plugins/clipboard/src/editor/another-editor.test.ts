import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Schema } from "prosemirror-model";
import { schema as basic } from "prosemirror-schema-basic";
import { addListNodes } from "prosemirror-schema-list";
import { EditorState } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { afterEach, expect, it } from "vitest";
import { clipboard, type ClipboardNotice } from "./index.ts";

// Somebody else's schema: prosemirror-schema-basic with the lists of prosemirror-schema-list.
const schema = new Schema({
  nodes: addListNodes(basic.spec.nodes, "paragraph block*", "block"),
  marks: basic.spec.marks,
});

const views: EditorView[] = [];
afterEach(() => views.splice(0).forEach((view) => view.destroy()));

function open(notices: ClipboardNotice[] = []): EditorView {
  const plugins = [clipboard({ onNotice: (notice) => notices.push(notice) })];
  const place = document.body.appendChild(document.createElement("div"));
  const view = new EditorView(place, { state: EditorState.create({ schema, plugins }) });
  views.push(view);
  return view;
}

it("brings the lists of Word into another editor", () => {
  const view = open();
  view.pasteHTML(readFileSync(join(import.meta.dirname, "fixtures", "word-windows-lists.html"), "utf8"));
  const kinds = view.state.doc.content.content.map((node) => node.type.name);
  expect(kinds).toEqual(["heading", "paragraph", "bullet_list", "ordered_list", "paragraph"]);
  expect(view.state.doc.child(3).attrs["order"]).toBe(3);
});

it("tells that editor what was left behind", () => {
  const notices: ClipboardNotice[] = [];
  open(notices).pasteHTML('<p>a<img src="x.png"></p>');
  expect(notices).toEqual([{ images: 1, unsafeLinks: 0, deletions: 0, comments: 0 }]);
});

it("makes a paragraph of each line of plain text", () => {
  const view = open();
  view.pasteText("one\r\n\r\ntwo\u2028three");
  expect(view.state.doc.content.content.map((node) => node.textContent)).toEqual(["one", "two", "three"]);
});
