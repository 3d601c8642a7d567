import "fake-indexeddb/auto";
import type { MarginView, MemberId, OutlineEntry, ReviewView } from "@travaux/blueprint";
import { THREADS_ROOT, type CommentFact, type ThreadFact } from "@travaux/comments/model";
import { IDBFactory } from "fake-indexeddb";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { Announcer } from "../../app/announcer.tsx";
import { ApplicationContext, type Application } from "../../app/application.tsx";
import { ThisComputer } from "../../app/this-computer.ts";
import { englishMessages } from "../../interface-text/english.ts";
import { createInterfaceText, TextProvider } from "../../interface-text/text.tsx";
import { createReportModel, ReportContext } from "../../report/report-model.ts";
import { LocalDatabase } from "../../session/local-database.ts";
import { Cell } from "../../session/observable.ts";
import type { Connection } from "../../session/review-session.ts";
import { HandClock } from "../../session/session.fixture.ts";
import { openPreferences } from "../../suggestions/preferences.ts";
import { CommentDrafts } from "../comment-drafts.ts";
import { ReadMarks } from "../read-marks.ts";
import { SectionComments } from "../section-comments.ts";
import { openLine, problem, REVIEW, SECTION, TEXT, USER, type Line } from "../server.fixture.ts";
import { CommentList } from "./comment-list.tsx";

const TEAM: MarginView = { name: "r00001/untoc.5.b/team/threads/1", audience: "team", level: "comment" };
const REVIEWERS: MarginView = {
  name: "r00001/untoc.5.b/reviewers/threads/1",
  audience: "reviewers",
  level: "comment",
};
const OWN_OF_A: MarginView = {
  name: "r00001/untoc.5.b/state-a/threads/1",
  audience: "state-a",
  level: "comment",
};
const THREAD = "t00000000000000000001";
const AT = Date.UTC(2026, 10, 23, 12);

let root: Root;
let place: HTMLElement;
let line: Line;
let drafts: CommentDrafts;
let marks: ReadMarks;
const opened: SectionComments[] = [];

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      observe(): void {}
      unobserve(): void {}
    },
  );
  globalThis.indexedDB = new IDBFactory();
  line = openLine();
  const options = {
    review: REVIEW,
    api: line.api,
    connection: new Cell<Connection>("online"),
    clock: new HandClock(),
  };
  drafts = new CommentDrafts({
    ...options,
    user: USER,
    database: LocalDatabase.open(),
    onSent: () => undefined,
    report: (error: unknown) => {
      throw error;
    },
  });
  marks = new ReadMarks({ ...options, hasMargins: () => true, onTold: () => undefined });
  place = document.body.appendChild(document.createElement("div"));
  root = createRoot(place);
});

afterEach(async () => {
  act(() => root.unmount());
  place.remove();
  opened.splice(0).forEach((each) => each.stop());
  await drafts.close();
  vi.unstubAllGlobals();
});

const state = (id: string, part: "under-review" | "reviewing"): object => ({
  id,
  name: { en: `State ${id.toUpperCase()}`, ar: null, zh: null, fr: null, ru: null, es: null },
  part,
  instruments: ["UNTOC"],
});
const member = (id: string, of: string | null, role: string): object => ({
  id,
  user: id,
  name: `Person ${id}`,
  function: "",
  role,
  state: of,
  standing: "serving",
  replaces: null,
});

/** The review as a member sees it: ma and fa are of the State under review, mb and mc of reviewing States. */
function reviewSeenBy(id: string): ReviewView {
  return {
    id: REVIEW,
    member: id as MemberId,
    states: [state("a", "under-review"), state("b", "reviewing"), state("c", "reviewing")],
    members: [
      member("ma", "a", "state-expert"),
      member("fa", "a", "state-focal-point"),
      member("mb", "b", "reviewing-expert"),
      member("mc", "c", "reviewing-expert"),
      member("ms", null, "secretariat"),
      member("ob", "b", "observer"),
    ],
    decisionKeys: "one",
  } as unknown as ReviewView;
}

const ENTRY = {
  id: SECTION,
  label: "(b)",
  depth: 3,
  article: 5,
  instrument: "UNTOC",
  section: { id: SECTION, kind: "art.b", state: "commented", rooms: [], mayDispose: true, acts: [] },
} as unknown as OutlineEntry;

interface Said {
  readonly thread?: Partial<ThreadFact>;
  readonly comments?: readonly Partial<CommentFact>[];
}

