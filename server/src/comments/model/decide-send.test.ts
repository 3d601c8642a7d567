import type { CommentsToSend } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import { isRefusal, type ProposedRecord } from "../../reviews/model/decision.ts";
import type { ReviewState } from "../../reviews/model/review-state.ts";
import type { Refusal } from "../../reviews/reviews.ts";
import { plainSample, schema } from "../../reviews/testing/drafting.ts";
import {
  begun,
  CAST,
  changed,
  commentId,
  done,
  FINDING,
  onWords,
  random,
  reviewIn,
  roomsOf,
  saying,
  submitted,
  SUPPLIED,
  textName,
  threadOf,
  whoIs,
  wordsIn,
} from "../testing/standing.ts";
import { decideRemove } from "./decide-change.ts";
import { COMMENTS_LIMIT, decideReply } from "./decide-reply.ts";
import { decideSend, type SendingFacts } from "./decide-send.ts";
import { decideSettle } from "./decide-settle.ts";
import { planAlong, planSending, type SendingPlan } from "./plan-sending.ts";
import { THREADS_LIMIT } from "./plan-thread.ts";

const withState = reviewIn("with-state");
const asked = begun(withState, "expert-b", saying("Which law?", "team"));
const question = threadOf(asked, "expert-a", "Which law?").thread.id;
const own = { forTeam: true } as const;
const subject = onWords(textName(asked, "state-a"), "law of 2019");

const ready = [
  saying("Law 12", "state-a", { ...own, subject: { kind: "thread", thread: question } }),
  saying("Misquoted", "state-a", { ...own, subject, class: "factual-correction" }),
  saying("Only among us", "state-a"),
].reduce((given, request) => begun(given, "expert-a", request), asked);

function named(state: ReviewState, ...words: readonly string[]): CommentsToSend {
  return {
    threads: words.map((each) => ({ section: FINDING, thread: threadOf(state, "expert-a", each).thread.id })),
  };
}

const nothingRead: SendingFacts = { words: new Map(), anchors: new Map(), texts: new Map() };

function send(
  state: ReviewState,
  plan: SendingPlan | Refusal | null,
  facts: Partial<SendingFacts> = {},
): readonly ProposedRecord[] {
  if (plan === null || isRefusal(plan)) throw new RangeError(JSON.stringify(plan));
  const words = new Map(
    plan.entries.map(({ thread, first }) => [thread.id, { text: `Words of ${first.id}` }]),
  );
  return decideSend(state, plan, { ...nothingRead, words, ...facts }, random);
}

function sentBy(state: ReviewState, plan: SendingPlan | Refusal | null): ReviewState {
  return send(state, plan).reduce((given, record) => done(given, "focal-a", record), state);
}

