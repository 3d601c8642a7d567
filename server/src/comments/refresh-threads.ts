import { formatRoomName, type RoomAddress } from "@travaux/blueprint";
import type { ReviewsContext } from "../reviews/service.ts";

/** Has documents of threads say what the record says now. The record stands whatever happens here. */
export async function refreshThreads(
  { rooms, log }: Pick<ReviewsContext, "rooms" | "log">,
  addresses: readonly RoomAddress[],
): Promise<void> {
  const byName = new Map(addresses.map((address) => [formatRoomName(address), address]));
  for (const [room, address] of byName) {
    try {
      await rooms.refreshThreads(address);
    } catch (error) {
      // Compensated: the document catches up when it is opened next.
      log.warn({ room, error: String(error) }, "a comment has not reached its document yet");
    }
  }
}
