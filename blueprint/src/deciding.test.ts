import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { access, type AccessFacts, type AccessMember } from "./access.ts";
import { SECTION_KINDS, stagesOf, type SectionKind } from "./section-kinds.ts";
import { memberId, stateId } from "./testing.ts";
import { PHASES, ROLES, SECTION_STATES, type Audience, type Phase, type Role } from "./vocabulary.ts";

const [a, b, c, d] = [stateId("a"), stateId("b"), stateId("c"), stateId("d")];
const team: Audience = { kind: "team" };

function member(role: Role, state: typeof a | null): AccessMember {
  return { id: memberId("m1"), role, state };
}

const PEOPLE = {
  secretariat: member("secretariat", null),
  "expert of a reviewing State": member("reviewing-expert", b),
  "focal point of a reviewing State": member("reviewing-focal-point", c),
  "expert of the State under review": member("state-expert", a),
  "focal point of the State under review": member("state-focal-point", a),
  "observer of a reviewing State": member("observer", b),
  "reviewer of another instrument": member("reviewing-expert", d),
};

function facts(kind: SectionKind, phase: Phase, more: Partial<AccessFacts> = {}): AccessFacts {
  return {
    kind,
    phase,
    stage: stagesOf(kind).at(-1) ?? "team",
    sectionState: "transmitted",
    stateUnderReview: a,
    reviewers: [b, c],
    submittedBefore: true,
    live: false,
    ...more,
  };
}

/** Who may decide what is proposed in that room. */
function deciders(audience: Audience, given: AccessFacts): readonly string[] {
  return Object.entries(PEOPLE).flatMap(([name, person]) =>
    access(person, { audience }, given).acts.includes("decide") ? [name] : [],
  );
}

const REVIEWERS = ["expert of a reviewing State", "focal point of a reviewing State"];
const STATE = ["expert of the State under review", "focal point of the State under review"];

describe("deciding what is proposed", () => {
  it.each(["with-state", "consensus", "dialogue", "drafting"] as const)(
    "in a transmitted finding is for its reviewers alone: %s",
    (phase) => {
      for (const kind of ["art.b", "art.c", "art.d"] as const)
        expect(deciders(team, facts(kind, phase)), kind).toEqual(REVIEWERS);
    },
  );

  it("in the summary is for the Secretariat too, once it edits there", () => {
    expect(deciders(team, facts("iii", "with-state"))).toEqual(REVIEWERS);
    expect(deciders(team, facts("iii", "consensus"))).toEqual(["secretariat", ...REVIEWERS]);
  });

  it("ends when a finding went back to its authors, when it is agreed, and when the review rests", () => {
    expect(deciders(team, facts("art.b", "drafting", { sectionState: "draft" }))).toEqual([]);
    for (const phase of ["agreed", "issued", "closed"] as const)
      expect(deciders(team, facts("art.b", phase))).toEqual([]);
    for (const phase of ["suspended", "deferred"] as const)
      expect(deciders(team, facts("art.b", phase, { restsFrom: "consensus" }))).toEqual([]);
    expect(deciders(team, facts("art.b", "consensus", { sectionState: "frozen" }))).toEqual([]);
  });

  it("in what a State supplied is for that State, in its own room and before the team", () => {
    for (const audience of [team, { kind: "state", state: a } as const])
      for (const phase of ["desk-review", "dialogue", "drafting", "consensus"] as const)
        expect(deciders(audience, facts("art.a", phase)), phase).toEqual(STATE);
    expect(deciders(team, facts("art.a", "agreed"))).toEqual([]);
  });

  it("in a State's working copy of a finding is for nobody: its base is another's", () => {
    expect(deciders({ kind: "state", state: a }, facts("art.b", "with-state"))).toEqual([]);
  });

  it("goes with editing everywhere else, and never with less than reading", () => {
    const audience = fc.constantFrom<Audience>(
      team,
      { kind: "reviewers" },
      { kind: "state", state: a },
      { kind: "state", state: b },
      { kind: "secretariat" },
      { kind: "sealed", id: "x1" },
    );
    const asked = fc.record({
      person: fc
        .tuple(fc.constantFrom(...ROLES), fc.constantFrom(a, b, c, d, null))
        .map(([role, state]) => member(role, state)),
      audience,
      kind: fc.constantFrom(...SECTION_KINDS),
      phase: fc.constantFrom(...PHASES),
      sectionState: fc.constantFrom(...SECTION_STATES),
      live: fc.boolean(),
    });
    fc.assert(
      fc.property(asked, ({ person, audience: of, kind, phase, sectionState, live }) => {
        const given = facts(kind, phase, { sectionState, live, named: [person.id] });
        const { level, acts } = access(person, { audience: of }, given);
        const decides = acts.includes("decide");
        const may = level !== "none" && person.role !== "observer";
        const shared = of.kind === "team" || of.kind === "state";
        expect(level === "edit" ? decides : !decides || (may && shared)).toBe(true);
      }),
      { numRuns: 3000 },
    );
  });
});
