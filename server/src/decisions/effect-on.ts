import type { RoomAddress } from "@travaux/blueprint";
import { textKey } from "../reviews/model/review-state.ts";
import { readPayload } from "../reviews/payload-reader.ts";
import type { ReviewsContext } from "../reviews/service.ts";
import type { RoomEffect } from "../rooms/rooms.ts";

/** What the record's last act on a text did to it. */
export async function effectOn(
  { shelf, payloads }: Pick<ReviewsContext, "shelf" | "payloads">,
  address: RoomAddress,
): Promise<RoomEffect | null> {
  const state = (await shelf.find(address.review))?.state ?? null;
  const { section, audience, epoch } = address;
  const effect = state?.effects.get(textKey(section, audience, epoch));
  if (effect === undefined) return null;
  return {
    clock: effect.clock,
    update: async () => {
      const update = await readPayload(payloads, address, effect.update);
      if (update === null) throw new RangeError(`What an act did to section ${section} cannot be read`);
      return update;
    },
  };
}
