import type { SectionAct } from "./api.ts";
import { ACCESS_TABLE, COLUMN_OF_PHASE, type AccessColumn, type RoleGroup } from "./access-table.ts";
import { nextPhases } from "./phases.ts";
import {
  columnOf,
  isAtRest,
  isSentBack,
  isTransmitted,
  isWithState,
  isWorkingCopy,
  mayRedraft,
  roomStanding,
  type SectionFacts,
} from "./room-standing.ts";
import { routeOf, SECTION_KIND_SPECS } from "./section-kinds.ts";
import { LEVELS, type Audience, type Level, type MemberId, type Role, type StateId } from "./vocabulary.ts";

/** Who asks: a serving member of the review, as the membership says. */
export interface AccessMember {
  readonly id: MemberId;
  readonly role: Role;
  /** `null` for the Secretariat alone. */
  readonly state: StateId | null;
}

/** What {@link access} must know beside the member and the room. */
export interface AccessFacts extends SectionFacts {
  /** Whether the member's focal point named him to write in the team room, in dialogue and consensus. */
  readonly live: boolean;
  /** Whether the member's focal point lets him write comments to the team himself; not where left out. */
  readonly speaks?: boolean;
  /** The members of a sealed room; nobody if left out. */
  readonly named?: readonly MemberId[];
}

/** A command that a member may give about the section, or about its review. */
export type AccessAct = SectionAct | "movePhase" | "manageMembers" | "loadTreatyText" | "decide";

/** What a member may do. */
export interface Access {
  /** To the body of this room. */
  readonly level: Level;
  /** To the section and its review, whichever room is asked about; `decide` of this room alone. */
  readonly acts: readonly AccessAct[];
}

/** The lesser of two levels. */
export function lowerLevel(one: Level, other: Level): Level {
  return LEVELS.indexOf(one) <= LEVELS.indexOf(other) ? one : other;
}

/** Whether `level` contains `wanted`. */
export function levelAllows(level: Level, wanted: Level): boolean {
  return LEVELS.indexOf(level) >= LEVELS.indexOf(wanted);
}

/**
 * Decides what a member may do with a room and its section: the only place where that is decided. The editor asks it to
 * draw, the server to refuse. A member whose role and State do not fit together may do nothing.
 */
export function access(
  member: AccessMember,
  room: { readonly audience: Audience },
  facts: AccessFacts,
): Access {
  const level = levelIn(member, room.audience, facts);
  const acts = actsOf(member, facts);
  return { level, acts: mayDecide(member, room.audience, facts, level) ? [...acts, "decide"] : acts };
}

/** The commands a member may give about a section and its review. */
export function actsOf(member: AccessMember, facts: SectionFacts): readonly AccessAct[] {
  if (partOf(member, facts) === "secretariat") return secretariatActs(facts);
  const act = focalPointAct(member, facts);
  return act === null ? [] : [act];
}

/**
 * Whether a member may name those of his delegation who write in the team room directly: a focal point, as long as any
 * text is open. The naming counts in dialogue and consensus.
 */
export function mayNameLive(
  member: AccessMember,
  facts: Pick<SectionFacts, "phase" | "stateUnderReview">,
): boolean {
  const column = COLUMN_OF_PHASE[facts.phase];
  if (column === null || column === "agreed" || member.state === null) return false;
  const isUnderReview = member.state === facts.stateUnderReview;
  return member.role === (isUnderReview ? "state-focal-point" : "reviewing-focal-point");
}

/** The side a member stands on in a section. */
export type Part = RoleGroup | "other-reviewers" | "observer";

/** The side a member stands on in this section; `null` if role and State contradict each other. */
export function partOf(member: AccessMember, facts: SectionFacts): Part | null {
  const { role, state } = member;
  if (role === "secretariat") return state === null ? "secretariat" : null;
  if (state === null) return null;
  if (role === "observer") return "observer";
  const isUnderReview = state === facts.stateUnderReview;
  if (role === "state-expert" || role === "state-focal-point") return isUnderReview ? "state" : null;
  if (isUnderReview) return null;
  return facts.reviewers.includes(state) ? "reviewers" : "other-reviewers";
}

function levelIn(member: AccessMember, audience: Audience, facts: AccessFacts): Level {
  const part = partOf(member, facts);
  if (part === null || !isInAudience(member, part, audience, facts)) return "none";
  if (part === "observer") {
    const expert = member.state === facts.stateUnderReview ? "state-expert" : "reviewing-expert";
    return lowerLevel("read", levelIn({ ...member, role: expert }, audience, { ...facts, live: false }));
  }
  const level =
    audience.kind === "secretariat" || audience.kind === "sealed" ? "edit" : bodyLevel(part, audience, facts);
  return isAtRest(facts) ? lowerLevel("read", level) : level;
}

