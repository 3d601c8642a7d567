import { BODY_ROOT } from "@travaux/blueprint";
import { showThreads } from "@travaux/comments";
import { anchorParts } from "@travaux/comments/model";
import { TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { Awareness } from "y-protocols/awareness";
import * as Y from "yjs";
import { undoCommand } from "y-prosemirror";
import { insertTable } from "./commands/tables.ts";
import { SectionEditor } from "./section-editor.tsx";

let root: Root;
let place: HTMLElement;
const opened: Awareness[] = [];

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  place = document.body.appendChild(document.createElement("div"));
  root = createRoot(place);
});

afterEach(() => {
  act(() => root.unmount());
  place.remove();
  opened.splice(0).forEach((awareness) => awareness.destroy());
});

interface Room {
  readonly doc: Y.Doc;
  readonly awareness: Awareness;
}

function openRoom(): Room {
  const doc = new Y.Doc();
  const awareness = new Awareness(doc);
  opened.push(awareness);
  return { doc, awareness };
}

function seed(doc: Y.Doc, ...words: readonly string[]): void {
  const blocks = words.map((word) => {
    const block = new Y.XmlElement("paragraph");
    block.insert(0, [new Y.XmlText(word)]);
    return block;
  });
  doc.getXmlFragment(BODY_ROOT).push(blocks);
}

function bodyOf(doc: Y.Doc): string {
  return doc.getXmlFragment(BODY_ROOT).toJSON();
}

const TRACKING = { author: "m1" };

function show(room: Room, editable: boolean, onThread?: (thread: string) => void): EditorView {
  const views: EditorView[] = [];
  const keep = (view: EditorView | null): void => void (view !== null && views.push(view));
  act(() =>
    root.render(
      <SectionEditor
        room={room}
        editable={editable}
        tracking={TRACKING}
        language="en"
        ariaLabel="Findings"
        onView={keep}
        {...(onThread === undefined ? {} : { onThread })}
      />,
    ),
  );
  const view = views.at(-1);
  if (view === undefined) throw new Error("no view");
  return view;
}

function countUpdates(doc: Y.Doc): () => number {
  let count = 0;
  doc.on("update", () => (count += 1));
  return () => count;
}

it("draws the body in a labelled text box and writes nothing by drawing", () => {
  const room = openRoom();
  seed(room.doc, "First", "Second");
  const updates = countUpdates(room.doc);
  const view = show(room, true);
  expect(view.dom.textContent).toBe("FirstSecond");
  expect(view.dom.getAttribute("role")).toBe("textbox");
  expect(view.dom.getAttribute("aria-label")).toBe("Findings");
  view.dispatch(view.state.tr.setMeta("nothing", true));
  expect(updates()).toBe(0);
});

it("writes what is typed, with an id for each new block", () => {
  const room = openRoom();
  seed(room.doc, "First");
  const view = show(room, true);
  view.dispatch(view.state.tr.insertText("The ", 1));
  expect(bodyOf(room.doc)).toMatch(/^<paragraph id="[0-9a-f-]{36}">The First<\/paragraph>$/);
});

it("leaves an empty section empty until a key is pressed", () => {
  const room = openRoom();
  const updates = countUpdates(room.doc);
  const view = show(room, true);
  view.dom.dispatchEvent(new FocusEvent("focus"));
  expect(updates()).toBe(0);
  expect(view.dom.dataset["hint"]).toBe("Write here");
  view.dom.dispatchEvent(new KeyboardEvent("keydown", { key: "a" }));
  expect(view.state.doc.childCount).toBe(1);
  expect(view.state.selection.$head.parent.type.name).toBe("paragraph");
});

