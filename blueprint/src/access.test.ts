import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { access, levelAllows, mayNameLive, type AccessFacts, type AccessMember } from "./access.ts";
import { ACCESS_TABLE, COLUMN_OF_PHASE } from "./access-table.ts";
import {
  SECTION_KIND_SPECS,
  SECTION_KINDS,
  stagesOf,
  STAGES,
  routeOf,
  type SectionKind,
  type Stage,
} from "./section-kinds.ts";
import { memberId, stateId } from "./testing.ts";
import { PHASES, ROLES, SECTION_STATES, type Audience, type Level, type Phase } from "./vocabulary.ts";

const [a, b, c, d] = [stateId("a"), stateId("b"), stateId("c"), stateId("d")];
const secretariat: AccessMember = { id: memberId("m1"), role: "secretariat", state: null };
const expertB: AccessMember = { id: memberId("m2"), role: "reviewing-expert", state: b };
const focalB: AccessMember = { id: memberId("m3"), role: "reviewing-focal-point", state: b };
const expertC: AccessMember = { id: memberId("m4"), role: "reviewing-expert", state: c };
const expertA: AccessMember = { id: memberId("m5"), role: "state-expert", state: a };
const focalA: AccessMember = { id: memberId("m6"), role: "state-focal-point", state: a };
const observerA: AccessMember = { id: memberId("m7"), role: "observer", state: a };
const observerB: AccessMember = { id: memberId("m8"), role: "observer", state: b };
/** A State that reviews another instrument of the same review. */
const expertD: AccessMember = { id: memberId("m9"), role: "reviewing-expert", state: d };

const team: Audience = { kind: "team" };
const reviewers: Audience = { kind: "reviewers" };
const own = (state: typeof a): Audience => ({ kind: "state", state });
const AUDIENCES: readonly Audience[] = [
  team,
  reviewers,
  own(a),
  own(b),
  own(c),
  own(d),
  { kind: "secretariat" },
  { kind: "sealed", id: "x1" },
];

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

const levelOf = (member: AccessMember, audience: Audience, given: AccessFacts): Level =>
  access(member, { audience }, given).level;
const actsOf = (member: AccessMember, given: AccessFacts): readonly string[] =>
  access(member, { audience: team }, given).acts;

const COLUMN_PHASES: readonly (readonly Phase[])[] = [
  ["created", "self-assessment"],
  ["desk-review"],
  ["dialogue"],
  ["drafting"],
  ["with-state"],
  ["consensus"],
  ["agreed", "summary-production"],
];

/*
 * The permission matrix, written out afresh from the source with the departures. Each cell: Secretariat, reviewing
 * expert, expert of the State under review. Small r: the source is silent, and whoever has the text reads it.
 *        setup and
 *        self-assessment  desk   dialogue  drafting  State comments  consensus  agreed → final
 */
const MATRIX: Readonly<Record<string, string>> = {
  "cover i ii general": "E,-,-    E,R,R  E,C,C     E,S,S     r,C,S           E,C,C      R,R,R",
  "iv.a iv.b": "         S,r,E    E,C,S  E,C,S     E,S,S     r,r,S           E,S,S      R,R,R",
  "art.text": "          R,R,R    R,R,R  R,R,R     R,R,R     R,R,R           R,R,R      R,R,R",
  "art.a": "             r,-,E    r,C,S  r,C,S     S,S,S     r,r,S           r,S,S      R,R,R",
  "art.b obs.suggestions": "-,-,- S,E,-  S,E,-     S,E,-     S,R,S           S,E,S      R,R,R",
  "art.c art.d obs.practices obs.gaps": "-,-,- S,E,- S,E,- S,E,- S,r,S          S,E,S      R,R,R",
  "art.e obs.assistance": " r,r,E r,C,s  r,S,E     r,E,E     r,S,E           r,E,E      R,R,R",
  "iii obs.summary": "   -,-,-    -,-,-  -,-,-     E,E,-     r,r,S           E,S,S      S,R,R",
};

const LETTER: Readonly<Record<string, Level>> = {
  "-": "none",
  r: "read",
  R: "read",
  C: "comment",
  s: "suggest",
  S: "suggest",
  E: "edit",
};

interface Cell {
  readonly kind: SectionKind;
  readonly phase: Phase;
  readonly expected: readonly [Level, Level, Level];
}

