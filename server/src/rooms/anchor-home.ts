import { formatAudience, parseRoomName, type ReviewId, type RoomAddress } from "@travaux/blueprint";
import { nameInReview } from "./name-in-review.ts";
import type { ThreadsStanding } from "./rooms.ts";

/**
 * The text where an anchor belongs: the one it stands in, unless that is history or gone and there is a better one, of
 * the same audience first; `null` where there is none.
 *
 * @param room wire name of the text it stands in, without the review
 * @param texts the best first
 */
export function homeOf(review: ReviewId, room: string, texts: ThreadsStanding["texts"]): RoomAddress | null {
  const here = texts.find(({ address }) => nameInReview(address) === room);
  if (here !== undefined && here.standing !== "history") return here.address;
  const current = texts.filter(({ standing }) => standing !== "history");
  const was = parseRoomName(`${review}/${room}`)?.audience;
  const ofSame = current.find(
    ({ address }) => was !== undefined && formatAudience(address.audience) === formatAudience(was),
  );
  const home = ofSame ?? current[0] ?? here ?? texts[0];
  return home?.address ?? null;
}
