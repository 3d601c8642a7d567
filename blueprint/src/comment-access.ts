import { access, partOf, type AccessFacts, type AccessMember } from "./access.ts";
import { isAtRest, sectionRooms, type SectionFacts } from "./room-standing.ts";
import { routeOf } from "./section-kinds.ts";
import type { Audience } from "./vocabulary.ts";

/** What a member may do in the margin of one audience. */
export interface MarginAccess {
  readonly audience: Audience;
  /**
   * `comment`: begin threads, reply, and change what is one's own. `propose`: read, and write what one's focal point
   * sends. Nobody outside the audience has so much as `read`.
   */
  readonly level: "read" | "propose" | "comment";
}

/**
 * The margins of a section that a member has, widest first: of every audience that he belongs to and that has a text of
 * the section to speak about, be it a wider one's, that he may read. Observers have none. Source: design I2, facts 4.1
 * and 4.2.
 */
export function marginsFor(member: AccessMember, facts: AccessFacts): readonly MarginAccess[] {
  const part = partOf(member, facts);
  if (part === null || part === "observer" || routeOf(facts.kind) === "locked") return [];
  const own: readonly Audience[] =
    member.state === null ? [{ kind: "secretariat" }] : [{ kind: "state", state: member.state }];
  const ofReviewers: readonly Audience[] =
    part === "reviewers" || part === "secretariat" ? [{ kind: "reviewers" }] : [];
  const audiences: readonly Audience[] = [{ kind: "team" }, ...ofReviewers, ...own];
  const read = sectionRooms(facts).filter((room) => access(member, room, facts).level !== "none");
  return audiences
    .filter((audience) => read.some((room) => isWithin(audience, room.audience, facts)))
    .map((audience) => ({ audience, level: levelIn(member, audience, facts) }));
}

/** What a member may do in that audience's margin; `none` alike for one that does not exist and one that is not his. */
export function marginLevel(
  member: AccessMember,
  audience: Audience,
  facts: AccessFacts,
): "none" | MarginAccess["level"] {
  const found = marginsFor(member, facts).find((each) => isSameAudience(each.audience, audience));
  return found?.level ?? "none";
}

/**
 * Whether everybody in `narrow` is in `wide` too, so that what is said among the first may quote what the second reads.
 */
export function isWithin(narrow: Audience, wide: Audience, facts: Pick<SectionFacts, "reviewers">): boolean {
  if (wide.kind === "team" || isSameAudience(narrow, wide)) return true;
  if (wide.kind !== "reviewers") return false;
  return narrow.kind === "secretariat" || (narrow.kind === "state" && facts.reviewers.includes(narrow.state));
}

/**
 * Whether a member may say how a comment of the State under review was taken in: experts and focal points of the
 * section's reviewing States, until the section is closed.
 */
export function mayDispose(member: AccessMember, facts: AccessFacts): boolean {
  return partOf(member, facts) === "reviewers" && marginLevel(member, { kind: "team" }, facts) === "comment";
}

/**
 * Whether a member may send on to the team what his delegation wrote for it, and name the experts who write there
 * themselves: the focal point of the State under review.
 */
export function maySendComments(
  member: AccessMember,
  facts: Pick<SectionFacts, "stateUnderReview">,
): boolean {
  return member.role === "state-focal-point" && member.state === facts.stateUnderReview;
}

function levelIn(member: AccessMember, audience: Audience, facts: AccessFacts): MarginAccess["level"] {
  if (isAtRest(facts)) return "read";
  const isOfState = member.state === facts.stateUnderReview && member.role === "state-expert";
  return audience.kind === "team" && isOfState && facts.speaks !== true ? "propose" : "comment";
}

function isSameAudience(one: Audience, other: Audience): boolean {
  if (one.kind === "state" && other.kind === "state") return one.state === other.state;
  if (one.kind === "sealed" && other.kind === "sealed") return one.id === other.id;
  return one.kind === other.kind;
}