function cellsOfMatrix(): readonly Cell[] {
  return Object.entries(MATRIX).flatMap(([kinds, row]) =>
    row
      .trim()
      .split(/\s+/)
      .flatMap((cell, column) => {
        const [first, second, third] = cell.split(",").map((letter) => LETTER[letter]);
        if (!first || !second || !third) throw new Error(`Unreadable cell ${cell} of ${kinds}`);
        return kinds.split(" ").flatMap((name) =>
          (COLUMN_PHASES[column] ?? []).map((phase): Cell => {
            const kind = SECTION_KINDS.find((known) => known === name);
            if (kind === undefined) throw new Error(`Unknown kind ${name}`);
            return { kind, phase, expected: [first, second, third] };
          }),
        );
      }),
  );
}

const CELLS = cellsOfMatrix();
const least = (one: Level, other: Level): Level => (levelAllows(one, other) ? other : one);
const most = (one: Level, other: Level): Level => (levelAllows(one, other) ? one : other);

describe("every cell of the permission matrix", () => {
  it.each(CELLS)("stands in the table as in the source: $kind in $phase", ({ kind, phase, expected }) => {
    const column = COLUMN_OF_PHASE[phase];
    const cell = column === null ? null : ACCESS_TABLE[SECTION_KIND_SPECS[kind].row][column];
    expect([cell?.secretariat, cell?.reviewers, cell?.state]).toEqual(expected);
  });

  it("covers each kind in each phase of the main course but the last two", () => {
    const seen = new Set(CELLS.map(({ kind, phase }) => `${kind} ${phase}`));
    expect(seen.size).toBe(SECTION_KINDS.length * 9);
    expect(CELLS.length).toBe(seen.size);
  });

  const cellsOf = (...routes: readonly string[]): Cell[] =>
    CELLS.filter(({ kind }) => routes.includes(routeOf(kind)));

  it.each(cellsOf("office", "locked"))(
    "holds in the team room from the start: $kind in $phase",
    ({ kind, phase, expected }) => {
      const given = facts(kind, phase);
      expect([secretariat, expertB, expertA].map((member) => levelOf(member, team, given))).toEqual(expected);
      expect([focalB, focalA].map((member) => levelOf(member, team, given))).toEqual(expected.slice(1));
    },
  );

  it.each(cellsOf("supply"))(
    "holds for the State's own text and what it submitted: $kind in $phase",
    ({ kind, phase, expected }) => {
      const [bySecretariat, byReviewer, byState] = expected;
      const given = facts(kind, phase);
      expect(levelOf(expertA, own(a), given)).toBe(byState);
      expect(levelOf(focalA, own(a), given)).toBe(byState);
      expect(levelOf(secretariat, team, given)).toBe(bySecretariat);
      // Submitted is readable; a delegation's own text reaches the team by an act, so there it proposes at most.
      expect(levelOf(expertB, team, given)).toBe(most("read", least("suggest", byReviewer)));
      expect(levelOf(expertA, team, given)).toBe("read");
    },
  );

  it.each(cellsOf("supply"))(
    "lets the State write until it first submits: $kind in $phase",
    ({ kind, phase, expected }) => {
      const given = facts(kind, phase, { stage: "own", submittedBefore: false });
      const byState = expected[2];
      expect(levelOf(expertA, own(a), given)).toBe(levelAllows(byState, "suggest") ? "edit" : byState);
      for (const member of [secretariat, expertB, focalB, observerA, observerB]) {
        for (const audience of AUDIENCES.filter(({ kind: name }) => name !== "secretariat")) {
          expect(levelOf(member, audience, given)).toBe("none");
        }
      }
    },
  );

  it.each(cellsOf("finding"))(
    "holds in a reviewing State's own room: $kind in $phase",
    ({ kind, phase, expected }) => {
      const given = facts(kind, phase, { stage: "own" });
      expect(levelOf(expertB, own(b), given)).toBe(expected[1]);
      expect(levelOf(focalB, own(b), given)).toBe(expected[1]);
      for (const member of [secretariat, expertA, focalA, expertC, observerB]) {
        expect(levelOf(member, own(b), given)).toBe("none");
      }
      expect(levelOf(expertB, reviewers, given)).toBe("none");
    },
  );

  it.each(cellsOf("finding", "summary"))(
    "holds in the reviewers' room before transmission: $kind in $phase",
    ({ kind, phase, expected }) => {
      const given = facts(kind, phase, { stage: "reviewers" });
      expect([secretariat, expertB].map((member) => levelOf(member, reviewers, given))).toEqual(
        expected.slice(0, 2),
      );
      for (const audience of [team, reviewers, own(b)])
        expect(levelOf(expertA, audience, given)).toBe("none");
    },
  );
});

