import { nextPhases } from "@travaux/blueprint";
import type { MemberView, Person, ReviewSummary, ReviewView } from "@travaux/blueprint";
import { stateUnderReview, type Member, type ReviewState } from "../model/review-state.ts";

/** A review as it stands in its member's list. */
export function summarize(state: ReviewState, reader: Member): ReviewSummary {
  const { facts } = state;
  const reviewed = facts.states.find(({ id }) => id === stateUnderReview(facts));
  if (reviewed === undefined) throw new RangeError("A review has a State under review");
  return {
    id: state.review,
    blueprint: facts.blueprint,
    stateUnderReview: reviewed.name,
    phase: state.phase,
    role: reader.role,
    state: reader.state,
  };
}

/** A review as one of its members sees it. */
export function viewReview(state: ReviewState, reader: Member, members: readonly MemberView[]): ReviewView {
  const { states, languages, officialStart, informationCutOff, sessionDate } = state.facts;
  return {
    ...summarize(state, reader),
    member: reader.id,
    states,
    members,
    languages,
    officialStart,
    informationCutOff,
    sessionDate,
    decisionKeys: state.facts.decisionKeys ?? "one",
    nextPhases: reader.role === "secretariat" ? nextPhases(state.phase).map(({ to }) => to) : [],
  };
}

/** Whether `reader` may know how to reach `member` and by which note he was named: his own delegation, and the Secretariat. */
export function mayKnowDetails(reader: Member, member: Member): boolean {
  return reader.role === "secretariat" || (reader.state !== null && reader.state === member.state);
}

/** What is known of a member beside his place in the review. */
export interface MemberDetails {
  /** `null` if the account is gone; the membership stays in the record. */
  readonly person: Person | null;
  /** Of the note verbale, where there is one and it can still be read. */
  readonly note: string | null;
  /** Whether he is named to write in the team room directly. */
  readonly live: boolean;
  /** Whether he is named to write comments to the team himself; `null` for those who need no naming. */
  readonly speaks: boolean | null;
}

/** A member as `reader` may know him. */
export function viewMember(
  member: Member,
  reader: Member,
  { person, note, live, speaks }: MemberDetails,
): MemberView {
  const { id, user, role, state, standing, replaces } = member;
  const known = {
    id,
    user,
    name: person?.name ?? "",
    function: person?.function ?? "",
    role,
    state,
    standing,
    replaces,
  };
  if (!mayKnowDetails(reader, member)) return known;
  return {
    ...known,
    email: person?.email ?? "",
    phone: person?.phone ?? "",
    noteVerbale: note ?? "",
    live,
    ...(speaks === null ? {} : { speaks }),
  };
}
