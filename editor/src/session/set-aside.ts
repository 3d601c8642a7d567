import type { CloseReason } from "@travaux/blueprint";
import type { Clock } from "./clock.ts";
import { documentBlocks, updateBlocks, type Block } from "./document-blocks.ts";
import type { KeptShelf } from "./kept-shelf.ts";
import { keptBlocks, type KeptWork } from "./kept-work.ts";
import type { LocalDatabase } from "./local-database.ts";
import type { RoomCopy } from "./room-copy.ts";
import { localText } from "./room-log.ts";

export interface Refused {
  readonly user: string;
  readonly review: string;
  readonly room: string;
  readonly reason: CloseReason;
  /** Whether the text has edits that the server has not called durable. */
  readonly wasUnsent: boolean;
  /** Whether all of the room's text on this computer goes, or only what was refused. */
  readonly dropsAll: boolean;
  readonly database: Promise<LocalDatabase | null>;
  readonly shelf: KeptShelf;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly report: (error: unknown) => void;
}

/**
 * Ends `copy`, keeps what is unsent in it beside the room, and takes it out of the room's rows on this computer: both in
 * one transaction, so that it lies in one place or the other whatever happens.
 *
 * @throws what the browser's database throws; the work is then shown from memory, and the rows stay for the next page
 */
export async function setAside(copy: RoomCopy, refused: Refused): Promise<void> {
  const { user, review, room, reason, wasUnsent, dropsAll, shelf } = refused;
  const about = { id: refused.newId(), user, review, room, at: refused.clock.now(), reason };
  const keep = (base: readonly Block[]): KeptWork => ({
    ...about,
    blocks: keptBlocks(base, documentBlocks(copy.doc)),
  });
  try {
    await copy.loaded.catch(refused.report);
    await copy.end();
    const database = await refused.database;
    const rows = (await database?.readRoom(user, room)) ?? [];
    const base = wasUnsent ? updateBlocks(localText(rows).confirmed) : documentBlocks(copy.doc);
    const kept = wasUnsent ? keep(base) : null;
    const hasBlocks = kept !== null && kept.blocks.length > 0;
    if (hasBlocks) shelf.show(kept, false);
    await database?.dropRows(
      user,
      room,
      hasBlocks ? kept : null,
      (row) => dropsAll || copy.log.holdsUnsent(row),
    );
    if (hasBlocks && database !== null) shelf.show(kept, true);
    // An editor may type on in the refused text until it has bound to the new one, and may have done so by now.
    const again = (): void => void shelf.put(keep(base)).catch(refused.report);
    copy.doc.on("update", again);
    if (JSON.stringify(keep(base).blocks) !== JSON.stringify(kept?.blocks ?? [])) again();
  } catch (error) {
    if (wasUnsent) shelf.show(keep([]), false);
    throw error;
  }
}
