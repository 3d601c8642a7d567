import type { MemberId } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import type { ReviewState } from "../../reviews/model/review-state.ts";
import { CAST, changed, done, reviewIn, saying, tryToBegin, whoIs } from "../testing/standing.ts";
import { decideSpeakers, speakersOf } from "./decide-speakers.ts";

const state = reviewIn("with-state");
const ids = (...names: readonly string[]): readonly MemberId[] => names.map((who) => whoIs(state, who).id);

function name(
  given: ReviewState,
  who: string,
  members: readonly MemberId[],
): ReturnType<typeof decideSpeakers> {
  return decideSpeakers(given, whoIs(given, who), { members });
}

describe("who writes comments to the team himself", () => {
  it("is named by the focal point of the State under review, all of them each time", () => {
    const both = done(state, "focal-a", name(state, "focal-a", ids("other-a", "expert-a")));
    expect(speakersOf(both, whoIs(both, "focal-a")).members).toEqual(ids("expert-a", "other-a"));
    expect(tryToBegin(both, "expert-a", saying("We", "team"))).toMatchObject({ act: {} });
    expect(name(both, "focal-a", ids("expert-a", "other-a"))).toBeNull();
    const one = done(both, "focal-a", name(both, "focal-a", ids("other-a")));
    expect(tryToBegin(one, "expert-a", saying("We", "team"))).toEqual({ refused: "not-permitted" });
    expect(tryToBegin(one, "other-a", saying("We", "team"))).toMatchObject({ act: {} });
  });

  it.each(CAST.filter((who) => who !== "focal-a"))("is not named by %s", (who) => {
    expect(name(state, who, [])).toEqual({ refused: "not-permitted" });
  });

  it("is a serving expert of that State", () => {
    for (const who of ["expert-b", "focal-a", "observer-a", "staff"])
      expect(name(state, "focal-a", [...ids("expert-a"), ...ids(who)])).toEqual({
        refused: "invalid",
        faults: [{ pointer: "/members/1", code: "unknown" }],
      });
    const gone = changed(state, "expert-a", { ended: true });
    expect(name(gone, "focal-a", ids("expert-a"))).toMatchObject({ faults: [{ pointer: "/members/0" }] });
  });

  it("does not any more when his membership has ended", () => {
    const named = done(state, "focal-a", name(state, "focal-a", ids("expert-a")));
    const gone = changed(named, "expert-a", { ended: true });
    expect(speakersOf(gone, whoIs(gone, "focal-a")).members).toEqual([]);
    expect(tryToBegin(gone, "expert-a", saying("We", "team"))).toEqual({ refused: "absent" });
  });

  it("must be named again after having been something else in between", () => {
    const named = done(state, "focal-a", name(state, "focal-a", ids("expert-a")));
    const observing = changed(named, "expert-a", { role: "observer" });
    const back = changed(observing, "expert-a", { role: "state-expert" });
    expect(speakersOf(back, whoIs(back, "focal-a")).members).toEqual([]);
    expect(tryToBegin(back, "expert-a", saying("We", "team"))).toEqual({ refused: "not-permitted" });
  });
});
