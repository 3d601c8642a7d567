import { describe, expect, it } from "vitest";
import { formatAudience } from "./room-name.ts";
import { columnOf, isSentBack, mayRedraft, sectionRooms, type SectionFacts } from "./room-standing.ts";
import { stateId } from "./testing.ts";

const base: SectionFacts = {
  phase: "drafting",
  kind: "art.b",
  sectionState: "draft",
  stage: "own",
  stateUnderReview: stateId("a"),
  reviewers: [stateId("b"), stateId("c")],
  submittedBefore: false,
};

const rooms = (facts: Partial<SectionFacts>): readonly string[] =>
  sectionRooms({ ...base, ...facts }).map(
    ({ audience, standing }) => `${formatAudience(audience)} ${standing}`,
  );

describe("the rooms of a section", () => {
  it("of the Secretariat are the team's alone", () => {
    expect(rooms({ kind: "ii", stage: "team" })).toEqual(["team current"]);
  });

  it("that the State supplies are its own, and the team's once submitted", () => {
    expect(rooms({ kind: "art.a" })).toEqual(["state-a current"]);
    expect(rooms({ kind: "art.a", stage: "team" })).toEqual(["state-a current", "team submitted"]);
  });

  it("that hold an observation widen from the reviewing States' own to the team's", () => {
    expect(rooms({})).toEqual(["state-b current", "state-c current"]);
    expect(rooms({ stage: "reviewers" })).toEqual([
      "reviewers current",
      "state-b history",
      "state-c history",
    ]);
    expect(rooms({ stage: "team", sectionState: "transmitted" })).toEqual([
      "state-a current",
      "team current",
      "state-b history",
      "state-c history",
      "reviewers history",
    ]);
  });

  it("let the reviewers write again once the phase has passed the State's comments, or the text was sent back", () => {
    expect(rooms({ stage: "team", phase: "consensus", sectionState: "commented" }).slice(0, 3)).toEqual([
      "state-a current",
      "reviewers current",
      "team current",
    ]);
    expect(rooms({ stage: "team" }).slice(0, 2)).toEqual(["reviewers current", "team submitted"]);
  });

  it("hold the State's working copy, current while the text is with the State, and kept for it afterwards", () => {
    const working = (facts: Partial<SectionFacts>): string | undefined =>
      rooms({ sectionState: "transmitted", ...facts }).find((room) => room.startsWith("state-a "));
    expect(working({ stage: "team", phase: "with-state" })).toBe("state-a current");
    expect(working({ stage: "team", phase: "agreed" })).toBe("state-a history");
    expect(working({ stage: "team", phase: "drafting", sectionState: "draft" })).toBe("state-a history");
    expect(working({ kind: "iii", stage: "team", phase: "consensus" })).toBe("state-a current");
    expect(working({ stage: "reviewers", phase: "with-state" })).toBeUndefined();
  });

  it("of a summary are the reviewers' from the start, and none before that", () => {
    expect(rooms({ kind: "iii", stage: "reviewers" })).toEqual(["reviewers current"]);
    expect(rooms({ kind: "iii", stage: "own" })).toEqual([]);
  });
});

describe("the column that governs a section", () => {
  it("is the phase's, but the State-comments column for what was transmitted before it", () => {
    expect(columnOf(base)).toBe("drafting");
    expect(columnOf({ ...base, stage: "team" })).toBe("comments");
    expect(columnOf({ ...base, stage: "team", phase: "dialogue" })).toBe("consensus");
    expect(columnOf({ ...base, stage: "team", phase: "agreed" })).toBe("agreed");
    expect(columnOf({ ...base, kind: "art.a", stage: "team" })).toBe("drafting");
  });

  it("is, in a review that rests, that of the phase it rests from, and the first if that is not said", () => {
    expect(columnOf({ ...base, phase: "suspended", restsFrom: "dialogue" })).toBe("dialogue");
    expect(columnOf({ ...base, phase: "deferred" })).toBe("setup");
    expect(columnOf({ ...base, phase: "suspended", restsFrom: "deferred" })).toBe("setup");
  });
});

describe("a transmitted text", () => {
  it("counts as sent back only as a draft in drafting", () => {
    expect(isSentBack({ ...base, stage: "team" })).toBe(true);
    expect(isSentBack({ ...base, stage: "team", sectionState: "transmitted" })).toBe(false);
    expect(isSentBack({ ...base, stage: "team", phase: "with-state" })).toBe(false);
    expect(isSentBack(base)).toBe(false);
    expect(mayRedraft({ ...base, stage: "team", phase: "with-state" })).toBe(false);
  });
});
