import {
  COMMENT_ID,
  formatRoomName,
  nextPhases,
  parseAudience,
  parseRoomName,
  THREAD_ID,
  type Audience,
  type MemberId,
  type Role,
  type SectionId,
  type StateId,
} from "@travaux/blueprint";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { verifyChain, type ChainedRecord } from "../ledger/chain.ts";
import { applyRecord } from "../reviews/model/apply-record.ts";
import { servingMembers, type Member, type ReviewState } from "../reviews/model/review-state.ts";
import {
  actorOf,
  firstRoom,
  moveTo,
  openBench,
  openSample,
  PEOPLE,
  sectionOf,
  textOf,
  userOf,
} from "../reviews/testing/sample-review.ts";
import { knownRecords } from "../reviews/view/record-view.ts";
import { commentNamed } from "./model/find-thread.ts";
import type { ThreadStanding } from "./model/thread-standing.ts";
import { commentId } from "./testing/standing.ts";

type Sample = Awaited<ReturnType<typeof openSample>>;

const SECTIONS: readonly SectionId[] = [sectionOf("untoc.5.b"), sectionOf("untoc.5.a"), sectionOf("i")];
const AUDIENCES = ["team", "reviewers", "secretariat", "state-a", "state-b", "state-c"] as const;

const which = fc.nat(60);
const place = { who: fc.constantFrom(...PEOPLE), section: fc.constantFrom(...SECTIONS) };

const command = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("begin" as const),
      ...place,
      who: fc.constantFrom("a-focal", "a-focal", "b-expert", ...PEOPLE),
      audience: fc.constantFrom("team", "team", "team", ...AUDIENCES),
      forTeam: fc.boolean(),
      about: fc.option(which, { freq: 2 }),
      word: which,
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("reply" as const), ...place, which, word: which }) },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant("edit" as const), ...place, which, word: which }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("remove" as const), ...place, which }) },
  {
    weight: 4,
    arbitrary: fc.record({ kind: fc.constant("settle" as const), ...place, which, resolved: fc.boolean() }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("dispose" as const),
      ...place,
      who: fc.constantFrom("b-expert", "c-focal", "a-focal", "a-expert", "staff"),
      which,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant("send" as const),
      ...place,
      who: fc.constantFrom("a-focal", "a-focal", ...PEOPLE),
      which,
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("submit" as const), ...place }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("speakers" as const),
      ...place,
      who: fc.constantFrom("a-focal", "b-focal"),
      named: fc.boolean(),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("advance" as const), ...place }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant("role" as const),
      ...place,
      who: fc.constantFrom("c-expert", "a-expert"),
      role: fc.constantFrom<Role>("observer", "state-expert", "reviewing-expert"),
    }),
  },
);
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;

const FINDING = sectionOf("untoc.5.b");
const by = <Who extends (typeof PEOPLE)[number]>(who: Who, word: number) => ({
  who,
  section: FINDING,
  which: 1,
  word,
});

/** What brings about every kind of act; whatever else is commanded comes in between. */
const WAY: readonly Command[] = [
  { kind: "begin", ...by("a-focal", 61), audience: "team", forTeam: false, about: null },
  { kind: "dispose", ...by("b-expert", 0) },
  { kind: "begin", ...by("a-expert", 62), audience: "state-a", forTeam: true, about: null },
  { kind: "send", ...by("a-focal", 0) },
  { kind: "begin", ...by("b-expert", 63), audience: "team", forTeam: false, about: null },
  { kind: "settle", ...by("b-expert", 0), resolved: true },
  { kind: "edit", ...by("b-expert", 64) },
  { kind: "remove", ...by("b-expert", 0) },
  { kind: "speakers", ...by("a-focal", 0), named: true },
];

/** The way, with up to eight commands put in at each step. */
const journey = fc
  .tuple(...WAY.map(() => fc.array(command, { maxLength: 8 })))
  .map((between) => WAY.flatMap((step, at) => [...(between[at] ?? []), step]));

function recordsOf({ logs, review }: Sample): readonly ChainedRecord[] {
  const verdict = verifyChain(review, logs.actsOf(review));
  expect(verdict.kind).toBe("intact");
  return verdict.good;
}

function replay(records: readonly ChainedRecord[]): ReviewState {
  let state: ReviewState | null = null;
  for (const { record } of records) state = applyRecord(state, record);
  if (state === null) throw new RangeError("the review was opened");
  return state;
}

function allThreads(state: ReviewState): readonly ThreadStanding[] {
  return [...state.threads.values()].flatMap((within) => [...within.values()]);
}

interface Picked {
  readonly thread: string;
  readonly comment: string;
}

/**
 * Any thread or comment of the review, also one that the person has nothing to do with: he may have heard its id. Every
 * other time one of those that `isLikely` holds of.
 */
