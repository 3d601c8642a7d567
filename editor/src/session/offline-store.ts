import {
  parseRoomName,
  type CloseReason,
  type OutlineView,
  type ReviewId,
  type ReviewSummary,
  type ReviewView,
  type SessionUser,
  type UserId,
} from "@travaux/blueprint";
import { keptOfRows } from "./kept-shelf.ts";
import type { LocalDatabase } from "./local-database.ts";

/** What a page needs to be shown again without a network. */
export interface CachedViews {
  readonly session: SessionUser;
  readonly reviews: readonly ReviewSummary[];
  readonly review: ReviewView;
  readonly outline: OutlineView;
}

/** The last views of one person, for a reload without a network. Written by this application alone, so read as it is. */
export class OfflineStore {
  private readonly database: LocalDatabase | null;
  private readonly user: UserId;

  constructor(database: LocalDatabase | null, user: UserId) {
    this.database = database;
    this.user = user;
  }

  /** @param review for the views that belong to one review */
  async write<Name extends keyof CachedViews>(
    name: Name,
    value: CachedViews[Name],
    review?: ReviewId,
  ): Promise<void> {
    await this.database?.writeCache(this.user, cacheKey(name, review), value);
  }

  /** `null` if this person has never seen the view here. */
  async read<Name extends keyof CachedViews>(
    name: Name,
    review?: ReviewId,
  ): Promise<CachedViews[Name] | null> {
    const value = await this.database?.readCache(this.user, cacheKey(name, review));
    return isRecord(value) ? (value as unknown as CachedViews[Name]) : null;
  }
}

/** Notes who is signed in, so that a reload without a network knows whose offline text to show. */
export async function rememberUser(database: LocalDatabase | null, user: SessionUser): Promise<void> {
  await database?.writeCache(LAST_USER, "session", user);
}

/** Who was signed in last on this computer and has not signed out; `null` if nobody. */
export async function lastUser(database: LocalDatabase | null): Promise<SessionUser | null> {
  const value = await database?.readCache(LAST_USER, "session");
  return isRecord(value) && typeof value["id"] === "string" ? (value as unknown as SessionUser) : null;
}

/**
 * At somebody's sign-in: removes the texts and views of everybody else from this computer. Their unsent work stays,
 * as kept work that only its author is shown.
 */
export async function purgeOthers(database: LocalDatabase | null, user: UserId): Promise<void> {
  if (database === null) return;
  await dropRooms(database, "session-ended", (owner) => owner !== user);
  await database.dropCache((owner) => owner !== user && owner !== LAST_USER);
}

/**
 * At sign-out: removes everything of `user` from this computer but unsent work, which becomes kept work. End the review
 * sessions first.
 *
 * @returns how many pieces of kept work remain here, for the page to say so
 */
export async function purgeLocal(database: LocalDatabase | null, user: UserId): Promise<number> {
  if (database === null) return 0;
  await dropRooms(database, "session-ended", (owner) => owner === user);
  await database.dropCache((owner) => owner === user || owner === LAST_USER);
  return (await database.keptWork(user)).length;
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
  await dropRooms(
    database,
    "no-room",
    (owner, room) => owner === user && parseRoomName(room)?.review === review && !names.has(room),
  );
}

/** No user id is empty, so this belongs to nobody. */
const LAST_USER = "";

function cacheKey(name: keyof CachedViews, review: ReviewId | undefined): string {
  return review === undefined ? name : `${name}:${review}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
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
