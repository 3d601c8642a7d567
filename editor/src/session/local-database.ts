import { openDB, type DBSchema, type IDBPDatabase } from "idb";
import type { DraftComment } from "../comments/comment-draft.ts";
import type { KeptWork } from "./kept-work.ts";

const DATABASE = "travaux";
/** From the second on there are drafts of comments. */
const VERSION = 2;

/** One row of a room's log on this computer. */
export interface LogRow {
  readonly id: number;
  readonly user: string;
  readonly room: string;
  /** The tab that wrote it, and where in that tab's own count. */
  readonly writer: string;
  readonly position: number;
  /** 1 while the server has not called it durable. A number, because IndexedDB indexes no booleans. */
  readonly mine: 0 | 1;
  readonly update: Uint8Array;
}

interface Tables extends DBSchema {
  updates: {
    key: number;
    value: Omit<LogRow, "id"> & { id?: number };
    indexes: { room: [string, string]; mine: [string, string, number] };
  };
  kept: { key: string; value: KeptWork; indexes: { user: string } };
  cache: { key: [string, string]; value: { user: string; key: string; value: unknown } };
  drafts: { key: string; value: DraftComment; indexes: { user: string } };
}

/** The application's one database in the browser. All tabs and all people of this browser share it; rows bear the user. */
export class LocalDatabase {
  private readonly tables: IDBPDatabase<Tables>;

  private constructor(tables: IDBPDatabase<Tables>) {
    this.tables = tables;
  }

  /** @throws DOMException where the browser has no IndexedDB or does not let this page use it */
  static async open(): Promise<LocalDatabase> {
    const tables = await openDB<Tables>(DATABASE, VERSION, {
      async upgrade(database, before, _after, work) {
        if (before < 1) createFirstTables(database);
        database.createObjectStore("drafts", { keyPath: "id" }).createIndex("user", "user");
        // Outlines kept before there were comments say nothing of margins, and would be taken for those of today.
        const cache = work.objectStore("cache");
        const outlines = (await cache.getAllKeys()).filter(([, key]) => key.startsWith("outline"));
        await Promise.all(outlines.map((key) => cache.delete(key)));
      },
      blocking: (_current, _next, event) => {
        if (event.target instanceof IDBDatabase) event.target.close();
      },
    });
    return new LocalDatabase(tables);
  }

  close(): void {
    this.tables.close();
  }

  /** The room's rows, oldest first. */
  async readRoom(user: string, room: string): Promise<readonly LogRow[]> {
    return withIds(await this.tables.getAllFromIndex("updates", "room", [user, room]));
  }

  async addRows(rows: readonly Omit<LogRow, "id">[]): Promise<void> {
    // What came from the server can be had from it again.
    const durability = rows.some((row) => row.mine === 1) ? "strict" : "relaxed";
    const work = this.tables.transaction("updates", "readwrite", { durability });
    await Promise.all([...rows.map((row) => work.store.add(row)), work.done]);
  }

  /** Takes the mark off the room's unsent rows that `covers` names. */
  async confirmRows(user: string, room: string, covers: (row: LogRow) => boolean): Promise<void> {
    const work = this.tables.transaction("updates", "readwrite");
    const rows = withIds(await work.store.index("mine").getAll([user, room, 1]));
    await Promise.all([...rows.filter(covers).map((row) => work.store.put({ ...row, mine: 0 })), work.done]);
  }

  /** Puts one row in the place of the room's confirmed ones. Unsent rows stay as they are. */
  async compactRoom(
    user: string,
    room: string,
    merge: (updates: readonly Uint8Array[]) => Uint8Array,
  ): Promise<void> {
    const work = this.tables.transaction("updates", "readwrite");
    const rows = withIds(await work.store.index("mine").getAll([user, room, 0]));
    const last = rows.at(-1);
    if (last !== undefined && rows.length > 1) {
      await work.store.put({ ...last, update: merge(rows.map((row) => row.update)) });
      await Promise.all(rows.slice(0, -1).map((row) => work.store.delete(row.id)));
    }
    await work.done;
  }

