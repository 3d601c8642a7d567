import type { NewDisposition } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import { isRefusal } from "../../reviews/model/decision.ts";
import type { ReviewState } from "../../reviews/model/review-state.ts";
import {
  begun,
  done,
  random,
  reviewIn,
  roomsOf,
  saying,
  threadOf,
  whoIs,
  wordsIn,
} from "../testing/standing.ts";
import { decideDispose } from "./decide-dispose.ts";

const withState = reviewIn("with-state");
const state = [
  ["focal-a", "team"],
  ["expert-b", "team"],
  ["staff", "team"],
  ["expert-a", "state-a"],
].reduce((given, [who = "", audience = ""]) => begun(given, who, saying(`${who} says`, audience)), withState);

const accepted: NewDisposition = { class: "wording", outcome: "accepted", reasons: "" };

function dispose(
  given: ReviewState,
  who: string,
  thread: string,
  disposition: NewDisposition,
): ReturnType<typeof decideDispose> {
  const desk = { state: given, member: whoIs(given, who), random };
  return decideDispose(desk, threadOf(given, who, thread), { disposition, before: null });
}

describe("how a State's comment was taken in", () => {
  it.each(["expert-b", "focal-b", "expert-c", "focal-c"])(
    "is said by %s of the section's reviewers",
    (who) => {
      const disposed = done(state, who, dispose(state, who, "focal-a says", accepted));
      expect(threadOf(disposed, "focal-a", "focal-a says").thread.disposition).toMatchObject({
        class: "wording",
        outcome: "accepted",
        reasons: null,
        by: whoIs(state, who).id,
      });
    },
  );

  it.each(["staff", "focal-a", "expert-a"])("is not said by %s", (who) => {
    expect(dispose(state, who, "focal-a says", accepted)).toEqual({ refused: "not-permitted" });
  });

  it("is said of comments of the State under review before the team, and of no others", () => {
    for (const thread of ["expert-b says", "staff says"])
      expect(dispose(state, "expert-c", thread, accepted)).toEqual({ refused: "not-permitted" });
    expect(dispose(state, "focal-a", "expert-a says", { ...accepted, outcome: "withdrawn" })).toEqual({
      refused: "not-permitted",
    });
  });

  it("may be that the State took it back: its own word, by who speaks to the team", () => {
    const withdrawn: NewDisposition = { ...accepted, outcome: "withdrawn" };
    expect(dispose(state, "focal-a", "focal-a says", withdrawn)).toMatchObject({
      act: { outcome: "withdrawn" },
    });
    expect(dispose(state, "expert-a", "focal-a says", withdrawn)).toEqual({ refused: "not-permitted" });
    const speaks = { ...state, speakers: new Set([whoIs(state, "expert-a").id]) };
    expect(dispose(speaks, "expert-a", "focal-a says", withdrawn)).toMatchObject({ act: {} });
    expect(dispose(speaks, "expert-a", "focal-a says", accepted)).toEqual({ refused: "not-permitted" });
    expect(dispose(state, "staff", "focal-a says", withdrawn)).toEqual({ refused: "not-permitted" });
  });

  it("has reasons where the comment was not followed, kept beside the record", () => {
    for (const outcome of ["in-part", "not-accepted"] as const) {
      expect(dispose(state, "expert-b", "focal-a says", { ...accepted, outcome, reasons: " \n" })).toEqual({
        refused: "invalid",
        faults: [{ pointer: "/reasons", code: "empty" }],
      });
      const made = dispose(state, "expert-b", "focal-a says", {
        ...accepted,
        outcome,
        reasons: " It is the official text. ",
      });
      if (
        made === null ||
        isRefusal(made) ||
        made.act.kind !== "comment-disposed" ||
        made.act.reasons === null
      )
        throw new RangeError("not disposed");
      expect(wordsIn(made, made.act.reasons)).toEqual({ text: "It is the official text." });
      expect(roomsOf(made)).toEqual(["rsample01/untoc.5.b/team/threads/1"]);
      expect(JSON.stringify(made.act)).not.toContain("official");
    }
    const long = { ...accepted, reasons: "x".repeat(10_001) };
    expect(dispose(state, "expert-b", "focal-a says", long)).toMatchObject({
      faults: [{ code: "too-long" }],
    });
  });

  it("is recorded once where the same member says the same again, and anew where anything differs", () => {
    const reasoned: NewDisposition = {
      class: "wording",
      outcome: "in-part",
      reasons: "as in the official text",
    };
    const before = { text: "as in the official text" };
    const again = done(state, "expert-b", dispose(state, "expert-b", "focal-a says", reasoned));
    const say = (who: string, disposition: NewDisposition): ReturnType<typeof decideDispose> => {
      const desk = { state: again, member: whoIs(again, who), random };
      return decideDispose(desk, threadOf(again, who, "focal-a says"), { disposition, before });
    };
    expect(say("expert-b", { ...reasoned, reasons: " as in the official text\n" })).toBe(null);
    const others: readonly [string, NewDisposition][] = [
      ["expert-b", { ...reasoned, reasons: "other" }],
      ["expert-b", { ...reasoned, class: "factual-correction" }],
      ["expert-b", { ...reasoned, outcome: "not-accepted" }],
      ["expert-c", reasoned],
    ];
    for (const [who, request] of others)
      expect(say(who, request)).toMatchObject({ act: { kind: "comment-disposed" } });
    expect(say("staff", reasoned)).toEqual({ refused: "not-permitted" });
  });

  it("may be said anew, and not while the review rests", () => {
    const once = done(state, "expert-b", dispose(state, "expert-b", "focal-a says", accepted));
    const twice = done(
      once,
      "expert-c",
      dispose(once, "expert-c", "focal-a says", { ...accepted, outcome: "moot" }),
    );
    expect(threadOf(twice, "staff", "focal-a says").thread.disposition).toMatchObject({ outcome: "moot" });
    const resting: ReviewState = { ...twice, phase: "suspended" };
    expect(dispose(resting, "expert-c", "focal-a says", accepted)).toEqual({ refused: "not-permitted" });
  });
});
