import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { afterEach, expect, it } from "vitest";
import { prosemirrorToYXmlFragment, undo } from "y-prosemirror";
import { Doc } from "yjs";
import { comment, openEditor, schema } from "./example.fixture.ts";
import { placedThreads, unplaced } from "./threads-in-text.ts";
import { peerOf } from "./writers.fixture.ts";

const views: EditorView[] = [];
afterEach(() => views.splice(0).forEach((view) => view.destroy()));

function fileBeside(...path: readonly string[]): string {
  return readFileSync(join(import.meta.dirname, ...path), "utf8");
}

function open(doc: Doc, say: (text: string) => void = () => undefined): EditorView {
  const view = openEditor(document.body.appendChild(document.createElement("div")), doc, say);
  views.push(view);
  return view;
}

it("shows in the README the very example that is run here", () => {
  const block = /```ts\n([\s\S]*?)```/.exec(fileBeside("..", "..", "README.md"))?.[1];
  const example = fileBeside("example.fixture.ts").replace('"./index.ts"', '"@travaux/comments"');
  expect(block).toBe(example);
  expect(example.split("\n").length).toBeLessThan(50);
});

it("comments, in somebody else's schema, on words that others then write around, delete and bring back", () => {
  const doc = new Doc();
  const text = schema.node("doc", null, [
    schema.node("paragraph", { id: "p1" }, [schema.text("the treaty of the seas enters into force")]),
  ]);
  prosemirrorToYXmlFragment(text, doc.getXmlFragment("body"));
  const said: string[] = [];
  const [ann, bob] = [open(doc, (words) => said.push(words)), open(peerOf(doc))];
  expect(comment(ann, "c1", [])).toBe("none");
  ann.dispatch(ann.state.tr.setSelection(TextSelection.create(ann.state.doc, 5, 23)));
  expect(comment(ann, "c1", [])).toHaveLength(1);
  bob.dispatch(bob.state.tr.insertText("In force: ", 1));
  expect(placedThreads(ann.state)).toEqual([{ id: "c1", from: 15, to: 33 }]);
  bob.dispatch(bob.state.tr.delete(15, 34));
  expect(unplaced(ann.state)).toEqual(["c1"]);
  undo(bob.state);
  undo(bob.state);
  expect(ann.state.doc.textContent).toBe("the treaty of the seas enters into force");
  expect(placedThreads(ann.state)).toEqual([{ id: "c1", from: 5, to: 23 }]);
  ann.dispatch(ann.state.tr.setSelection(TextSelection.create(ann.state.doc, 30)));
  ann.dispatch(ann.state.tr.setSelection(TextSelection.create(ann.state.doc, 10)));
  ann.dispatch(ann.state.tr.setSelection(TextSelection.create(ann.state.doc, 30)));
  expect(said).toEqual(["Comment c1", "Left the comment"]);
});
