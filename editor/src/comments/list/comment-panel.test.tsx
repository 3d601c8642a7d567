import type {
  MemberId,
  OutlineEntry,
  ReviewId,
  ReviewView,
  SectionComments,
  SectionId,
  ThreadRow,
} from "@travaux/blueprint";
import { act, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Announcer } from "../../app/announcer.tsx";
import { createApiClient } from "../../app/api-client.ts";
import { ApplicationContext, type Application } from "../../app/application.tsx";
import { goTo } from "../../app/navigation.tsx";
import { ThisComputer } from "../../app/this-computer.ts";
import { englishMessages } from "../../interface-text/english.ts";
import { createInterfaceText, TextProvider } from "../../interface-text/text.tsx";
import { CommentCount } from "../../report/comment-count.tsx";
import { createReportModel, ReportContext, type ReportModel } from "../../report/report-model.ts";
import { useCommentCounts } from "../../report/use-comment-counts.ts";
import { OUTLINE_NEWS_MS } from "../../report/use-outline-news.ts";
import { openPreferences } from "../../suggestions/preferences.ts";
import { CommentPanel } from "./comment-panel.tsx";
import { LinkNote } from "./link-note.tsx";
import { commentOf, rowOf } from "./rows.fixture.ts";

const REVIEW = "rabcde" as ReviewId;
const SECTION = "untoc.5.b" as SectionId;

let root: Root;
let place: HTMLElement;
let model: ReportModel;
/** What the server has: `null` when it cannot be reached. */
let rows: readonly ThreadRow[] | null;
let counts: readonly SectionComments[];
let asked: string[];

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      observe(): void {}
      unobserve(): void {}
    },
  );
  window.history.replaceState(null, "", `/reviews/${REVIEW}/report`);
  place = document.body.appendChild(document.createElement("div"));
  root = createRoot(place);
  model = createReportModel(review, () => undefined, openPreferences(null, null));
  model.entries.set(entries);
  rows = [];
  counts = [];
  asked = [];
});