/*
 * Transmitted findings and summaries: the State-comments column until the phase has passed it. A review in dialogue has
 * passed it and came back. Secretariat, reviewing expert, expert of the State under review.
 *         drafting  with-state  dialogue  consensus  agreed  issued
 */
const TRANSMITTED_PHASES: readonly Phase[] = [
  "drafting",
  "with-state",
  "dialogue",
  "consensus",
  "agreed",
  "issued",
  "closed",
];
const TRANSMITTED: readonly { kinds: string; room: Audience; row: string }[] = [
  {
    kinds: "art.b art.c art.d obs.practices obs.gaps obs.suggestions",
    room: team,
    row: "SRR SRR SSR SSR RRR RRR RRR",
  },
  {
    kinds: "art.b art.c art.d obs.practices obs.gaps obs.suggestions",
    room: reviewers,
    row: "RR- RR- SE- SE- RR- RR- RR-",
  },
  {
    kinds: "art.b art.c art.d obs.practices obs.gaps obs.suggestions",
    room: own(a),
    row: "--S --S --S --S --R --R --R",
  },
  { kinds: "iii obs.summary", room: own(a), row: "--S --S --S --S --R --R --R" },
  { kinds: "iii obs.summary", room: team, row: "RRR RRR ESR ESR SRR RRR RRR" },
  { kinds: "iii obs.summary", room: reviewers, row: "RR- RR- ES- ES- RR- RR- RR-" },
];

describe("what has been transmitted", () => {
  it.each(TRANSMITTED)(
    "follows the State-comments column until the phase passes it: $kinds in $room.kind",
    ({ kinds, room, row }) => {
      row.split(" ").forEach((cell, column) => {
        for (const kind of SECTION_KINDS.filter((known) => kinds.split(" ").includes(known))) {
          const phase = TRANSMITTED_PHASES[column] ?? "closed";
          const given = facts(kind, phase, { sectionState: "transmitted" });
          const levels = [secretariat, expertB, expertA].map((member) => levelOf(member, room, given));
          expect({ kind, phase, levels }).toEqual({
            kind,
            phase,
            levels: [...cell].map((letter) => LETTER[letter]),
          });
        }
      });
    },
  );

  it("goes back to its authors when drafting is taken up again, and the team keeps reading what it was given", () => {
    const given = facts("art.b", "drafting", { sectionState: "draft" });
    expect(levelOf(expertB, reviewers, given)).toBe("edit");
    expect(levelOf(secretariat, reviewers, given)).toBe("suggest");
    for (const member of [expertA, expertB, secretariat]) expect(levelOf(member, team, given)).toBe("read");
    expect(actsOf(focalB, given)).toEqual(["transmit"]);
  });

  it("leaves each State's own draft behind for that State to read", () => {
    for (const stage of ["reviewers", "team"] as const) {
      const given = facts("art.c", "drafting", { stage });
      expect(levelOf(expertB, own(b), given)).toBe("read");
      expect(levelOf(expertC, own(b), given)).toBe("none");
      expect(levelOf(secretariat, own(b), given)).toBe("none");
    }
  });
});

describe("writing live in the team room", () => {
  it("is for the named, in dialogue and consensus, as far as the table lets them write", () => {
    const given = facts("art.b", "consensus", { sectionState: "commented", live: true });
    expect(levelOf(expertB, team, given)).toBe("edit");
    expect(levelOf(expertB, team, { ...given, live: false })).toBe("suggest");
    expect(levelOf(expertA, team, given)).toBe("suggest");
    expect(levelOf(expertA, team, { ...given, live: false })).toBe("read");
    expect(levelOf(observerA, team, given)).toBe("read");
    expect(levelOf(expertA, team, facts("art.e", "dialogue", { live: true }))).toBe("edit");
    expect(levelOf(expertA, team, facts("art.e", "drafting", { live: true }))).toBe("read");
    expect(levelOf(expertB, team, facts("art.a", "consensus", { live: true }))).toBe("suggest");
  });

  it("begins in dialogue, not while the State comments nor in drafting, and never in a working copy", () => {
    for (const phase of ["drafting", "with-state", "agreed", "issued"] as const) {
      const given = facts("art.b", phase, { sectionState: "transmitted", live: true });
      expect(levelOf(expertA, team, given)).toBe("read");
      expect(levelOf(expertB, own(a), given)).toBe("none");
    }
    const given = facts("art.b", "consensus", { sectionState: "transmitted", live: true });
    expect(levelOf(expertA, own(a), given)).toBe("suggest");
  });

  it("is granted by a focal point to his own, until the texts are agreed", () => {
    const named = (member: AccessMember): readonly string[] =>
      PHASES.filter((phase) => mayNameLive(member, { phase, stateUnderReview: a }));
    const open = [
      "created",
      "self-assessment",
      "desk-review",
      "dialogue",
      "drafting",
      "with-state",
      "consensus",
    ];
    expect(named(focalA)).toEqual(open);
    expect(named(focalB)).toEqual(open);
    for (const member of [expertA, expertB, observerA, secretariat]) expect(named(member)).toEqual([]);
    expect(named({ ...focalA, state: b })).toEqual([]);
    expect(named({ ...focalB, state: a })).toEqual([]);
  });
});

