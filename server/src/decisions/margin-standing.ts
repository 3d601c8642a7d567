import type { RoomAddress } from "@travaux/blueprint";
import { bodyOf, textKey, type ReviewState } from "../reviews/model/review-state.ts";
import type { ReviewsContext } from "../reviews/service.ts";
import type { MarginStanding } from "../rooms/rooms.ts";
import type { Json } from "../storage/storage.ts";

/** What a margin should say of decisions that wait for another State. */
export async function marginStanding(
  { shelf }: Pick<ReviewsContext, "shelf">,
  address: RoomAddress,
): Promise<MarginStanding> {
  const state = (await shelf.find(address.review))?.state ?? null;
  return {
    considered: new Set(state === null ? [] : keysOf(state, address).keys()),
    times: state === null ? new Map() : timesOf(state, address),
    keys: state === null ? new Map() : keysBefore(state, address),
  };
}

/** What was submitted is as old as it is where it was written. */
function timesOf(state: ReviewState, { section, audience, epoch }: RoomAddress): ReadonlyMap<string, number> {
  const answered = state.sections.get(section)?.answered;
  return audience.kind === "team" && answered?.epoch === epoch ? answered.times : new Map();
}

function keysOf(
  state: ReviewState,
  { section, audience, epoch }: Pick<RoomAddress, "section" | "audience" | "epoch">,
): NonNullable<ReturnType<ReviewState["keys"]["get"]>> {
  return state.keys.get(textKey(section, audience, epoch)) ?? new Map();
}

/** In the reviewers' margin, and there alone: what each State has said of what lies before the team. */
function keysBefore(state: ReviewState, { section: id, audience }: RoomAddress): ReadonlyMap<string, Json> {
  const section = state.sections.get(id);
  const team = section === undefined ? null : bodyOf(section, { kind: "team" });
  if (audience.kind !== "reviewers" || team === null) return new Map();
  const keys = keysOf(state, { section: id, audience: team.audience, epoch: team.epoch });
  return new Map(
    [...keys].map(([suggestion, given]): [string, Json] => [
      suggestion,
      Object.fromEntries(
        given.map(({ state: of, choice, by, at }): [string, Json] => [of, { choice, by, at }]),
      ),
    ]),
  );
}
