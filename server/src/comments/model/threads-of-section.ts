import { isWithin, routeOf, sectionRooms, type Audience, type RoomAddress } from "@travaux/blueprint";
import type { RoomStanding } from "@travaux/blueprint";
import {
  addressOf,
  bodyOf,
  type ReviewState,
  type SectionStanding,
} from "../../reviews/model/review-state.ts";
import { sectionFacts } from "../../reviews/model/section-access.ts";
import { threadsAddress } from "./margins-of-member.ts";
import { threadsKey, type ThreadStanding } from "./thread-standing.ts";

/** A text of a section, and what it is to it. */
export interface AnchorableText {
  readonly address: RoomAddress;
  readonly standing: RoomStanding;
}

/** The section and the audience of a document of threads; `null` for one that the review does not have. */
export function findThreads(
  state: ReviewState,
  address: RoomAddress,
): { readonly section: SectionStanding; readonly audience: Audience } | null {
  const { review, section: id, audience, document, epoch } = address;
  const section = state.sections.get(id);
  if (review !== state.review || document !== "threads" || epoch !== 1 || section === undefined) return null;
  const known = new Set(audiencesOf(state).map((each) => threadsKey(id, each)));
  return routeOf(section.kind) !== "locked" && known.has(threadsKey(id, audience))
    ? { section, audience }
    : null;
}

/** The threads of one audience in a section, in the order in which they were begun. */
export function threadsIn(
  state: ReviewState,
  section: Pick<SectionStanding, "id">,
  audience: Audience,
): readonly ThreadStanding[] {
  return [...(state.threads.get(threadsKey(section.id, audience))?.values() ?? [])];
}

/** The texts of a section that a whole audience may read: where it is written before what is kept, narrower first. */
export function textsFor(
  state: ReviewState,
  section: SectionStanding,
  audience: Audience,
): readonly AnchorableText[] {
  const facts = sectionFacts(state, section);
  return sectionRooms(facts).flatMap(({ audience: of, standing }) => {
    const body = isWithin(audience, of, facts) ? bodyOf(section, of) : null;
    return body === null ? [] : [{ address: addressOf(state, section, body), standing }];
  });
}

/** The documents of threads of a section that have any thread, of every audience. */
export function threadDocuments(state: ReviewState, section: SectionStanding): readonly RoomAddress[] {
  return audiencesOf(state)
    .filter((audience) => state.threads.has(threadsKey(section.id, audience)))
    .map((audience) => threadsAddress(state, section, audience));
}

/** Everybody who can have a margin in a review. */
function audiencesOf({ facts }: ReviewState): readonly Audience[] {
  const states = facts.states.map(({ id }): Audience => ({ kind: "state", state: id }));
  return [{ kind: "team" }, { kind: "reviewers" }, { kind: "secretariat" }, ...states];
}