it("gives a reader what others write and lets nothing of his reach the room", () => {
  const room = openRoom();
  seed(room.doc, "First");
  const view = show(room, false);
  expect(view.dom.getAttribute("aria-readonly")).toBe("true");
  expect(view.dom.getAttribute("contenteditable")).toBe("false");
  seed(room.doc, "Second");
  expect(view.dom.textContent).toBe("FirstSecond");
  const updates = countUpdates(room.doc);
  view.dispatch(view.state.tr.insertText("forged", 1));
  expect(updates()).toBe(0);
  expect(bodyOf(room.doc)).not.toContain("forged");
});

it("repairs nothing of what it draws in a reader's name, be it unknown to the schema", () => {
  const room = openRoom();
  room.doc.getXmlFragment(BODY_ROOT).push([new Y.XmlElement("from_a_later_version")]);
  const updates = countUpdates(room.doc);
  show(room, false);
  expect(updates()).toBe(0);
  expect(room.doc.getXmlFragment(BODY_ROOT).length).toBe(1);
});

it("undoes my own change and leaves a colleague's", () => {
  const room = openRoom();
  seed(room.doc, "Base");
  const view = show(room, true);
  view.dispatch(view.state.tr.insertText("mine ", 1));
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(room.doc));
  seed(other, "theirs");
  Y.applyUpdate(room.doc, Y.encodeStateAsUpdate(other), "wire");
  undoCommand(view.state, view.dispatch);
  expect(view.state.doc.textContent).toBe("Basetheirs");
});

it("writes nothing at a click into what two others typed into one empty paragraph at once", () => {
  const room = openRoom();
  room.doc.getXmlFragment(BODY_ROOT).push([new Y.XmlElement("paragraph")]);
  const view = show(room, true);
  const others = [new Y.Doc(), new Y.Doc()];
  const start = Y.encodeStateAsUpdate(room.doc);
  others.forEach((other, index) => {
    Y.applyUpdate(other, start);
    const block = other.getXmlFragment(BODY_ROOT).get(0);
    if (block instanceof Y.XmlElement) block.insert(0, [new Y.XmlText(`words ${index}`)]);
  });
  others.forEach((other) => Y.applyUpdate(room.doc, Y.encodeStateAsUpdate(other), "wire"));
  const updates = countUpdates(room.doc);
  view.dispatch(view.state.tr.setMeta("click", true));
  expect(view.state.doc.textContent).toHaveLength(14);
  expect(updates()).toBe(0);
});

it("draws another person's caret with the name the server gave, and none without one", async () => {
  const room = openRoom();
  seed(room.doc, "First");
  const view = show(room, true);
  const at = Y.createRelativePositionFromTypeIndex(room.doc.getXmlFragment(BODY_ROOT), 0);
  const cursor = { anchor: Y.relativePositionToJSON(at), head: Y.relativePositionToJSON(at) };
  room.awareness.states.set(7, {
    user: { member: "m1", name: "Expert of State B", state: "State B", colour: 3 },
    cursor,
  });
  room.awareness.states.set(8, { cursor });
  room.awareness.emit("change", [{ added: [7, 8], updated: [], removed: [] }, "wire"]);
  await vi.waitFor(() => expect(view.dom.querySelectorAll(".presence-caret")).toHaveLength(1));
  const [caret] = view.dom.querySelectorAll(".presence-caret");
  expect(caret?.querySelector(".presence-name")?.textContent).toBe("Expert of State B");
});

it("lets go of the room when it is taken away", () => {
  const room = openRoom();
  seed(room.doc, "First");
  const view = show(room, true);
  act(() => root.render(null));
  expect(view.isDestroyed).toBe(true);
  seed(room.doc, "After");
  expect(place.textContent).toBe("");
});

it("does not select a colleague's words in a section that was empty when it was opened", () => {
  const room = openRoom();
  const view = show(room, true);
  const other = new Y.Doc();
  seed(other, "Words of a colleague");
  Y.applyUpdate(room.doc, Y.encodeStateAsUpdate(other), "wire");
  const updates = countUpdates(room.doc);
  expect(view.state.selection.empty).toBe(true);
  view.dispatch(view.state.tr.insertText("mine "));
  expect(view.state.doc.textContent).toBe("mine Words of a colleague");
  expect(updates()).toBe(1);
});

