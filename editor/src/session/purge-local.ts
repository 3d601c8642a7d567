import { parseRoomName, type CloseReason, type ReviewId, type UserId } from "@travaux/blueprint";
import { keptOfRows } from "./kept-shelf.ts";
import type { LocalDatabase } from "./local-database.ts";
import { forgetLastUser, isOfNobody, roomOfTextKey } from "./offline-store.ts";

/**
 * At somebody's sign-in: removes the texts and views of everybody else from this computer. Their unsent work stays, as
 * kept work that only its author is shown, and so do the comments that they were writing.
 */
export async function purgeOthers(database: LocalDatabase | null, user: UserId): Promise<void> {
  if (database === null) return;
  await dropRooms(database, "session-ended", (owner) => owner !== user);
  await database.dropCache((owner) => owner !== user && !isOfNobody(owner));
}

/**
 * At sign-out: removes everything of `user` from this computer but unsent work, which becomes kept work, and comments
 * that were not sent. End the review sessions first.
 *
 * @returns how many pieces of kept work and drafts remain here, for the page to say so
 */
export async function purgeLocal(database: LocalDatabase | null, user: UserId): Promise<number> {
  if (database === null) return 0;
  await dropRooms(database, "session-ended", (owner) => owner === user);
  await database.dropCache((owner) => owner === user);
  await forgetLastUser(database);
  const [kept, drafts] = await Promise.all([database.keptWork(user), database.drafts(user)]);
  return kept.length + drafts.length;
}

/**
 * When an outline has been read: removes the texts of rooms of that review which it does not name any more: left behind,
 * or of an earlier epoch. Unsent work in them becomes kept work.
 *
 * @param names the wire names that the person may open now, and those still open in this page
 */
export async function purgeSuperseded(
  database: LocalDatabase | null,
  user: UserId,
  review: ReviewId,
  names: ReadonlySet<string>,
): Promise<void> {
  if (database === null) return;
  const isLeft = (room: string): boolean => parseRoomName(room)?.review === review && !names.has(room);
  await dropRooms(database, "no-room", (owner, room) => owner === user && isLeft(room));
  await database.dropCache((owner, key) => {
    const room = roomOfTextKey(key);
    return owner === user && room !== null && isLeft(room);
  });
}

async function dropRooms(
  database: LocalDatabase,
  reason: CloseReason,
  drops: (user: string, room: string) => boolean,
): Promise<void> {
  for (const { user, room } of await database.rooms()) {
    if (!drops(user, room)) continue;
    const rows = await database.readRoom(user, room);
    const kept = keptOfRows(rows, { id: crypto.randomUUID(), user, room, at: Date.now(), reason });
    const read = new Set(rows.map(({ id }) => id));
    await database.dropRows(user, room, kept, ({ id }) => read.has(id));
  }
}