describe("the working copy of what was transmitted", () => {
  const given = facts("art.b", "with-state", { sectionState: "transmitted" });

  it("is where the State proposes, and nobody else knows of it", () => {
    for (const kind of ["art.b", "art.c", "art.d", "iii"] as const) {
      for (const phase of ["with-state", "dialogue", "consensus"] as const) {
        const held = facts(kind, phase, { sectionState: "transmitted" });
        expect([expertA, focalA].map((member) => levelOf(member, own(a), held))).toEqual([
          "suggest",
          "suggest",
        ]);
        for (const member of [secretariat, expertB, focalB, expertC, expertD, observerA, observerB])
          expect(levelOf(member, own(a), held)).toBe("none");
      }
    }
  });

  it("is nothing to a member of a reviewing State who calls himself an expert of the State, nor the other way", () => {
    expect(levelOf({ ...expertA, state: b }, own(a), given)).toBe("none");
    expect(levelOf({ ...expertB, state: a }, own(a), given)).toBe("none");
    expect(levelOf(expertA, own(b), given)).toBe("none");
  });

  it("stands still, for reading, while the text is with its authors again and once it is agreed", () => {
    expect(levelOf(expertA, own(a), facts("art.b", "drafting"))).toBe("read");
    expect(levelOf(expertA, own(a), facts("art.b", "agreed"))).toBe("read");
    expect(levelOf(expertA, own(a), { ...given, sectionState: "frozen" })).toBe("read");
    expect(levelOf(expertA, own(a), { ...given, phase: "suspended", restsFrom: "with-state" })).toBe("read");
  });

  it("does not exist before there is a text to answer", () => {
    for (const stage of ["own", "reviewers"] as const)
      expect(levelOf(expertA, own(a), facts("art.b", "with-state", { stage }))).toBe("none");
  });
});

describe("observers", () => {
  it("read submitted versions where the experts of their State do, and nothing else", () => {
    expect(levelOf(observerA, team, facts("art.b", "with-state", { sectionState: "transmitted" }))).toBe(
      "read",
    );
    expect(levelOf(observerB, team, facts("art.a", "desk-review"))).toBe("read");
    expect(levelOf(observerB, reviewers, facts("art.b", "drafting", { stage: "reviewers" }))).toBe("none");
    expect(levelOf(observerA, own(a), facts("art.a", "self-assessment", { stage: "own" }))).toBe("none");
    expect(levelOf(observerA, team, facts("cover", "self-assessment"))).toBe("none");
  });
});

describe("a reviewing State of another instrument", () => {
  it("reads with the team and is no stranger's reviewer", () => {
    expect(levelOf(expertD, team, facts("art.b", "consensus", { sectionState: "transmitted" }))).toBe("read");
    expect(levelOf(expertD, team, facts("cover", "self-assessment"))).toBe("none");
    expect(levelOf(expertD, reviewers, facts("art.b", "drafting", { stage: "reviewers" }))).toBe("none");
    expect(levelOf(expertD, own(d), facts("art.b", "desk-review", { stage: "own" }))).toBe("none");
    const focalD: AccessMember = { ...expertD, role: "reviewing-focal-point" };
    expect(actsOf(focalD, facts("art.b", "drafting", { stage: "reviewers" }))).toEqual([]);
  });
});

