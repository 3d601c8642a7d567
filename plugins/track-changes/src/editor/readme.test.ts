import { readFileSync } from "node:fs";
import { join } from "node:path";
import { EditorState, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { afterEach, expect, it } from "vitest";
import { prosemirrorToYXmlFragment, undo } from "y-prosemirror";
import { Doc } from "yjs";
import { projectBase, projectFinal } from "../model/index.ts";
import { openEditor, schema } from "./example.fixture.ts";
import { openSuggestions } from "./open-suggestions.ts";
import { trackingOf } from "./tracking-state.ts";
import { peerOf, show } from "./writers.fixture.ts";

const views: EditorView[] = [];
afterEach(() => views.splice(0).forEach((view) => view.destroy()));

function fileBeside(...path: readonly string[]): string {
  return readFileSync(join(import.meta.dirname, ...path), "utf8");
}

function open(doc: Doc, author: string): EditorView {
  const view = openEditor(document.body.appendChild(document.createElement("div")), doc, author);
  views.push(view);
  return view;
}

it("shows in the README the very example that is run here", () => {
  const block = /```ts\n([\s\S]*?)```/.exec(fileBeside("..", "..", "README.md"))?.[1];
  const example = fileBeside("example.fixture.ts").replace('"./index.ts"', '"@travaux/track-changes"');
  expect(block).toBe(example);
  expect(example.split("\n").length).toBeLessThan(46);
});

it("tracks, in somebody else's schema, what is typed, struck, divided and formatted, and takes all of it back", () => {
  const doc = new Doc();
  const base = schema.node("doc", null, [
    schema.node("paragraph", { id: "p1", ins: null }, [schema.text("hello world")]),
    schema.node("paragraph", { id: "p2", ins: null }, [schema.text("second")]),
  ]);
  prosemirrorToYXmlFragment(base, doc.getXmlFragment("body"));
  const [ann, bob] = [open(doc, "ann"), open(peerOf(doc), "bob")];
  ann.dispatch(ann.state.tr.delete(1, 6));
  ann.dispatch(ann.state.tr.insertText(" there", 12));
  ann.dispatch(ann.state.tr.split(7));
  bob.dispatch(bob.state.tr.addMark(22, 24, schema.mark("em")));
  bob.dispatch(bob.state.tr.setSelection(TextSelection.create(bob.state.doc, 22)));
  expect(show(ann.state.doc)).toBe("-{hello} +{¶}world+{ there} | s~{ec}ond");
  expect(bob.state.doc.toJSON()).toEqual(ann.state.doc.toJSON());
  expect(openSuggestions(bob.state).map(({ by, kind }) => `${kind} by ${by}`)).toEqual([
    "deletion by ann",
    "insertion by ann",
    "insertion by ann",
    "format by bob",
  ]);
  const tracked = { doc: bob.state.doc, records: trackingOf(bob.state).records };
  expect(projectBase(tracked).toJSON()).toEqual(base.toJSON());
  const final = projectFinal(tracked, () => "new");
  expect(final.content.content.map(({ textContent }) => textContent)).toEqual([" ", "world there", "second"]);
  undo(bob.state);
  while (undo(ann.state)) expect(ann.isDestroyed).toBe(false);
  expect(EditorState.create({ doc: ann.state.doc }).doc.toJSON()).toEqual(base.toJSON());
});