function pick(state: ReviewState, section: SectionId, at: number, isLikely: IsLikely = () => true): Picked {
  const all = allThreads(state)
    .filter((each) => each.section === section)
    .flatMap((thread) => [...thread.comments.values()].map(({ id, by }) => ({ thread, id, by })));
  const likely = all.filter(({ thread, by }) => isLikely(thread, by));
  const among = at % 2 === 1 && likely.length > 0 ? likely : all;
  const picked = among[Math.floor(at / 2) % Math.max(1, among.length)];
  return { thread: picked?.thread.id ?? `t${"0".repeat(20)}`, comment: picked?.id ?? `c${"0".repeat(20)}` };
}

type IsLikely = (thread: ThreadStanding, by: MemberId) => boolean;

/** Which threads a command is likely to be about. */
function likelyFor(sample: Sample, { kind, who }: Command): IsLikely | undefined {
  const member = sample.members.get(who);
  const likely: Partial<Record<Command["kind"], IsLikely>> = {
    edit: (_thread, author) => author === member?.id,
    remove: (_thread, author) => author === member?.id,
    settle: ({ of }) => of === member?.state,
    dispose: ({ audience, of }) => audience.kind === "team" && of === "a",
    send: ({ forTeam, sent }) => forTeam && sent === null,
  };
  return likely[kind];
}

async function run(sample: Sample, given: Command): Promise<void> {
  const { comments, reviews, review } = sample;
  const state = replay(recordsOf(sample));
  const actor = actorOf(given.who);
  const { section } = given;
  const named =
    "which" in given
      ? pick(state, section, given.which, likelyFor(sample, given))
      : { thread: "", comment: "" };
  const about = { review, section, thread: named.thread };
  switch (given.kind) {
    case "begin": {
      const thread = given.about === null ? null : pick(state, section, given.about).thread;
      const subject =
        thread === null ? ({ kind: "section" } as const) : ({ kind: "thread", thread } as const);
      const text = `${given.who} ${given.audience} ${given.word}`;
      const id = commentId(text);
      const { audience, forTeam } = given;
      await comments.begin(actor, review, section, { id, audience, subject, text, mentions: [], forTeam });
      return;
    }
    case "reply": {
      const text = `${given.who} replies ${given.word}`;
      await comments.reply(actor, about, { id: commentId(text), text, mentions: [] });
      return;
    }
    case "edit":
      await comments.edit(actor, about, named.comment, { text: `Now ${given.word}`, mentions: [] });
      return;
    case "remove":
      await comments.remove(actor, about, named.comment);
      return;
    case "settle":
      await comments.settle(actor, about, { resolved: given.resolved });
      return;
    case "dispose":
      await comments.dispose(actor, about, { class: "wording", outcome: "withdrawn", reasons: "As said" });
      return;
    case "send":
      await comments.send(actor, review, { threads: [{ section, thread: named.thread }] });
      return;
    case "submit":
      await reviews.act(actorOf("a-focal"), review, { act: "submit", sections: [section] });
      return;
    case "speakers": {
      const expert = sample.members.get("a-expert")?.id;
      await comments.allowSpeakers(actor, review, {
        members: given.named && expert !== undefined ? [expert] : [],
      });
      return;
    }
    case "advance": {
      const [next] = nextPhases(state.phase);
      // What has been agreed is no place for comments any more.
      if (next !== undefined && state.phase !== "consensus")
        await reviews.movePhase(actorOf("staff"), review, { to: next.to, reason: "As agreed" });
      return;
    }
    case "role": {
      const member = sample.members.get(given.who)?.id;
      if (member !== undefined)
        await reviews.changeMember(actorOf("staff"), review, member, { role: given.role });
    }
  }
}

/** Whether somebody is of an audience, whatever the access table says. */
function isOf({ role, state }: Member, audience: Audience): boolean {
  if (role === "observer") return false;
  switch (audience.kind) {
    case "team":
      return true;
    case "reviewers":
      return state !== ("a" as StateId);
    case "state":
      return state === audience.state;
    case "secretariat":
      return role === "secretariat";
    case "sealed":
      return false;
  }
}