describe("rooms beside the body", () => {
  it("keep the Secretariat's notes to the Secretariat, and a sealed room to the named", () => {
    const given = facts("art.a", "desk-review", { named: [expertA.id] });
    const sealed: Audience = { kind: "sealed", id: "x1" };
    expect(levelOf(secretariat, { kind: "secretariat" }, given)).toBe("edit");
    expect(levelOf(expertA, { kind: "secretariat" }, given)).toBe("none");
    expect(levelOf(expertA, sealed, given)).toBe("edit");
    expect(levelOf(secretariat, sealed, given)).toBe("none");
    expect(levelOf(expertA, sealed, facts("art.a", "desk-review"))).toBe("none");
  });
});

const awakeFacts: fc.Arbitrary<AccessFacts> = fc
  .record({
    kind: fc.constantFrom(...SECTION_KINDS),
    phase: fc.constantFrom(...PHASES),
    sectionState: fc.constantFrom(...SECTION_STATES),
    stage: fc.constantFrom<Stage>(...STAGES),
    submittedBefore: fc.boolean(),
    live: fc.boolean(),
  })
  .map((drawn) => ({ ...drawn, stateUnderReview: a, reviewers: [b, c] }));
const anyFacts: fc.Arbitrary<AccessFacts> = fc
  .tuple(awakeFacts, fc.constantFrom(...PHASES))
  .map(([given, restsFrom]) => ({ ...given, restsFrom }));
const anyMember: fc.Arbitrary<AccessMember> = fc.record({
  id: fc.constant(memberId("m1")),
  role: fc.constantFrom(...ROLES),
  state: fc.constantFrom(a, b, c, d, null),
});
const anyAudience = fc.constantFrom(...AUDIENCES);

