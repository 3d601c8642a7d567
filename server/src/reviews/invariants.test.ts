import fc from "fast-check";
import { formatRoomName, nextPhases, parseRoomName, PHASES, ROLES } from "@travaux/blueprint";
import type { Phase, ReviewId, Role, RoomAddress, SectionAct } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import { verifyChain } from "../ledger/chain.ts";
import { applyRecord } from "./model/apply-record.ts";
import { addressOf, isExpert, isFocalPoint, servingMembers, type ReviewState } from "./model/review-state.ts";
import {
  actorOf,
  openBench,
  openSample,
  PEOPLE,
  seen,
  stateOf,
  textOf,
  userOf,
  type Bench,
} from "./testing/sample-review.ts";

type Command =
  | { readonly kind: "advance" }
  | { readonly kind: "phase"; readonly who: string; readonly to: Phase }
  | { readonly kind: "edit"; readonly who: string; readonly section: number; readonly text: string }
  | { readonly kind: "act"; readonly who: string; readonly act: SectionAct }
  | {
      readonly kind: "add";
      readonly who: string;
      readonly role: Role;
      readonly state: string | null;
      readonly replaces: number | null;
    }
  | { readonly kind: "end"; readonly which: number }
  | { readonly kind: "role"; readonly which: number; readonly role: Role };

const EXTRAS = ["extra-1", "extra-2", "extra-3"];
const everybody = [...PEOPLE, ...EXTRAS];
const who = fc.constantFrom(...everybody);
const which = fc.nat(12);

const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("advance" as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("phase" as const),
      who: fc.constantFrom("staff", "b-focal"),
      to: fc.constantFrom(...PHASES),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("edit" as const),
      who,
      section: fc.nat(30),
      text: fc.string({ minLength: 1, maxLength: 8 }),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: fc.constant("act" as const),
      who: fc.constantFrom("a-focal", "b-focal", "c-focal", "b-focal", "c-focal", "b-expert", "staff"),
      act: fc.constantFrom("join" as const, "transmit" as const, "transmit" as const, "submit" as const),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("add" as const),
      who: fc.constantFrom("staff2", "b-new", ...EXTRAS),
      role: fc.constantFrom(...ROLES),
      state: fc.constantFrom(null, "a", "b", "c"),
      replaces: fc.option(which),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("end" as const), which }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("role" as const), which, role: fc.constantFrom(...ROLES) }),
  },
);

const edit = (name: string, section: number): Command => ({
  kind: "edit",
  who: name,
  section,
  text: "of the way",
});
const act = (name: string, given: SectionAct): Command => ({ kind: "act", who: name, act: given });

/** The way of a review as it should go; whatever else is commanded comes in between. */
const WAY: readonly Command[] = [
  edit("a-expert", 7),
  act("a-focal", "submit"),
  { kind: "advance" },
  edit("b-expert", 8),
  edit("c-expert", 8),
  act("b-focal", "join"),
  act("c-focal", "join"),
  { kind: "advance" },
  { kind: "advance" },
  edit("c-expert", 8),
  act("b-focal", "transmit"),
  act("c-focal", "transmit"),
  { kind: "advance" },
];

/** The way, with up to four commands put in at each step; often none, so that its end is reached. */
const journey = fc
  .tuple(
    ...WAY.map(() =>
      fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, fc.array(command, { maxLength: 4 })),
    ),
  )
  .map((between) => WAY.flatMap((step, index) => [...(between[index] ?? []), step]));

function replay(bench: Bench, review: ReviewId): ReviewState {
  const verdict = verifyChain(review, bench.logs.actsOf(review));
  expect(verdict.kind).toBe("intact");
  let state: ReviewState | null = null;
  for (const { record } of verdict.good) state = applyRecord(state, record);
  if (state === null) throw new Error("the review was opened");
  return state;
}

