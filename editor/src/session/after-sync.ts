import { documentBlocks } from "./document-blocks.ts";
import { asKept, keptWithout, type KeptWork } from "./kept-work.ts";
import type { RoomCopy } from "./room-copy.ts";
import type { RoomHost } from "./room-host.ts";
import type { Merged } from "./unsent-blocks.ts";

/** From so many paragraphs on, of either side, the person is told that his text was merged with others'. */
export const MERGE_NOTICE_FROM = 10;

/**
 * What is to be done when others' work has come into a text: kept work that the text has after all goes, and what was
 * typed into paragraphs that others deleted is kept.
 *
 * @param kept the kept work of this text
 * @returns how much was merged, if it was much; `null` otherwise
 */
export function afterSync(
  copy: RoomCopy,
  kept: readonly KeptWork[],
  place: Pick<RoomHost, "user" | "review" | "clock" | "shelf" | "newId" | "report"> & {
    readonly room: string;
  },
): Merged | null {
  const { user, review, room, clock, shelf, newId, report } = place;
  for (const rest of keptWithout(kept, documentBlocks(copy.doc))) void shelf.put(rest).catch(report);
  const merged = copy.unsent.merged();
  const blocks = copy.unsent.overtaken().map(asKept);
  if (blocks.length > 0) {
    const about = { id: newId(), user, review, room, at: clock.now() };
    void shelf.put({ ...about, reason: "deleted-meanwhile", blocks }).catch(report);
  }
  const isMuch = Math.max(merged.mine, merged.others) >= MERGE_NOTICE_FROM;
  return isMuch && merged.mine > 0 && merged.others > 0 ? merged : null;
}
