import type { Notice, Notices, ReviewId, SectionId, ThreadsRead } from "@travaux/blueprint";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { englishMessages } from "../interface-text/english.ts";
import { createInterfaceText, TextProvider } from "../interface-text/text.tsx";
import { createApiClient } from "./api-client.ts";
import { ApplicationContext, type Application } from "./application.tsx";
import { Bell } from "./bell.tsx";
import { ThisComputer } from "./this-computer.ts";
import { FIRST_NOTICES_MS, NOTICES_MS } from "./use-notices.ts";

const REVIEW = "rabcde" as ReviewId;
const SECTION = "untoc.5.b" as SectionId;

let root: Root;
let place: HTMLElement;
let standing: Notices;
let asked: number;
let marked: { readonly path: string; readonly body: ThreadsRead }[];

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval"] });
  window.history.replaceState(null, "", "/");
  place = document.body.appendChild(document.createElement("div"));
  root = createRoot(place);
  standing = { unread: 0, notices: [] };
  asked = 0;
  marked = [];
});

afterEach(() => {
  act(() => root.unmount());
  place.remove();
  vi.useRealTimers();
});

const named = (en: string): Notice["stateUnderReview"] => ({
  en,
  ar: null,
  zh: null,
  fr: null,
  ru: null,
  es: null,
});

function notice(letter: string, change: Partial<Notice> = {}): Notice {
  return {
    review: REVIEW,
    section: SECTION,
    thread: `t${letter.repeat(20)}`,
    comment: `c${letter.repeat(20)}`,
    kind: "mention",
    byName: "Expert of State B",
    byState: named("State B"),
    stateUnderReview: named("State A"),
    place: { label: "(b)", title: named("Observations"), instrument: "UNTOC", article: 5 },
    at: "2026-11-23T12:00:00.000Z",
    read: false,
    ...change,
  };
}

async function answer(path: string, init: RequestInit | undefined): Promise<Response> {
  if (path === "/api/notifications") {
    asked += 1;
    return new Response(JSON.stringify(standing));
  }
  marked.push({ path, body: JSON.parse(typeof init?.body === "string" ? init.body : "") });
  standing = { unread: 0, notices: standing.notices.map((each) => ({ ...each, read: true })) };
  return new Response("null");
}

async function show(): Promise<void> {
  const application: Application = {
    api: createApiClient(
      () => "en",
      (path, init) => answer(typeof path === "string" ? path : "", init),
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
          <Bell />
        </ApplicationContext>
      </TextProvider>,
    ),
  );
  await pass(FIRST_NOTICES_MS);
}

const pass = (ms: number): Promise<void> => act(() => vi.advanceTimersByTimeAsync(ms).then(() => undefined));
const bell = (): HTMLButtonElement | null => place.querySelector("button.bell-button");
const said = (): string | undefined => bell()?.querySelector(".unseen")?.textContent;
const list = (): HTMLElement | null => place.querySelector("[role=dialog]");

async function open(): Promise<void> {
  // A chunk of its own: what waits for it goes on once it is here.
  await act(async () => bell()?.click());
  await act(() => import("./notice-list.tsx").then(() => undefined));
  expect(list()).not.toBeNull();
}

describe("the bell", () => {
  it("says in words how many notices are unread, and nothing of a number where none is", async () => {
    standing = { unread: 2, notices: [notice("a"), notice("b")] };
    await show();
    expect(said()).toBe("Notices: 2 unread notices");
    standing = { unread: 0, notices: [] };
    await pass(NOTICES_MS);
    expect(said()).toBe("Notices");
    expect(asked).toBe(2);
  });

  it("asks for nothing while the page is not on screen", async () => {
    const visibility = vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden");
    await show();
    await pass(3 * NOTICES_MS);
    expect(asked).toBe(0);
    visibility.mockReturnValue("visible");
    await act(async () => void document.dispatchEvent(new Event("visibilitychange")));
    expect(asked).toBe(1);
    visibility.mockRestore();
  });

  it("tells of each notice who, of which State, where and when, and whether it is unread", async () => {
    standing = {
      unread: 1,
      notices: [notice("a"), notice("b", { kind: "reply", byState: null, byName: "Officer", read: true })],
    };
    await show();
    await open();
    const [first, second] = [...(list()?.querySelectorAll("li") ?? [])].map((each) => each.textContent);
    expect(first).toMatch(/^Not yet readExpert of State B \(State B\) mentioned you/);
    expect(first).toContain("Article 5 – (b) Observations");
    expect(first).toContain("Review of State A");
    expect(second).toMatch(/^Officer \(Secretariat\) replied to you/);
  });

  it("leads to the thread, marks it as read and closes", async () => {
    standing = { unread: 1, notices: [notice("a")] };
    await show();
    await open();
    await act(async () => list()?.querySelector("a")?.click());
    const { pathname, search, hash } = window.location;
    expect(pathname + search + hash).toBe(`/reviews/rabcde/report?thread=t${"a".repeat(20)}#untoc.5.b`);
    expect(marked).toEqual([
      {
        path: "/api/reviews/rabcde/comments/read",
        body: { threads: [{ section: SECTION, thread: `t${"a".repeat(20)}` }] },
      },
    ]);
    expect(list()).toBeNull();
    await pass(0);
    expect(said()).toBe("Notices");
  });

  it("marks as read what it lists of every review, and nothing else", async () => {
    const other = "rother" as ReviewId;
    standing = {
      unread: 2,
      notices: [notice("a"), notice("b", { read: true }), notice("c", { review: other })],
    };
    await show();
    await open();
    const all = [...(list()?.querySelectorAll("button") ?? [])].find(
      (each) => each.textContent === "Mark all as read",
    );
    await act(async () => all?.click());
    await pass(0);
    expect(marked.map(({ path, body }) => [path, body.threads?.map(({ thread }) => thread[1])])).toEqual([
      ["/api/reviews/rabcde/comments/read", ["a"]],
      ["/api/reviews/rother/comments/read", ["c"]],
    ]);
    expect(said()).toBe("Notices");
  });

  it("closes with Escape and gives the focus back", async () => {
    await show();
    await open();
    expect(list()?.textContent).toContain("Nobody has mentioned you or replied to you yet.");
    await act(async () => void document.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" })));
    expect(list()).toBeNull();
    expect(document.activeElement).toBe(bell());
  });
});