/** What no act about comments may do, found from the record alone. */
function faultsIn(records: readonly ChainedRecord[]): readonly string[] {
  const faults: string[] = [];
  const states = new Map<MemberId | null, StateId | null>();
  const [authors, begun] = [new Map<string, MemberId | null>(), new Map<string, MemberId | null>()];
  const must = (holds: boolean, fault: string): void => {
    if (!holds) faults.push(fault);
  };
  for (const { record } of records) {
    const { act, by } = record;
    const key = (audience: string, id: string): string =>
      `${"section" in act ? act.section : ""}/${audience}/${id}`;
    switch (act.kind) {
      case "review-opened":
        states.set(act.creator.member, null);
        break;
      case "member-added":
        states.set(act.member, act.state);
        break;
      case "commented":
        must(COMMENT_ID.test(act.comment) && THREAD_ID.test(act.thread), "an id of another form");
        must(!authors.has(key(act.audience, act.comment)), "a comment twice");
        authors.set(key(act.audience, act.comment), by.member);
        if (act.begins !== null) begun.set(key(act.audience, act.thread), by.member);
        break;
      case "comment-edited":
      case "comment-deleted":
        must(authors.get(key(act.audience, act.comment)) === by.member, "another's comment changed");
        break;
      case "thread-settled": {
        const of = states.get(begun.get(key(act.audience, act.thread)) ?? null);
        must(of !== undefined && of === states.get(by.member), "another State's thread settled");
        break;
      }
      case "comment-disposed":
        must(act.audience === "team", "something disposed of that is not before the team");
        must(
          states.get(begun.get(key("team", act.thread)) ?? null) === "a",
          "another State's comment disposed of",
        );
        break;
      case "comments-sent":
        for (const { section, from, to, comment, by: author } of act.threads) {
          must(from.audience === "state-a", "another State's comment sent");
          must(begun.get(`${section}/state-a/${from.thread}`) === author, "sent in another's name");
          authors.set(`${section}/team/${comment}`, author);
          const there = `${section}/team/${to.thread}`;
          begun.set(there, begun.get(there) ?? author);
        }
        break;
      case "account-act":
      case "cleared":
      case "decision-keyed":
      case "decision-undone":
      case "joined":
      case "live-allowed":
      case "member-changed":
      case "phase-moved":
      case "speakers-allowed":
      case "submitted":
      case "suggestions-decided":
      case "suggestions-submitted":
      case "transmitted":
      case "treaty-text-loaded":
        // These change no comment.
        break;
    }
  }
  return faults;
}

/** Nobody knows a thread, a document of threads, or an act about comments outside his own audiences. */
async function checkKnown(
  sample: Sample,
  state: ReviewState,
  records: readonly ChainedRecord[],
): Promise<void> {
  const threads = allThreads(state);
  for (const member of servingMembers(state)) {
    const known = threads.filter(({ comments }) => {
      const [first = ""] = comments.keys();
      return commentNamed(state, member, first) !== null;
    });
    expect(known.filter(({ audience }) => !isOf(member, audience))).toEqual([]);
    for (const section of SECTIONS)
      for (const audience of AUDIENCES) {
        const address = parseRoomName(`${sample.review}/${section}/${audience}/threads/1`);
        if (address === null) throw new RangeError("no such name");
        const grant = await sample.reviews.grant(member.user, address);
        const where = `${member.user} in ${formatRoomName(address)}`;
        expect([null, "read"], where).toContain(grant?.level ?? null);
        expect(grant === null || isOf(member, address.audience), where).toBe(true);
      }
    const entries = knownRecords(state, member, records);
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, at) => at + 1));
    const audiences = entries.flatMap(({ chained: { record } }) => {
      const name = "audience" in record.act ? parseAudience(record.act.audience) : null;
      return name === null ? [] : [name];
    });
    expect(audiences.filter((audience) => !isOf(member, audience))).toEqual([]);
  }
}

describe("whatever is said, by whomever, in whatever order", () => {
  it(
    "nobody touches another's comment, or knows of one that is not for him, and the record always says the same",
    { timeout: 120_000 },
    async () => {
      const reached = new Set<string>();
      await fc.assert(
        fc.asyncProperty(journey, fc.boolean(), async (commands, late) => {
          const sample = await openSample();
          await moveTo(sample, sample.review, "drafting");
          const room = await firstRoom(sample, sample.review, "b-expert", SECTIONS[0] ?? "");
          await sample.rooms.edit(userOf("b-expert"), room, textOf("The law provides for it"));
          const act = { act: "transmit", sections: SECTIONS } as const;
          for (const who of late ? ["b-focal", "c-focal"] : [])
            await sample.reviews.act(actorOf(who), sample.review, act);
          if (late) await moveTo(sample, sample.review, "with-state");
          for (const given of commands) await run(sample, given);
          const records = recordsOf(sample);
          const state = replay(records);
          expect(faultsIn(records)).toEqual([]);
          await checkKnown(sample, state, records);
          const comments = allThreads(state).flatMap((thread) => [...thread.comments.values()]);
          const numbers = comments.map(({ number }) => number).toSorted((one, other) => one - other);
          expect(numbers).toEqual(comments.map((_, at) => at + 1));
          const again = openBench(sample.logs.reopened(), sample.payloads);
          expect(replay(recordsOf({ ...sample, ...again }))).toEqual(state);
          for (const { record } of records) reached.add(record.act.kind);
        }),
        { numRuns: 40 },
      );
      // The commands must have come as far as the acts that the rules are about.
      const all = ["commented", "comment-edited", "comment-deleted", "thread-settled", "comment-disposed"];
      expect([...reached]).toEqual(expect.arrayContaining([...all, "comments-sent", "speakers-allowed"]));
    },
  );
});
