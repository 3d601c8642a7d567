import { toggleMark } from "prosemirror-commands";
import { Plugin } from "prosemirror-state";
import { afterEach, expect, it } from "vitest";
import { redo, undo } from "y-prosemirror";
import { applyUpdate } from "yjs";
import { RECORDS_ROOT } from "../model/index.ts";
import { setTrackingMode } from "./commands.ts";
import { paragraph, peerOf, schema, sharedDocument, show, slowPeerOf, Writer } from "./writers.fixture.ts";

const writers: Writer[] = [];
afterEach(() => writers.splice(0).forEach(({ view }) => view.destroy()));

function writer(...parameters: ConstructorParameters<typeof Writer>): Writer {
  const made = new Writer(...parameters);
  writers.push(made);
  return made;
}

function twoWriters(...texts: readonly string[]): readonly [Writer, Writer] {
  const content = texts.map((text, index) => paragraph(`p${index}`, text));
  const doc = sharedDocument(schema.node("doc", null, content));
  return [writer(doc, "ann"), writer(peerOf(doc), "bob", { mode: "edit" })];
}

it("E01 E04 makes proposals of what is typed and deleted, and a colleague sees the same", () => {
  const [ann, bob] = twoWriters("hello world");
  ann.select("hello").backspace().select("world", "after").type(" now");
  expect(show(ann.text)).toBe("-{hello} world+{ now}");
  expect(bob.text.toJSON()).toEqual(ann.text.toJSON());
});

it("changes the text itself in mode edit, and nothing in mode view", () => {
  const [ann, bob] = twoWriters("hello world");
  bob.select("world", "after").type("!");
  expect(show(ann.text)).toBe("hello world!");
  expect(ann.run(setTrackingMode("view"))).toBe(true);
  ann.select("hello").backspace();
  expect(show(ann.text)).toBe("hello world!");
  expect(ann.refused).toEqual(["read-only"]);
  expect(ann.view.editable).toBe(false);
});

it("E98 undoes one's own proposals only, text and record in one step, and redoes them", () => {
  const [ann, bob] = twoWriters("one", "two");
  bob.select("one", "after").type("!");
  ann.undoManager.stopCapturing();
  const from = ann.text.child(0).nodeSize - 3;
  ann.range(from, ann.text.child(0).nodeSize + 2).backspace();
  expect(show(ann.text)).toBe("on-{e!} | -{t}wo");
  expect(ann.doc.getMap(RECORDS_ROOT).size).toBe(1);
  expect(ann.undoManager.undoStack).toHaveLength(1);
  bob.select("wo", "after").type("?");
  undo(ann.state);
  expect(show(ann.text)).toBe("one! | two?");
  expect(ann.doc.getMap(RECORDS_ROOT).size).toBe(0);
  redo(ann.state);
  expect(show(bob.text)).toBe("on-{e!} | -{t}wo?");
  expect(bob.doc.getMap(RECORDS_ROOT).size).toBe(1);
});

it("writes a record alone where no text changes, and draws it at both", () => {
  const [ann, bob] = twoWriters("one", "two");
  ann.view.dispatch(ann.state.tr.join(5));
  expect(show(ann.text)).toBe("one | two");
  for (const { view } of [ann, bob]) {
    const [second] = [...view.dom.querySelectorAll("p")].slice(1);
    expect(second?.className).toContain("suggestion-block-join");
    expect(second?.dataset["suggestionLabel"]).toBe("¶ Join with the paragraph above (ann)");
  }
  undo(ann.state);
  expect(bob.view.dom.querySelector("[data-suggestion-label]")).toBeNull();
});

it("takes what a plugin appends for a change like any other", () => {
  const shout = new Plugin({
    appendTransaction: (transactions, _before, state) =>
      transactions.some((tr) => tr.docChanged && tr.getMeta("shouted") === undefined) &&
      !state.doc.textContent.includes("!")
        ? state.tr.insertText("!", state.doc.content.size - 1).setMeta("shouted", true)
        : null,
  });
  const doc = sharedDocument(schema.node("doc", null, [paragraph("p0", "hello world")]));
  const ann = writer(doc, "ann", { plugins: [shout] });
  ann.select("hello").backspace();
  expect(show(ann.text)).toBe("-{hello} world+{!}");
});

