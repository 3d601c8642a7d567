import { formatRoomName, type RoomAddress } from "@travaux/blueprint";

/** A room's wire name without its review: how its log knows it. */
export function nameInReview(address: RoomAddress): string {
  return formatRoomName(address).slice(address.review.length + 1);
}
