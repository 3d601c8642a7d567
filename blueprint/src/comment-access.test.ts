import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { access, type AccessFacts, type AccessMember } from "./access.ts";
import { isWithin, marginLevel, marginsFor, mayDispose, maySendComments } from "./comment-access.ts";
import { formatAudience } from "./room-name.ts";
import { roomStanding, sectionRooms } from "./room-standing.ts";
import { routeOf, SECTION_KINDS, stagesOf, STAGES, type SectionKind } from "./section-kinds.ts";
import { memberId, stateId } from "./testing.ts";
import { PHASES, ROLES, SECTION_STATES, type Audience, type Phase } from "./vocabulary.ts";

const [a, b, c, d] = [stateId("a"), stateId("b"), stateId("c"), stateId("d")];
const secretariat: AccessMember = { id: memberId("m1"), role: "secretariat", state: null };
const expertB: AccessMember = { id: memberId("m2"), role: "reviewing-expert", state: b };
const focalB: AccessMember = { id: memberId("m3"), role: "reviewing-focal-point", state: b };
const expertC: AccessMember = { id: memberId("m4"), role: "reviewing-expert", state: c };
const expertA: AccessMember = { id: memberId("m5"), role: "state-expert", state: a };
const focalA: AccessMember = { id: memberId("m6"), role: "state-focal-point", state: a };
const observerA: AccessMember = { id: memberId("m7"), role: "observer", state: a };
/** Of a State that reviews another instrument of the same review. */
const expertD: AccessMember = { id: memberId("m9"), role: "reviewing-expert", state: d };
const EVERYBODY = [secretariat, expertB, focalB, expertC, expertA, focalA, observerA, expertD];

const team: Audience = { kind: "team" };
const reviewers: Audience = { kind: "reviewers" };
const office: Audience = { kind: "secretariat" };
const own = (state: typeof a): Audience => ({ kind: "state", state });
const AUDIENCES: readonly Audience[] = [
  team,
  reviewers,
  own(a),
  own(b),
  own(c),
  own(d),
  office,
  { kind: "sealed", id: "x1" },
];

const KINDS: readonly SectionKind[] = SECTION_KINDS;

/** Facts of a section that a review could come to. */
const anyFacts: fc.Arbitrary<AccessFacts> = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    phase: fc.constantFrom(...PHASES),
    sectionState: fc.constantFrom(...SECTION_STATES),
    stage: fc.constantFrom(...STAGES),
    speaks: fc.boolean(),
    live: fc.boolean(),
  })
  .map(({ stage, ...given }) => {
    const stages = stagesOf(given.kind);
    const its = stages.includes(stage) ? stage : (stages[0] ?? "team");
    const submittedBefore = routeOf(given.kind) === "supply" && its === "team";
    return { ...given, stage: its, stateUnderReview: a, reviewers: [b, c], submittedBefore };
  });

const anybody: fc.Arbitrary<AccessMember> = fc.record({
  id: fc.constant(memberId("m1")),
  role: fc.constantFrom(...ROLES),
  state: fc.constantFrom(null, a, b, c, d),
});

function facts(kind: SectionKind, phase: Phase, more: Partial<AccessFacts> = {}): AccessFacts {
  const stage = more.stage ?? stagesOf(kind).at(-1) ?? "team";
  return {
    kind,
    phase,
    stage,
    sectionState: "draft",
    stateUnderReview: a,
    reviewers: [b, c],
    submittedBefore: stage === "team",
    live: false,
    ...more,
  };
}

const namesOf = (member: AccessMember, given: AccessFacts): readonly string[] =>
  marginsFor(member, given).map(({ audience, level }) => `${formatAudience(audience)}: ${level}`);

