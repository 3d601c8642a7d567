import { TextSelection } from "prosemirror-state";
import { afterEach, expect, it } from "vitest";
import { PARTS_LIMIT, QUOTE_LIMIT } from "../model/index.ts";
import { captureAnchor } from "./capture-anchor.ts";
import { activateThread, nextThread, previousThread, revealThread } from "./commands.ts";
import {
  activeThread,
  coordsOf,
  placedThreads,
  subscribeToThreads,
  threadsAt,
  unplaced,
} from "./threads-in-text.ts";
import { markOn, partsOf, placeOf, schema, textOfParagraphs, Writer } from "./writers.fixture.ts";

const open: Writer[] = [];
afterEach(() => open.splice(0).forEach(({ view }) => view.destroy()));

function writer(...texts: readonly string[]): Writer {
  const one = new Writer(textOfParagraphs(...texts));
  open.push(one);
  return one;
}

it("draws each thread on its words, by audience and state, and never in the document", () => {
  const ann = writer("The treaty enters into force", "second");
  const before = ann.text;
  ann.show(
    markOn(ann.text, "treaty"),
    markOn(ann.text, "into", { audience: "State <7>", resolved: true }),
    markOn(ann.text, "second", { audience: "reviewers", draft: true, unread: true }),
  );
  expect(ann.shown(".comment-mark")).toBe("treatyintosecond");
  expect(ann.shown(".comment-audience-team")).toBe("treaty");
  expect(ann.shown(".comment-audience-State--7-.comment-resolved")).toBe("into");
  expect(ann.shown(".comment-audience-reviewers.comment-draft.comment-unread")).toBe("second");
  expect(ann.shown(".comment-resolved:not(.comment-draft), .comment-draft")).toBe("intosecond");
  expect(ann.text).toBe(before);
});

it("draws what is given and nothing else, each as it looks by now", () => {
  const ann = writer("one two three");
  const [one, two, three] = [markOn(ann.text, "one"), markOn(ann.text, "two"), markOn(ann.text, "three")];
  ann.show(one, two);
  ann.show({ ...two, resolved: true }, three);
  expect(ann.drawn).toEqual({ two: "two", three: "three" });
  expect(ann.shown(".comment-resolved")).toBe("two");
  ann.show({ ...two, resolved: false }, three);
  expect(ann.shown(".comment-resolved")).toBe("");
  ann.show();
  expect(ann.shown(".comment-mark")).toBe("");
});

it("goes along with its words when one types before, within and behind them", () => {
  const ann = writer("the treaty enters");
  ann.show(markOn(ann.text, "treaty"));
  ann
    .select("the", "before")
    .type("In ")
    .select("treaty", "inside")
    .type("-")
    .select("enters", "before")
    .type("x");
  ann.select("tre-aty", "before").type("a").select("tre-aty", "after").type("b");
  expect(ann.drawn).toEqual({ treaty: "tre-aty" });
  expect(ann.shown(".comment-mark")).toBe("tre-aty");
});

it("keeps words together that a new paragraph divides, and that are joined again", () => {
  const ann = writer("the treaty enters");
  ann.show(markOn(ann.text, "treaty"));
  ann.view.dispatch(ann.state.tr.split(placeOf(ann.text, "aty").from));
  expect(ann.drawn).toEqual({ treaty: "tre|aty" });
  expect(ann.shown(".comment-mark")).toBe("treaty");
  ann.view.dispatch(ann.state.tr.join(placeOf(ann.text, "aty").from - 1));
  expect(ann.drawn).toEqual({ treaty: "treaty" });
});

it("knows that the words are gone, and finds them when the same come back", () => {
  const ann = writer("the treaty of the seas enters into force", "other");
  ann.show(markOn(ann.text, "treaty of the seas"), markOn(ann.text, "other"));
  const id = "treaty of the seas";
  ann.select("ty of").type("TY OF").select("treaTY OF the seas");
  const taken = ann.state.selection.content();
  ann.erase();
  expect(ann.drawn).toEqual({ other: "other" });
  expect(unplaced(ann.state)).toEqual([id]);
  ann.type("a");
  expect(unplaced(ann.state)).toEqual([id]);
  ann
    .select("a enters", "before")
    .range(ann.state.selection.head, ann.state.selection.head + 1)
    .erase();
  ann.view.dispatch(ann.state.tr.replaceSelection(taken));
  expect(ann.drawn).toEqual({ [id]: "treaTY OF the seas", other: "other" });
  expect(unplaced(ann.state)).toEqual([]);
});

