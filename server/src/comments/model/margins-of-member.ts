import { formatAudience, formatRoomName, marginLevel, marginsFor, mayDispose } from "@travaux/blueprint";
import type { AccessFacts, Audience, MarginAccess, MarginView, RoomAddress } from "@travaux/blueprint";
import type { Member, ReviewState, SectionStanding } from "../../reviews/model/review-state.ts";
import { sectionFacts } from "../../reviews/model/section-access.ts";

/** What a member may do among the comments of one audience; `null` alike for none and for one that is not his. */
export function marginFor(
  state: ReviewState,
  member: Member,
  section: SectionStanding,
  audience: Audience,
): MarginAccess["level"] | null {
  if (member.standing === "ended") return null;
  const level = marginLevel(member, audience, factsFor(state, member, section));
  return level === "none" ? null : level;
}

/** The margins of a section that a member has, widest first. */
export function marginsOf(
  state: ReviewState,
  member: Member,
  section: SectionStanding,
): readonly MarginAccess[] {
  return member.standing === "ended" ? [] : marginsFor(member, factsFor(state, member, section));
}

/** The same as the outline tells it. */
export function marginViews(
  state: ReviewState,
  member: Member,
  section: SectionStanding,
): readonly MarginView[] {
  return marginsOf(state, member, section).map(({ audience, level }) => ({
    name: formatRoomName(threadsAddress(state, section, audience)),
    audience: formatAudience(audience),
    level,
  }));
}

/** Whether a member may say how comments of the State under review were taken in. */
export function disposesIn(state: ReviewState, member: Member, section: SectionStanding): boolean {
  return member.standing !== "ended" && mayDispose(member, factsFor(state, member, section));
}

/** The address of an audience's document of threads; its payloads lie there too. */
export function threadsAddress(
  state: Pick<ReviewState, "review">,
  section: Pick<SectionStanding, "id">,
  audience: Audience,
): RoomAddress {
  return { review: state.review, section: section.id, audience, document: "threads", epoch: 1 };
}

function factsFor(state: ReviewState, member: Member, section: SectionStanding): AccessFacts {
  const speaks = state.speakers.has(member.id);
  return { ...sectionFacts(state, section), live: state.live.has(member.id), speaks };
}