afterEach(() => {
  act(() => root.unmount());
  place.remove();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const named = (en: string): object => ({ en, ar: null, zh: null, fr: null, ru: null, es: null });
const review = {
  id: REVIEW,
  member: "ma",
  states: [
    { id: "a", name: named("State A"), part: "under-review", instruments: [] },
    { id: "b", name: named("State B"), part: "reviewing", instruments: ["UNTOC"] },
  ],
  members: [],
} as unknown as ReviewView;
const section = { id: SECTION, kind: "art.b", margins: [{ name: "n", audience: "team", level: "comment" }] };
const entries = [
  { id: SECTION, depth: 1, label: "(b)", title: named("Observations"), article: 5, section },
] as unknown as readonly OutlineEntry[];

async function answer(path: string): Promise<Response> {
  asked.push(path);
  if (path.endsWith("/counts")) return Response.json(counts);
  if (rows === null) throw new TypeError("no connection");
  return Response.json(rows);
}

async function show(part: ReactNode): Promise<void> {
  const application: Application = {
    api: createApiClient(
      () => "en",
      (path) => answer(typeof path === "string" ? path : ""),
    ),
    computer: new ThisComputer(Promise.resolve(null)),
    session: { user: null, demo: null },
    setSession: () => undefined,
    signOut: () => undefined,
    setLanguage: () => undefined,
  };
  await act(async () =>
    root.render(
      <TextProvider text={createInterfaceText("en", englishMessages)}>
        <ApplicationContext value={application}>
          <Announcer>
            <ReportContext value={model}>{part}</ReportContext>
          </Announcer>
        </ApplicationContext>
      </TextProvider>,
    ),
  );
}

const items = (): readonly HTMLElement[] => [...place.querySelectorAll<HTMLElement>(".comment-item")];
const button = (name: string): HTMLButtonElement | undefined =>
  [...place.querySelectorAll("button")].find((each) => each.textContent === name);
const press = (name: string): Promise<void> => act(async () => button(name)?.click());
const shown = (): string =>
  items()
    .map((each) => /letter (\w)/.exec(each.textContent)?.[1] ?? "?")
    .join("");

const some = [
  rowOf("a", { text: "letter a", comments: [commentOf("a", "ma", "a", "letter a")] }),
  rowOf("b", { text: "letter b", by: "mb", of: "b", audience: "reviewers", unread: true }),
  rowOf("c", { text: "letter c", by: "mb", of: "b", orphaned: true }),
  rowOf("d", {
    resolved: true,
    comments: [{ ...commentOf("d", "mb", "b", "letter d"), mentions: ["ma" as MemberId] }],
  }),
];

describe("the list of comments", () => {
  it("shows what is open, and by each filter what it says", async () => {
    rows = some;
    await show(<CommentPanel entries={entries} onChoose={() => undefined} />);
    expect(shown()).toBe("abc");
    await press("Open");
    expect(shown()).toBe("abcd");
    for (const [mark, letters] of [
      ["Mine", "a"],
      ["Mentioning me", "d"],
      ["Not yet read", "b"],
      ["Text no longer in the report", "c"],
    ] as const) {
      await press(mark);
      expect(shown()).toBe(letters);
      expect(button(mark)?.getAttribute("aria-pressed")).toBe("true");
      await press(mark);
    }
    expect(shown()).toBe("abcd");
  });

  it("says of each where it is, whose, who reads it and what became of its text", async () => {
    rows = some;
    await show(<CommentPanel entries={entries} onChoose={() => undefined} />);
    const [, second, third] = items().map((each) => each.textContent);
    expect(second).toContain("Not yet readArticle 5 (b) Observations");
    expect(second).toContain("Expert mb, State B");
    expect(second).toContain("Reviewing States parties and Secretariat");
    expect(third).toContain("The text this was about is no longer there");
  });

  it("leads to the place of the one that is chosen", async () => {
    rows = some;
    const close = vi.fn<() => void>();
    await show(<CommentPanel entries={entries} onChoose={close} />);
    await act(async () => items()[1]?.click());
    expect(model.wantedThread.get()).toEqual({ section: SECTION, thread: `t${"b".repeat(20)}` });
    expect(close).toHaveBeenCalledOnce();
    expect(items()[1]?.getAttribute("aria-current")).toBe("true");
  });

  it("is read again when there are other counts", async () => {
    rows = some;
    await show(<CommentPanel entries={entries} onChoose={() => undefined} />);
    rows = [...some, rowOf("e", { text: "letter e" })];
    await act(async () => model.commentCounts.set(new Map()));
    expect(shown()).toBe("abce");
  });
});

describe("a link to a thread", () => {
  const thread = `t${"a".repeat(20)}`;
  const link = { kind: "report", review: REVIEW, at: { section: SECTION, thread } } as const;
  const note = (): string => place.querySelector("[role=alert]")?.textContent ?? "";

  it("has the page go to the thread, and then names the section alone", async () => {
    rows = [rowOf("a")];
    goTo(link);
    await show(<LinkNote model={model} />);
    expect(model.wantedThread.get()).toEqual({ section: SECTION, thread });
    expect(window.location.search + window.location.hash).toBe("#untoc.5.b");
    expect(note()).toBe("");
    expect(asked).toEqual([`/api/reviews/${REVIEW}/comments?section=untoc.5.b`]);
  });

  it("is followed on the page too, and twice to the same thread", async () => {
    rows = [rowOf("a")];
    await show(<LinkNote model={model} />);
    for (const time of [1, 2]) {
      await act(async () => goTo(link));
      expect(model.wantedThread.get(), String(time)).toEqual({ section: SECTION, thread });
      await act(async () => model.wantedThread.set(null));
    }
  });

  it("says plainly when what it leads to cannot be shown, and waits for it no longer", async () => {
    rows = [rowOf("b")];
    goTo(link);
    await show(<LinkNote model={model} />);
    expect(note()).toContain("It does not exist, or it is not open to you.");
    expect(model.wantedThread.get()).toBeNull();
    await press("Close");
    expect(note()).toBe("");
  });

  it("says that it could not be looked up where there is no connection", async () => {
    rows = null;
    goTo(link);
    await show(<LinkNote model={model} />);
    expect(note()).toContain("could not be looked up just now");
  });
});

describe("the counts of comments", () => {
  const countsOf = (open: number, unread: number): readonly SectionComments[] => [
    { section: SECTION, open, unread, resolved: 0, orphaned: 0, unsent: 0 },
  ];
  function Counted(): ReactNode {
    useCommentCounts(model);
    return <CommentCount sections={entries.flatMap((each) => each.section ?? [])} />;
  }
  const said = (): string => place.querySelector(".unseen")?.textContent.trim() ?? "";

  it("are said in words, and keep their place where there is nothing to say", async () => {
    await show(<Counted />);
    expect(place.querySelector(".outline-comments")).not.toBeNull();
    expect(said()).toBe("");
    counts = countsOf(3, 1);
    await act(async () => model.refreshCounts());
    expect(said()).toBe("(3 open comments, 1 not yet read)");
    expect(place.querySelector(".outline-comments-number")?.textContent).toBe("3");
  });

  it("are asked for from time to time, and by nobody who has no comments to read", async () => {
    counts = countsOf(1, 0);
    await show(<Counted />);
    await act(() => vi.advanceTimersByTimeAsync(OUTLINE_NEWS_MS).then(() => undefined));
    expect(said()).toBe("(1 open comment)");
    const before = asked.length;
    await act(async () => model.entries.set([]));
    await act(() => vi.advanceTimersByTimeAsync(3 * OUTLINE_NEWS_MS).then(() => undefined));
    expect(asked).toHaveLength(before);
  });
});