it("goes along with a passage that is dragged elsewhere in one act", () => {
  const ann = writer("Alpha said: the treaty enters into force. Gamma said nothing.", "last words. ");
  ann.show(markOn(ann.text, "treaty enters"));
  const { from } = placeOf(ann.text, "Alpha");
  const { to } = placeOf(ann.text, "force. ");
  const passage = ann.text.slice(from, to);
  const tr = ann.state.tr.delete(from, to);
  ann.view.dispatch(tr.replace(tr.doc.content.size - 1, tr.doc.content.size - 1, passage));
  expect(ann.text.lastChild?.textContent).toBe("last words. Alpha said: the treaty enters into force. ");
  expect(ann.drawn).toEqual({ "treaty enters": "treaty enters" });
  expect(placedThreads(ann.state)[0]?.from).toBe(placeOf(ann.text, "treaty enters").from);
});

it("covers all its words again when half of them went and came back", () => {
  const ann = writer("the treaty of the seas enters into force");
  ann.show(markOn(ann.text, "treaty of the seas"));
  for (const half of ["treaty", "seas", "of the"]) {
    ann.select(half).erase();
    expect(ann.drawn["treaty of the seas"]).not.toContain(half);
    ann.view.dispatch(ann.state.tr.insertText(half));
    expect(ann.drawn).toEqual({ "treaty of the seas": "treaty of the seas" });
  }
});

it("finds words again that were taken away letter by letter", () => {
  const ann = writer("the treaty of the seas enters into force");
  ann.show(markOn(ann.text, "treaty"));
  for (const letter of ["t", "r", "e", "a", "t", "y"]) {
    expect(ann.range(5, 6).text.textBetween(5, 6)).toBe(letter);
    ann.erase();
  }
  expect(unplaced(ann.state)).toEqual(["treaty"]);
  ann.view.dispatch(ann.state.tr.insertText("treaty", 5));
  expect(ann.drawn).toEqual({ treaty: "treaty" });
});

it("takes no like words that have stood elsewhere all the time for those that went", () => {
  const ann = writer("Article two: the rule. Article three: the rule. End.");
  const second = placeOf(ann.text, "three: the rule").to - 4;
  ann.range(second, second + 4);
  const { parts } = markOfSelection(ann);
  ann.show({ id: "t", parts, audience: "team", resolved: false });
  ann.erase();
  expect(ann.text.textContent).toBe("Article two: the rule. Article three: the . End.");
  expect(unplaced(ann.state)).toEqual(["t"]);
});

function markOfSelection({ state }: Writer): Extract<ReturnType<typeof captureAnchor>, { kind: "parts" }> {
  const capture = captureAnchor(state);
  if (capture.kind !== "parts") throw new RangeError(capture.kind);
  return capture;
}

it("keeps to where it has followed the words while the server still says where they were", () => {
  const ann = writer("yes, no, yes, no, yes");
  const { to } = placeOf(ann.text, "no, ");
  const parts = markOfSelection(ann.range(to, to + 3)).parts;
  const thread = { id: "t", parts, audience: "team", resolved: false };
  ann.show(thread);
  ann.select("yes, ", "before").type("no, ");
  const followed = placedThreads(ann.state);
  ann.show({ ...thread, resolved: true });
  expect(placedThreads(ann.state)).toEqual(followed);
  // Anew, though as stale as before: other context, the same words.
  ann.show({ ...thread, parts: parts.map((part) => ({ ...part, after: part.after.slice(0, 3) })) });
  expect(placedThreads(ann.state)).toEqual(followed);
});

it("goes to the place that the server gives, where its words stand there", () => {
  const ann = writer("first the treaty", "then the treaty again");
  ann.show({ ...markOn(ann.text, "first"), id: "t" });
  ann.show({ ...markOn(ann.text, "again"), id: "t" });
  expect(ann.drawn).toEqual({ t: "again" });
  const far = partsOf(textOfParagraphs("unheard of here"), "unheard of");
  ann.show({ id: "t", parts: far, audience: "team", resolved: false });
  expect(ann.drawn).toEqual({ t: "again" });
  ann.show({
    id: "t",
    parts: far.map((part) => ({ ...part, state: "orphaned" })),
    audience: "team",
    resolved: false,
  });
  expect(unplaced(ann.state)).toEqual(["t"]);
});

it("finds the words of another text's anchor by what stands around them, or lists the thread", () => {
  const other = textOfParagraphs(
    "Something else altogether.",
    "We say that the treaty enters into force today.",
  );
  const ann = writer("Now we say that the treaty enters into force today.", "Nothing.");
  ann.show(markOn(other, "treaty enters into force"), markOn(other, "altogether"));
  expect(ann.drawn).toEqual({ "treaty enters into force": "treaty enters into force" });
  expect(unplaced(ann.state)).toEqual(["altogether"]);
});