describe("sending to the team", () => {
  it("is for the focal point of the State under review alone", () => {
    const request = named(ready, "Misquoted");
    expect(planSending(ready, whoIs(ready, "focal-a"), request)).toMatchObject({ by: "a" });
    for (const who of CAST.filter((each) => each !== "focal-a")) {
      expect(planSending(ready, whoIs(ready, who), request)).toEqual({ refused: "not-permitted" });
      expect(planAlong(ready, whoIs(ready, who), [FINDING])).toBeNull();
    }
  });

  it("makes each the author's own comment before the team, in one record, and marks it at home", () => {
    const [record, ...more] = send(
      ready,
      planSending(ready, whoIs(ready, "focal-a"), named(ready, "Law 12", "Misquoted")),
    );
    expect(more).toEqual([]);
    if (record === undefined) throw new RangeError("nothing sent");
    expect(roomsOf(record)).toEqual([
      `rsample01/${FINDING}/team/threads/1`,
      `rsample01/${FINDING}/team/threads/1`,
    ]);
    const after = done(ready, "focal-a", record);
    const author = whoIs(ready, "expert-a").id;
    const answered = threadOf(after, "expert-b", "Which law?").thread;
    expect([...answered.comments.values()].map(({ by, of }) => [by, of])).toEqual([
      [whoIs(ready, "expert-b").id, "b"],
      [author, "a"],
    ]);
    const home = threadOf(after, "expert-a", "Misquoted").thread;
    const there = after.threads.get(`${FINDING}/team`)?.get(home.sent?.thread ?? "");
    expect(there).toMatchObject({
      by: author,
      of: "a",
      class: "factual-correction",
      forTeam: false,
      sent: null,
    });
    expect(there?.subject).toEqual({ kind: "text", room: { audience: "team", epoch: 1 } });
    expect(there?.at).toBe(home.sent?.at);
    expect(there?.id).not.toBe(home.id);
  });

  it("sends of a thread what it begins with, and nothing that was said about it", () => {
    const reply = { id: commentId("aside"), text: "Send it", mentions: [] };
    const discussed = done(
      ready,
      "focal-a",
      decideReply(ready, threadOf(ready, "focal-a", "Misquoted"), reply, random),
    );
    const after = sentBy(
      discussed,
      planSending(discussed, whoIs(discussed, "focal-a"), named(discussed, "Misquoted")),
    );
    const { sent } = threadOf(after, "expert-a", "Misquoted").thread;
    expect(after.threads.get(`${FINDING}/team`)?.get(sent?.thread ?? "")?.comments.size).toBe(1);
  });

  it("is refused whole if any of it cannot go", () => {
    const focal = whoIs(ready, "focal-a");
    const after = sentBy(ready, planSending(ready, focal, named(ready, "Misquoted")));
    const removed = done(
      ready,
      "expert-a",
      decideRemove(
        ready,
        whoIs(ready, "expert-a"),
        threadOf(ready, "expert-a", "Law 12"),
        commentId("Law 12"),
      ),
    );
    const nowhere = {
      threads: [...named(ready, "Law 12").threads, { section: FINDING, thread: `t${"0".repeat(20)}` }],
    };
    const cases: readonly (readonly [ReviewState, CommentsToSend, string])[] = [
      [after, named(after, "Law 12", "Misquoted"), "already-sent"],
      [removed, named(removed, "Misquoted", "Law 12"), "already-deleted"],
      [ready, named(ready, "Misquoted", "Only among us"), "not-permitted"],
      [ready, named(ready, "Misquoted", "Which law?"), "not-permitted"],
      [ready, nowhere, "absent"],
      [ready, { threads: [] }, "invalid"],
    ];
    for (const [state, request, refused] of cases)
      expect(planSending(state, focal, request), refused).toMatchObject({ refused });
    const resting: ReviewState = { ...ready, phase: "suspended" };
    expect(planSending(resting, focal, named(ready, "Misquoted"))).toEqual({ refused: "not-permitted" });
  });

  it("finds no place among 2 000 threads, nor after 500 comments, and counts what it sends itself", () => {
    let full = ready;
    for (let count = 2; count < THREADS_LIMIT; count += 1)
      full = begun(full, "expert-b", saying(`No. ${count}`, "team"));
    for (let count = 2; count < COMMENTS_LIMIT; count += 1) {
      const reply = { id: commentId(`Reply ${count}`), text: "And?", mentions: [] };
      full = done(
        full,
        "expert-b",
        decideReply(full, threadOf(full, "expert-b", "Which law?"), reply, random),
      );
    }
    const focal = whoIs(full, "focal-a");
    expect(planSending(full, focal, named(full, "Law 12", "Misquoted"))).toMatchObject({ by: "a" });
    full = begun(full, "expert-a", saying("Another", "state-a", own));
    full = begun(
      full,
      "expert-a",
      saying("Law 13", "state-a", { ...own, subject: { kind: "thread", thread: question } }),
    );
    expect(planSending(full, focal, named(full, "Misquoted", "Another"))).toEqual({
      refused: "thread-limit",
    });
    expect(planSending(full, focal, named(full, "Law 12", "Law 13"))).toEqual({ refused: "thread-limit" });
    expect(planAlong(full, focal, [FINDING])?.entries.map(({ first }) => first.id)).toEqual(
      ["Law 12", "Misquoted"].map(commentId),
    );
  });
});

