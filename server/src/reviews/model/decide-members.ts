import type { MemberChange, MemberId, NewMember, Person, Role, StateId } from "@travaux/blueprint";
import type { ActOf } from "../../ledger/acts.ts";
import type { Refusal } from "../reviews.ts";
import {
  invalid,
  mintMember,
  mintPayload,
  refuse,
  type Fault,
  type ProposedRecord,
  type Random,
} from "./decision.ts";
import {
  focalPointOf,
  isExpert,
  isFocalPoint,
  memberOfUser,
  noteRoom,
  servingMembers,
  type Member,
  type ReviewState,
} from "./review-state.ts";

/** The longest reference of a note verbale, in UTF-16 code units. */
export const NOTE_LIMIT = 300;

/** What a decision about members needs to know beside the review. */
export interface MemberFacts {
  /** The registered person of the request; `null` if there is none. */
  readonly person: Pick<Person, "staff" | "standing"> | null;
  /** The most serving experts of one State. */
  readonly expertsLimit: number;
  readonly random: Random;
}

/** Decides on a new member; with `replaces`, his predecessor's membership ends by the same record. */
export function decideNewMember(
  state: ReviewState,
  actor: Member,
  request: NewMember,
  facts: MemberFacts,
): ProposedRecord | Refusal {
  if (actor.role !== "secretariat") return refuse("not-permitted");
  const { user, role, state: of, noteVerbale } = request;
  const replaces = request.replaces ?? null;
  const faults = [
    ...newMemberFaults(state, request, facts),
    ...succession(state, request),
    ...noteFaults(noteVerbale),
  ];
  if (faults.length > 0) return invalid(faults);
  if (memberOfUser(state, user) !== null) return refuse("conflict");
  const crowded = crowdedOut(state, { role, of, leaving: replaces }, facts);
  if (crowded !== null) return crowded;
  const note = mintNote(state, noteVerbale, facts.random);
  const act: ActOf<"member-added"> = {
    kind: "member-added",
    member: mintMember(facts.random),
    user,
    role,
    state: of,
    replaces,
    note: note === null ? null : note.salted.reference,
  };
  return { act, payloads: note === null ? [] : [note] };
}

/** Decides on another role for a member, or on the end of the membership. */
export function decideMemberChange(
  state: ReviewState,
  actor: Member,
  { id, change }: { readonly id: MemberId; readonly change: MemberChange },
  facts: Omit<MemberFacts, "person">,
): ProposedRecord | Refusal {
  if (actor.role !== "secretariat") return refuse("not-permitted");
  const member = state.members.get(id);
  if (member === undefined) return refuse("absent");
  const faults = changeFaults(state, member, change);
  if (faults.length > 0) return invalid(faults);
  if (member.standing === "ended" || isLastSecretariat(state, member)) return refuse("conflict");
  if (change.role !== undefined) {
    const crowded = crowdedOut(state, { role: change.role, of: member.state, leaving: id }, facts);
    if (crowded !== null) return crowded;
  }
  const note = mintNote(state, change.noteVerbale, facts.random);
  const act: ActOf<"member-changed"> = {
    kind: "member-changed",
    member: id,
    role: change.role ?? null,
    ended: change.standing === "ended",
    note: note === null ? null : note.salted.reference,
  };
  return { act, payloads: note === null ? [] : [note] };
}

function mintNote(
  state: ReviewState,
  note: string | undefined,
  random: Random,
): ProposedRecord["payloads"][number] | null {
  return note === undefined || note === "" ? null : mintPayload(noteRoom(state.review), note, random);
}

function newMemberFaults(
  state: ReviewState,
  { role, state: of }: NewMember,
  { person }: MemberFacts,
): readonly Fault[] {
  const faults: Fault[] = [];
  if (person === null || person.standing === "ended")
    faults.push({ pointer: "/user", code: "unknown-person" });
  else if (person.staff !== (role === "secretariat")) faults.push({ pointer: "/role", code: "other-side" });
  if (!roleFits(state, role, of)) faults.push({ pointer: "/state", code: "does-not-fit-role" });
  return faults;
}

/** A role needs a State of the right part: the Secretariat has none, an observer may be of any. */
function roleFits(state: ReviewState, role: Role, of: StateId | null): boolean {
  const part = state.facts.states.find(({ id }) => id === of)?.part ?? null;
  switch (role) {
    case "secretariat":
      return of === null;
    case "reviewing-expert":
    case "reviewing-focal-point":
      return part === "reviewing";
    case "state-expert":
    case "state-focal-point":
      return part === "under-review";
    case "observer":
      return part !== null;
  }
}

/** A successor takes the role and the State of a serving member. */
function succession(state: ReviewState, request: NewMember): readonly Fault[] {
  if (request.replaces === undefined) return [];
  const predecessor = state.members.get(request.replaces);
  const fits =
    predecessor?.standing === "serving" &&
    predecessor.role === request.role &&
    predecessor.state === request.state;
  return fits ? [] : [{ pointer: "/replaces", code: "does-not-fit" }];
}

function noteFaults(note: string | undefined): readonly Fault[] {
  return note !== undefined && note.length > NOTE_LIMIT
    ? [{ pointer: "/noteVerbale", code: "too-long" }]
    : [];
}

function changeFaults(state: ReviewState, member: Member, change: MemberChange): readonly Fault[] {
  const { role, standing, noteVerbale } = change;
  const faults = [...noteFaults(noteVerbale)];
  if ((role === undefined) === (standing === undefined)) faults.push({ pointer: "", code: "one-change" });
  if (role !== undefined && !roleFits(state, role, member.state))
    faults.push({ pointer: "/role", code: "does-not-fit-state" });
  return faults;
}

/** A role in a State, and the member who would leave it at the same moment. */
interface Seat {
  readonly role: Role;
  readonly of: StateId | null;
  readonly leaving: MemberId | null;
}

/** A refusal where the role has no place left in the State, once `leaving` is counted out; `null` where it has. */
function crowdedOut(
  state: ReviewState,
  { role, of, leaving }: Seat,
  { expertsLimit }: Pick<MemberFacts, "expertsLimit">,
): Refusal | null {
  if (of === null) return null;
  const focalPoint = focalPointOf(state, of);
  if (isFocalPoint(role) && focalPoint !== null && focalPoint.id !== leaving)
    return refuse("focal-point-taken");
  const experts = servingMembers(state).filter(
    (member) => member.state === of && isExpert(member.role) && member.id !== leaving,
  );
  return isExpert(role) && experts.length >= expertsLimit ? refuse("members-limit") : null;
}

function isLastSecretariat(state: ReviewState, member: Member): boolean {
  return (
    member.role === "secretariat" &&
    servingMembers(state).filter(({ role }) => role === "secretariat").length === 1
  );
}