it("keeps every part of a thread on several paragraphs, and the others when one goes", () => {
  const ann = writer("one two", "three four", "five");
  const parts = [
    ...partsOf(ann.text, "two"),
    ...partsOf(ann.text, "three four"),
    ...partsOf(ann.text, "five"),
  ];
  ann.show({ id: "t", parts, audience: "team", resolved: false });
  expect(ann.drawn).toEqual({ t: "two … three four … five" });
  ann.select("three four").erase();
  expect(ann.drawn).toEqual({ t: "two … five" });
  expect(unplaced(ann.state)).toEqual([]);
  expect(placedThreads(ann.state)).toEqual([
    { id: "t", from: placeOf(ann.text, "two").from, to: placeOf(ann.text, "five").to },
  ]);
});

it("makes the innermost thread at the caret active, all of them known, until the caret leaves the one chosen", () => {
  const ann = writer("the whole long sentence here", "elsewhere");
  ann.show(
    markOn(ann.text, "whole long sentence", { id: "wide" }),
    markOn(ann.text, "long", { id: "narrow", audience: "reviewers" }),
  );
  ann.select("long", "inside");
  expect(activeThread(ann.state)).toBe("narrow");
  expect(threadsAt(ann.state, ann.state.selection.head)).toEqual(["narrow", "wide"]);
  expect(ann.shown(".comment-active")).toBe("long");
  activateThread(ann.view, "wide");
  expect(ann.shown(".comment-active")).toBe("whole long sentence");
  ann.range(ann.state.selection.head + 1);
  expect(activeThread(ann.state)).toBe("wide");
  ann.select("elsewhere", "inside");
  expect(activeThread(ann.state)).toBe(null);
  expect(ann.shown(".comment-active")).toBe("");
});

it("gives threads over the same words an element each, so that the line of each is seen", () => {
  const ann = writer("the long sentence");
  ann.show(
    markOn(ann.text, "long sentence", { id: "a" }),
    markOn(ann.text, "long", { id: "b", audience: "state" }),
  );
  const inner = ann.view.dom.querySelectorAll(
    "[data-comment-thread=a] [data-comment-thread=b], [data-comment-thread=b] [data-comment-thread=a]",
  );
  expect([...inner].map(({ textContent }) => textContent)).toEqual(["long"]);
  expect(ann.shown("[data-comment-thread=a]")).toContain("long sentence");
});

it("walks from thread to thread in the order of the text, round and round, also those over the same words", () => {
  const ann = writer("one two three", "four");
  ann.show(
    markOn(ann.text, "four", { id: "d" }),
    markOn(ann.text, "two", { id: "c" }),
    markOn(ann.text, "two three", { id: "b" }),
    markOn(ann.text, "one", { id: "a" }),
  );
  ann.select("three", "after");
  activateThread(ann.view, null);
  const walk = (command: typeof nextThread, times: number): readonly (string | null)[] =>
    Array.from({ length: times }, () => {
      expect(ann.run(command)).toBe(true);
      return activeThread(ann.state);
    });
  expect(walk(nextThread, 5)).toEqual(["d", "a", "b", "c", "d"]);
  expect(walk(previousThread, 4)).toEqual(["c", "b", "a", "d"]);
  expect(writer("none").run(nextThread)).toBe(false);
});

it("starts from the caret where no thread is active", () => {
  const ann = writer("one two three four five");
  ann.show(markOn(ann.text, "two"), markOn(ann.text, "four"));
  ann.select("three", "inside");
  ann.run(previousThread);
  expect(activeThread(ann.state)).toBe("two");
  ann.select("three", "inside").run(nextThread);
  expect(activeThread(ann.state)).toBe("four");
});

it("reveals a thread with the caret in its words, and no thread without words", () => {
  const ann = writer("one two", "three");
  ann.show(markOn(ann.text, "three"), { id: "x", parts: [], audience: "team", resolved: false });
  expect(revealThread(ann.view, "three")).toBe(true);
  expect(ann.state.selection.head).toBe(placeOf(ann.text, "three").from);
  expect(activeThread(ann.state)).toBe("three");
  expect(ann.view.hasFocus()).toBe(true);
  expect(revealThread(ann.view, "x")).toBe(false);
  expect(activeThread(ann.state)).toBe("three");
});

it("says what the caret walks into and out of, and nothing of what is typed or chosen", () => {
  const ann = writer("the whole long sentence", "elsewhere");
  ann.show(markOn(ann.text, "whole long", { id: "a" }), markOn(ann.text, "long", { id: "b" }));
  ann.select("the", "before").type("x");
  expect(ann.heard).toEqual([]);
  ann.select("whole", "inside").select("long", "inside");
  expect(ann.heard.splice(0)).toEqual(["active a", "enter a", "enter b"]);
  ann.type("xyz");
  activateThread(ann.view, "b");
  expect(ann.heard.splice(0)).toEqual(["active b"]);
  ann.select("elsewhere", "inside");
  expect(ann.heard).toEqual(["active none", "leave b", "leave a"]);
});

