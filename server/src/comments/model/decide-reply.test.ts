import type { NewComment } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import { isRefusal } from "../../reviews/model/decision.ts";
import type { ReviewState } from "../../reviews/model/review-state.ts";
import { begun, commentId, done, random, reviewIn, saying, threadOf, whoIs } from "../testing/standing.ts";
import { COMMENTS_LIMIT, decideReply } from "./decide-reply.ts";
import { decideSettle } from "./decide-settle.ts";
import { answerAgain, commentNamed, findThread } from "./find-thread.ts";

const asked = begun(
  begun(reviewIn("with-state"), "expert-b", saying("Which law?", "team")),
  "expert-b",
  saying("Between us", "reviewers"),
);

function reply(state: ReviewState, who: string, to: string, text: string): ReturnType<typeof decideReply> {
  const request: NewComment = { id: commentId(`${to} ${text}`), text, mentions: [] };
  return decideReply(state, threadOf(state, who, to), request, random);
}

describe("a reply", () => {
  it("is for whoever may comment in the margin, of whichever State", () => {
    let state = asked;
    for (const who of ["expert-c", "focal-a", "staff"])
      state = done(state, who, reply(state, who, "Which law?", who));
    const { thread } = threadOf(state, "expert-b", "Which law?");
    expect([...thread.comments.values()].map(({ by, of }) => [by, of])).toEqual([
      [whoIs(state, "expert-b").id, "b"],
      [whoIs(state, "expert-c").id, "c"],
      [whoIs(state, "focal-a").id, "a"],
      [whoIs(state, "staff").id, null],
    ]);
    expect([...thread.comments.values()].map(({ number }) => number)).toEqual([1, 3, 4, 5]);
  });

  it("is not for who only reads there, and not for who does not so much as find the thread", () => {
    expect(reply(asked, "expert-a", "Which law?", "Law 12")).toEqual({ refused: "not-permitted" });
    const { id } = threadOf(asked, "expert-b", "Between us").thread;
    for (const who of ["focal-a", "expert-a", "observer-a"])
      expect(
        findThread(asked, whoIs(asked, who), threadOf(asked, "expert-b", "Between us").section.id, id),
      ).toBeNull();
    const observed = threadOf(asked, "expert-b", "Which law?");
    expect(findThread(asked, whoIs(asked, "observer-a"), observed.section.id, observed.thread.id)).toBeNull();
  });

  it("is taken in a resolved thread, which stays resolved", () => {
    const resolved = done(
      asked,
      "expert-b",
      decideSettle(asked, whoIs(asked, "expert-b"), threadOf(asked, "expert-b", "Which law?"), true),
    );
    const replied = done(resolved, "focal-a", reply(resolved, "focal-a", "Which law?", "One word more"));
    expect(threadOf(replied, "focal-a", "Which law?").thread.resolved).not.toBeNull();
  });

  it("is said in 1 to 10 000 units, to those who read it", () => {
    expect(reply(asked, "focal-a", "Which law?", "  ")).toMatchObject({
      faults: [{ pointer: "/text", code: "empty" }],
    });
    const mentions = [whoIs(asked, "focal-a").id];
    const request = { id: commentId("x"), text: "See", mentions };
    expect(decideReply(asked, threadOf(asked, "expert-b", "Between us"), request, random)).toMatchObject({
      faults: [{ pointer: "/mentions/0", code: "not-in-audience" }],
    });
    expect(decideReply(asked, threadOf(asked, "expert-b", "Which law?"), request, random)).toMatchObject({
      act: { mentions },
    });
  });

  it("finds no place after 500 comments", () => {
    let state = asked;
    for (let count = 1; count < COMMENTS_LIMIT; count += 1)
      state = done(state, "expert-c", reply(state, "expert-c", "Which law?", `No. ${count}`));
    expect(reply(state, "expert-c", "Which law?", "One more")).toEqual({ refused: "thread-limit" });
    expect(reply(state, "expert-c", "Between us", "One more")).toMatchObject({ act: {} });
  });
});

describe("a comment that comes again", () => {
  const made = reply(asked, "focal-a", "Which law?", "Law 12");
  const state = done(asked, "focal-a", made);
  if (isRefusal(made) || made.act.kind !== "commented") throw new RangeError("no comment");
  const { section, thread, comment } = made.act;
  const focal = whoIs(state, "focal-a");
  const known = commentNamed(state, focal, comment);
  if (known === null) throw new RangeError("unknown");
  const same = { section, thread, comment, text: " Law 12 " };

  it("is answered as it was the first time, if it says the same", () => {
    expect(answerAgain(focal, known, "Law 12", same)).toEqual({ thread, comment });
  });

  it("is a conflict with other words, in another place, or of somebody else", () => {
    for (const other of [
      { ...same, text: "Law 13" },
      { ...same, thread: `t${"0".repeat(20)}` },
      { ...same, section: "i" as typeof section },
    ])
      expect(answerAgain(focal, known, "Law 12", other)).toEqual({ refused: "conflict" });
    expect(answerAgain(whoIs(state, "staff"), known, "Law 12", same)).toEqual({ refused: "conflict" });
    expect(answerAgain(focal, known, null, same)).toEqual({ refused: "conflict" });
  });

  it("is not known to who may not read it", () => {
    const { comments } = threadOf(state, "expert-b", "Between us").thread;
    const [hidden = ""] = comments.keys();
    expect(commentNamed(state, whoIs(state, "expert-c"), hidden)).not.toBeNull();
    for (const who of ["focal-a", "observer-a"])
      expect(commentNamed(state, whoIs(state, who), hidden)).toBeNull();
  });
});