it("lets nothing through that has not been tracked", () => {
  const [ann] = twoWriters("hello");
  const before = ann.state;
  expect(before.apply(before.tr.insertText("x", 1)).doc).toBe(before.doc);
});

it("E56 proposes formatting, which every view shows", () => {
  const [ann, bob] = twoWriters("hello world");
  ann.select("hello");
  const strong = schema.marks["strong"];
  if (strong === undefined) throw new RangeError("The schema has no strong");
  ann.run(toggleMark(strong));
  expect(show(ann.text)).toBe("~{hello} world");
  expect(bob.view.dom.querySelector(".suggestion-format.suggestion-plus-strong")?.textContent).toBe("hello");
});

it("E91 strikes nothing that a colleague wrote before he and I saw each other's work", async () => {
  const doc = sharedDocument(schema.node("doc", null, [paragraph("p0", "hello world")]));
  const link = slowPeerOf(doc);
  const [ann, bob] = [writer(doc, "ann"), writer(link.peer, "bob")];
  bob.select("hello", "after").type("-brave");
  ann.select("hello world").backspace();
  link.meet();
  await Promise.resolve();
  link.meet();
  expect(show(ann.text)).toBe("-{hello}+{-brave}-{ world}");
  expect(bob.text.toJSON()).toEqual(ann.text.toJSON());
  expect(ann.undoManager.undoStack).toHaveLength(1);
});

it("E91 strikes none of the letters that arrive one by one, whatever was taken from the first", async () => {
  const doc = sharedDocument(schema.node("doc", null, [paragraph("p0", "hello world")]));
  const { peer, meet } = slowPeerOf(doc);
  const [ann, bob] = [writer(doc, "ann"), writer(peer, "bob")];
  const letters: Uint8Array[] = [];
  peer.on("update", (update: Uint8Array) => letters.push(update));
  bob.select("hello", "after").type("-brave");
  ann.select("hello world").backspace();
  for (const letter of letters) {
    applyUpdate(doc, letter);
    await Promise.resolve();
  }
  meet();
  await Promise.resolve();
  meet();
  expect(show(ann.text)).toBe("-{hello}+{-brave}-{ world}");
  expect(bob.text.toJSON()).toEqual(ann.text.toJSON());
});

it("leaves struck what a colleague joins to the paragraph before", async () => {
  const [ann, bob] = twoWriters("one two", "three four");
  ann.range(5, 15).backspace();
  expect(show(ann.text)).toBe("one -{two} | -{three} four");
  bob.view.dispatch(bob.state.tr.join(ann.text.child(0).nodeSize));
  await Promise.resolve();
  expect(show(ann.text)).toBe("one -{twothree} four");
});

it("strikes what a colleague wrote when it is struck in one's sight, also after a reload", async () => {
  const [ann, bob] = twoWriters("hello world");
  bob.run(setTrackingMode("suggest"));
  bob.select("hello", "after").type("-brave");
  ann.range(1, ann.text.content.size - 1).backspace();
  const again = writer(peerOf(ann.doc), "ann");
  await Promise.resolve();
  expect(show(again.text)).toBe("-{hello}+{-{-brave}}-{ world}");
});

it("E98 puts the caret at what an undo changed, and leaves it there when a colleague writes", async () => {
  const [ann, bob] = twoWriters("hello world, and more");
  ann.select("hello", "after").type(" mine").select("more", "after");
  undo(ann.state);
  expect(show(ann.text)).toBe("hello world, and more");
  expect(ann.state.selection.head).toBe(6);
  ann.select("more", "after");
  const { head } = ann.state.selection;
  await Promise.resolve();
  bob.range(1).type("x");
  expect(ann.state.selection.head).toBe(head + 1);
  redo(ann.state);
  expect(show(ann.text)).toBe("xhello+{ mine} world, and more");
  expect(ann.state.selection.head).toBe(12);
});
