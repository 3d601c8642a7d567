import type {
  DecisionRequest,
  DecisionResult,
  MemberId,
  ReviewView,
  RoomView,
  SectionId,
} from "@travaux/blueprint";
import { openSuggestions } from "@travaux/track-changes";
import { suggestionHash } from "@travaux/track-changes/model";
import type { EditorView } from "prosemirror-view";
import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { Announcer } from "../app/announcer.tsx";
import { createApiClient } from "../app/api-client.ts";
import { ApplicationContext, type Application } from "../app/application.tsx";
import { ThisComputer } from "../app/this-computer.ts";
import { englishMessages } from "../interface-text/english.ts";
import { createInterfaceText, TextProvider } from "../interface-text/text.tsx";
import { createReportModel, ReportContext } from "../report/report-model.ts";
import { closeEditors, editorOf, textOf } from "./editor.fixture.ts";
import { openPreferences } from "./preferences.ts";
import { ProposalList } from "./proposal-list.tsx";
import { SectionProposals } from "./section-proposals.ts";

const SECTION = "untoc.5.b" as SectionId;
const ROOM = "rabcde/untoc.5.b/team/text/1";

let root: Root;
let place: HTMLElement;
const opened: SectionProposals[] = [];

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      observe(): void {}
      unobserve(): void {}
    },
  );
  place = document.body.appendChild(document.createElement("div"));
  root = createRoot(place);
});

afterEach(() => {
  act(() => root.unmount());
  place.remove();
  opened.splice(0).forEach((each) => each.stop());
  closeEditors();
  vi.unstubAllGlobals();
});

const state = (id: string, part: "under-review" | "reviewing"): object => ({
  id,
  name: { en: `State ${id.toUpperCase()}`, ar: null, zh: null, fr: null, ru: null, es: null },
  part,
  instruments: ["UNTOC"],
});
const member = (id: string, of: string): object => ({
  id,
  user: id,
  name: `Expert ${id}`,
  function: "",
  role: of === "a" ? "state-expert" : "reviewing-expert",
  state: of,
  standing: "serving",
  replaces: null,
});

function reviewSeenBy(id: string, decisionKeys: "one" | "both" = "one"): ReviewView {
  return {
    id: "rabcde",
    member: id as MemberId,
    states: [state("a", "under-review"), state("b", "reviewing"), state("c", "reviewing")],
    members: [member("ma", "a"), member("mb", "b"), member("mc", "c")],
    decisionKeys,
  } as unknown as ReviewView;
}

/** The page of a person with the cards of one section; requests are answered by `answer`. */
function showCards(
  view: EditorView,
  {
    by,
    mayDecide = true,
    keys = "one",
    answer = () => ({ decision: null, outcomes: [] }),
  }: {
    readonly by: string;
    readonly mayDecide?: boolean;
    readonly keys?: "one" | "both";
    readonly answer?: (request: DecisionRequest, path: string) => DecisionResult;
  },
): SectionProposals {
  const room: RoomView = {
    name: ROOM,
    audience: "team",
    document: "text",
    level: "suggest",
    standing: "current",
    mayDecide,
  };
  const of = new SectionProposals({ section: SECTION, instrument: "UNTOC", room, view });
  opened.push(of);
  const api = createApiClient(
    () => "en",
    async (path, init) => {
      const request: DecisionRequest = JSON.parse(typeof init?.body === "string" ? init.body : "");
      return new Response(JSON.stringify(answer(request, typeof path === "string" ? path : "")));
    },
  );
  const application: Application = {
    api,
    computer: new ThisComputer(Promise.resolve(null)),
    session: { user: null, demo: null },
    setSession: () => undefined,
    signOut: () => undefined,
    setLanguage: () => undefined,
  };
  const model = createReportModel(reviewSeenBy(by, keys), () => undefined, openPreferences(null, null));
  act(() =>
    root.render(
      <TextProvider text={createInterfaceText("en", englishMessages)}>
        <ApplicationContext value={application}>
          <Announcer>
            <ReportContext value={model}>
              <ProposalList sections={[of]} nameOf={() => "Article 5 (b)"} onLeave={() => undefined} />
            </ReportContext>
          </Announcer>
        </ApplicationContext>
      </TextProvider>,
    ),
  );
  return of;
}

