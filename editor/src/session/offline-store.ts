import type {
  OutlineView,
  ReviewId,
  ReviewSummary,
  ReviewView,
  SectionText,
  SessionUser,
  UserId,
} from "@travaux/blueprint";
import type { LocalDatabase } from "./local-database.ts";

/** What a page needs to be shown again without a network. */
export interface CachedViews {
  readonly session: SessionUser;
  readonly reviews: readonly ReviewSummary[];
  readonly review: ReviewView;
  readonly outline: OutlineView;
  /** Of one room, as it was last fetched for reading. */
  readonly text: SectionText;
  /** Which room a section opened with when none was named. */
  readonly firstRoom: { readonly room: string };
}

/** The last views of one person, for a reload without a network. Written by this application alone, so read as it is. */
export class OfflineStore {
  private readonly database: LocalDatabase | null;
  private readonly user: UserId;

  constructor(database: LocalDatabase | null, user: UserId) {
    this.database = database;
    this.user = user;
  }

  /** @param of the review, room or section, for the views that belong to one */
  async write<Name extends keyof CachedViews>(
    name: Name,
    value: CachedViews[Name],
    of?: ReviewId | string,
  ): Promise<void> {
    await this.database?.writeCache(this.user, cacheKey(name, of), value);
  }

  /** `null` if this person has never seen the view here. */
  async read<Name extends keyof CachedViews>(
    name: Name,
    of?: ReviewId | string,
  ): Promise<CachedViews[Name] | null> {
    const value = await this.database?.readCache(this.user, cacheKey(name, of));
    return isRecord(value) ? (value as unknown as CachedViews[Name]) : null;
  }

  /** The person has the view no more. */
  async drop(name: keyof CachedViews, of?: ReviewId | string): Promise<void> {
    const gone = cacheKey(name, of);
    await this.database?.dropCache((owner, key) => owner === this.user && key === gone);
  }
}

/** Notes who is signed in, so that a reload without a network knows whose offline text to show. */
export async function rememberUser(database: LocalDatabase | null, user: SessionUser): Promise<void> {
  await database?.writeCache(NOBODY, "session", user);
}

/** Who was signed in last on this computer and has not signed out; `null` if nobody. */
export async function lastUser(database: LocalDatabase | null): Promise<SessionUser | null> {
  const value = await database?.readCache(NOBODY, "session");
  return isRecord(value) && typeof value["id"] === "string" ? (value as unknown as SessionUser) : null;
}

/** Nobody is signed in on this computer any more. */
export async function forgetLastUser(database: LocalDatabase | null): Promise<void> {
  await database?.dropCache(isOfNobody);
}

/** No user id is empty, so this belongs to nobody. */
const NOBODY = "";

/** Whether a cached view belongs to the computer and to no person. */
export function isOfNobody(owner: string): boolean {
  return owner === NOBODY;
}

/** The room whose text is cached under `key`; `null` for another view. */
export function roomOfTextKey(key: string): string | null {
  return key.startsWith(TEXT_KEYS) ? key.slice(TEXT_KEYS.length) : null;
}

const TEXT_KEYS = "text:";

function cacheKey(name: keyof CachedViews, of: string | undefined): string {
  return of === undefined ? name : `${name}:${of}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}
