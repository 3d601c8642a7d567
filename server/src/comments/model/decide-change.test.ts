import type { MemberId } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import { isRefusal } from "../../reviews/model/decision.ts";
import type { ReviewState } from "../../reviews/model/review-state.ts";
import { userOf } from "../../reviews/testing/sample-review.ts";
import {
  after,
  begun,
  CAST,
  changed,
  commentId,
  done,
  onWords,
  random,
  reviewIn,
  saying,
  textName,
  threadOf,
  whoIs,
  wordsIn,
} from "../testing/standing.ts";
import { decideEdit, decideRemove } from "./decide-change.ts";
import { findThread } from "./find-thread.ts";

const withState = reviewIn("with-state");
const subject = onWords(textName(withState, "team"), "law of 2019");
const state = begun(withState, "expert-b", saying("Which law?", "team", { subject }));
const comment = commentId("Which law?");
const before = { text: "Which law?", quote: "law of 2019", parts: [] };

function edit(
  given: ReviewState,
  who: string,
  text: string,
  mentions: readonly MemberId[] = [],
): ReturnType<typeof decideEdit> {
  const desk = { state: given, member: whoIs(given, who), random };
  return decideEdit(desk, threadOf(given, who, "Which law?"), {
    comment,
    change: { text, mentions },
    before,
  });
}

function remove(given: ReviewState, who: string): ReturnType<typeof decideRemove> {
  return decideRemove(given, whoIs(given, who), threadOf(given, who, "Which law?"), comment);
}

describe("a comment of one's own", () => {
  it("gets other words, and its thread stays about the same", () => {
    const made = edit(state, "expert-b", "  Which law is meant? ");
    if (made === null || isRefusal(made) || made.act.kind !== "comment-edited")
      throw new RangeError("not edited");
    expect(wordsIn(made, made.act.words)).toEqual({ ...before, text: "Which law is meant?" });
    const { thread } = threadOf(done(state, "expert-b", made), "focal-a", "Which law?");
    expect(thread.comments.get(comment)).toMatchObject({
      editedAt: expect.any(Number),
      words: made.act.words,
    });
  });

  it("is left alone where it says that already", () => {
    expect(edit(state, "expert-b", "Which law? ")).toBeNull();
    expect(edit(state, "expert-b", "Which law?", [whoIs(state, "focal-a").id])).not.toBeNull();
  });

  it("is checked as when it was made", () => {
    expect(edit(state, "expert-b", " ")).toMatchObject({ faults: [{ pointer: "/text", code: "empty" }] });
    expect(edit(state, "expert-b", "See", ["mnobody" as MemberId])).toMatchObject({
      faults: [{ pointer: "/mentions/0", code: "not-in-audience" }],
    });
  });

  it("is deleted once, and leaves a trace", () => {
    const deleted = done(state, "expert-b", remove(state, "expert-b"));
    const { thread } = threadOf(deleted, "focal-a", "Which law?");
    expect(thread.comments.get(comment)).toMatchObject({
      deletedAt: expect.any(Number),
      by: whoIs(state, "expert-b").id,
    });
    expect(remove(deleted, "expert-b")).toEqual({ refused: "already-deleted" });
    expect(edit(deleted, "expert-b", "After all")).toEqual({ refused: "already-deleted" });
  });
});

describe("a comment of somebody else's", () => {
  const others = CAST.filter((who) => who !== "expert-b" && who !== "observer-a");

  it.each(others)("is neither edited nor deleted by %s", (who) => {
    expect(edit(state, who, "Nothing")).toEqual({ refused: "not-permitted" });
    expect(remove(state, who)).toEqual({ refused: "not-permitted" });
  });

  it("is not the successor's either", () => {
    const act = {
      kind: "member-added",
      member: "mnewb" as MemberId,
      user: userOf("newb"),
      role: "reviewing-expert",
      state: whoIs(state, "expert-b").state,
      replaces: whoIs(state, "expert-b").id,
      note: null,
    } as const;
    const succeeded = after(state, act, null);
    expect(edit(succeeded, "newb", "Nothing")).toEqual({ refused: "not-permitted" });
    expect(remove(succeeded, "newb")).toEqual({ refused: "not-permitted" });
  });

  it("is not found by who does not have the margin, and no comment is found that is not there", () => {
    const { section, thread } = threadOf(state, "expert-b", "Which law?");
    expect(findThread(state, whoIs(state, "observer-a"), section.id, thread.id)).toBeNull();
    const found = threadOf(state, "expert-b", "Which law?");
    const absent = `c${"0".repeat(20)}`;
    expect(decideRemove(state, whoIs(state, "expert-b"), found, absent)).toEqual({ refused: "absent" });
  });
});

describe("one's own comment where one may no longer write", () => {
  it("stays as it is: with the review at rest, or before a team that one's focal point speaks to", () => {
    let resting = state;
    for (const to of ["consensus", "agreed", "summary-production", "issued"] as const)
      resting = after(
        resting,
        { kind: "phase-moved", from: resting.phase, to, reason: null, opened: [] },
        null,
      );
    expect(edit(resting, "expert-b", "Late")).toEqual({ refused: "not-permitted" });
    expect(remove(resting, "expert-b")).toEqual({ refused: "not-permitted" });
    const speaks = { ...state, speakers: new Set([whoIs(state, "expert-a").id]) };
    const said = begun(speaks, "expert-a", saying("We say", "team"));
    const found = threadOf(said, "expert-a", "We say");
    expect(decideRemove(said, whoIs(said, "expert-a"), found, commentId("We say"))).toMatchObject({
      act: {},
    });
    const silenced = { ...said, speakers: new Set<MemberId>() };
    const again = threadOf(silenced, "expert-a", "We say");
    expect(decideRemove(silenced, whoIs(said, "expert-a"), again, commentId("We say"))).toEqual({
      refused: "not-permitted",
    });
  });

  it("may go on mentioning who has left since, and mentions nobody anew who could not read it", () => {
    const mentioned = whoIs(state, "focal-a").id;
    const made = edit(state, "expert-b", "Which law, please?", [mentioned]);
    if (made === null || isRefusal(made)) throw new RangeError("not edited");
    const gone = changed(done(state, "expert-b", made), "focal-a", { ended: true });
    expect(edit(gone, "expert-b", "Which law is it?", [mentioned])).toMatchObject({
      act: { kind: "comment-edited", mentions: [mentioned] },
    });
    expect(edit(changed(state, "focal-a", { ended: true }), "expert-b", "Which?", [mentioned])).toMatchObject(
      {
        faults: [{ pointer: "/mentions/0", code: "not-in-audience" }],
      },
    );
  });

  it("is still his own in another role of the same State", () => {
    const promoted = changed(state, "expert-b", { role: "reviewing-focal-point" });
    expect(edit(promoted, "expert-b", "As focal point")).toMatchObject({ act: { kind: "comment-edited" } });
  });
});
