import { maySendComments, type Speakers } from "@travaux/blueprint";
import { invalid, refuse, type ProposedRecord } from "../../reviews/model/decision.ts";
import {
  isExpert,
  servingMembers,
  stateUnderReview,
  type Member,
  type ReviewState,
} from "../../reviews/model/review-state.ts";
import type { Refusal } from "../../reviews/reviews.ts";

/** Those of a delegation who write comments to the team themselves, in the order in which they joined. */
export function speakersOf(state: ReviewState, of: Member): Speakers {
  const own = expertsOf(state, of).filter(({ id }) => state.speakers.has(id));
  return { members: own.map(({ id }) => id) };
}

/**
 * Decides who of the State under review writes comments to the team himself: those named, and no others any more.
 *
 * @returns `null` where they are those already
 */
export function decideSpeakers(
  state: ReviewState,
  actor: Member,
  request: Speakers,
): ProposedRecord | Refusal | null {
  const facts = { stateUnderReview: stateUnderReview(state.facts) };
  if (actor.state === null || !maySendComments(actor, facts)) return refuse("not-permitted");
  const own = expertsOf(state, actor);
  const faults = request.members.flatMap((id, at) =>
    own.some((member) => member.id === id) ? [] : [{ pointer: `/members/${at}`, code: "unknown" }],
  );
  if (faults.length > 0) return invalid(faults);
  const members = own.map(({ id }) => id).filter((id) => request.members.includes(id));
  if (members.join() === speakersOf(state, actor).members.join()) return null;
  return { act: { kind: "speakers-allowed", state: actor.state, members }, payloads: [] };
}

function expertsOf(state: ReviewState, of: Member): readonly Member[] {
  return servingMembers(state).filter((member) => member.state === of.state && isExpert(member.role));
}
