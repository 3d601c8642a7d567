import { mayNameLive } from "@travaux/blueprint";
import type { LiveMembers } from "@travaux/blueprint";
import type { Refusal } from "../reviews.ts";
import { invalid, refuse, type ProposedRecord } from "./decision.ts";
import {
  isExpert,
  isFocalPoint,
  servingMembers,
  stateUnderReview,
  type Member,
  type ReviewState,
} from "./review-state.ts";

/** Those of a delegation whom their focal point lets write in the team room directly, in the order in which they joined. */
export function liveMembers(state: ReviewState, of: Member): LiveMembers {
  const own = servingMembers(state).filter(
    ({ id, state: theirs }) => theirs === of.state && state.live.has(id),
  );
  return { members: own.map(({ id }) => id) };
}

/**
 * Decides who of a focal point's delegation writes in the team room directly: those named, and no others any more.
 *
 * @returns `null` where they are those already
 */
export function decideLive(
  state: ReviewState,
  actor: Member,
  request: LiveMembers,
): ProposedRecord | Refusal | null {
  const facts = { phase: state.phase, stateUnderReview: stateUnderReview(state.facts) };
  if (actor.state === null || !mayNameLive(actor, facts)) return refuse("not-permitted");
  const own = servingMembers(state).filter(
    ({ state: theirs, role }) => theirs === actor.state && (isExpert(role) || isFocalPoint(role)),
  );
  const faults = request.members.flatMap((id, at) =>
    own.some((member) => member.id === id) ? [] : [{ pointer: `/members/${at}`, code: "unknown" }],
  );
  if (faults.length > 0) return invalid(faults);
  const members = own.map(({ id }) => id).filter((id) => request.members.includes(id));
  const before = own.map(({ id }) => id).filter((id) => state.live.has(id));
  if (members.join() === before.join()) return null;
  return { act: { kind: "live-allowed", state: actor.state, members }, payloads: [] };
}
