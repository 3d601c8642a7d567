import { parseRoomName, type ReviewId, type RoomStanding } from "@travaux/blueprint";
import { expect, it } from "vitest";
import { homeOf } from "./anchor-home.ts";
import { nameInReview } from "./name-in-review.ts";
import type { ThreadsStanding } from "./rooms.ts";

const REVIEW = "rtest0001" as ReviewId;

function texts(...all: readonly (readonly [string, RoomStanding])[]): ThreadsStanding["texts"] {
  return all.flatMap(([name, standing]) => {
    const address = parseRoomName(`${REVIEW}/untoc.5.b/${name}`);
    return address === null ? [] : [{ address, standing }];
  });
}

function home(room: string, ...all: readonly (readonly [string, RoomStanding])[]): string | null {
  const found = homeOf(REVIEW, `untoc.5.b/${room}`, texts(...all));
  return found === null ? null : nameInReview(found).slice("untoc.5.b/".length);
}

it("leaves an anchor where it is while that is no history", () => {
  expect(home("state-b/text/1", ["reviewers/text/1", "current"], ["state-b/text/1", "current"])).toBe(
    "state-b/text/1",
  );
  expect(home("team/text/1", ["state-a/text/1", "current"], ["team/text/1", "submitted"])).toBe(
    "team/text/1",
  );
});

it("takes it on from history to the best text, and from an old epoch to the next of the same audience", () => {
  expect(home("reviewers/text/1", ["team/text/1", "current"], ["reviewers/text/1", "history"])).toBe(
    "team/text/1",
  );
  expect(home("team/text/1", ["state-a/text/1", "current"], ["team/text/2", "submitted"])).toBe(
    "team/text/2",
  );
});

it("prefers no history to history, and stays in history rather than go to another", () => {
  expect(home("team/text/1", ["reviewers/text/1", "history"], ["team/text/2", "history"])).toBe(
    "reviewers/text/1",
  );
  expect(home("team/text/1", ["reviewers/text/1", "history"], ["team/text/1", "history"])).toBe(
    "team/text/1",
  );
  expect(home("team/text/1")).toBeNull();
});
