import type { Multilingual, Notice, StateId, UserId } from "@travaux/blueprint";
import type { Identity } from "../identity/identity.ts";
import { stateUnderReview, type ReviewState } from "../reviews/model/review-state.ts";
import { inWaves } from "../reviews/room-texts.ts";
import type { FoundNotice } from "./notices.ts";
import { noticePlace, placesOf } from "./places.ts";

/** What concerns a person, and in which review. */
export interface PlacedNotice {
  readonly state: ReviewState;
  readonly notice: FoundNotice;
}

/** Notices as they are told: whose comment it is, and where; no word of it. @throws StorageFailure */
export async function viewNotices(
  identity: Pick<Identity, "person">,
  notices: readonly PlacedNotice[],
): Promise<readonly Notice[]> {
  const nameOf = await authorNames(identity, notices);
  const places = new Map(notices.map(({ state }) => [state, placesOf(state)]));
  return notices.flatMap((each): readonly Notice[] => {
    const { state, notice } = each;
    const { kind, thread, comment, read } = notice;
    const place = places.get(state)?.get(thread.section);
    const reviewed = nameOfState(state, stateUnderReview(state.facts));
    if (place === undefined || reviewed === null) return [];
    return [
      {
        review: state.review,
        section: thread.section,
        thread: thread.id,
        comment: comment.id,
        kind,
        byName: nameOf(each),
        byState: comment.of === null ? null : nameOfState(state, comment.of),
        stateUnderReview: reviewed,
        place: noticePlace(place),
        at: new Date(comment.at).toISOString(),
        read,
      },
    ];
  });
}

/** Tells the names of those who wrote the comments; empty for an account that is gone. @throws StorageFailure */
export async function authorNames(
  identity: Pick<Identity, "person">,
  notices: readonly PlacedNotice[],
): Promise<(notice: PlacedNotice) => string> {
  const users = new Set(notices.map(authorOf).filter((user) => user !== null));
  const names = await inWaves([...users], async (user) => {
    const person = await identity.person(user);
    return [user, person?.name ?? ""] as const;
  });
  const byUser = new Map<UserId | null, string>(names);
  return (notice) => byUser.get(authorOf(notice)) ?? "";
}

function authorOf({ state, notice }: PlacedNotice): UserId | null {
  return state.members.get(notice.comment.by)?.user ?? null;
}

function nameOfState({ facts }: ReviewState, wanted: StateId): Multilingual | null {
  return facts.states.find(({ id }) => id === wanted)?.name ?? null;
}
