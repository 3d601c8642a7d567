import "fake-indexeddb/auto";
import type { MarginView, MemberId } from "@travaux/blueprint";
import { activeThread } from "@travaux/comments";
import {
  ANCHORS_ROOT,
  anchorParts,
  THREADS_ROOT,
  type AnchorPart,
  type CommentFact,
  type ThreadFact,
} from "@travaux/comments/model";
import { IDBFactory } from "fake-indexeddb";
import { TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { LocalDatabase } from "../session/local-database.ts";
import { Cell } from "../session/observable.ts";
import type { Connection } from "../session/review-session.ts";
import { HandClock } from "../session/session.fixture.ts";
import { closeEditors, editorOf, textOf } from "../suggestions/editor.fixture.ts";
import { CommentDrafts } from "./comment-drafts.ts";
import { ReadMarks } from "./read-marks.ts";
import { SectionComments } from "./section-comments.ts";
import { openLine, problem, REVIEW, SECTION, TEXT, USER, type Line } from "./server.fixture.ts";

const [ME, OTHER] = ["m1" as MemberId, "m2" as MemberId];
const TEAM: MarginView = { name: "r00001/untoc.5.b/team/threads/1", audience: "team", level: "comment" };
const OWN: MarginView = { name: "r00001/untoc.5.b/state-b/threads/1", audience: "state-b", level: "comment" };
const ROOM = "untoc.5.b/team/text/1";

let line: Line;
let connection: Cell<Connection>;
let drafts: CommentDrafts;
let marks: ReadMarks;
let done: number;
const opened: SectionComments[] = [];

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  line = openLine();
  connection = new Cell<Connection>("online");
  done = 0;
  const report = (error: unknown): void => {
    throw error;
  };
  const options = { review: REVIEW, api: line.api, connection, clock: new HandClock() };
  drafts = new CommentDrafts({
    ...options,
    user: USER,
    database: LocalDatabase.open(),
    onSent: () => undefined,
    report,
  });
  marks = new ReadMarks({ ...options, hasMargins: () => true, onTold: () => undefined });
});

afterEach(async () => {
  opened.splice(0).forEach((comments) => comments.stop());
  closeEditors();
  await drafts.close();
});

function open(margins: readonly MarginView[] = [TEAM, OWN], shown = TEXT): SectionComments {
  const comments = new SectionComments({
    user: USER,
    review: REVIEW,
    section: SECTION,
    margins,
    shown,
    self: ME,
    drafts,
    marks,
    api: line.api,
    rooms: [shown],
    textFor: (audience) => (audience === "team" ? TEXT : shown),
    choose: (_subject, last) => last ?? { audience: margins.at(-1)?.audience ?? "team", forTeam: false },
    onDone: () => (done += 1),
  });
  opened.push(comments);
  return comments;
}

const FACT: ThreadFact = {
  subject: { kind: "section" },
  by: OTHER,
  of: "a",
  at: 10,
  resolved: null,
  class: null,
  disposition: null,
  forTeam: false,
  sent: null,
};

function say(doc: Y.Doc, thread: string, comment: string, change: Partial<CommentFact> = {}): void {
  const fact: CommentFact = {
    by: OTHER,
    of: "a",
    at: 10,
    text: "Which one?",
    mentions: [],
    editedAt: null,
    deletedAt: null,
    ...change,
  };
  doc.getMap(THREADS_ROOT).set(`${thread}/${comment}`, fact);
}

/** A thread as the server writes it, on words of a text or on the section. */
function begin(doc: Y.Doc, id: string, on: readonly [EditorView, string] | null, at = 10): void {
  const [view, words] = on ?? [null, ""];
  const parts = view === null ? [] : partsOf(view, words);
  doc.transact(() => {
    const subject = view === null ? FACT.subject : { kind: "text" as const, room: ROOM, quote: words };
    doc.getMap(THREADS_ROOT).set(id, { ...FACT, at, subject });
    say(doc, id, `c${id}`, { at });
    if (view !== null) doc.getMap(ANCHORS_ROOT).set(id, { room: ROOM, parts });
  });
}