async function run(bench: Bench, review: ReviewId, given: Command): Promise<void> {
  const { reviews, rooms } = bench;
  const state = replay(bench, review);
  const members = [...state.members.keys()];
  const staff = actorOf("staff");
  switch (given.kind) {
    case "advance": {
      const [next] = nextPhases(state.phase);
      if (next !== undefined) await reviews.movePhase(staff, review, { to: next.to, reason: "As agreed" });
      return;
    }
    case "phase":
      await reviews.movePhase(actorOf(given.who), review, { to: given.to, reason: "As agreed" });
      return;
    case "edit": {
      if (servingMembers(state).every(({ user }) => user !== userOf(given.who))) return;
      const sections = [...state.sections.keys()];
      const section = await seen(bench, review, given.who, sections[given.section % sections.length] ?? "i");
      const address = parseRoomName(section?.rooms[0]?.name ?? "");
      if (address !== null)
        await rooms.edit(userOf(given.who), address, textOf(`${given.who} ${given.text}`));
      return;
    }
    case "act":
      await reviews.act(actorOf(given.who), review, { act: given.act, sections: [...state.sections.keys()] });
      return;
    case "add": {
      const replaces = given.replaces === null ? undefined : members[given.replaces % members.length];
      await reviews.addMember(staff, review, {
        user: userOf(given.who),
        role: given.role,
        state: given.state === null ? null : stateOf(given.state),
        noteVerbale: "NV",
        ...(replaces === undefined ? {} : { replaces }),
      });
      return;
    }
    case "end": {
      const member = members[given.which % members.length];
      if (member !== undefined) await reviews.changeMember(staff, review, member, { standing: "ended" });
      return;
    }
    case "role": {
      const member = members[given.which % members.length];
      if (member !== undefined) await reviews.changeMember(staff, review, member, { role: given.role });
    }
  }
}

function everyRoom(state: ReviewState): readonly RoomAddress[] {
  return [...state.sections.values()].flatMap((section) =>
    [...section.bodies.values()].map((body) => addressOf(state, section, body)),
  );
}

function checkMembers(state: ReviewState): void {
  const serving = servingMembers(state);
  expect(serving.some(({ role }) => role === "secretariat")).toBe(true);
  expect(new Set(serving.map(({ user }) => user)).size).toBe(serving.length);
  for (const { id } of state.facts.states) {
    const delegation = serving.filter((member) => member.state === id);
    expect(delegation.filter(({ role }) => isFocalPoint(role)).length).toBeLessThanOrEqual(1);
    expect(delegation.filter(({ role }) => isExpert(role)).length).toBeLessThanOrEqual(15);
  }
}

/** Who gets into which room, whatever the access table says: the audience's own people and nobody else. */
async function checkGrants(bench: Bench, state: ReviewState): Promise<void> {
  const serving = servingMembers(state);
  for (const address of everyRoom(state)) {
    for (const name of everybody) {
      const user = userOf(name);
      const grant = await bench.reviews.grant(user, address);
      if (grant === null) continue;
      const member = serving.find((candidate) => candidate.user === user);
      expect(member?.id, `${name} in ${formatRoomName(address)} serves`).toBe(grant.member);
      const { audience } = address;
      const allowed =
        audience.kind === "team" ||
        (audience.kind === "state" && member?.state === audience.state) ||
        (audience.kind === "reviewers" && member?.state !== "a" && member?.role !== "observer");
      expect(allowed, `${name} as ${member?.role} in ${formatRoomName(address)}`).toBe(true);
      const left = { ...address, epoch: address.epoch - 1 };
      expect(await bench.reviews.grant(user, left), `${name} in what was left behind`).toBeNull();
    }
  }
}

describe("whatever is commanded, in whatever order", () => {
  it(
    "one focal point speaks for a State, the record holds, and nobody enters a room that is not for him",
    { timeout: 60_000 },
    async () => {
      const reached = new Set<string>();
      await fc.assert(
        fc.asyncProperty(journey, async (commands) => {
          const sample = await openSample();
          await sample.reviews.movePhase(actorOf("staff"), sample.review, { to: "self-assessment" });
          for (const given of commands) {
            await run(sample, sample.review, given);
            checkMembers(replay(sample, sample.review));
          }
          const state = replay(sample, sample.review);
          await checkGrants(sample, state);
          const again = openBench(sample.logs.reopened(), sample.payloads);
          expect(replay(again, sample.review)).toEqual(state);
          for (const { record } of verifyChain(sample.review, sample.logs.actsOf(sample.review)).good) {
            reached.add(record.act.kind);
          }
        }),
        { numRuns: 40 },
      );
      // The commands must have come as far as the acts that the rules are about.
      expect([...reached]).toEqual(expect.arrayContaining(["joined", "cleared", "transmitted", "submitted"]));
    },
  );
});
