import {
  projectBase,
  readSuggestions,
  suggestionHash,
  type TrackedDocument,
} from "@travaux/track-changes/model";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { countedIds, plainSample, propose, strokes, type Stroke } from "../testing/drafting.ts";
import { answerText, type Answer } from "./answer-text.ts";

const SEED = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
// Properties over many cases, beside other tests on a busy machine.
vi.setConfig({ testTimeout: 60_000 });
console.info(`answering: seed ${SEED}`);
const options = { seed: SEED, numRuns: 200 };
const isOfState = (by: string): boolean => by === "mstate" || by === "mlive";

function said(text: TrackedDocument, by: string): readonly string[] {
  return readSuggestions(text)
    .filter((suggestion) => suggestion.by === by)
    .map((suggestion) => `${suggestion.id} ${suggestionHash(suggestion)}`)
    .toSorted();
}

function idsOf(text: TrackedDocument, of: string): readonly string[] {
  return readSuggestions(text)
    .flatMap(({ id, by }) => (by === of ? [id] : []))
    .toSorted();
}

function type(word: string, at = 4): Stroke {
  return { kind: "type", at, over: 0, word };
}

function answered(answer: Answer): Extract<Answer, { readonly kind: "answered" }> {
  if (answer.kind !== "answered") throw new Error(answer.kind);
  return answer;
}

describe("what the State submits", () => {
  it("stands before the team as in its working copy, all of it, and the base is not touched", () => {
    fc.assert(
      fc.property(strokes, strokes, strokes, (own, others, more) => {
        const newId = countedIds();
        const begun = plainSample();
        const team = propose(begun, "mother", others, newId);
        const working = propose(begun, "mstate", own, newId);
        fc.pre(said(working, "mstate").length > 0);
        const first = answered(answerText({ last: begun, working, team }, isOfState));
        expect(first.left).toEqual([]);
        expect(projectBase(first.text).eq(projectBase(team))).toBe(true);
        expect(idsOf(first.text, "mother")).toEqual(idsOf(team, "mother"));
        expect(first.brought.toSorted()).toEqual(idsOf(working, "mstate"));
        expect(answerText({ last: working, working, team: first.text }, isOfState)).toEqual({
          kind: "unchanged",
          left: [],
        });
        // Goes on, withdraws here and there by striking its own, and submits again.
        const later = propose(working, "mstate", more, newId);
        const second = answerText({ last: working, working: later, team: first.text }, isOfState);
        const text = second.kind === "answered" ? second.text : first.text;
        const left = second.kind === "answered" || second.kind === "unchanged" ? second.left : [];
        expect(projectBase(text).eq(projectBase(team))).toBe(true);
        expect([...new Set([...idsOf(text, "mstate"), ...left])].toSorted()).toEqual(
          [...new Set([...idsOf(later, "mstate"), ...left])].toSorted(),
        );
      }),
      options,
    );
  });

  it("is, where nobody else proposes anything, the working copy to the letter", () => {
    fc.assert(
      fc.property(strokes, strokes, (own, more) => {
        const newId = countedIds();
        const begun = plainSample();
        const working = propose(begun, "mstate", own, newId);
        const later = propose(working, "mstate", more, newId);
        fc.pre(said(working, "mstate").length > 0);
        const first = answered(answerText({ last: begun, working, team: begun }, isOfState));
        expect(first.text.doc.eq(working.doc)).toBe(true);
        const second = answerText({ last: working, working: later, team: first.text }, isOfState);
        fc.pre(second.kind === "answered");
        expect(answered(second).left).toEqual([]);
        expect(said(answered(second).text, "mstate")).toEqual(said(later, "mstate"));
      }),
      options,
    );
  });

  it("takes back what was withdrawn, and nothing that was proposed before the team itself", () => {
    const newId = countedIds();
    const begun = plainSample();
    const working = propose(begun, "mstate", [type("withdrawn "), type("kept ", 30)], newId);
    const first = answered(answerText({ last: begun, working, team: begun }, isOfState));
    const team = propose(first.text, "mlive", [type("live ", 50)], newId);
    const [withdrawn, kept] = readSuggestions(working).map(({ id }) => id);
    const later = propose(begun, "mstate", [], newId);
    const left = answered(answerText({ last: working, working: later, team }, isOfState));
    expect(left.withdrawn).toEqual([withdrawn, kept]);
    expect(readSuggestions(left.text).map(({ by }) => by)).toEqual(["mlive"]);
  });

  it("is told as brought, changed and withdrawn", () => {
    const newId = countedIds();
    const begun = plainSample();
    const working = propose(begun, "mstate", [type("one "), type("two ", 30)], newId);
    const first = answered(answerText({ last: begun, working, team: begun }, isOfState));
    const [one, two] = readSuggestions(working).map(({ id }) => id);
    expect(first).toMatchObject({ brought: [one, two], changed: [], withdrawn: [], left: [] });
    const later = propose(working, "mstate", [type("more ", 9)], newId);
    const second = answered(answerText({ last: working, working: later, team: first.text }, isOfState));
    expect([...second.brought, ...second.changed]).toHaveLength(1);
    expect(said(second.text, "mstate")).toEqual(said(later, "mstate"));
  });

  it("is nothing where nothing is proposed", () => {
    const begun = plainSample();
    expect(answerText({ last: begun, working: begun, team: begun }, isOfState)).toEqual({ kind: "empty" });
  });
});