function partsOf(view: EditorView, words: string): readonly AnchorPart[] {
  const [from, to] = rangeOf(view, words);
  return anchorParts(view.state.doc, from, to) ?? [];
}

function rangeOf(view: EditorView, words: string): [number, number] {
  let found = -1;
  view.state.doc.descendants((node, pos) => {
    const at = node.isText ? (node.text?.indexOf(words) ?? -1) : -1;
    if (found < 0 && at >= 0) found = pos + at;
  });
  if (found < 0) throw new RangeError(`The text has no “${words}”`);
  return [found, found + words.length];
}

function select(view: EditorView, words: string): void {
  const [from, to] = rangeOf(view, words);
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)));
}

function drawn(view: EditorView): readonly string[] {
  return [...view.dom.querySelectorAll("[data-comment-thread]")].map(
    (each) => `${each.getAttribute("data-comment-thread")}: ${each.textContent}`,
  );
}

const listed = (comments: SectionComments): readonly string[] =>
  comments.threads.get().map(({ id, audience, placed }) => `${id} ${audience}${placed ? "" : " unplaced"}`);

const TWO = ["The authority decides.", "The court may review it."] as const;

describe("threads of a section", () => {
  it("are those of all margins, in the order of the text, and behind them what has no place in it", () => {
    const view = editorOf(textOf(...TWO), ME);
    const [team, own] = [new Y.Doc(), new Y.Doc()];
    begin(team, "t1", [view, "court"], 30);
    begin(team, "t2", null, 20);
    begin(own, "t3", [view, "authority"], 40);
    team
      .getMap(THREADS_ROOT)
      .set("t4", { ...FACT, at: 5, subject: { kind: "text", room: ROOM, quote: "gone" } });
    say(team, "t4", "c4");
    team.getMap(ANCHORS_ROOT).set("t4", {
      room: ROOM,
      parts: [{ block: "p0", from: 0, to: 4, quote: "gone", before: "", after: "", state: "orphaned" }],
    });
    const comments = open();
    comments.setView(view);
    comments.setMargin("team", team);
    comments.setMargin("state-b", own);
    expect(listed(comments)).toEqual(["t3 state-b", "t1 team", "t4 team unplaced", "t2 team unplaced"]);
    expect(drawn(view)).toEqual(["t3: authority", "t1: court"]);
  });

  it("find their words in another text than the one they are anchored in", () => {
    const anchored = editorOf(textOf(...TWO), ME);
    const team = new Y.Doc();
    begin(team, "t1", [anchored, "court may review"]);
    begin(team, "t2", [anchored, "authority"]);
    const copy = editorOf(textOf("An opening.", "It decides.", "The court may review it."), ME);
    const comments = open();
    comments.setMargin("team", team);
    comments.setView(copy);
    expect(listed(comments)).toEqual(["t1 team", "t2 team unplaced"]);
    expect(drawn(copy)).toEqual(["t1: court may review"]);
  });

  it("are there without an editor, and stay when their document goes", () => {
    const team = new Y.Doc();
    begin(team, "t1", null);
    const comments = open();
    comments.setMargin("team", team);
    comments.setMargin("team", null);
    expect(listed(comments)).toEqual(["t1 team unplaced"]);
  });

  it("stay the same objects but for the one that changed", async () => {
    const team = new Y.Doc();
    begin(team, "t1", null, 1);
    begin(team, "t2", null, 2);
    const comments = open();
    comments.setMargin("team", team);
    const [one, two] = comments.threads.get();
    say(team, "t2", "c9", { by: ME, at: 50 });
    await vi.waitUntil(() => comments.threads.get()[1] !== two);
    expect(comments.threads.get()[0]).toBe(one);
    expect(comments.threads.get()[1]?.comments).toHaveLength(2);
  });

  it("are unread where somebody else has written since, and read once they are looked at", async () => {
    const team = new Y.Doc();
    begin(team, "t1", null, 1);
    begin(team, "t2", null, 2);
    const comments = open();
    comments.setMargin("team", team);
    expect(comments.threads.get().map(({ unread }) => unread)).toEqual([false, false]);
    say(team, "t1", "c8", { by: ME, at: 50 });
    say(team, "t2", "c9", { by: OTHER, at: 50 });
    await vi.waitUntil(() => comments.threads.get().some(({ unread }) => unread));
    expect(comments.threads.get().map(({ unread }) => unread)).toEqual([false, true]);
    comments.activate("t2");
    expect(comments.threads.get().map(({ unread }) => unread)).toEqual([false, false]);
    await marks.close();
    expect(line.asked.map(({ body }) => body)).toEqual([{ threads: [{ section: SECTION, thread: "t2" }] }]);
  });
});

