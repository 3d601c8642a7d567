import type { SessionUser, UserId } from "@travaux/blueprint";
import type { LocalDatabase } from "../session/local-database.ts";
import { forgetLastUser, lastUser, OfflineStore, rememberUser } from "../session/offline-store.ts";

/** What this browser keeps for whoever is signed in: whose it is, and what becomes of it at sign-in and sign-out. */
export class ThisComputer {
  /** Gives `null` where the browser keeps nothing. */
  readonly database: Promise<LocalDatabase | null>;
  private remembered: Promise<SessionUser | null>;
  private known = Promise.withResolvers<UserId>();
  private user: UserId | null = null;
  private readonly endings = new Set<() => Promise<void>>();

  constructor(database: Promise<LocalDatabase | null>) {
    this.database = database;
    this.remembered = database.then(lastUser);
  }

  /** Who used the application here last and has not signed out. */
  lastUser(): Promise<SessionUser | null> {
    return this.remembered;
  }

  /** The views of whoever is signed in or, before the server has said who that is, was last; `null` if nobody was. */
  async viewsToRead(): Promise<OfflineStore | null> {
    const user = this.user ?? (await this.remembered)?.id ?? null;
    return user === null ? null : new OfflineStore(await this.database, user);
  }

  /** The views of the person that the server says is signed in; waits until it has. */
  async viewsToWrite(): Promise<OfflineStore> {
    const user = await this.known.promise;
    return new OfflineStore(await this.database, user);
  }

  /** The server says who is signed in: what others left in this browser goes, but for their unsent work. */
  async signedIn(user: SessionUser): Promise<void> {
    if (this.user !== null && this.user !== user.id) this.known = Promise.withResolvers();
    this.user = user.id;
    const database = await this.database;
    await rememberUser(database, user);
    if ((await database?.holdsOthers(user.id)) === true) {
      const { purgeOthers } = await import("../session/purge-local.ts");
      await purgeOthers(database, user.id);
    }
    this.known.resolve(user.id);
  }

  /** The server says that nobody is signed in. Texts stay: they may hold unsent work, and go at the next sign-in. */
  async signedOut(): Promise<void> {
    this.forget();
    await forgetLastUser(await this.database);
  }

  /** Has `end` called before a sign-out takes what this browser keeps; the returned function calls it off. */
  beforeLeaving(end: () => Promise<void>): () => void {
    this.endings.add(end);
    return () => this.endings.delete(end);
  }

  /**
   * Ends what is open, signs out by `signOut`, and removes everything of this person but unsent work.
   *
   * @returns how many pieces of unsent work remain on this computer
   */
  async leave(signOut: () => Promise<void>): Promise<number> {
    const user = this.user ?? (await this.remembered)?.id ?? null;
    await Promise.all([...this.endings].map((end) => end()));
    try {
      await signOut();
    } finally {
      this.forget();
    }
    if (user === null) return 0;
    const { purgeLocal } = await import("../session/purge-local.ts");
    return purgeLocal(await this.database, user);
  }

  private forget(): void {
    this.user = null;
    this.known = Promise.withResolvers();
    this.remembered = Promise.resolve(null);
  }
}
