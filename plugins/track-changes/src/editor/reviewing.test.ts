import { afterEach, expect, it } from "vitest";
import {
  nextSuggestion,
  previousSuggestion,
  redrawSuggestions,
  selectSuggestion,
  setSuggestionView,
  setTrackingMode,
} from "./commands.ts";
import { copySlice } from "./clipboard.ts";
import { openSuggestions, subscribeToSuggestions } from "./open-suggestions.ts";
import { SUGGESTION_VIEWS, type TrackChangesOptions } from "./options.ts";
import { trackingOf } from "./tracking-state.ts";
import { withdrawSuggestion } from "./withdraw.ts";
import { paragraph, peerOf, schema, sharedDocument, show, Writer } from "./writers.fixture.ts";
import { EditorState } from "prosemirror-state";

const open: Writer[] = [];
afterEach(() => open.splice(0).forEach(({ view }) => view.destroy()));

function twoWriters(
  texts: readonly string[],
  more: Partial<TrackChangesOptions> = {},
): readonly [Writer, Writer] {
  const content = texts.map((text, index) => paragraph(`p${index}`, text));
  const doc = sharedDocument(schema.node("doc", null, content));
  const pair = [new Writer(doc, "ann", more), new Writer(peerOf(doc), "bob")] as const;
  open.push(...pair);
  return pair;
}

it("E97 E137 changes neither text nor records by any view, nor by leaving suggest mode", () => {
  const [ann, bob] = twoWriters(["hello world"]);
  bob.select("world").type("there");
  ann.select("hello", "after").type("!");
  const before = ann.text;
  const records = ann.doc.getMap("suggestions").toJSON();
  for (const view of SUGGESTION_VIEWS) {
    expect(ann.run(setSuggestionView(view))).toBe(true);
    expect(ann.view.dom.classList.contains(`track-changes-${view}`)).toBe(true);
    expect(ann.text).toBe(before);
  }
  ann.run(setTrackingMode("edit"));
  ann.run(setTrackingMode("view"));
  expect(ann.text).toBe(before);
  expect(ann.doc.getMap("suggestions").toJSON()).toEqual(records);
  expect(bob.text.toJSON()).toEqual(before.toJSON());
});

it.each(SUGGESTION_VIEWS)("E137 tracks what is typed in view %s", (view) => {
  const [ann] = twoWriters(["hello world"]);
  ann.run(setSuggestionView(view));
  ann.select("hello", "after").type("!").select("world").backspace();
  expect(show(ann.text)).toBe("hello+{!} -{world}");
});

it("draws brackets once around a replacement and around a run with a break in it", () => {
  const [ann] = twoWriters(["hello world"]);
  ann.select("world").type("you");
  ann.select("hello", "after");
  ann.view.dispatch(ann.state.tr.split(ann.state.selection.head));
  ann.type("and").run(setSuggestionView("brackets"));
  expect(show(ann.text)).toBe("hello+{¶and} -{world}+{you}");
  const texts = (selector: string): readonly (string | null)[] =>
    [...ann.view.dom.querySelectorAll(selector)].map(({ textContent }) => textContent);
  expect(texts(".suggestion-opens")).toEqual(["\n", "w"]);
  expect(texts(".suggestion-closes")).toEqual(["d", "u"]);
});

it("walks from suggestion to suggestion, round and round, and emphasises each", () => {
  const [ann] = twoWriters(["one two three"]);
  ann.select("three").backspace().select("two", "after").type("!").select("one").backspace();
  const order = openSuggestions(ann.state).map(({ id }) => id);
  ann.range(ann.text.content.size - 1);
  const walked = [1, 2, 3, 4].map(() => {
    expect(ann.run(nextSuggestion)).toBe(true);
    return trackingOf(ann.state).active;
  });
  expect(walked).toEqual([order[0], order[1], order[2], order[0]]);
  expect(ann.run(previousSuggestion)).toBe(true);
  expect(trackingOf(ann.state).active).toBe(order[2]);
  expect([...ann.view.dom.querySelectorAll(".suggestion-active")].map((each) => each.textContent)).toEqual([
    "three",
  ]);
});

it("E83 leaves commands inert where there is nothing for them", () => {
  const bare = EditorState.create({ schema });
  const all = [
    nextSuggestion,
    previousSuggestion,
    redrawSuggestions,
    setTrackingMode("suggest"),
    setSuggestionView("final"),
    selectSuggestion("ann:0001"),
    withdrawSuggestion("ann:0001"),
  ];
  for (const command of all) expect(command(bare)).toBe(false);
  const [ann] = twoWriters(["hello"]);
  for (const command of [nextSuggestion, previousSuggestion, ...all.slice(5)])
    expect(ann.run(command)).toBe(false);
});

it("E140 tells when the caret comes into a suggestion and leaves it, with kind and author, once", () => {
  const [ann, bob] = twoWriters(["hello world, and all"]);
  bob.select("world").backspace().select("and all", "before");
  bob.view.dispatch(bob.state.tr.split(bob.state.selection.head));
  ann.range(1).select("wor", "after").select("worl", "after");
  expect(ann.said).toEqual(["Deletion by bob"]);
  ann.range(3);
  expect(ann.said.at(-1)).toBe("End of suggestion");
  ann.select("and all", "before");
  expect(ann.said.at(-1)).toBe("Proposed paragraph break by bob");
  expect(ann.said).toHaveLength(3);
  ann.type("x");
  expect(ann.said).toHaveLength(3);
  expect(ann.view.dom.querySelectorAll("[tabindex]")).toHaveLength(0);
});

