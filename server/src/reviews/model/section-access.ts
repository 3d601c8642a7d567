import {
  access,
  actsOf,
  COLUMN_OF_PHASE,
  isSidePhase,
  isWorkingCopy,
  roomStanding,
  routeOf,
  sectionRooms,
} from "@travaux/blueprint";
import type {
  AccessAct,
  Audience,
  Level,
  RoomStanding,
  SectionFacts,
  SectionState,
} from "@travaux/blueprint";
import {
  assignedStates,
  bodyOf,
  stateUnderReview,
  type Body,
  type Member,
  type ReviewState,
  type SectionStanding,
} from "./review-state.ts";

/** What the record alone knows of a section's state; whether a draft has any words yet, only its rooms know. */
export function recordedState(state: ReviewState, section: SectionStanding): SectionState {
  const route = routeOf(section.kind);
  const phase = isSidePhase(state.phase) ? state.activePhase : state.phase;
  if (
    COLUMN_OF_PHASE[phase] === "agreed" &&
    (route !== "summary" || phase === "issued" || phase === "closed")
  )
    return "frozen";
  if (section.stage !== "team" || route === "office" || route === "locked") return "draft";
  if (section.sentBack) return "draft";
  return isAnswered(section) ? "commented" : "transmitted";
}

/** Whether the State under review has answered the text that was transmitted last. */
function isAnswered(section: SectionStanding): boolean {
  return (
    section.answered !== undefined && section.answered.epoch === bodyOf(section, { kind: "team" })?.epoch
  );
}

/** The section as the access rules ask about it. */
export function sectionFacts(state: ReviewState, section: SectionStanding): SectionFacts {
  return {
    phase: state.phase,
    ...(isSidePhase(state.phase) ? { restsFrom: state.activePhase } : {}),
    kind: section.kind,
    sectionState: recordedState(state, section),
    stage: section.stage,
    stateUnderReview: stateUnderReview(state.facts),
    reviewers: assignedStates(state.facts, section.instrument),
    submittedBefore: routeOf(section.kind) === "supply" && bodyOf(section, { kind: "team" }) !== null,
  };
}

/** A body of a section that a member may open. */
export interface ReadableBody {
  readonly body: Body;
  readonly level: Exclude<Level, "none">;
  readonly standing: RoomStanding;
  /** Whether he may accept and reject what is proposed there. */
  readonly mayDecide: boolean;
}

/**
 * What a member may do with one audience's body; `null` alike for a body that does not exist and for one that is not
 * for him. An ended member may do nothing.
 */
export function bodyFor(
  state: ReviewState,
  member: Member,
  section: SectionStanding,
  audience: Audience,
): ReadableBody | null {
  const body = bodyOf(section, audience);
  if (body === null || member.standing === "ended") return null;
  const facts = sectionFacts(state, section);
  const standing = roomStanding(audience, facts);
  const { level, acts } = access(member, { audience }, { ...facts, live: state.live.has(member.id) });
  return standing === null || level === "none"
    ? null
    : { body, level, standing, mayDecide: acts.includes("decide") };
}

const WRITES: readonly Level[] = ["edit", "suggest"];

/**
 * The bodies of a section that a member may open. In front the one to show: where he may write now, else the widest
 * that is current, else the widest.
 */
export function readableBodies(
  state: ReviewState,
  member: Member,
  section: SectionStanding,
): readonly ReadableBody[] {
  const readable = sectionRooms(sectionFacts(state, section)).flatMap(({ audience }) => {
    const body = bodyFor(state, member, section, audience);
    return body === null ? [] : [body];
  });
  return readable.toSorted((one, other) => preference(other) - preference(one));
}

function preference({ body, level, standing }: ReadableBody): number {
  const writes = standing === "history" ? 0 : 1 + WRITES.toReversed().indexOf(level);
  const current = standing === "current" ? 1 : 0;
  const width = body.audience.kind === "team" ? 2 : body.audience.kind === "reviewers" ? 1 : 0;
  return writes * 100 + current * 10 + width;
}

/** Whether a member is of those among whom the section's text is, or was, before it reached the team. */
export function readsDrafts(state: ReviewState, member: Member, section: SectionStanding): boolean {
  const facts = sectionFacts(state, section);
  return readableBodies(state, member, section).some(
    ({ body }) => body.audience.kind !== "team" && !isWorkingCopy(body.audience, facts),
  );
}

/** The commands that a serving member may give about a section and its review. */
export function actsFor(state: ReviewState, member: Member, section: SectionStanding): readonly AccessAct[] {
  return member.standing === "ended" ? [] : actsOf(member, sectionFacts(state, section));
}

/** Whether a section appears to a member at all: he may open a body of it, or it is the slot of the treaty text. */
export function isVisible(state: ReviewState, member: Member, section: SectionStanding): boolean {
  return routeOf(section.kind) === "locked" || readableBodies(state, member, section).length > 0;
}