describe("the active thread", () => {
  it("is the one that the caret goes into, and the one whose card is chosen", async () => {
    const view = editorOf(textOf(...TWO), ME);
    const team = new Y.Doc();
    begin(team, "t1", [view, "authority"]);
    begin(team, "t2", null);
    const comments = open();
    comments.setView(view);
    comments.setMargin("team", team);
    marks.arrived("t1");
    const [from] = rangeOf(view, "authority");
    view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from + 3)));
    expect(comments.active.get()).toBe("t1");
    expect(marks.unread.get().size).toBe(0);
    comments.activate("t2");
    expect([comments.active.get(), activeThread(view.state)]).toEqual(["t2", null]);
    comments.activate("t1");
    expect(activeThread(view.state)).toBe("t1");
    expect(comments.goTo("t2")).toBe(false);
    expect(comments.goTo("t1")).toBe(true);
    comments.activate(null);
    expect([comments.active.get(), activeThread(view.state)]).toEqual([null, null]);
  });
});

describe("a new comment", () => {
  it.each(["view", "edit"] as const)("is about what is selected, in a text that one may %s", (mode) => {
    const view = editorOf(textOf(...TWO), ME, mode);
    const before = view.state.doc;
    const comments = open();
    comments.setView(view);
    select(view, "authority");
    const draft = comments.compose({ kind: "selection" });
    expect(draft?.place).toEqual({
      kind: "thread",
      audience: "state-b",
      subject: {
        kind: "text",
        room: TEXT,
        parts: [{ block: "p0", from: 4, to: 13, quote: "authority", before: "The ", after: " decides." }],
      },
    });
    expect(comments.composing.get()).toMatchObject({ id: draft?.id, placed: true });
    expect(drawn(view)).toEqual([`${draft?.id}: authority`]);
    expect(view.state.doc.eq(before)).toBe(true);
  });

  it("is about the section where nothing is selected, or no editor is there", () => {
    const comments = open();
    expect(comments.compose({ kind: "selection" })?.place).toMatchObject({ subject: { kind: "section" } });
    comments.setView(editorOf(textOf(...TWO), ME));
    expect(comments.compose({ kind: "selection" })?.place).toMatchObject({ subject: { kind: "section" } });
  });

  it("is not about more than one comment may be about", () => {
    const view = editorOf(textOf("x".repeat(6000)), ME);
    const comments = open();
    comments.setView(view);
    select(view, "x".repeat(5001));
    expect(comments.compose({ kind: "selection" })).toBeNull();
    expect([comments.notBegun.get(), comments.drafts.get()]).toEqual(["too-long", []]);
    select(view, "x".repeat(5000));
    expect(comments.compose({ kind: "selection" })).not.toBeNull();
    expect(comments.notBegun.get()).toBeNull();
  });

  it("keeps its words and its quotation where its text is deleted, and can be sent to the section", async () => {
    const doc = textOf(...TWO);
    const view = editorOf(doc, ME, "view");
    const author = editorOf(doc, OTHER, "edit");
    const comments = open();
    comments.setView(view);
    select(view, "authority");
    const id = comments.compose({ kind: "selection" })?.id ?? "";
    comments.change(id, { text: "Which one?" });
    const [from, to] = rangeOf(author, "authority");
    author.dispatch(author.state.tr.delete(from, to));
    await vi.waitUntil(() => comments.composing.get()?.placed === false);
    expect(comments.composing.get()).toMatchObject({ text: "Which one?" });
    expect(JSON.stringify(drafts.find(id)?.place)).toContain('"quote":"authority"');
    line.answer = () => problem(409, "anchor-gone");
    expect(await comments.send(id)).toMatchObject({ code: "anchor-gone" });
    line.answer = () => null;
    comments.toSection(id);
    expect(await comments.send(id)).toEqual({ kind: "done" });
    expect(line.asked.at(-1)?.body).toMatchObject({ id, text: "Which one?", subject: { kind: "section" } });
    expect(comments.drafts.get()).toEqual([]);
    expect(comments.composing.get()).toBeNull();
  });

  it("is sent with the place that its words have by then", async () => {
    const view = editorOf(textOf(...TWO), ME, "edit");
    const comments = open();
    comments.setView(view);
    select(view, "authority");
    const id = comments.compose({ kind: "selection" })?.id ?? "";
    comments.change(id, { text: "Which one?" });
    view.dispatch(view.state.tr.insertText("Mostly, ", 1));
    await comments.send(id);
    expect(line.asked.at(-1)?.body).toMatchObject({
      subject: { room: TEXT, parts: [{ from: 12, to: 21, quote: "authority", before: "Mostly, The " }] },
    });
  });

  it("is sent to the text that took the place of the one it quotes, but not to one of other readers", async () => {
    const next = TEXT.replace(/1$/, "2");
    const view = editorOf(textOf(...TWO), ME, "view");
    const first = open();
    first.setView(view);
    select(view, "authority");
    const id = first.compose({ kind: "selection" })?.id ?? "";
    first.change(id, { text: "Which one?" });
    first.stop();
    const copy = open([TEAM, OWN], TEXT.replace("team", "state-b"));
    copy.setView(editorOf(textOf(...TWO), ME, "view"));
    line.state = "down";
    await copy.send(id);
    expect(drafts.find(id)?.place).toMatchObject({ subject: { room: TEXT } });
    copy.stop();
    const again = open([TEAM, OWN], next);
    again.setView(editorOf(textOf(...TWO), ME, "view"));
    line.state = "good";
    await again.send(id);
    expect(line.asked.at(-1)?.body).toMatchObject({ subject: { room: next } });
  });

  it("to more readers than the text shown has is on the words of their own text", async () => {
    const copy = TEXT.replace("team", "state-b");
    const comments = open([TEAM, OWN], copy);
    comments.setView(editorOf(textOf(...TWO), ME, "edit"));
    const view = comments.view.get();
    if (view === null) throw new RangeError("There is an editor");
    select(view, "authority");
    const id = comments.compose({ kind: "selection" })?.id ?? "";
    expect(drafts.find(id)?.place).toMatchObject({ subject: { room: copy } });
    comments.change(id, { text: "Which one?", audience: "team" });
    expect(comments.composing.get()?.placed).toBe(true);
    await comments.send(id);
    expect(line.asked.at(-1)?.body).toMatchObject({ audience: "team", subject: { room: TEXT } });
  });

  it("goes when its composer is closed without a word, and else waits to be taken up", () => {
    const comments = open();
    const empty = comments.compose({ kind: "section" })?.id ?? "";
    comments.closeComposer();
    expect(drafts.find(empty)).toBeNull();
    const written = comments.compose({ kind: "section" })?.id ?? "";
    comments.change(written, { text: "Which one?" });
    comments.closeComposer();
    expect(comments.composing.get()).toBeNull();
    expect(comments.drafts.get().map(({ id }) => id)).toEqual([written]);
    comments.takeUp(written);
    expect(comments.composing.get()?.id).toBe(written);
    // Out of view and back.
    comments.stop();
    expect(open().composing.get()?.id).toBe(written);
  });

  it("is for whom the last one was, once its author has chosen", () => {
    const comments = open();
    const first = comments.compose({ kind: "section" });
    comments.change(first?.id ?? "", { text: "One", audience: "team" });
    expect(first?.place.audience).toBe("state-b");
    expect(comments.compose({ kind: "section" })?.place.audience).toBe("team");
  });
});