describe("whatever the facts", () => {
  it("gives nothing outside the audience", () => {
    fc.assert(
      fc.property(anyMember, anyAudience, anyFacts, (member, audience, given) => {
        const isReviewing =
          member.role.startsWith("reviewing-") && (member.state === b || member.state === c);
        const isState = member.role.startsWith("state-") && member.state === a;
        const isSecretariat = member.role === "secretariat" && member.state === null;
        const belongs = {
          team: true,
          reviewers: isReviewing || isSecretariat,
          state: audience.kind === "state" && member.state === audience.state && (isReviewing || isState),
          secretariat: isSecretariat,
          sealed: false,
        }[audience.kind];
        fc.pre(!belongs);
        expect(levelOf(member, audience, given)).toBe("none");
      }),
      { numRuns: 2000 },
    );
  });

  it("shows the State under review no observation before it is transmitted", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(expertA, focalA, observerA),
        anyAudience,
        anyFacts,
        (member, audience, given) => {
          fc.pre(["finding", "summary"].includes(routeOf(given.kind)) && given.stage !== "team");
          expect(access(member, { audience }, given)).toEqual({ level: "none", acts: [] });
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("never lets the State under review write in an observation, nor the Secretariat", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(expertA, focalA, secretariat),
        anyAudience,
        anyFacts,
        (member, audience, given) => {
          fc.pre(routeOf(given.kind) === "finding" && audience.kind !== "secretariat");
          expect(levelAllows(levelOf(member, audience, given), "edit")).toBe(false);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it("lets an observer read at most, and never act", () => {
    fc.assert(
      fc.property(fc.constantFrom(observerA, observerB), anyAudience, anyFacts, (member, audience, given) => {
        const { level, acts } = access(member, { audience }, given);
        expect(["none", "read"]).toContain(level);
        expect(acts).toEqual([]);
        expect(level === "none" || audience.kind === "team").toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it("lets nobody write while the review rests, after it is issued, or in a closed section", () => {
    fc.assert(
      fc.property(anyMember, anyAudience, anyFacts, (member, audience, given) => {
        const rests =
          ["suspended", "deferred", "issued", "closed"].includes(given.phase) ||
          given.sectionState === "frozen";
        fc.pre(rests);
        const { level, acts } = access(member, { audience }, given);
        expect(["none", "read"]).toContain(level);
        expect(acts.filter((act) => ["join", "transmit", "submit", "loadTreatyText"].includes(act))).toEqual(
          [],
        );
      }),
      { numRuns: 2000 },
    );
  });

  const anyMainPhase = fc.constantFrom(
    ...PHASES.filter((phase) => phase !== "suspended" && phase !== "deferred"),
  );

  it("keeps to read what could be read when a review is suspended, and shows nobody anything new", () => {
    fc.assert(
      fc.property(anyMember, anyAudience, anyFacts, anyMainPhase, (member, audience, given, phase) => {
        const before = levelOf(member, audience, { ...given, phase });
        const resting = levelOf(member, audience, { ...given, phase: "suspended", restsFrom: phase });
        expect(resting).toBe(before === "none" ? "none" : "read");
      }),
      { numRuns: 2000 },
    );
  });

  it("shows no more than a new review would when it is not said from where a review rests", () => {
    fc.assert(
      fc.property(anyMember, anyAudience, awakeFacts, anyMainPhase, (member, audience, given, phase) => {
        fc.pre(levelOf(member, audience, { ...given, phase }) === "none");
        expect(levelOf(member, audience, { ...given, phase: "deferred" })).toBe("none");
      }),
      { numRuns: 2000 },
    );
  });

  it("gives nothing to a member whose role and State contradict each other", () => {
    const forged: readonly AccessMember[] = [
      { ...expertB, state: a },
      { ...expertA, state: b },
      { ...secretariat, state: b },
      { ...expertB, state: null },
      { ...observerA, state: null },
    ];
    fc.assert(
      fc.property(fc.constantFrom(...forged), anyAudience, anyFacts, (member, audience, given) => {
        expect(access(member, { audience }, given)).toEqual({ level: "none", acts: [] });
      }),
    );
  });
});

describe("acts", () => {
  it("let a reviewing focal point join his State's text from desk review to consensus", () => {
    const allowed = PHASES.filter((phase) =>
      actsOf(focalB, facts("art.b", phase, { stage: "own" })).includes("join"),
    );
    expect(allowed).toEqual(["desk-review", "dialogue", "drafting", "with-state", "consensus"]);
    expect(actsOf(expertB, facts("art.b", "drafting", { stage: "own" }))).toEqual([]);
    expect(actsOf(focalB, facts("art.b", "drafting", { stage: "reviewers" }))).not.toContain("join");
  });

  it("let a reviewing focal point transmit from drafting on, but not what the State has in its hands", () => {
    const first = PHASES.filter((phase) =>
      actsOf(focalB, facts("art.b", phase, { stage: "reviewers" })).includes("transmit"),
    );
    expect(first).toEqual(["drafting", "with-state", "consensus"]);
    const again = PHASES.filter((phase) =>
      actsOf(focalB, facts("iii", phase, { sectionState: "transmitted" })).includes("transmit"),
    );
    expect(again).toEqual(["consensus"]);
    expect(actsOf(expertB, facts("iii", "drafting", { stage: "reviewers" }))).toEqual([]);
    expect(actsOf(secretariat, facts("iii", "drafting", { stage: "reviewers" }))).not.toContain("transmit");
  });

  it("let the focal point of the State under review submit what it supplies until agreement", () => {
    const allowed = PHASES.filter((phase) => actsOf(focalA, facts("art.e", phase)).includes("submit"));
    expect(allowed).toEqual([
      "created",
      "self-assessment",
      "desk-review",
      "dialogue",
      "drafting",
      "with-state",
      "consensus",
    ]);
    expect(actsOf(focalB, facts("art.a", "self-assessment"))).toEqual([]);
    expect(actsOf(expertA, facts("art.a", "self-assessment"))).not.toContain("submit");
  });

  it("let the focal point of the State under review submit his answer while the text is with the State", () => {
    const allowed = PHASES.filter((phase) =>
      actsOf(focalA, facts("art.b", phase, { sectionState: "transmitted" })).includes("submit"),
    );
    expect(allowed).toEqual(
      PHASES.filter(
        (phase) =>
          !["agreed", "summary-production", "issued", "closed", "suspended", "deferred"].includes(phase),
      ),
    );
    expect(actsOf(focalA, facts("art.b", "drafting"))).toEqual([]);
    expect(actsOf(focalA, facts("art.b", "with-state", { stage: "reviewers" }))).toEqual([]);
    for (const member of [expertA, expertB, focalB, secretariat])
      expect(actsOf(member, facts("art.b", "with-state"))).not.toContain("submit");
  });

  it("leave phases, members and the treaty text to the Secretariat", () => {
    expect(actsOf(secretariat, facts("art.a", "drafting"))).toEqual(["movePhase", "manageMembers"]);
    expect(actsOf(secretariat, facts("art.text", "drafting"))).toEqual([
      "movePhase",
      "manageMembers",
      "loadTreatyText",
    ]);
    expect(actsOf(secretariat, facts("art.a", "suspended"))).toEqual(["movePhase", "manageMembers"]);
    expect(actsOf(secretariat, facts("art.a", "closed"))).toEqual(["manageMembers"]);
  });
});
