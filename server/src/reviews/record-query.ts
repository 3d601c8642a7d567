import type { RecordEntry, UserId } from "@travaux/blueprint";
import { commonRoom } from "./model/review-state.ts";
import { readWords } from "./payload-reader.ts";
import type { OpenReview } from "./review-shelf.ts";
import { inWaves } from "./room-texts.ts";
import type { ReviewsContext } from "./service.ts";
import { knownRecords, reasonOf, viewRecord } from "./view/record-view.ts";

/** How many entries of the record come at once. */
export const RECORD_PAGE = 50;

/**
 * A page of the record as the reader may know it, newest first.
 *
 * @param before only entries below this number; `null` from the newest
 */
export async function readRecord(
  context: ReviewsContext,
  { keeper, state, member }: OpenReview,
  before: number | null,
): Promise<readonly RecordEntry[]> {
  const known = knownRecords(state, member, keeper.records).filter(
    ({ seq }) => before === null || seq < before,
  );
  const page = known.toReversed().slice(0, RECORD_PAGE);
  const users = new Set<UserId>([...state.members.values()].map(({ user }) => user));
  for (const { chained } of page) {
    users.add(chained.record.by.user);
    if (chained.record.act.kind === "account-act") users.add(chained.record.act.user);
  }
  const names = new Map<string, string>(
    await inWaves(
      [...users],
      async (user) => [user, (await context.identity.person(user))?.name ?? ""] as const,
    ),
  );
  const nameOfUser = (user: string): string => names.get(user) ?? "";
  return inWaves(page, async (entry) => {
    const { record } = entry.chained;
    const reason = reasonOf(record.act);
    return viewRecord(entry, {
      byName: nameOfUser(record.by.user),
      reason: reason === null ? null : await readWords(context.payloads, commonRoom(state.review), reason),
      nameOfUser,
      nameOfMember: (id) => nameOfUser(state.members.get(id)?.user ?? ""),
    });
  });
}
