import type { ReviewView } from "@travaux/blueprint";
import { expect, it } from "vitest";
import { membersIn } from "./audience-choices.ts";

it("who may be named leaves out observers, former members, and the reviewers of another instrument", () => {
  const review = {
    states: [
      { id: "a", part: "under-review", instruments: ["UNTOC", "TIP"] },
      { id: "b", part: "reviewing", instruments: ["UNTOC"] },
      { id: "c", part: "reviewing", instruments: ["TIP"] },
    ],
    members: [
      { id: "ma", state: "a", role: "state-expert", standing: "serving" },
      { id: "mb", state: "b", role: "reviewing-expert", standing: "serving" },
      { id: "mc", state: "c", role: "reviewing-expert", standing: "serving" },
      { id: "ms", state: null, role: "secretariat", standing: "serving" },
      { id: "ob", state: "b", role: "observer", standing: "serving" },
      { id: "old", state: "b", role: "reviewing-expert", standing: "ended" },
    ],
  } as unknown as Pick<ReviewView, "states" | "members">;
  const ids = (audience: string): readonly string[] =>
    membersIn(review, audience, "UNTOC").map(({ id }) => id);
  expect(ids("team")).toEqual(["ma", "mb", "mc", "ms"]);
  expect(ids("reviewers")).toEqual(["mb", "ms"]);
  expect(ids("state-a")).toEqual(["ma"]);
  expect(ids("secretariat")).toEqual(["ms"]);
  expect(ids("nobody")).toEqual([]);
});
