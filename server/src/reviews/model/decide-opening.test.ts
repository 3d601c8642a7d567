import type { NewReview } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import { named, SAMPLE_REQUEST, seededRandom, userOf } from "../testing/sample-review.ts";
import { decideOpening, REVIEWING_STATES_LIMIT } from "./decide-opening.ts";
import { isRefusal } from "./decision.ts";

const staff = { user: userOf("staff"), staff: true };

function decide(change: Partial<NewReview>): ReturnType<typeof decideOpening> {
  return decideOpening(staff, { ...SAMPLE_REQUEST, ...change }, seededRandom("opening"));
}

function faultsOf(change: Partial<NewReview>): readonly string[] {
  const decided = decide(change);
  return isRefusal(decided) ? (decided.faults ?? []).map(({ pointer, code }) => `${pointer} ${code}`) : [];
}

describe("the opening of a review", () => {
  it("lays down the whole request, States lettered in its order and articles by number", () => {
    expect(decide({ languages: ["fr", "en", "fr"] })).toMatchObject({
      act: {
        kind: "review-opened",
        states: [{ id: "a" }, { id: "b" }, { id: "c" }],
        articles: [{ instrument: "UNTOC", numbers: [5, 6] }],
        languages: ["fr", "en"],
        creator: { user: userOf("staff") },
      },
      payloads: [],
    });
  });

  it("leaves out an instrument without articles, and takes it from the reviewing States", () => {
    const decided = decide({
      articles: [
        { instrument: "UNTOC", numbers: [5] },
        { instrument: "TIP", numbers: [] },
      ],
    });
    expect(decided).toMatchObject({
      act: {
        articles: [{ instrument: "UNTOC" }],
        states: [{ instruments: ["UNTOC"] }, { instruments: ["UNTOC"] }, {}],
      },
    });
  });

  it("is not for those outside the staff, who do not even learn of faults", () => {
    const outsider = { user: userOf("b-focal"), staff: false };
    expect(decideOpening(outsider, { ...SAMPLE_REQUEST, languages: [] }, seededRandom("x"))).toEqual({
      refused: "not-permitted",
    });
  });

  const forgeries: readonly [Partial<NewReview>, string][] = [
    [{ stateUnderReview: named(" ") }, "/stateUnderReview/en empty"],
    [{ stateUnderReview: named("A".repeat(201)) }, "/stateUnderReview/en too-long"],
    [
      { reviewingStates: [{ name: named("State A"), instruments: ["UNTOC"] }] },
      "/reviewingStates/0/name repeated",
    ],
    [
      { reviewingStates: [{ name: named("State B"), instruments: ["TIP"] }] },
      "/articles/0/instrument no-reviewing-state",
    ],
    [{ reviewingStates: [] }, "/articles/0/instrument no-reviewing-state"],
    [{ articles: [] }, "/articles empty"],
    [{ articles: [{ instrument: "UNTOC", numbers: [41] }] }, "/articles/0/numbers/0 not-reviewable"],
    [{ articles: [{ instrument: "UNTOC", numbers: [5, 5] }] }, "/articles/0/numbers/1 repeated-article"],
    [{ languages: [] }, "/languages empty"],
    [{ sessionDate: "2026-02-31" }, "/sessionDate not-a-date"],
    [{ officialStart: "soon" }, "/officialStart not-a-date"],
  ];
  it.each(forgeries)("is refused with the fault where it lies (%j)", (change, fault) => {
    expect(faultsOf(change)).toContain(fault);
  });

  it("tells all faults at once", () => {
    expect(faultsOf({ languages: [], sessionDate: "soon" })).toEqual([
      "/languages empty",
      "/sessionDate not-a-date",
    ]);
  });

  it("takes no more reviewing States than it has letters to spare", () => {
    const states = Array.from({ length: REVIEWING_STATES_LIMIT + 1 }, (_, index) => ({
      name: named(`Reviewer ${index}`),
      instruments: ["UNTOC" as const],
    }));
    expect(faultsOf({ reviewingStates: states })).toEqual(["/reviewingStates too-many"]);
    expect(faultsOf({ reviewingStates: states.slice(1) })).toEqual([]);
  });
});
