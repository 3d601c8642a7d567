import type { MemberId, NewMember, ReviewId, Role } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import { chainRecord } from "../../ledger/chain.ts";
import { CHAIN_START } from "../../ledger/record.ts";
import { SAMPLE_REQUEST, seededRandom, stateOf, userOf } from "../testing/sample-review.ts";
import { applyRecord } from "./apply-record.ts";
import { decideMemberChange, decideNewMember, NOTE_LIMIT, type MemberFacts } from "./decide-members.ts";
import { decideOpening } from "./decide-opening.ts";
import { isRefusal, type ProposedRecord } from "./decision.ts";
import { memberOfUser, type Member, type ReviewState } from "./review-state.ts";

const random = seededRandom("members");
const outsider = { staff: false, standing: "active" } as const;
const facts: MemberFacts = { person: outsider, expertsLimit: 2, random };

function apply(state: ReviewState | null, proposed: ProposedRecord): ReviewState {
  const by = { user: userOf("staff"), member: null };
  const stamp = { at: 1, by, session: "s" };
  return applyRecord(state, chainRecord("rsample01" as ReviewId, CHAIN_START, stamp, proposed.act).record);
}

function opened(): ReviewState {
  const proposed = decideOpening({ user: userOf("staff"), staff: true }, SAMPLE_REQUEST, random);
  if (isRefusal(proposed)) throw new Error("the sample opens");
  return apply(null, proposed);
}

function memberAt(state: ReviewState, who: string): Member {
  const member = memberOfUser(state, userOf(who));
  if (member === null) throw new Error(`${who} serves`);
  return member;
}

function wanted(who: string, role: Role, state: string | null, replaces?: MemberId): NewMember {
  const of = state === null ? null : stateOf(state);
  return {
    user: userOf(who),
    role,
    state: of,
    noteVerbale: "",
    ...(replaces === undefined ? {} : { replaces }),
  };
}

function decide(
  state: ReviewState,
  request: NewMember,
  known: MemberFacts = facts,
): ReturnType<typeof decideNewMember> {
  return decideNewMember(state, memberAt(state, "staff"), request, known);
}

function seat(state: ReviewState, request: NewMember): ReviewState {
  const proposed = decide(state, request);
  if (isRefusal(proposed)) throw new Error(JSON.stringify(proposed));
  return apply(state, proposed);
}

describe("a new member", () => {
  it.each<[Role, string | null]>([
    ["reviewing-expert", "b"],
    ["reviewing-focal-point", "c"],
    ["state-expert", "a"],
    ["state-focal-point", "a"],
    ["observer", "a"],
    ["observer", "b"],
  ])("may be a %s of State %s", (role, of) => {
    expect(decide(opened(), wanted("x", role, of))).toMatchObject({
      act: { kind: "member-added", role, state: of },
    });
  });

  it.each<[Role, string | null]>([
    ["reviewing-expert", "a"],
    ["reviewing-focal-point", "a"],
    ["state-expert", "b"],
    ["state-focal-point", "c"],
    ["state-expert", null],
    ["observer", null],
    ["observer", "z"],
    ["reviewing-expert", "z"],
  ])("may not be a %s of State %s", (role, of) => {
    expect(decide(opened(), wanted("x", role, of))).toEqual({
      refused: "invalid",
      faults: [{ pointer: "/state", code: "does-not-fit-role" }],
    });
  });

  it("is of the Secretariat if, and only if, he belongs to its staff", () => {
    const staff: MemberFacts = { ...facts, person: { staff: true, standing: "active" } };
    expect(decide(opened(), wanted("x", "secretariat", null), staff)).toMatchObject({
      act: { role: "secretariat" },
    });
    for (const [request, known] of [
      [wanted("x", "secretariat", null), facts],
      [wanted("x", "state-expert", "a"), staff],
    ] as const) {
      expect(decide(opened(), request, known)).toMatchObject({
        faults: [{ pointer: "/role", code: "other-side" }],
      });
    }
  });

  it("is a registered person whose account stands", () => {
    for (const person of [null, { staff: false, standing: "ended" } as const]) {
      expect(decide(opened(), wanted("x", "state-expert", "a"), { ...facts, person })).toMatchObject({
        refused: "invalid",
      });
    }
  });

  it("is added by the Secretariat alone", () => {
    const state = seat(opened(), wanted("b-focal", "reviewing-focal-point", "b"));
    const request = wanted("x", "reviewing-expert", "b");
    expect(decideNewMember(state, memberAt(state, "b-focal"), request, facts)).toEqual({
      refused: "not-permitted",
    });
  });

  it("serves once in a review", () => {
    const state = seat(opened(), wanted("x", "reviewing-expert", "b"));
    expect(decide(state, wanted("x", "state-expert", "a"))).toEqual({ refused: "conflict" });
  });

  it("is no second focal point of a State, unless he succeeds the first", () => {
    const state = seat(opened(), wanted("x", "reviewing-focal-point", "b"));
    const first = memberAt(state, "x");
    expect(decide(state, wanted("y", "reviewing-focal-point", "b"))).toEqual({
      refused: "focal-point-taken",
    });
    expect(decide(state, wanted("y", "reviewing-focal-point", "c"))).toMatchObject({ act: { state: "c" } });
    const after = seat(state, wanted("y", "reviewing-focal-point", "b", first.id));
    expect(after.members.get(first.id)).toMatchObject({ standing: "ended", user: userOf("x") });
    expect(memberAt(after, "y")).toMatchObject({ replaces: first.id, role: "reviewing-focal-point" });
  });

  it("succeeds only a serving member of his own role and State", () => {
    const state = seat(opened(), wanted("x", "reviewing-focal-point", "b"));
    const { id } = memberAt(state, "x");
    const ended = seat(state, wanted("y", "reviewing-focal-point", "b", id));
    const forged: readonly [ReviewState, NewMember][] = [
      [state, wanted("z", "reviewing-expert", "b", id)],
      [state, wanted("z", "reviewing-focal-point", "c", id)],
      [ended, wanted("z", "reviewing-focal-point", "b", id)],
      [state, wanted("z", "reviewing-focal-point", "b", "mnobody" as MemberId)],
    ];
    for (const [standing, request] of forged) {
      expect(decide(standing, request)).toMatchObject({
        faults: [{ pointer: "/replaces", code: "does-not-fit" }],
      });
    }
  });

  it("finds no place among a State's experts beyond the limit, unless one of them leaves", () => {
    const one = seat(opened(), wanted("x", "reviewing-expert", "b"));
    const full = seat(one, wanted("y", "reviewing-expert", "b"));
    expect(decide(full, wanted("z", "reviewing-expert", "b"))).toEqual({ refused: "members-limit" });
    expect(decide(full, wanted("z", "reviewing-expert", "c"))).toMatchObject({ act: { state: "c" } });
    expect(decide(full, wanted("z", "reviewing-expert", "b", memberAt(full, "x").id))).toMatchObject({
      act: { state: "b" },
    });
  });

  it("leaves his note verbale beside the record, never in it", () => {
    const proposed = decide(opened(), {
      ...wanted("x", "state-expert", "a"),
      noteVerbale: "Note of the mission",
    });
    if (isRefusal(proposed)) throw new Error("he is added");
    expect(JSON.stringify(proposed.act)).not.toContain("mission");
    expect(new TextDecoder().decode(proposed.payloads[0]?.salted.bytes)).toContain("mission");
    const long = { ...wanted("x", "state-expert", "a"), noteVerbale: "n".repeat(NOTE_LIMIT + 1) };
    expect(decide(opened(), long)).toMatchObject({ faults: [{ pointer: "/noteVerbale", code: "too-long" }] });
  });
});