describe("a reply", () => {
  function withThread(margins: readonly MarginView[]): SectionComments {
    const team = new Y.Doc();
    begin(team, "t1", null);
    say(team, "t1", "cmine", { by: ME, at: 20, text: "Mine", mentions: ["m2"] });
    const comments = open(margins);
    comments.setMargin("team", team);
    return comments;
  }

  it("is one at a time to a thread, and goes to the thread's own readers", () => {
    const comments = withThread([TEAM, OWN]);
    const reply = comments.compose({ kind: "reply", thread: "t1" });
    expect(reply?.place).toEqual({ kind: "reply", audience: "team", thread: "t1" });
    comments.change(reply?.id ?? "", { text: "The first.", audience: "state-b" });
    comments.closeComposer();
    expect(comments.compose({ kind: "reply", thread: "t1" })?.id).toBe(reply?.id);
    expect(comments.composing.get()?.place.audience).toBe("team");
    expect(comments.active.get()).toBe("t1");
  });

  it("of who may not write to the team is written within his delegation, for the focal point to send", () => {
    const comments = withThread([{ ...TEAM, level: "propose" }, OWN]);
    const draft = comments.compose({ kind: "reply", thread: "t1" });
    expect(draft).toMatchObject({
      forTeam: true,
      place: { kind: "thread", audience: "state-b", subject: { kind: "thread", thread: "t1" } },
    });
    comments.discard(draft?.id ?? "");
    expect(withThread([{ ...TEAM, level: "read" }]).compose({ kind: "reply", thread: "t1" })).toBeNull();
  });

  it("with other words is to a comment of one's own alone", () => {
    const comments = withThread([TEAM]);
    expect(comments.compose({ kind: "edit", thread: "t1", comment: "ct1" })).toBeNull();
    expect(comments.notBegun.get()).toBe("not-permitted");
    expect(comments.compose({ kind: "edit", thread: "t1", comment: "cmine" })).toMatchObject({
      text: "Mine",
      mentions: ["m2"],
      place: { kind: "edit", thread: "t1", comment: "cmine" },
    });
  });
});