it("forgets the active thread with the thread, and takes none that was not given", () => {
  const ann = writer("one two");
  ann.show(markOn(ann.text, "one"), { id: "section", parts: [], audience: "team", resolved: false });
  activateThread(ann.view, "section");
  expect(activeThread(ann.state)).toBe("section");
  activateThread(ann.view, "unknown");
  expect(activeThread(ann.state)).toBe(null);
  activateThread(ann.view, "one");
  ann.show();
  expect(activeThread(ann.state)).toBe(null);
});

it("tells those who listen what is another, and no longer when they have stopped", () => {
  const ann = writer("one two three", "four");
  const heard: string[] = [];
  const stop = subscribeToThreads(ann.view, (change) => heard.push(change));
  ann.show(markOn(ann.text, "two"), markOn(ann.text, "four"));
  expect(heard.splice(0)).toEqual(["marks"]);
  ann.select("two", "inside");
  expect(heard.splice(0)).toEqual(["active"]);
  ann.select("two").erase();
  expect(heard.splice(0)).toEqual(["unplaced"]);
  ann.select("three", "after").type("x");
  expect(heard.splice(0)).toEqual(["active"]);
  ann.show(markOn(ann.text, "four"));
  expect(heard.splice(0)).toEqual(["marks", "unplaced"]);
  stop();
  ann.show();
  expect(heard).toEqual([]);
});

it("tells of the text when the writer pauses, once for all he wrote", async () => {
  const ann = writer("one");
  const heard: string[] = [];
  const paused = new Promise<void>((resolve) => {
    subscribeToThreads(ann.view, (change) => {
      heard.push(change);
      resolve();
    });
  });
  ann.select("one", "after").type(" two three");
  expect(heard).toEqual([]);
  await paused;
  expect(heard).toEqual(["text"]);
});

it("knows where the words of a thread are on the screen, and of none that has no words", () => {
  const ann = writer("one two");
  ann.show(markOn(ann.text, "two"), { id: "x", parts: [], audience: "team", resolved: false });
  const mark = ann.view.dom.querySelector(".comment-mark");
  if (mark === null) throw new RangeError("No mark");
  // There is no layout here: only that the words' own element is asked can be shown.
  mark.getBoundingClientRect = () => new DOMRect(0, 7, 20, 4);
  expect(coordsOf(ann.view, "two")).toEqual({ top: 7, bottom: 11 });
  expect(coordsOf(ann.view, "x")).toBe(null);
});

it("takes the selected words of every paragraph for what a comment is about", () => {
  const ann = writer("one two", "", "three");
  ann.range(placeOf(ann.text, "two").from, placeOf(ann.text, "thr").to);
  expect(captureAnchor(ann.state)).toEqual({
    kind: "parts",
    parts: [
      { block: "p0", from: 4, to: 7, quote: "two", before: "one ", after: "", state: "placed" },
      { block: "p2", from: 0, to: 3, quote: "thr", before: "", after: "ee", state: "placed" },
    ],
  });
});

it("takes nothing where nothing is selected, and says what is too much", () => {
  const ann = writer("a  b", "x".repeat(QUOTE_LIMIT), "y");
  expect(captureAnchor(ann.select("a", "after").state)).toEqual({ kind: "none" });
  expect(captureAnchor(ann.select("  ").state)).toEqual({ kind: "none" });
  const all = ann.range(placeOf(ann.text, "x").from, ann.text.content.size - 1).state;
  expect(captureAnchor(all).kind).toBe("too-long");
  const long = writer("x".repeat(QUOTE_LIMIT));
  expect(captureAnchor(long.range(1, QUOTE_LIMIT + 1).state).kind).toBe("parts");
  const over = writer("x".repeat(QUOTE_LIMIT + 1));
  expect(captureAnchor(over.range(1, QUOTE_LIMIT + 2).state).kind).toBe("too-long");
  const many = writer(...Array.from({ length: PARTS_LIMIT + 1 }, () => "word"));
  expect(captureAnchor(many.range(1, many.text.content.size - 1).state).kind).toBe("too-many");
  expect(captureAnchor(many.range(1, many.text.content.size - 7).state).kind).toBe("parts");
});

it("takes no words of a block that nothing can point at", () => {
  const ann = new Writer(
    schema.node("doc", null, [schema.node("paragraph", null, [schema.text("nameless")])]),
  );
  open.push(ann);
  expect(captureAnchor(ann.select("nameless").state)).toEqual({ kind: "none" });
});

it("draws in a view in which nothing can be written", () => {
  const ann = writer("one two");
  ann.view.setProps({ editable: () => false });
  ann.show(markOn(ann.text, "two"));
  expect(ann.shown(".comment-mark")).toBe("two");
  ann.view.dispatch(ann.state.tr.setSelection(TextSelection.create(ann.text, 6)));
  expect(activeThread(ann.state)).toBe("two");
});