describe("a change of a member", () => {
  const change = (state: ReviewState, who: string, asked: object): ReturnType<typeof decideMemberChange> =>
    decideMemberChange(
      state,
      memberAt(state, "staff"),
      { id: memberAt(state, who).id, change: asked },
      facts,
    );

  it("gives another role in the same State, or ends the membership", () => {
    const state = seat(opened(), wanted("x", "reviewing-expert", "b"));
    expect(change(state, "x", { role: "reviewing-focal-point" })).toMatchObject({
      act: { role: "reviewing-focal-point", ended: false },
    });
    expect(change(state, "x", { standing: "ended" })).toMatchObject({ act: { role: null, ended: true } });
  });

  it("gives no role of another State's part, and not two changes or none at once", () => {
    const state = seat(opened(), wanted("x", "reviewing-expert", "b"));
    for (const asked of [
      { role: "state-expert" },
      { role: "secretariat" },
      {},
      { role: "observer", standing: "ended" },
    ]) {
      expect(change(state, "x", asked)).toMatchObject({ refused: "invalid" });
    }
  });

  it("makes no second focal point", () => {
    const one = seat(opened(), wanted("x", "reviewing-focal-point", "b"));
    const two = seat(one, wanted("y", "reviewing-expert", "b"));
    expect(change(two, "y", { role: "reviewing-focal-point" })).toEqual({ refused: "focal-point-taken" });
  });

  it("never takes the last member of the Secretariat, and never a member who has gone", () => {
    const state = seat(opened(), wanted("x", "reviewing-expert", "b"));
    expect(change(state, "staff", { standing: "ended" })).toEqual({ refused: "conflict" });
    const { id } = memberAt(state, "x");
    const proposed = change(state, "x", { standing: "ended" });
    if (isRefusal(proposed)) throw new Error("x may go");
    const after = apply(state, proposed);
    expect(
      decideMemberChange(after, memberAt(after, "staff"), { id, change: { role: "observer" } }, facts),
    ).toEqual({ refused: "conflict" });
  });

  it("is the Secretariat's to make, of members that there are", () => {
    const state = seat(opened(), wanted("x", "reviewing-focal-point", "b"));
    const asked = { id: memberAt(state, "x").id, change: { standing: "ended" } as const };
    expect(decideMemberChange(state, memberAt(state, "x"), asked, facts)).toEqual({
      refused: "not-permitted",
    });
    const nobody = { ...asked, id: "mnobody" as MemberId };
    expect(decideMemberChange(state, memberAt(state, "staff"), nobody, facts)).toEqual({ refused: "absent" });
  });
});