const cards = (): readonly HTMLElement[] => [...place.querySelectorAll<HTMLElement>("article")];
const words = (card: HTMLElement | undefined): string => card?.textContent ?? "";
const button = (card: HTMLElement | undefined, name: string): HTMLButtonElement | undefined =>
  [...(card?.querySelectorAll("button") ?? [])].find((each) => each.textContent === name);

function proposed(): EditorView {
  const view = editorOf(textOf("The law provides.", "It is applied."), "ma");
  view.dispatch(view.state.tr.insertText("new ", 5));
  return view;
}

describe("the cards", () => {
  it("E139 show one entry for a proposal that is split by another's, with the very words of the text", () => {
    const doc = textOf("The law provides.");
    const view = editorOf(doc, "ma");
    view.dispatch(view.state.tr.insertText("very new ", 5));
    const other = editorOf(doc, "mb");
    other.dispatch(other.state.tr.insertText("much ", 10));
    showCards(view, { by: "mc" });
    const mine = cards().filter((card) => words(card).includes("Expert ma"));
    expect(mine).toHaveLength(1);
    expect(mine[0]?.querySelector("ins")?.lastChild?.textContent).toBe("very new ");
    expect(cards()).toHaveLength(2);
  });

  it("say kind, author, State and what goes for what, in words and not by colour alone", () => {
    const view = editorOf(textOf("The law provides."), "ma");
    view.dispatch(view.state.tr.insertText("statute", 5, 8));
    showCards(view, { by: "mb" });
    const [card] = cards();
    expect(words(card)).toContain("Replacement");
    expect(words(card)).toContain("Expert ma, State A");
    expect(words(card)).toContain("Text as it stands: law");
    expect(words(card)).toContain("Text as proposed: statute");
    const named = card?.getAttribute("aria-labelledby")?.split(" ") ?? [];
    expect(named.map((id) => document.getElementById(id)?.textContent).join(" ")).toBe(
      "Replacement Expert ma, State A",
    );
  });

  it("E79 E80 offer a decision to whoever may decide, withdrawal to the author, and nothing to others", () => {
    const view = proposed();
    showCards(view, { by: "mb" });
    expect(button(cards()[0], "Accept")).toBeDefined();
    expect(button(cards()[0], "Keep original text")).toBeDefined();
    expect(button(cards()[0], "Withdraw")).toBeUndefined();
    showCards(view, { by: "ma", mayDecide: false });
    expect(button(cards()[0], "Accept")).toBeUndefined();
    expect(button(cards()[0], "Withdraw")).toBeDefined();
    showCards(view, { by: "mc", mayDecide: false });
    expect(cards()[0]?.querySelectorAll(".proposal-actions button")).toHaveLength(0);
    expect(place.textContent).not.toMatch(/reject/i);
  });

  it("E140 are decided by keyboard: every way is a button, and a card is no tab stop of its own", () => {
    showCards(proposed(), { by: "mb" });
    const [card] = cards();
    expect(card?.tabIndex).toBe(-1);
    const stops = [...(card?.querySelectorAll<HTMLElement>("button, input, [tabindex]") ?? [])];
    expect(stops.map((each) => each.textContent)).toEqual([
      "Insertion: Show in the text",
      "Accept",
      "Keep original text",
      "Give a reason",
    ]);
  });

  it("send the hash of what was seen, and say when the text has changed since", async () => {
    const asked: (readonly [string, DecisionRequest])[] = [];
    const view = proposed();
    const [proposal] = openSuggestions(view.state);
    if (proposal === undefined) throw new Error("no proposal");
    const of = showCards(view, {
      by: "mb",
      answer: (request, path) => {
        asked.push([path, request]);
        return { decision: null, outcomes: [{ id: proposal.id, outcome: "left", code: "changed" }] };
      },
    });
    await act(async () => button(cards()[0], "Accept")?.click());
    await vi.waitFor(() => expect(of.busy.get()).toBe(false));
    expect(asked).toEqual([
      [
        "/api/reviews/rabcde/sections/untoc.5.b/decisions",
        {
          room: ROOM,
          decision: "accept",
          suggestions: [{ id: proposal.id, seen: suggestionHash(proposal) }],
        },
      ],
    ]);
    expect(words(cards()[0])).toContain("The text has changed; look again");
    expect(place.querySelector("[aria-live]")?.textContent).toBe("1 proposal was left open.");
  });

  it("take an own proposal back in the text itself, without asking the server", async () => {
    const view = proposed();
    showCards(view, { by: "ma", mayDecide: false });
    await act(async () => button(cards()[0], "Withdraw")?.click());
    expect(view.state.doc.textContent).toBe("The law provides.It is applied.");
    expect(cards()).toHaveLength(0);
    expect(place.querySelector("[aria-live]")?.textContent).toBe("1 proposal withdrawn.");
  });

  it("tell the State only that its proposal is under consideration, and the reviewing side whose word is awaited", () => {
    const view = proposed();
    const [proposal] = openSuggestions(view.state);
    const margin = new Y.Doc();
    const word = (choice: string): object => ({ choice, by: "mb", at: 1 });
    margin.getMap("keys").set(proposal?.id ?? "", { b: word("accept") });
    const forState = showCards(view, { by: "ma", mayDecide: false, keys: "both" });
    act(() => forState.margin.set(margin));
    expect(words(cards()[0])).toContain("Under consideration by the reviewing States parties");
    expect(words(cards()[0])).not.toContain("State B");
    const forReviewer = showCards(view, { by: "mc", keys: "both" });
    act(() => forReviewer.reviewersMargin.set(margin));
    expect(words(cards()[0])).toContain("Decided by State B; waits for State C");
    act(() => {
      margin.getMap("keys").set(proposal?.id ?? "", { b: word("accept"), c: word("reject") });
    });
    expect(words(cards()[0])).toContain("State B: Accept and State C: Keep original text");
  });

  it("show when a proposal was first made, as the server has it", () => {
    const view = proposed();
    const [proposal] = openSuggestions(view.state);
    const margin = new Y.Doc();
    const of = showCards(view, { by: "mb" });
    act(() => of.margin.set(margin));
    expect(cards()[0]?.querySelector("time")).toBeNull();
    act(() => {
      margin.getMap("facts").set(proposal?.id ?? "", { at: Date.UTC(2026, 10, 23, 12), by: "ma" });
    });
    expect(cards()[0]?.querySelector("time")?.dateTime).toBe("2026-11-23T12:00:00.000Z");
  });
});

describe("several at once", () => {
  it("are selected card by card or by author, and forgotten when they are gone", async () => {
    const view = proposed();
    view.dispatch(view.state.tr.delete(view.state.doc.content.size - 9, view.state.doc.content.size - 1));
    const of = showCards(view, { by: "mb" });
    act(() => of.selected.set(new Set()));
    const boxes = (): readonly HTMLInputElement[] => [...place.querySelectorAll<HTMLInputElement>("input")];
    expect(boxes()).toHaveLength(2);
    act(() => boxes()[0]?.click());
    expect(of.selected.get()?.size).toBe(1);
    const [first] = openSuggestions(view.state);
    view.dispatch(view.state.tr.delete(first?.from ?? 0, first?.to ?? 0));
    act(() => of.readNow());
    expect(of.selected.get()?.size).toBe(0);
  });
});
