import { parseAudience } from "@travaux/blueprint";
import type { MemberId, RecordEntry, ReviewId, RoomAddress, UserId } from "@travaux/blueprint";
import { readWords as readSuggestionWords } from "../decisions/model/words.ts";
import type { Act } from "../ledger/acts.ts";
import { commonRoom } from "./model/review-state.ts";
import { readJson, readWords } from "./payload-reader.ts";
import type { OpenReview } from "./review-shelf.ts";
import { inWaves } from "./room-texts.ts";
import type { ReviewsContext } from "./service.ts";
import { knownRecords, reasonOf, viewRecord, wordsOfAct } from "./view/record-view.ts";

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
    const words = wordsOfAct(record.act);
    const room = payloadRoom(state.review, record.act);
    return viewRecord(entry, {
      byName: nameOfUser(record.by.user),
      reason: reason === null ? null : await readWords(context.payloads, room, reason),
      words: words === null ? [] : readSuggestionWords(await readJson(context.payloads, room, words)),
      nameOfUser,
      nameOfMember: (id) => nameOfUser(state.members.get(id as MemberId)?.user ?? ""),
    });
  });
}

/** Under which room the words of an act lie: where its text is read, else where everybody reads. */
function payloadRoom(review: ReviewId, act: Act): RoomAddress {
  if (act.kind !== "suggestions-decided" && act.kind !== "decision-keyed") return commonRoom(review);
  const { audience: name, epoch } = act.kind === "decision-keyed" ? act.kept : act.room;
  const audience = parseAudience(name);
  return audience === null
    ? commonRoom(review)
    : { review, section: act.section, audience, document: "text", epoch };
}