it("E140 speaks in a polite live region of its own where the host has none", () => {
  const doc = sharedDocument(schema.node("doc", null, [paragraph("p", "hello world")]));
  const host = new Writer(doc, "ann", { announce: null });
  open.push(host);
  host.select("hello").backspace().range(11).range(2);
  const region = host.view.dom.nextElementSibling;
  expect(region?.getAttribute("aria-live")).toBe("polite");
  expect(region?.textContent).toBe("Deletion by ann");
  host.view.destroy();
  expect(document.querySelector(".track-changes-announcer")).toBeNull();
});

it("names a proposed break where it is drawn", () => {
  const [ann, bob] = twoWriters(["hello world"]);
  ann.view.dispatch(ann.state.tr.split(6));
  expect(bob.view.dom.querySelector<HTMLElement>(".suggestion-break")?.dataset["label"]).toBe(
    "proposed paragraph break by ann",
  );
});

it("E26 copies the text as proposed: split at breaks, without what is struck, without marks of review", () => {
  const [ann, bob] = twoWriters(["hello brave world", "more"]);
  bob.select("brave ").backspace();
  ann.select("world", "before");
  ann.view.dispatch(ann.state.tr.split(ann.state.selection.head));
  ann.select("more").view.dispatch(ann.state.tr.addMark(22, 24, schema.mark("strong")));
  const { content } = copySlice(ann.text.slice(1, ann.text.content.size - 1, true), ann.state);
  expect(content.content.map(({ textContent }) => textContent)).toEqual(["hello ", "world", "more"]);
  const json = JSON.stringify(content);
  for (const mark of ["insertion", "deletion", "fmt"]) expect(json).not.toContain(`"${mark}"`);
  ann.run(setSuggestionView("base"));
  const base = copySlice(ann.text.slice(1, ann.text.content.size - 1, true), ann.state).content;
  expect(base.content.map(({ textContent }) => textContent)).toEqual(["hello brave world", "more"]);
});

it("E26 copies the marks along where the host wishes so", () => {
  const [ann] = twoWriters(["hello world"], { copy: "marked" });
  ann.select("world").backspace();
  const slice = ann.text.slice(1, ann.text.content.size - 1, true);
  expect(copySlice(slice, ann.state)).toBe(slice);
});

it("E25 pastes no mark of review, and nothing that was struck where it comes from", () => {
  const [ann] = twoWriters(["hello"]);
  ann.select("hello", "after");
  const html =
    '<p>a<ins data-insertion="" data-id="eve:0001" data-by="eve">b</ins><del data-deletion="" data-id="eve:0002" data-by="eve">c</del></p>';
  ann.view.pasteHTML(html);
  expect(show(ann.text)).toBe("hello+{ab}");
  expect(openSuggestions(ann.state).map(({ by }) => by)).toEqual(["ann"]);
});

it("E22 pastes plain text into struck text", () => {
  const [ann] = twoWriters(["hello world"]);
  ann.select("hello").backspace().select("he", "after");
  ann.view.pasteText("PASTED");
  expect(show(ann.text)).toBe("-{he}+{PASTED}-{llo} world");
});

it("E139 lists a suggestion once however many pieces it has", () => {
  const [ann] = twoWriters(["hello world"]);
  ann.select("hello world").type("x");
  ann.view.dispatch(ann.state.tr.addMark(1, 4, schema.mark("strong")));
  const [first] = openSuggestions(ann.state);
  expect(openSuggestions(ann.state)).toHaveLength(1);
  expect(first).toMatchObject({ by: "ann", kind: "replacement" });
});

it("withdraws one's own suggestion whole, in one step of undo, and never another's", () => {
  const [ann, bob] = twoWriters(["hello world", "next"]);
  bob.select("next", "after").type("!");
  const base = ann.text;
  ann.range(9, ann.text.child(0).nodeSize + 2).backspace();
  ann.undoManager.stopCapturing();
  const [own, foreign] = openSuggestions(ann.state).map(({ id }) => id);
  expect(show(ann.text)).toBe("hello wo-{rld} | -{n}ext+{!}");
  expect(ann.run(withdrawSuggestion(foreign ?? ""))).toBe(false);
  expect(ann.run(withdrawSuggestion(own ?? ""))).toBe(true);
  expect(ann.text.toJSON()).toEqual(base.toJSON());
  expect(bob.text.toJSON()).toEqual(base.toJSON());
  expect(ann.doc.getMap("suggestions").size).toBe(0);
  ann.undoManager.undo();
  expect(show(bob.text)).toBe("hello wo-{rld} | -{n}ext+{!}");
  expect(bob.doc.getMap("suggestions").size).toBe(1);
});

it("refuses to withdraw what holds another's suggestion", () => {
  const [ann, bob] = twoWriters(["hello world"]);
  ann.select("world", "before").type("brave ");
  bob.select("rave").backspace();
  const own = openSuggestions(ann.state).find(({ by }) => by === "ann");
  const before = ann.text;
  ann.run(withdrawSuggestion(own?.id ?? ""));
  expect(ann.refused).toEqual(["holds-anothers"]);
  expect(ann.text).toBe(before);
});

it("tells of suggestions when the writer pauses, and of mode and view at once", async () => {
  const [ann] = twoWriters(["hello world"]);
  const heard: string[] = [];
  const paused = new Promise<void>((resolve) => {
    subscribeToSuggestions(ann.view, (change) => {
      heard.push(change);
      if (change === "suggestions") resolve();
    });
  });
  ann.run(setSuggestionView("final"));
  expect(heard).toEqual(["settings"]);
  ann.select("world", "after").type("abc");
  expect(heard).toEqual(["settings", "active"]);
  await paused;
  expect(heard).toEqual(["settings", "active", "suggestions"]);
});