describe("commands", () => {
  it("are asked of the server, which alone says that they are done", async () => {
    const team = new Y.Doc();
    begin(team, "t1", null);
    const comments = open();
    comments.setMargin("team", team);
    const answer = comments.settle("t1", true);
    expect([...comments.busy.get()]).toEqual(["t1"]);
    expect(await answer).toEqual({ kind: "done" });
    expect(comments.threads.get()[0]?.resolved).toBeNull();
    expect([comments.busy.get().size, done]).toEqual([0, 1]);
    await comments.remove("t1", "ct1");
    await comments.dispose("t1", { class: "wording", outcome: "in-part", reasons: "Shorter." });
    await comments.sendToTeam(["t1"]);
    expect(line.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "PUT /sections/untoc.5.b/threads/t1/standing",
      "DELETE /sections/untoc.5.b/threads/t1/comments/ct1",
      "PUT /sections/untoc.5.b/threads/t1/disposition",
      "POST /comments/send",
    ]);
  });

  it("leave alone how a comment was taken in where that is said again without a change", async () => {
    const team = new Y.Doc();
    const given = { class: "wording", outcome: "in-part", reasons: "Shorter." } as const;
    begin(team, "t1", null);
    team.getMap(THREADS_ROOT).set("t1", { ...FACT, disposition: { ...given, by: "m2", at: 5 } });
    const comments = open();
    comments.setMargin("team", team);
    expect(comments.threads.get()[0]?.disposition).toMatchObject(given);
    expect(await comments.dispose("t1", given)).toEqual({ kind: "done" });
    expect(line.asked).toEqual([]);
    await comments.dispose("t1", { ...given, reasons: "Longer." });
    expect(line.asked).toHaveLength(1);
  });

  it("say what went wrong, and whether the same may be tried again", async () => {
    const comments = open();
    line.answer = () => problem(409, "already-resolved");
    expect(await comments.settle("t1", true)).toEqual({
      kind: "failed",
      code: "already-resolved",
      faults: [],
      mayRetry: false,
    });
    line.state = "down";
    expect(await comments.settle("t1", true)).toMatchObject({ code: "offline", mayRetry: true });
    expect([comments.busy.get().size, done]).toEqual([0, 0]);
  });
});