function isInAudience(member: AccessMember, part: Part, audience: Audience, facts: AccessFacts): boolean {
  switch (audience.kind) {
    case "team":
      return true;
    case "reviewers":
      return part === "reviewers" || part === "secretariat";
    case "state":
      return (part === "reviewers" || part === "state") && member.state === audience.state;
    case "secretariat":
      return part === "secretariat";
    case "sealed":
      return facts.named?.includes(member.id) ?? false;
  }
}

function bodyLevel(part: RoleGroup | "other-reviewers", audience: Audience, facts: AccessFacts): Level {
  const standing = roomStanding(audience, facts);
  if (standing === null) return "none";
  if (standing === "history") return "read";
  const column = audience.kind === "reviewers" && isSentBack(facts) ? "drafting" : columnOf(facts);
  const cell = cellLevel(part === "other-reviewers" ? "reviewers" : part, facts, column);
  if (audience.kind === "team") return teamLevel(part, cell, facts);
  // What the reviewing States wrote is another's text, whatever the table should come to say of its own column.
  if (isWorkingCopy(audience, facts)) return lowerLevel("suggest", cell);
  // Before its first submission a State's text is nobody else's, so what it may propose it may write.
  return isFirstSupply(facts) && levelAllows(cell, "suggest") ? "edit" : cell;
}

function cellLevel(group: RoleGroup, facts: SectionFacts, column: AccessColumn): Level {
  return ACCESS_TABLE[SECTION_KIND_SPECS[facts.kind].row][column][group];
}

function isFirstSupply(facts: SectionFacts): boolean {
  return routeOf(facts.kind) === "supply" && !facts.submittedBefore;
}

/**
 * In the team room a delegation's text arrives by an act, so it proposes at most, unless writing live was agreed. The
 * State under review writes to the team from a room of its own; in the team room it reads until then.
 */
function teamLevel(part: RoleGroup | "other-reviewers", cell: Level, facts: AccessFacts): Level {
  const handedOver = routeOf(facts.kind) !== "office";
  const level = handedOver && cell === "none" ? "read" : cell;
  if (part === "other-reviewers" || isSentBack(facts)) return lowerLevel("read", level);
  const writesLive = facts.live && (facts.phase === "dialogue" || facts.phase === "consensus");
  if (part === "secretariat" || writesLive) return level;
  return lowerLevel(part === "state" && handedOver ? "read" : "suggest", level);
}

/**
 * Whether a member may accept and reject what is proposed in a room: whoever may edit it; in a transmitted text the
 * experts and focal points of its reviewing States, from the State's comments on; and in what a State supplied that
 * State itself, for as long as it may propose changes to it.
 */
function mayDecide(member: AccessMember, audience: Audience, facts: AccessFacts, level: Level): boolean {
  if (level === "edit") return true;
  if (level === "none" || isAtRest(facts)) return false;
  const part = partOf(member, facts);
  const column = columnOf(facts);
  if (routeOf(facts.kind) === "supply")
    return part === "state" && levelAllows(cellLevel("state", facts, column), "suggest");
  if (audience.kind !== "team" || part !== "reviewers" || !isTransmitted(facts) || isSentBack(facts))
    return false;
  return column === "comments" || column === "consensus";
}

function secretariatActs(facts: SectionFacts): readonly AccessAct[] {
  const acts: AccessAct[] = ["manageMembers"];
  if (nextPhases(facts.phase).length > 0) acts.unshift("movePhase");
  if (routeOf(facts.kind) === "locked" && !isAtRest(facts)) acts.push("loadTreatyText");
  return acts;
}

/** The one act by which a delegation's text moves on from where it stands. */
function focalPointAct(member: AccessMember, facts: SectionFacts): SectionAct | null {
  const part = partOf(member, facts);
  const column = columnOf(facts);
  if (isAtRest(facts) || (column === "setup" && part !== "state") || column === "agreed") return null;
  const route = routeOf(facts.kind);
  if (member.role === "state-focal-point" && part === "state") {
    const hasOwnRoom = route === "supply" || isWithState(facts);
    return hasOwnRoom && levelAllows(cellLevel("state", facts, column), "suggest") ? "submit" : null;
  }
  if (member.role !== "reviewing-focal-point" || part !== "reviewers") return null;
  if (route === "finding" && facts.stage === "own") return "join";
  return mayTransmit(facts) ? "transmit" : null;
}

/**
 * A first transmission waits for drafting to begin; a late one is still welcome while the State comments. What the State
 * has in its hands is not replaced under them.
 */
function mayTransmit(facts: SectionFacts): boolean {
  if (isTransmitted(facts)) return mayRedraft(facts) && facts.phase !== "dialogue";
  const route = routeOf(facts.kind);
  const column = columnOf(facts);
  const late = column === "drafting" || column === "comments" || column === "consensus";
  return (route === "finding" || route === "summary") && facts.stage === "reviewers" && late;
}
