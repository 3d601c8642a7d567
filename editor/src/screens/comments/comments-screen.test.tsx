import type { MemberId, OutlineEntry, ReviewId, ReviewView, SectionId, ThreadRow } from "@travaux/blueprint";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createApiClient } from "../../app/api-client.ts";
import { ApplicationContext, type Application } from "../../app/application.tsx";
import { ThisComputer } from "../../app/this-computer.ts";
import { commentOf, rowOf } from "../../comments/list/rows.fixture.ts";
import { englishMessages } from "../../interface-text/english.ts";
import { createInterfaceText, TextProvider } from "../../interface-text/text.tsx";
import { CommentsScreen } from "./comments-screen.tsx";

const REVIEW = "rabcde" as ReviewId;

let root: Root;
let place: HTMLElement;

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  place = document.body.appendChild(document.createElement("div"));
  root = createRoot(place);
});

afterEach(() => {
  act(() => root.unmount());
  place.remove();
});

const named = (en: string): object => ({ en, ar: null, zh: null, fr: null, ru: null, es: null });
const view = {
  id: REVIEW,
  stateUnderReview: named("State A"),
  states: [
    { id: "a", name: named("State A"), part: "under-review", instruments: [] },
    { id: "b", name: named("State B"), part: "reviewing", instruments: ["UNTOC"] },
  ],
  members: [],
} as unknown as ReviewView;

const heading = (id: string, title: string, article: number | null = 5): OutlineEntry =>
  ({
    id,
    depth: 2,
    label: "(b)",
    title: named(title),
    instrument: "UNTOC",
    article,
    section: { id, rooms: [], margins: [] },
  }) as never;
const entries = [
  {
    id: "iv",
    depth: 0,
    label: "IV.",
    title: named("Implementation"),
    instrument: null,
    article: null,
    section: null,
  } as unknown as OutlineEntry,
  heading("untoc.5.b", "Observations on the article"),
  heading("untoc.6.b", "Observations on laundering", 6),
];

async function show(rows: readonly ThreadRow[]): Promise<void> {
  const answers: Readonly<Record<string, unknown>> = {
    [`/api/reviews/${REVIEW}`]: view,
    [`/api/reviews/${REVIEW}/outline`]: { review: REVIEW, phase: "drafting", version: 1, entries },
    [`/api/reviews/${REVIEW}/comments`]: rows,
  };
  const api = createApiClient(
    () => "en",
    async (path) => new Response(JSON.stringify((typeof path === "string" ? answers[path] : null) ?? null)),
  );
  const application: Application = {
    api,
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
          <CommentsScreen review={REVIEW} />
        </ApplicationContext>
      </TextProvider>,
    ),
  );
}

const shown = (): readonly HTMLElement[] => [...place.querySelectorAll<HTMLElement>("tbody tr")];
const words = (): string => place.textContent;

function control(name: string): HTMLInputElement | HTMLSelectElement {
  const label = [...place.querySelectorAll("label")].find((each) => each.textContent === name);
  const found = label?.control ?? label?.querySelector("input");
  if (found instanceof HTMLInputElement || found instanceof HTMLSelectElement) return found;
  throw new Error(`no control named ${name}`);
}

async function choose(name: string, value: string): Promise<void> {
  const field = control(name);
  await act(async () => {
    const { prototype } = field instanceof HTMLSelectElement ? HTMLSelectElement : HTMLInputElement;
    Object.getOwnPropertyDescriptor(prototype, "value")?.set?.call(field, value);
    field.dispatchEvent(
      new Event(field instanceof HTMLSelectElement ? "change" : "input", { bubbles: true }),
    );
  });
}

const file = (): string | null | undefined => place.querySelector("a[download]")?.getAttribute("href");

const disposed: ThreadRow = rowOf("a", {
  text: "The law is of 2020.",
  quote: "the law of 2019",
  subject: "text",
  class: "wording",
  comments: [commentOf("a", "ma", "a", "The law is of 2020."), commentOf("r", "mb", "b", "<b>Agreed</b>")],
  disposition: {
    class: "factual-correction",
    outcome: "not-accepted",
    reasons: "The cut-off was in 2019.",
    by: "mb" as MemberId,
    byName: "Expert mb",
    at: "2026-11-23T13:00:00.000Z",
  },
});
const internal = rowOf("b", { by: "mb", of: "b", audience: "reviewers", text: "Shall we press them?" });