/** A document of threads with one thread in it. */
function threadsDoc({ thread = {}, comments = [{}] }: Said): Y.Doc {
  const doc = new Y.Doc();
  const map = doc.getMap(THREADS_ROOT);
  const by = thread.by ?? "mb";
  const of = thread.of ?? "b";
  map.set(THREAD, {
    subject: { kind: "section" },
    by,
    of,
    at: AT,
    resolved: null,
    class: null,
    disposition: null,
    forTeam: false,
    sent: null,
    ...thread,
  });
  comments.forEach((comment, index) =>
    map.set(`${THREAD}/c0000000000000000000${index + 1}`, {
      by,
      of,
      at: AT + index,
      text: "What is said.",
      mentions: [],
      editedAt: null,
      deletedAt: null,
      ...comment,
    }),
  );
  return doc;
}

interface Page {
  readonly by: string;
  readonly margins?: readonly MarginView[];
  readonly audience?: string;
  readonly said?: Said;
}

/** The page of a member with the comments of one section. */
function show({ by, margins = [TEAM, REVIEWERS], audience = "team", said }: Page): SectionComments {
  const comments = new SectionComments({
    user: USER,
    review: REVIEW,
    section: SECTION,
    margins,
    rooms: [TEXT],
    textFor: () => TEXT,
    shown: TEXT,
    self: by as MemberId,
    drafts,
    marks,
    api: line.api,
    choose: (_room, last) => last ?? { audience: margins.at(-1)?.audience ?? "team", forTeam: false },
    onDone: () => undefined,
  });
  opened.push(comments);
  if (said !== undefined) comments.setMargin(audience, threadsDoc(said));
  const application: Application = {
    api: line.api,
    computer: new ThisComputer(Promise.resolve(null)),
    session: { user: null, demo: null },
    setSession: () => undefined,
    signOut: () => undefined,
    setLanguage: () => undefined,
  };
  const model = createReportModel(reviewSeenBy(by), () => undefined, openPreferences(null, null));
  model.entries.set([ENTRY]);
  act(() =>
    root.render(
      <TextProvider text={createInterfaceText("en", englishMessages)}>
        <ApplicationContext value={application}>
          <Announcer>
            <ReportContext value={model}>
              <CommentList
                of={comments}
                proposals={null}
                resolved
                name="Article 5 (b)"
                onLeave={() => undefined}
              />
            </ReportContext>
          </Announcer>
        </ApplicationContext>
      </TextProvider>,
    ),
  );
  return comments;
}

const card = (): HTMLElement => {
  const found = place.querySelector<HTMLElement>("article");
  if (found === null) throw new Error("no card");
  return found;
};
const buttons = (): readonly string[] =>
  [...card().querySelectorAll("button")].map((each) => each.textContent);
const press = (name: string): void => {
  const found = [...document.querySelectorAll("button")].find((each) => each.textContent === name);
  if (found === undefined) throw new Error(`no button ${name}`);
  act(() => found.click());
};
const heard = (): string => place.querySelector("[aria-live]")?.textContent ?? "";