  /** Deletes the room's rows that `covers` names, and in the same transaction stores what is kept of them. */
  async dropRows(
    user: string,
    room: string,
    kept: KeptWork | null,
    covers: (row: LogRow) => boolean,
  ): Promise<void> {
    const work = this.tables.transaction(["updates", "kept"], "readwrite", { durability: "strict" });
    if (kept !== null) await work.objectStore("kept").put(kept);
    const updates = work.objectStore("updates");
    const rows = withIds(await updates.index("room").getAll([user, room]));
    await Promise.all([...rows.filter(covers).map((row) => updates.delete(row.id)), work.done]);
  }

  /** Whether anything of somebody else than `user` lies here; of the computer itself the empty name is nobody. */
  async holdsOthers(user: string): Promise<boolean> {
    const cached = await this.tables.getAllKeys("cache");
    if (cached.some(([owner]) => owner !== user && owner !== "")) return true;
    return (await this.rooms()).some((room) => room.user !== user);
  }

  /** Every room of which something lies here, of every user of this browser. */
  async rooms(): Promise<readonly { readonly user: string; readonly room: string }[]> {
    const found: { user: string; room: string }[] = [];
    const index = this.tables.transaction("updates").store.index("room");
    for (
      let cursor = await index.openKeyCursor(null, "nextunique");
      cursor !== null;
      cursor = await cursor.continue()
    ) {
      const [user, room] = cursor.key;
      found.push({ user, room });
    }
    return found;
  }

  async keptWork(user: string): Promise<readonly KeptWork[]> {
    const kept = await this.tables.getAllFromIndex("kept", "user", user);
    return kept.toSorted((one, other) => one.at - other.at);
  }

  async putKept(kept: KeptWork): Promise<void> {
    const work = this.tables.transaction("kept", "readwrite", { durability: "strict" });
    await Promise.all([work.store.put(kept), work.done]);
  }

  async deleteKept(id: string): Promise<void> {
    await this.tables.delete("kept", id);
  }

  /** The comments that a person is writing, in all reviews, oldest first. */
  async drafts(user: string): Promise<readonly DraftComment[]> {
    const drafts = await this.tables.getAllFromIndex("drafts", "user", user);
    return drafts.toSorted((one, other) => one.at - other.at);
  }

  async putDraft(draft: DraftComment): Promise<void> {
    const work = this.tables.transaction("drafts", "readwrite", { durability: "strict" });
    await Promise.all([work.store.put(draft), work.done]);
  }

  async deleteDraft(id: string): Promise<void> {
    await this.tables.delete("drafts", id);
  }

  async readCache(user: string, key: string): Promise<unknown> {
    return (await this.tables.get("cache", [user, key]))?.value ?? null;
  }

  async writeCache(user: string, key: string, value: unknown): Promise<void> {
    await this.tables.put("cache", { user, key, value });
  }

  /** Deletes every cached view for which `drops` answers true. */
  async dropCache(drops: (user: string, key: string) => boolean): Promise<void> {
    const work = this.tables.transaction("cache", "readwrite");
    const keys = (await work.store.getAllKeys()).filter(([user, key]) => drops(user, key));
    await Promise.all([...keys.map((key) => work.store.delete(key)), work.done]);
  }
}

/**
 * Opens what this browser keeps for the application. Call it once a page.
 *
 * @returns `null`, reported, where the browser keeps nothing
 */
export async function openLocalDatabase(
  report: (error: unknown) => void = reportError,
): Promise<LocalDatabase | null> {
  try {
    return await LocalDatabase.open();
  } catch (error) {
    // A browser without storage (some private windows) is no reason not to open a report; leaving it will warn.
    report(error);
    return null;
  }
}

function createFirstTables(database: IDBPDatabase<Tables>): void {
  const updates = database.createObjectStore("updates", { keyPath: "id", autoIncrement: true });
  updates.createIndex("room", ["user", "room"]);
  updates.createIndex("mine", ["user", "room", "mine"]);
  database.createObjectStore("kept", { keyPath: "id" }).createIndex("user", "user");
  database.createObjectStore("cache", { keyPath: ["user", "key"] });
}

function withIds(rows: readonly Tables["updates"]["value"][]): readonly LogRow[] {
  return rows.flatMap(({ id, ...rest }) => (id === undefined ? [] : [{ id, ...rest }]));
}