describe("the table of comments and dispositions", () => {
  it("tells of each comment whose, when, on what, its replies, its class, and how and why it was taken in", async () => {
    await show([disposed]);
    const [row] = shown();
    const cells = [...(row?.children ?? [])].map((cell) => cell.textContent);
    expect(cells[0]).toContain("Article 5 (b) Observations on the article");
    expect(cells[1]).toMatch(/State A.*Expert ma.*2026/s);
    expect(cells[2]).toContain("the law of 2019");
    expect(cells[3]).toMatch(/The law is of 2020\..*Reply: Expert mb, State B.*<b>Agreed<\/b>/s);
    expect(cells[4]).toBe("Factual correction");
    expect(cells[5]).toMatch(/Not reflected, with reasons.*The cut-off was in 2019\..*Expert mb/s);
    expect(cells[6]).toBe("Open");
    expect(place.querySelector("tbody b")).toBeNull();
  });

  it("shows the team's comments alone until internal ones are asked for, and then says so in its heading", async () => {
    await show([disposed, internal]);
    expect(shown()).toHaveLength(1);
    expect(words()).not.toContain("Shall we press them?");
    expect(words()).not.toContain("Contains internal comments");
    expect(words()).toContain("Can be read by: The review team");
    await act(async () => control("Reviewing States parties and Secretariat").click());
    expect(shown()).toHaveLength(2);
    expect(words()).toContain(
      "Contains internal comments of: Reviewing States parties and Secretariat. It is not meant for anybody else.",
    );
    expect(words()).not.toContain("Can be read by: The review team");
  });

  it("offers the very rows shown as a file", async () => {
    await show([disposed, internal]);
    expect(file()).toBe(`/api/reviews/${REVIEW}/comments.csv?audience=team&language=en`);
    await choose("Disposition", "none");
    await choose("Words in the comments", " Law ");
    expect(shown()).toHaveLength(0);
    expect(words()).toContain("No comment fits these filters.");
    const { searchParams } = new URL(file() ?? "", "https://example.org");
    expect(searchParams.get("disposition")).toBe("none");
    expect(searchParams.get("q")).toBe("Law");
    expect(words()).toContain("Only: Disposition: None yet; Words in the comments: Law");
  });

  it("offers no file of everything when no readers are chosen", async () => {
    await show([disposed]);
    await act(async () => control("Review team").click());
    expect(shown()).toHaveLength(0);
    expect(file()).toBeUndefined();
  });

  it("filters by State, class, status and place in the report", async () => {
    const other = rowOf("c", { by: "mb", of: "b", section: "untoc.6.b" as SectionId, resolved: true });
    await show([disposed, other]);
    const threads = (): number => shown().length;
    await choose("State", "b");
    expect(
      shown()
        .map((row) => row.textContent)
        .join(),
    ).toContain("laundering");
    expect(threads()).toBe(1);
    await choose("State", "");
    await choose("Class", "factual-correction");
    expect(threads()).toBe(1);
    await choose("Class", "");
    await choose("Status", "resolved");
    expect(threads()).toBe(1);
    await choose("Status", "");
    await choose("Section", "untoc.6.b");
    expect(threads()).toBe(1);
    // A chapter stands over sections whose names do not begin as its own.
    await choose("Section", "iv");
    expect(threads()).toBe(2);
    await choose("Section", "");
    expect(threads()).toBe(2);
  });

  it("draws a long table step by step, and all of it for printing", async () => {
    const letters = "abcdefghijklmnopqrstuvwxyz";
    const many = Array.from({ length: 250 }, (_, index) => ({
      ...rowOf("a"),
      thread: `t${letters[index % 26] ?? ""}${String(index).padStart(19, "0")}`,
    }));
    await show(many);
    expect(shown()).toHaveLength(100);
    expect(words()).toContain("250 of 250 comments");
    const more = [...place.querySelectorAll("button")].find((each) => each.textContent === "Show 100 more");
    await act(async () => more?.click());
    expect(shown()).toHaveLength(200);
    act(() => void window.dispatchEvent(new Event("beforeprint")));
    expect(shown()).toHaveLength(250);
    act(() => void window.dispatchEvent(new Event("afterprint")));
    expect(shown()).toHaveLength(200);
  });

  it("says so where there is nothing to read", async () => {
    await show([]);
    expect(words()).toContain("There are no comments here that you may read.");
  });
});