/** Types `value` into the words of the composer, as a browser does. */
function write(value: string): HTMLTextAreaElement {
  const field = place.querySelector("textarea");
  if (field === null) throw new Error("no composer");
  act(() => {
    Object.getOwnPropertyDescriptor(HTMLTextAreaElement.prototype, "value")?.set?.call(field, value);
    field.setSelectionRange(value.length, value.length);
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  return field;
}

function key(field: HTMLElement, name: string, more: KeyboardEventInit = {}): void {
  act(() => {
    field.dispatchEvent(
      new KeyboardEvent("keydown", { key: name, bubbles: true, cancelable: true, ...more }),
    );
  });
}

describe("a thread's card", () => {
  it("says in words who reads it, whose it is, on what, and how it stands", () => {
    show({ by: "mc", said: { comments: [{}, { by: "ma", of: "a", text: "The answer." }] } });
    expect(card().textContent).toContain("Read by: the whole review team");
    expect(card().textContent).toContain("Person mb, State B");
    expect(card().getAttribute("aria-label")).toBe(
      "Comment by Person mb, State B on the section, 1 reply, open",
    );
    expect(card().tabIndex).toBe(-1);
  });

  it("E85 tells the reviewers' own thread from one that the State reads", () => {
    show({ by: "mc", audience: "reviewers", said: {} });
    expect(card().textContent).toContain("Read by: the reviewing States and the Secretariat");
    expect(card().dataset["audience"]).toBe("reviewers");
  });

  it("leaves script and markup as the text that they are, with their white space", () => {
    const text = "<script>alert(1)</script>\n  <b>bold</b> https://example.org";
    show({ by: "mc", said: { comments: [{ text }] } });
    expect(card().querySelector(".comment-text")?.textContent).toBe(text);
    expect(card().querySelector("script, b, a")).toBeNull();
  });

  it("shows the quotation of a text that is no longer there", () => {
    const quote = "within three years";
    const subject = { kind: "text", room: "untoc.5.b/team/text/1", quote } as const;
    show({ by: "mc", said: { thread: { subject } } });
    expect(card().textContent).toContain("The text this was about is no longer there");
    expect(card().querySelector("blockquote")?.textContent).toBe(quote);
  });

  it("keeps a trace of what was deleted, and tells what was changed", () => {
    const of = show({
      by: "mc",
      said: {
        comments: [
          { text: "", deletedAt: AT },
          { editedAt: AT, text: "Other words." },
        ],
      },
    });
    act(() => of.activate(THREAD));
    expect(card().textContent).toContain("This comment was deleted");
    expect(card().textContent).toContain("Changed, ");
  });

  it("says what is written for the team and not sent yet, and offers its focal point to send it", () => {
    const said: Said = { thread: { by: "ma", of: "a", forTeam: true } };
    const of = show({ by: "fa", margins: [OWN_OF_A], audience: "state-a", said });
    act(() => of.activate(THREAD));
    expect(card().textContent).toContain("Read by: your delegation only");
    expect(card().textContent).toContain("Not sent yet: goes with the next submission");
    expect(buttons()).toContain("Send to the review team");
    const forExpert = show({ by: "ma", margins: [OWN_OF_A], audience: "state-a", said });
    act(() => forExpert.activate(THREAD));
    expect(buttons()).not.toContain("Send to the review team");
  });

  it("offers changes to the author, resolving to his State, and neither to others", () => {
    const of = show({ by: "mb", said: {} });
    act(() => of.activate(THREAD));
    expect(buttons()).toEqual(["Change", "Delete", "Reply", "Resolve", "Copy the link"]);
    const ofOther = show({ by: "mc", said: {} });
    act(() => ofOther.activate(THREAD));
    expect(buttons()).toEqual(["Reply", "Copy the link"]);
    const reading = show({ by: "ma", margins: [{ ...TEAM, level: "read" }], said: {} });
    act(() => reading.activate(THREAD));
    expect(buttons()).toEqual(["Copy the link"]);
  });

  it("asks before a comment is deleted, and says what the server makes of it", async () => {
    line.answer = ({ method }) => (method === "DELETE" ? problem(409, "already-deleted") : null);
    const of = show({ by: "mb", said: {} });
    act(() => of.activate(THREAD));
    press("Delete");
    expect(line.asked.filter(({ method }) => method === "DELETE")).toHaveLength(0);
    const dialog = document.querySelector<HTMLElement>("[role=alertdialog]");
    const confirm = [...(dialog?.querySelectorAll("button") ?? [])].find(
      ({ textContent }) => textContent === "Delete",
    );
    act(() => confirm?.click());
    await vi.waitFor(() => expect(heard()).toBe("This comment was deleted meanwhile."));
    expect(line.asked.map(({ method }) => method)).toContain("DELETE");
  });
});

describe("how a State's comment was taken in", () => {
  const OF_STATE: Said = { thread: { by: "ma", of: "a", class: "wording" } };

  it("is said by the reviewers with class and outcome, and with reasons where it is not reflected", async () => {
    const of = show({ by: "mb", said: OF_STATE });
    act(() => of.activate(THREAD));
    press("Say how this was taken in");
    const outcome = [...place.querySelectorAll("select")].at(-1);
    act(() => {
      if (outcome === undefined) return;
      outcome.value = "not-accepted";
      outcome.dispatchEvent(new Event("change", { bubbles: true }));
    });
    press("Save");
    expect(place.textContent).toContain("Please give the reasons.");
    expect(line.asked.filter(({ path }) => path.endsWith("/disposition"))).toEqual([]);
    write("The source says otherwise.");
    press("Save");
    await vi.waitFor(() => expect(heard()).toBe("How the comment was taken in was recorded."));
    expect(line.asked.find(({ path }) => path.endsWith("/disposition"))?.body).toEqual({
      class: "wording",
      outcome: "not-accepted",
      reasons: "The source says otherwise.",
    });
  });

  it("is shown with reasons, by whom and when, in the screen words", () => {
    const disposition = {
      class: "wording",
      outcome: "not-accepted",
      reasons: "Because.",
      by: "mb",
      at: AT,
    } as const;
    show({ by: "ma", said: { thread: { by: "ma", of: "a", disposition } } });
    expect(card().textContent).toContain("How this was taken in: Not reflected, with reasons");
    expect(card().textContent).toContain("Because.");
    expect(card().textContent).toContain("Person mb, State B");
  });

  it("is not offered to the State, which may withdraw its own", () => {
    const of = show({ by: "ma", margins: [TEAM], said: OF_STATE });
    act(() => of.activate(THREAD));
    expect(buttons()).toContain("Withdraw the comment");
    const other = show({ by: "mb", said: { thread: { by: "mb", of: "b" } } });
    act(() => other.activate(THREAD));
    expect(buttons()).not.toContain("Say how this was taken in");
  });
});

describe("the composer", () => {
  const audience = (name: string): void => {
    const label = [...place.querySelectorAll("label")].find((each) => each.textContent === name);
    act(() => label?.querySelector("input")?.click());
  };

  it("says by the names of the States who will read, and again when that is changed", () => {
    const of = show({ by: "mb" });
    act(() => void of.compose({ kind: "section" }));
    expect(card().textContent).toContain(
      "Who will read this: your delegation (State B), State C, and the Secretariat.",
    );
    audience("The whole review team");
    expect(card().textContent).toContain(
      "Who will read this: State A, your delegation (State B), State C, and the Secretariat.",
    );
  });

  it("lists for an @ those of the audience alone, puts in the one chosen, and sends whom it names", async () => {
    const of = show({ by: "mb" });
    act(() => void of.compose({ kind: "section" }));
    const field = write("Please look, @Per");
    const names = [...place.querySelectorAll("[role=option]")].map(
      (each) => each.querySelector("bdi")?.textContent,
    );
    expect(names).toEqual(["Person mc", "Person ms"]);
    expect(field.getAttribute("aria-activedescendant")).toBe(place.querySelector("[role=option]")?.id);
    expect(heard()).toBe("2 members");
    key(field, "ArrowDown");
    key(field, "Enter");
    expect(field.value).toBe("Please look, @Person ms ");
    key(field, "Enter", { ctrlKey: true });
    await vi.waitFor(() => expect(line.asked).toHaveLength(1));
    expect(line.asked[0]?.body).toMatchObject({
      audience: "reviewers",
      text: "Please look, @Person ms",
      mentions: ["ms"],
    });
    expect(heard()).toContain("Comment sent. Read by: the reviewing States and the Secretariat");
  });

  it("refuses to send what names somebody who would not read it", () => {
    const of = show({ by: "mb" });
    act(() => void of.compose({ kind: "section" }));
    audience("The whole review team");
    const field = write("@Person ma");
    key(field, "Enter");
    audience("The reviewing States and the Secretariat");
    expect(card().textContent).toContain("Person ma would not read this.");
    press("Send");
    expect(line.asked).toEqual([]);
  });

  it("refuses a comment without words and one that is too long, and counts near the limit", () => {
    const of = show({ by: "mb" });
    act(() => void of.compose({ kind: "section" }));
    press("Send");
    expect(card().textContent).toContain("A comment needs some words.");
    write("x".repeat(9_900));
    expect(card().textContent).toContain("100 characters left");
    write("x".repeat(10_003));
    expect(card().textContent).toContain("3 characters too many");
    press("Send");
    expect(line.asked).toEqual([]);
  });

  it("keeps the words with Escape, says so, and takes them up again", () => {
    const of = show({ by: "mb" });
    act(() => void of.compose({ kind: "section" }));
    key(write("Half a thought"), "Escape");
    expect(of.composing.get()).toBeNull();
    expect(card().textContent).toContain("Not sent: kept on this computer");
    expect(heard()).toBe("The draft is kept on this computer.");
    press("Go on writing");
    expect(place.querySelector("textarea")?.value).toBe("Half a thought");
  });

  it("keeps the words that could not be sent, and says why", async () => {
    line.answer = () => problem(409, "thread-limit");
    const of = show({ by: "mb" });
    act(() => void of.compose({ kind: "section" }));
    key(write("Full"), "Enter", { ctrlKey: true });
    await vi.waitFor(() => expect(card().textContent).toContain("No more comments can be added here."));
    expect(place.querySelector("textarea")?.value).toBe("Full");
    expect(card().textContent).toContain("Not sent: kept on this computer");
  });

  it("offers an expert of the State his delegation, or the team by his focal point, and says who reads when", () => {
    const margins: readonly MarginView[] = [{ ...TEAM, level: "propose" }, OWN_OF_A];
    const of = show({ by: "ma", margins });
    act(() => void of.compose({ kind: "section" }));
    expect([...place.querySelectorAll("fieldset label")].map((each) => each.textContent)).toEqual([
      "For the team: your focal point sends it with the next submission",
      "Your delegation only",
    ]);
    audience("For the team: your focal point sends it with the next submission");
    expect(card().textContent).toContain(
      "Who will read this: your delegation (State A). Once your focal point has sent it: your delegation (State A), State B, State C, and the Secretariat.",
    );
    expect(card().textContent).toContain("Kind of comment");
  });
});

it("a reply is written in the thread's card and sent to the thread", async () => {
  const of = show({ by: "mc", said: {} });
  act(() => of.activate(THREAD));
  press("Reply");
  key(write("An answer"), "Enter", { ctrlKey: true });
  await vi.waitFor(() => expect(line.asked).toHaveLength(1));
  expect(line.asked[0]).toMatchObject({
    method: "POST",
    path: `/sections/${SECTION}/threads/${THREAD}/comments`,
    body: { text: "An answer", mentions: [] },
  });
});
