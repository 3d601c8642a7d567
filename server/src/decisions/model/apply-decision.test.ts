import { describe, expect, it } from "vitest";
import type { Act } from "../../ledger/acts.ts";
import { chainRecord } from "../../ledger/chain.ts";
import { CHAIN_START, decodeRecord, encodeRecord } from "../../ledger/record.ts";
import { applyRecord } from "../../reviews/model/apply-record.ts";
import { RecordOutOfPlace } from "../../reviews/model/record-out-of-place.ts";
import { textKey, type ReviewState } from "../../reviews/model/review-state.ts";
import { keyHolders } from "./keys.ts";

const payload = { id: "payload0001", commitment: "0".repeat(64) };
const name = (en: string) => ({ en, ar: null, zh: null, fr: null, ru: null, es: null });

/** An act as it comes back from disk. */
function record(act: unknown, by: string | null = "mb") {
  const stamp = { at: 7, by: { user: "user", member: by } as never, session: "session" };
  return decodeRecord(encodeRecord(chainRecord("rtest01" as never, CHAIN_START, stamp, act as Act).record));
}

const opened = {
  kind: "review-opened",
  blueprint: "country-report",
  states: [
    { id: "a", name: name("State A"), part: "under-review", instruments: ["UNTOC"] },
    { id: "b", name: name("State B"), part: "reviewing", instruments: ["UNTOC"] },
    { id: "c", name: name("State C"), part: "reviewing", instruments: ["UNTOC"] },
  ],
  articles: [{ instrument: "UNTOC", numbers: [10] }],
  languages: ["en"],
  officialStart: null,
  informationCutOff: null,
  sessionDate: null,
  creator: { member: "mstaff", user: "staff" },
};
const room = { audience: "team", epoch: 1 };
const section = "untoc.10.b";
const transmitted = {
  kind: "transmitted",
  state: "c",
  sections: [{ section, epoch: 1, text: payload, from: [{ audience: "reviewers", epoch: 1 }] }],
};

function decided(decision: string, clock: number, more: object = {}): object {
  return {
    kind: "suggestions-decided",
    decision: `d${decision.padStart(20, "0")}`,
    section,
    room,
    accepted: ["ma:aaaa"],
    rejected: [],
    superseded: [],
    keys: [],
    effect: { clock, update: payload },
    words: payload,
    before: payload,
    reason: null,
    ...more,
  };
}

const undone = (decision: string, clock: number): object => ({
  kind: "decision-undone",
  decision: `d${decision.padStart(20, "0")}`,
  section,
  room,
  restored: ["ma:aaaa"],
  effect: { clock, update: payload },
});

const keyed = (state: string, choice: string, suggestions: readonly string[]): object => ({
  kind: "decision-keyed",
  section,
  room,
  kept: { audience: "reviewers", epoch: 1 },
  state,
  choice,
  suggestions,
  seen: payload,
  words: payload,
  reason: null,
});

function after(...acts: readonly object[]): ReviewState {
  let state: ReviewState | null = null;
  for (const act of [opened, transmitted, ...acts]) state = applyRecord(state, record(act));
  if (state === null) throw new Error("Nothing was applied");
  return state;
}

const key = textKey(section as never, { kind: "team" }, 1);

describe("a review after a decision on suggestions", () => {
  it("knows what the last act did to each text, and every decision", () => {
    const state = after(decided("1", 4), decided("2", 9));
    expect(state.effects.get(key)).toEqual({ clock: 9, update: payload });
    expect([...state.decisions.values()].map((each) => each.undone)).toEqual([false, false]);
  });

  it("knows which was undone, once", () => {
    const state = after(decided("1", 4), undone("1", 6));
    expect([...state.decisions.values()].map((each) => each.undone)).toEqual([true]);
    expect(state.effects.get(key)?.clock).toBe(6);
    expect(() => applyRecord(state, record(undone("1", 8)))).toThrow(RecordOutOfPlace);
    expect(() => applyRecord(state, record(undone("2", 8)))).toThrow(RecordOutOfPlace);
  });

  it("follows on no record that cannot have been made here", () => {
    const state = after(decided("1", 4));
    for (const act of [
      decided("1", 9),
      decided("2", 4),
      decided("2", 9, { room: { audience: "team", epoch: 2 } }),
      decided("2", 9, { room: { audience: "state-b", epoch: 7 } }),
      decided("2", 9, { section: "untoc.99.b" }),
    ])
      expect(() => applyRecord(state, record(act))).toThrow(RecordOutOfPlace);
    expect(() => applyRecord(state, record(keyed("b", "accept", ["ma:bbbb"]), null))).toThrow(
      RecordOutOfPlace,
    );
  });

  it("keeps one word of each State until the suggestion is decided", () => {
    const words = (state: ReviewState) =>
      [...(state.keys.get(key) ?? [])].map(([id, keys]) => [
        id,
        ...keys.map(({ state: of, choice }) => `${of} ${choice}`),
      ]);
    const state = after(
      keyed("b", "accept", ["ma:aaaa", "ma:bbbb"]),
      keyed("c", "reject", ["ma:aaaa"]),
      keyed("b", "reject", ["ma:bbbb"]),
    );
    expect(words(state)).toEqual([
      ["ma:aaaa", "b accept", "c reject"],
      ["ma:bbbb", "b reject"],
    ]);
    expect(words(applyRecord(state, record(decided("1", 4))))).toEqual([["ma:bbbb", "b reject"]]);
  });

  it("asks each reviewing State only where the review says so, of findings, before the team", () => {
    const holders = (setting: object, id: string, audience: "team" | "reviewers") => {
      const state = applyRecord(null, record({ ...opened, ...setting }));
      const standing = state.sections.get(id as never);
      if (standing === undefined) throw new Error(`No ${id}`);
      return keyHolders(state, standing, { kind: audience });
    };
    expect(holders({ decisionKeys: "both" }, section, "team")).toEqual(["b", "c"]);
    expect(holders({ decisionKeys: "both" }, section, "reviewers")).toEqual([]);
    expect(holders({ decisionKeys: "both" }, "untoc.10.a", "team")).toEqual([]);
    expect(holders({ decisionKeys: "one" }, section, "team")).toEqual([]);
    // As reviews were opened before there was a choice.
    expect(holders({}, section, "team")).toEqual([]);
  });
});