it("gives an empty section its first paragraph for a tool, and none for undo", () => {
  const room = openRoom();
  const view = show(room, true);
  const press = (key: string, more: KeyboardEventInit): void => {
    view.dom.dispatchEvent(new KeyboardEvent("keydown", { key, ctrlKey: true, bubbles: true, ...more }));
  };
  press("z", {});
  expect(view.state.doc.childCount).toBe(0);
  press("1", { altKey: true });
  expect(view.state.doc.firstChild?.type.name).toBe("heading");
});

it("takes back a heading of mine but not from under a colleague's words, which keep their block's id and level", () => {
  const room = openRoom();
  seed(room.doc, "Base");
  const view = show(room, true);
  const { schema } = view.state;
  view.dispatch(view.state.tr.insert(6, schema.node("heading", { level: 2 }, schema.text("Mine"))));
  const { id } = view.state.doc.child(1).attrs;
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(room.doc));
  const theirs = other.getXmlFragment(BODY_ROOT).get(1);
  const words = theirs instanceof Y.XmlElement ? theirs.get(0) : null;
  if (!(words instanceof Y.XmlText)) throw new Error("no text");
  words.insert(0, "theirs ");
  Y.applyUpdate(room.doc, Y.encodeStateAsUpdate(other), "wire");
  undoCommand(view.state, view.dispatch);
  expect(view.state.doc.child(1).textContent).toBe("theirs ");
  expect(view.state.doc.child(1).attrs).toMatchObject({ id, level: 2 });
});

it("undoes a table of mine whole", () => {
  const room = openRoom();
  seed(room.doc, "Base");
  const view = show(room, true);
  insertTable({ rows: 2, columns: 2, headerRow: true })(view.state, view.dispatch);
  expect(view.state.doc.childCount).toBe(2);
  undoCommand(view.state, view.dispatch);
  expect(view.state.doc.childCount).toBe(1);
});

it("tells the writer in his language what a paste left behind", () => {
  const room = openRoom();
  const told: string[] = [];
  let pasted: EditorView | null = null;
  act(() =>
    root.render(
      <SectionEditor
        room={room}
        editable
        tracking={TRACKING}
        language="fr"
        ariaLabel="Constatations"
        onView={(view) => (pasted ??= view)}
        onPasteNotice={(sentences) => told.push(...sentences)}
      />,
    ),
  );
  expect(pasted).not.toBeNull();
  place.querySelector<HTMLElement>("[role=textbox]")?.focus();
  (pasted as EditorView | null)?.pasteHTML('<p>a<img src="x.png"></p>');
  expect(told).toEqual(["1 image n’a pas été reprise : un rapport ne contient que du texte."]);
});

it.each([true, false])(
  "tells of the comment that the caret is led into, and writes nothing (editable: %s)",
  (editable) => {
    const room = openRoom();
    seed(room.doc, "The authority decides.");
    room.doc.getXmlFragment(BODY_ROOT).forEach((block) => {
      if (block instanceof Y.XmlElement) block.setAttribute("id", "p0");
    });
    const said: string[] = [];
    const view = show(room, editable, (thread) => said.push(thread));
    const updates = countUpdates(room.doc);
    const parts = anchorParts(view.state.doc, 5, 14) ?? [];
    showThreads(view, [{ id: "t1", parts, audience: "team", resolved: false }]);
    expect(view.dom.querySelector("[data-comment-thread]")?.textContent).toBe("authority");
    const caretAt = (pos: number): void =>
      view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, pos)));
    caretAt(8);
    caretAt(9);
    expect(said).toEqual(["t1"]);
    caretAt(20);
    caretAt(10);
    expect(said).toEqual(["t1", "t1"]);
    expect(updates()).toBe(0);
  },
);