describe("whose margins a section has", () => {
  it("are, of a finding that is being drafted, the reviewing States' and the Secretariat's", () => {
    const drafting = facts("art.b", "drafting", { stage: "reviewers" });
    expect(namesOf(expertB, drafting)).toEqual(["reviewers: comment", "state-b: comment"]);
    expect(namesOf(secretariat, drafting)).toEqual(["reviewers: comment", "secretariat: comment"]);
    for (const nobody of [expertA, focalA, observerA, expertD]) expect(namesOf(nobody, drafting)).toEqual([]);
  });

  it("are each State's alone while each drafts by itself", () => {
    const apart = facts("art.b", "desk-review", { stage: "own" });
    expect(namesOf(expertB, apart)).toEqual(["state-b: comment"]);
    expect(namesOf(expertC, apart)).toEqual(["state-c: comment"]);
    for (const nobody of [secretariat, expertA, focalA, observerA])
      expect(namesOf(nobody, apart)).toEqual([]);
  });

  it("are everybody's when it lies before the team, each speaking there as he may", () => {
    const withState = facts("art.b", "with-state", { sectionState: "transmitted" });
    expect(namesOf(expertB, withState)).toEqual(["team: comment", "reviewers: comment", "state-b: comment"]);
    expect(namesOf(secretariat, withState)).toEqual([
      "team: comment",
      "reviewers: comment",
      "secretariat: comment",
    ]);
    expect(namesOf(focalA, withState)).toEqual(["team: comment", "state-a: comment"]);
    expect(namesOf(expertA, withState)).toEqual(["team: propose", "state-a: comment"]);
    expect(namesOf(expertA, { ...withState, speaks: true })).toEqual(["team: comment", "state-a: comment"]);
    expect(namesOf(expertD, withState)).toEqual(["team: comment", "state-d: comment"]);
    expect(namesOf(observerA, withState)).toEqual([]);
  });

  it("are the State's own of what it supplies, and the team's once it was submitted", () => {
    const before = facts("art.a", "self-assessment", { stage: "own", submittedBefore: false });
    expect(namesOf(expertA, before)).toEqual(["state-a: comment"]);
    for (const nobody of [secretariat, expertB, observerA]) expect(namesOf(nobody, before)).toEqual([]);
    expect(namesOf(expertB, facts("art.a", "desk-review"))).toContain("team: comment");
  });

  it("are only for reading once the review is closed or rests, or the section is frozen", () => {
    for (const phase of ["issued", "closed", "suspended", "deferred"] as const) {
      const resting = facts("art.b", phase, { restsFrom: "with-state", sectionState: "transmitted" });
      for (const member of EVERYBODY)
        for (const margin of marginsFor(member, resting)) expect(margin.level).toBe("read");
      expect(marginsFor(expertB, resting)).not.toEqual([]);
    }
    const frozen = facts("art.b", "summary-production", { sectionState: "frozen" });
    expect(namesOf(focalA, frozen)).toEqual(["team: read", "state-a: read"]);
  });

  it("are nobody's who may not read the text yet", () => {
    const early = facts("cover", "created");
    expect(namesOf(secretariat, early)).toEqual([
      "team: comment",
      "reviewers: comment",
      "secretariat: comment",
    ]);
    for (const nobody of [expertB, focalB, expertA, focalA]) expect(namesOf(nobody, early)).toEqual([]);
  });

  it("are none of the treaty's text", () => {
    for (const member of EVERYBODY) expect(marginsFor(member, facts("art.text", "drafting"))).toEqual([]);
  });
});

