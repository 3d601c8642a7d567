import type { MemberId } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import { userOf } from "../../reviews/testing/sample-review.ts";
import type { ReviewState } from "../../reviews/model/review-state.ts";
import { after, begun, done, reviewIn, saying, threadOf, whoIs } from "../testing/standing.ts";
import { decideSettle } from "./decide-settle.ts";

const withState = reviewIn("with-state");
const state = ["expert-b", "focal-a", "staff"].reduce(
  (given, who) => begun(given, who, saying(who, "team")),
  withState,
);

function settle(
  given: ReviewState,
  who: string,
  thread: string,
  resolved: boolean,
): ReturnType<typeof decideSettle> {
  return decideSettle(given, whoIs(given, who), threadOf(given, who, thread), resolved);
}

describe("resolving and opening again", () => {
  it.each([
    ["expert-b", "expert-b"],
    ["focal-b", "expert-b"],
    ["other-b", "expert-b"],
    ["focal-a", "focal-a"],
    ["staff2", "staff"],
  ])("is for %s in a thread that %s began: his own State's", (who, thread) => {
    const resolved = done(state, who, settle(state, who, thread, true));
    expect(threadOf(resolved, who, thread).thread.resolved).toMatchObject({ by: whoIs(state, who).id });
    const open = done(resolved, who, settle(resolved, who, thread, false));
    expect(threadOf(open, who, thread).thread.resolved).toBeNull();
  });

  it.each([
    ["expert-c", "expert-b"],
    ["focal-c", "expert-b"],
    ["focal-a", "expert-b"],
    ["staff", "expert-b"],
    ["expert-b", "focal-a"],
    ["staff", "focal-a"],
    ["expert-b", "staff"],
    ["focal-a", "staff"],
  ])("is not for %s in a thread that %s began", (who, thread) => {
    expect(settle(state, who, thread, true)).toEqual({ refused: "not-permitted" });
    expect(settle(state, who, thread, false)).toEqual({ refused: "not-permitted" });
  });

  it("is not for an expert who may not speak to the team, in his own State's thread there", () => {
    expect(settle(state, "expert-a", "focal-a", true)).toEqual({ refused: "not-permitted" });
  });

  it("is for a successor, whose State began it", () => {
    const member = "mnewb" as MemberId;
    const { id, state: of } = whoIs(state, "expert-b");
    const act = {
      kind: "member-added",
      member,
      user: userOf("newb"),
      role: "reviewing-expert",
      state: of,
      replaces: id,
      note: null,
    } as const;
    const succeeded = after(state, act, null);
    expect(settle(succeeded, "newb", "expert-b", true)).toMatchObject({ act: { resolved: true } });
    expect(settle(succeeded, "newb", "focal-a", true)).toEqual({ refused: "not-permitted" });
  });

  it("is done once", () => {
    const resolved = done(state, "expert-b", settle(state, "expert-b", "expert-b", true));
    expect(settle(resolved, "focal-b", "expert-b", true)).toEqual({ refused: "already-resolved" });
    expect(settle(state, "focal-b", "expert-b", false)).toEqual({ refused: "not-resolved" });
  });

  it("cannot be forged into the record by another State", () => {
    const forged = settle(state, "expert-b", "expert-b", true);
    expect(() => done(state, "focal-a", forged)).toThrow("another State began the thread");
  });
});
