import { routeOf } from "@travaux/blueprint";
import type { Audience, RoomAddress } from "@travaux/blueprint";
import type { TrackedDocument } from "@travaux/track-changes/model";
import { alignByLetters } from "../decisions/model/text-edits.ts";
import { TrackedText } from "../decisions/tracked-text.ts";
import { Refusal } from "../gate/refusal.ts";
import type { CopiedChange } from "../decisions/model/decision-records.ts";
import { followText } from "./model/follow-text.ts";
import {
  addressOf,
  bodyOf,
  isOfStateUnderReview,
  stateUnderReview,
  type ReviewState,
  type SectionStanding,
} from "./model/review-state.ts";
import type { ReviewsContext } from "./service.ts";

/**
 * The State's own room of a text that lies before the team: its working copy of what was transmitted, or where it wrote
 * what it supplied. What is decided before the team is decided there too. `null` for any other text.
 */
export function copyOf(state: ReviewState, section: SectionStanding, audience: Audience): RoomAddress | null {
  const route = routeOf(section.kind);
  if (audience.kind !== "team" || route === "office" || route === "locked") return null;
  const copy = bodyOf(section, { kind: "state", state: stateUnderReview(state.facts) });
  return copy === null ? null : addressOf(state, section, copy);
}

/**
 * What a change of a text does to the State's copy of it; `null` for nothing. Call it while both are held.
 *
 * @param change the text before and after
 * @throws StorageFailure
 */
export async function changeOfCopy(
  context: Pick<ReviewsContext, "rooms" | "schema">,
  state: ReviewState,
  copy: RoomAddress | null,
  change: { readonly before: TrackedDocument; readonly after: TrackedDocument },
): Promise<CopiedChange | null> {
  const text = copy === null ? null : await readWhole(context, copy);
  if (copy === null || text === null) return null;
  const isSupplied = routeOfSection(state, copy) === "supply";
  const followed = followText(
    { ...change, copy: text.tracked },
    { isOfState: isOfStateUnderReview(state), isSupplied },
  );
  return followed === null ? null : { room: copy, change: text.changeTo(followed, alignByLetters) };
}

/** A room's text as Yjs keeps it; `null` if it can be read only in part, or not shown. @throws StorageFailure */
export async function readWhole(
  { rooms, schema }: Pick<ReviewsContext, "rooms" | "schema">,
  room: RoomAddress,
): Promise<TrackedText | null> {
  await rooms.catchUp(room);
  const { state, damaged } = await rooms.state(room);
  if (damaged) return null;
  try {
    return new TrackedText(schema, state);
  } catch (error) {
    // Translated: the schema cannot show what is stored.
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function routeOfSection(state: ReviewState, { section }: RoomAddress): string | null {
  const standing = state.sections.get(section);
  return standing === undefined ? null : routeOf(standing.kind);
}