describe("what goes along with a submission", () => {
  it("is all that is written for the team in those sections and neither sent nor settled at home", () => {
    const expert = whoIs(ready, "expert-a");
    const settled = begun(ready, "expert-a", saying("Dropped", "state-a", own));
    const dropped = done(
      settled,
      "expert-a",
      decideSettle(settled, expert, threadOf(settled, "expert-a", "Dropped"), true),
    );
    const focal = whoIs(dropped, "focal-a");
    const plan = planAlong(dropped, focal, [FINDING, SUPPLIED]);
    expect(plan?.entries.map(({ first }) => first.id)).toEqual(["Law 12", "Misquoted"].map(commentId));
    expect(planAlong(dropped, focal, [SUPPLIED])).toBeNull();
    expect(planAlong(sentBy(dropped, plan), focal, [FINDING])).toBeNull();
    // Named on purpose it goes all the same.
    expect(planSending(dropped, focal, named(dropped, "Dropped"))).toMatchObject({ by: "a" });
  });

  it("waits until the team has a text", () => {
    const before = reviewIn("self-assessment");
    const written = begun(before, "expert-a", saying("Note", "state-a", own), { section: SUPPLIED });
    const focal = whoIs(written, "focal-a");
    expect(planAlong(written, focal, [SUPPLIED])).toBeNull();
    const { id } = threadOf(written, "focal-a", "Note", SUPPLIED).thread;
    const request = { threads: [{ section: SUPPLIED, thread: id }] };
    expect(planSending(written, focal, request)).toEqual({ refused: "not-permitted" });
    expect(planAlong(submitted(written), focal, [SUPPLIED])?.entries).toHaveLength(1);
  });

  it("is the author's even when he has left", () => {
    const gone = changed(ready, "expert-a", { ended: true });
    const plan = planAlong(gone, whoIs(gone, "focal-a"), [FINDING]);
    const [record] = send(gone, plan);
    expect(record?.act).toMatchObject({ threads: [{ by: whoIs(gone, "expert-a").id }, {}] });
  });
});

describe("what a sent comment is about", () => {
  const focal = whoIs(ready, "focal-a");
  const plan = planSending(ready, focal, named(ready, "Misquoted"));
  const { id } = threadOf(ready, "expert-a", "Misquoted").thread;
  const said = new Map([[id, { text: "Misquoted", quote: "law of 2019", parts: subject.parts }]]);
  const other = schema.node("doc", null, [
    schema.node("paragraph", { id: "p9" }, [schema.text("Nothing of that")]),
  ]);

  function about(facts: Partial<SendingFacts>): unknown {
    const [record] = send(ready, plan, { words: said, ...facts });
    if (record?.act.kind !== "comments-sent") throw new RangeError("nothing sent");
    const [thread] = record.act.threads;
    return thread === undefined ? null : wordsIn(record, thread.words);
  }

  it("is found in the team's own text", () => {
    expect(about({ texts: new Map([[FINDING, plainSample()]]) })).toEqual({
      text: "Misquoted",
      quote: "law of 2019",
      parts: subject.parts,
    });
  });

  it("keeps its words where they are not there, and tells nothing of what stood around them", () => {
    const [part] = subject.parts;
    for (const texts of [new Map(), new Map([[FINDING, { doc: other, records: new Map() }]])])
      expect(about({ texts })).toEqual({
        text: "Misquoted",
        quote: "law of 2019",
        parts: [{ ...part, before: "", after: "" }],
      });
  });

  it("tells nothing of what has since been drafted between its words", () => {
    const [part] = subject.parts;
    if (part === undefined) throw new RangeError("no part");
    const drafted = { ...part, quote: "law of SECRET 2019", to: part.to + 7, after: " SECRET" };
    const anchors = new Map([[id, [drafted]]]);
    for (const texts of [new Map(), new Map([[FINDING, plainSample()]])])
      expect(JSON.stringify(about({ texts, anchors }))).not.toContain("SECRET");
    const moved = onWords("", "ratified").parts;
    expect(
      about({ texts: new Map([[FINDING, plainSample()]]), anchors: new Map([[id, moved]]) }),
    ).toMatchObject({
      quote: "ratified",
    });
  });

  it("is not sent where its words are gone", () => {
    expect(send(ready, plan, { words: new Map() })).toEqual([]);
  });
});
