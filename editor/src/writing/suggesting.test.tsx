import { BODY_ROOT } from "@travaux/blueprint";
import { openSuggestions, trackingOf, type RefusedReason, type TrackingMode } from "@travaux/track-changes";
import { projectBase } from "@travaux/track-changes/model";
import type { EditorView } from "prosemirror-view";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Awareness } from "y-protocols/awareness";
import { redoCommand, undoCommand } from "y-prosemirror";
import * as Y from "yjs";
import { replacePlaces } from "./find/replace.ts";
import { findMatches } from "./find/matches.ts";
import { SectionEditor } from "./section-editor.tsx";

let root: Root;
const awarenesses: Awareness[] = [];
const refused: RefusedReason[] = [];

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  root = createRoot(document.body.appendChild(document.createElement("div")));
});

afterEach(() => {
  act(() => root.unmount());
  awarenesses.splice(0).forEach((awareness) => awareness.destroy());
  refused.length = 0;
});

interface Room {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
}

function openRoom(...words: readonly string[]): Room {
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  awarenesses.push(awareness);
  const blocks = words.map((word, index) => {
    const block = new Y.XmlElement("paragraph");
    block.setAttribute("id", `p${index}`);
    block.insert(0, [new Y.XmlText(word)]);
    return block;
  });
  doc.getXmlFragment(BODY_ROOT).push(blocks);
  return { doc, awareness };
}

const TRACKING = { author: "m1" };
const views: EditorView[] = [];

function show(room: Room, mode: TrackingMode): EditorView {
  act(() =>
    root.render(
      <SectionEditor
        room={room}
        editable
        tracking={TRACKING}
        mode={mode}
        language="en"
        ariaLabel="Observations"
        onView={(view) => view !== null && views.push(view)}
        onRefused={(reason) => refused.push(reason)}
      />,
    ),
  );
  const view = views.at(-1);
  if (view === undefined) throw new Error("no view");
  return view;
}

function baseOf(view: EditorView): string {
  const { records } = trackingOf(view.state);
  const doc = projectBase({ doc: view.state.doc, records });
  return doc.textBetween(0, doc.content.size, "|");
}

it("proposes what is typed in suggest mode and leaves the text as it stands", () => {
  const room = openRoom("The law provides.");
  const view = show(room, "suggest");
  view.dispatch(view.state.tr.insertText("old ", 5));
  view.dispatch(view.state.tr.delete(1, 4));
  expect(baseOf(view)).toBe("The law provides.");
  expect(openSuggestions(view.state).map(({ kind, by }) => [kind, by])).toEqual([
    ["deletion", "m1"],
    ["insertion", "m1"],
  ]);
  expect(room.doc.getXmlFragment(BODY_ROOT).toJSON()).toContain("insertion");
});

it("E97 goes from suggesting to editing and to viewing in the same editor, and alters no proposal by it", () => {
  const room = openRoom("The law provides.");
  const view = show(room, "suggest");
  view.dispatch(view.state.tr.insertText("old ", 5));
  const proposed = JSON.stringify(openSuggestions(view.state));
  const state = Y.encodeStateAsUpdate(room.doc);
  for (const mode of ["edit", "view", "suggest", "view"] as const) {
    expect(show(room, mode)).toBe(view);
    expect(view.editable).toBe(mode !== "view");
    expect(view.dom.getAttribute("aria-readonly")).toBe(String(mode === "view"));
  }
  expect(JSON.stringify(openSuggestions(view.state))).toBe(proposed);
  expect(Y.encodeStateAsUpdate(room.doc)).toEqual(state);
  view.dispatch(view.state.tr.insertText("forged", 1));
  expect(refused).toEqual(["read-only"]);
  expect(Y.encodeStateAsUpdate(room.doc)).toEqual(state);
});

it("tells a screen reader in the text that what one writes is a proposal", () => {
  const room = openRoom("The law provides.");
  const view = show(room, "suggest");
  expect(view.dom.getAttribute("aria-description")).toContain("What you write here is a proposal");
  show(room, "edit");
  expect(view.dom.getAttribute("aria-description")).not.toContain("proposal");
});

it("undoes a proposal of structure whole, its record with it, and redoes it", () => {
  const room = openRoom("One", "Two");
  const view = show(room, "suggest");
  view.dispatch(view.state.tr.delete(0, 5));
  expect(trackingOf(view.state).records.size).toBe(1);
  undoCommand(view.state, view.dispatch);
  expect(trackingOf(view.state).records.size).toBe(0);
  expect(openSuggestions(view.state)).toEqual([]);
  redoCommand(view.state, view.dispatch);
  expect(trackingOf(view.state).records.size).toBe(1);
});

it("replaces what was found as proposals", () => {
  const room = openRoom("State A and State A");
  const view = show(room, "suggest");
  const section = { id: "i", name: "(i)", view };
  const found = (): Parameters<typeof replacePlaces>[0] =>
    findMatches(view.state.doc, { text: "State A", matchCase: true, wholeWords: false }).map((match) => ({
      section,
      view,
      match,
    })) as unknown as Parameters<typeof replacePlaces>[0];
  expect(replacePlaces(found(), "State B")).toBe(2);
  expect(baseOf(view)).toBe("State A and State A");
  expect(openSuggestions(view.state).map(({ kind, content }) => [kind, content.inserted])).toEqual([
    ["replacement", "State B"],
    ["replacement", "State B"],
  ]);
  expect(replacePlaces(found(), "State C")).toBe(0);
  undoCommand(view.state, view.dispatch);
  expect(openSuggestions(view.state)).toEqual([]);
});

it("proposes the first paragraph of an empty section by a tool's key", () => {
  const room = openRoom();
  const view = show(room, "suggest");
  view.dom.dispatchEvent(
    new KeyboardEvent("keydown", { key: "1", ctrlKey: true, altKey: true, bubbles: true }),
  );
  expect(view.state.doc.firstChild?.type.name).toBe("heading");
  expect(baseOf(view)).toBe("");
});