describe("whatever the section, the phase and the member", () => {
  it("there is no margin without a text that lies before all of its audience, and that the member may read", () => {
    fc.assert(
      fc.property(anyFacts, anybody, (given, member) => {
        const read = sectionRooms(given).filter((room) => access(member, room, given).level !== "none");
        for (const { audience } of marginsFor(member, given))
          expect(read.some((room) => isWithin(audience, room.audience, given))).toBe(true);
        const hasTeamText = roomStanding(team, given) !== null;
        expect(marginLevel(member, team, given) !== "none" && !hasTeamText).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  it("an observer has none, nor has who is of no side", () => {
    fc.assert(
      fc.property(anyFacts, anybody, (given, member) => {
        const isOfState = member.role === "state-expert" || member.role === "state-focal-point";
        const isReviewing = member.role === "reviewing-expert" || member.role === "reviewing-focal-point";
        const fits =
          (member.role === "secretariat" && member.state === null) ||
          (isOfState && member.state === a) ||
          (isReviewing && member.state !== null && member.state !== a);
        expect(fits || marginsFor(member, given).length === 0).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("nobody has the margin of an audience that he is not in", () => {
    fc.assert(
      fc.property(anyFacts, anybody, (given, member) => {
        const isOf = (audience: Audience): boolean => {
          const isReviewer = expertB.role === member.role || focalB.role === member.role;
          switch (audience.kind) {
            case "team":
              return true;
            case "state":
              return audience.state === member.state;
            case "secretariat":
              return member.role === "secretariat";
            case "reviewers":
              return (
                member.role === "secretariat" || (isReviewer && [b, c].some((of) => of === member.state))
              );
            case "sealed":
              return false;
          }
        };
        expect(marginsFor(member, given).filter(({ audience }) => !isOf(audience))).toEqual([]);
        for (const audience of AUDIENCES) {
          const found = marginsFor(member, given).find(
            (margin) => formatAudience(margin.audience) === formatAudience(audience),
          );
          expect(marginLevel(member, audience, given)).toBe(found?.level ?? "none");
        }
      }),
      { numRuns: 2000 },
    );
  });

  it("each margin is named once, the widest first", () => {
    fc.assert(
      fc.property(anyFacts, anybody, (given, member) => {
        const margins = marginsFor(member, given);
        const names = margins.map(({ audience }) => formatAudience(audience));
        expect(new Set(names).size).toBe(names.length);
        const order = ["team", "reviewers", "secretariat", "state"];
        const widths = margins.map(({ audience }) => order.indexOf(audience.kind));
        expect(widths).toEqual(widths.toSorted((one, other) => one - other));
      }),
      { numRuns: 2000 },
    );
  });

  it("an expert of the State under review writes to the team only if he is named", () => {
    fc.assert(
      fc.property(anyFacts, (given) => {
        const level = marginLevel(expertA, team, given);
        expect(level).not.toBe(given.speaks === true ? "propose" : "comment");
        expect(marginLevel(focalA, team, given)).not.toBe("propose");
        const elsewhere = marginsFor(expertA, given).filter(({ audience }) => audience.kind !== "team");
        expect(elsewhere.filter((margin) => margin.level === "propose")).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("who is in which audience", () => {
  const given = facts("art.b", "drafting");

  it.each([
    [own(a), team, true],
    [reviewers, team, true],
    [office, team, true],
    [team, team, true],
    [own(b), reviewers, true],
    [office, reviewers, true],
    [reviewers, reviewers, true],
    [own(a), reviewers, false],
    [own(d), reviewers, false],
    [team, reviewers, false],
    [own(b), own(b), true],
    [own(b), own(c), false],
    [reviewers, own(b), false],
    [office, own(b), false],
    [team, own(a), false],
    [own(b), office, false],
    [own(b), { kind: "sealed", id: "x1" } as const, false],
  ])("is so of %j within %j: %s", (narrow, wide, within) => {
    expect(isWithin(narrow, wide, given)).toBe(within);
  });

  it("means that who has a narrower margin has the team's too, where he may read its text", () => {
    fc.assert(
      fc.property(anyFacts, anybody, (some, member) => {
        const names = marginsFor(member, some).map(({ audience }) => audience);
        const readsTeam = access(member, { audience: team }, some).level !== "none";
        const hasTeam = names.some(({ kind }) => kind === "team");
        expect(hasTeam).toBe(names.length > 0 && readsTeam);
      }),
      { numRuns: 1000 },
    );
  });
});

describe("what is done with a State's comments", () => {
  it("is said by the section's reviewers, as long as anything is written", () => {
    const withState = facts("art.b", "with-state", { sectionState: "transmitted" });
    for (const member of [expertB, focalB, expertC]) expect(mayDispose(member, withState)).toBe(true);
    for (const member of [secretariat, expertA, focalA, observerA, expertD])
      expect(mayDispose(member, withState)).toBe(false);
    expect(mayDispose(expertB, facts("art.b", "closed"))).toBe(false);
    expect(mayDispose(expertB, facts("art.b", "drafting", { stage: "reviewers" }))).toBe(false);
  });

  it("is sent by the focal point of the State under review alone", () => {
    for (const member of EVERYBODY)
      expect(maySendComments(member, { stateUnderReview: a })).toBe(member === focalA);
    expect(maySendComments({ ...focalA, state: b }, { stateUnderReview: a })).toBe(false);
  });
});
