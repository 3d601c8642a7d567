import type { ReviewId } from "@travaux/blueprint";
import { StorageFailure, type Commit, type Storage } from "../storage/storage.ts";
import {
  decodeCommit,
  decodeEntries,
  decodeSnapshot,
  encodeCommit,
  encodeEntries,
  encodeSnapshot,
  type JournalEntry,
  type RoomRecord,
  type Snapshot,
} from "./commit-format.ts";
import type { ActCommit, LogListener, RoomHistory, RoomLog } from "./review-log.ts";
import { RoomIndex, type SnapshotExtent } from "./room-index.ts";
import { place, type Keys, type SealingKey } from "./sealing.ts";
import { Sequence } from "./sequence.ts";

type Item =
  | { readonly kind: "entry"; readonly room: string; readonly entry: JournalEntry }
  | { readonly kind: "bytes"; readonly bytes: Uint8Array };

export interface LogContext {
  readonly storage: Storage;
  readonly keys: Keys;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  /** Names this process in its fences. */
  readonly owner: string;
  /** An act turned out to stand after its writer had been told that it could not be written. */
  readonly actLanded?: (review: ReviewId) => void;
}

/** Blob key of a snapshot. It tells the extent, so that opening a review reads no snapshot. */
function snapshotKey(review: string, room: string, extent: SnapshotExtent): string {
  return `snapshot/${review}/${room}/${extent.generation.toString().padStart(9, "0")}-${extent.upTo}`;
}

const SNAPSHOT_KEY = /^snapshot\/[^/]+\/(.+)\/(\d{9})-(\d+)$/;

/** A review's log over a {@link Storage}: reads the tail once, fences off an earlier owner, then writes alone. */
export class StoredReviewLog implements RoomLog {
  readonly review: ReviewId;
  readonly #context: LogContext;
  readonly #index = new RoomIndex();
  readonly #acts: ActCommit[] = [];
  readonly #roomKeys = new Map<string, SealingKey>();
  readonly #listeners = new Set<LogListener>();
  /** The last snapshot of each room that is being written. */
  readonly #snapshots = new Map<string, Promise<void>>();
  readonly #reviewKey: SealingKey;
  #sequence: Sequence<Item>;
  /** The room records of the commit being written. */
  #underWay: readonly RoomRecord[] = [];

  private constructor(review: ReviewId, context: LogContext, reviewKey: SealingKey, next: number) {
    this.review = review;
    this.#context = context;
    this.#reviewKey = reviewKey;
    this.#sequence = this.#openSequence(next);
  }

  /**
   * Reads what there is and takes the review over.
   *
   * @throws StorageFailure `corrupt` if an act cannot be read: without it nobody's rights are known; `in-use` if
   *   another process takes the review over at the same moment
   */
  static async open(review: ReviewId, context: LogContext): Promise<StoredReviewLog> {
    const log = new StoredReviewLog(review, context, await context.keys.keyFor(review), 1);
    let next = 1;
    for await (const commit of context.storage.commits.read(review, 1)) {
      log.#take(commit);
      next = commit.seq + 1;
    }
    for (const key of await context.storage.blobs.keys(`snapshot/${review}/`)) {
      const [, room, generation, upTo] = SNAPSHOT_KEY.exec(key) ?? [];
      if (room === undefined) continue;
      log.#index.addSnapshot(room, { generation: Number(generation), upTo: Number(upTo) });
      // Everything that a snapshot covers may have been trimmed; its numbers are not to be used again.
      next = Math.max(next, Number(upTo) + 1);
    }
    log.#sequence = log.#openSequence(next);
    if (next > 1) {
      const fence = new TextEncoder().encode(context.owner);
      await log.#sequence.append({
        kind: "fence",
        item: { kind: "bytes", bytes: fence },
        sizeBytes: fence.length,
      });
    }
    return log;
  }

  acts(): readonly ActCommit[] {
    return this.#acts;
  }

  async appendAct(bytes: Uint8Array): Promise<ActCommit> {
    const item: Item = { kind: "bytes", bytes };
    const seq = await this.#sequence.append({ kind: "act", item, sizeBytes: bytes.length });
    const act = { seq, bytes };
    this.#acts.push(act);
    return act;
  }

  /** Loads the room's key, making it if there is none; {@link StoredReviewLog.append} needs it. */
  async prepare(room: string): Promise<void> {
    if (this.#roomKeys.has(room)) return;
    this.#roomKeys.set(room, await this.#context.keys.keyFor(`${this.review}/${room}`));
  }

  append(room: string, entry: JournalEntry): Promise<number> {
    if (!this.#roomKeys.has(room)) throw new RangeError(`Room ${room} has not been prepared`);
    return this.#sequence.append({
      kind: "journal",
      item: { kind: "entry", room, entry },
      sizeBytes: entry.update.length + 64,
    });
  }

  history(room: string): RoomHistory {
    return {
      holed: this.#index.holed(room),
      snapshots: async () => {
        const found = [...this.#index.snapshots(room)].reverse();
        return Promise.all(found.map((extent) => this.#readSnapshot(room, extent)));
      },
      records: async () => {
        const key = await this.#existingKey(room);
        return this.#index.records(room).map(({ seq, previous, sealed }) => {
          const plain = key?.open(sealed, place(this.review, room, seq)) ?? null;
          return { seq, previous, entries: plain === null ? null : decodeEntries(plain) };
        });
      },
    };
  }

  /** One at a time for each room, so that what a later one covers is never less. */
  snapshot(room: string, snapshot: Snapshot): Promise<void> {
    const before = this.#snapshots.get(room) ?? Promise.resolve();
    const written = before.then(() => this.#writeSnapshot(room, snapshot));
    const settled = written
      .catch(() => undefined)
      .then(() => {
        if (this.#snapshots.get(room) === settled) this.#snapshots.delete(room);
      });
    this.#snapshots.set(room, settled);
    return written;
  }

  async #writeSnapshot(room: string, snapshot: Snapshot): Promise<void> {
    const known = this.#index.snapshots(room);
    const newest = known.at(-1);
    if (newest !== undefined && newest.upTo > snapshot.upTo) return;
    const extent = { generation: (newest?.generation ?? 0) + 1, upTo: snapshot.upTo };
    await this.prepare(room);
    const key = await this.#existingKey(room);
    if (key === null) throw new StorageFailure("corrupt", "The room's key is gone");
    const name = snapshotKey(this.review, room, extent);
    const { blobs } = this.#context.storage;
    // Where it is taken, an earlier attempt was written without an answer; reading it back tells whether it will do.
    await blobs.insert(name, key.seal(encodeSnapshot(snapshot), place(name)));
    const written = await this.#readSnapshot(room, extent);
    if (written === null || written.upTo !== snapshot.upTo) {
      throw new StorageFailure("corrupt", "A snapshot could not be read back");
    }
    this.#index.addSnapshot(room, extent);
    const [superseded] = known.length === 2 ? known : [];
    if (superseded !== undefined) await blobs.delete(snapshotKey(this.review, room, superseded));
  }

  /** Removes journal commits that two snapshots of every room cover. Returns how many went. */
  trim(): Promise<number> {
    const { next } = this.#sequence;
    // The last commit stays whatever covers it, so that whoever opens the review next goes on counting behind it.
    const point = Math.min(this.#index.trimPoint(next), next - 1);
    return this.#context.storage.commits.trim(this.review, point);
  }

  weight(room: string): { readonly last: number; readonly records: number; readonly sizeBytes: number } {
    const newest = this.#index.snapshots(room).at(-1)?.upTo ?? 0;
    const after = this.#index.records(room).filter((record) => record.seq > newest);
    const sizeBytes = after.reduce((sum, record) => sum + record.sealed.length, 0);
    return { last: this.#index.last(room), records: after.length, sizeBytes };
  }

  rooms(): readonly string[] {
    return this.#index.rooms();
  }

  /** How many records the tail holds over all rooms. */
  get tailSize(): number {
    return this.#index.size;
  }

  listen(listener: LogListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #openSequence(next: number): Sequence<Item> {
    return new Sequence<Item>({
      review: this.review,
      commits: this.#context.storage.commits,
      next,
      encode: (seq, kind, items) => this.#encode(seq, kind, items),
      written: (commit) => {
        for (const record of this.#underWay) this.#index.add(commit.seq, record);
        this.#underWay = [];
      },
      failed: () => {
        for (const listener of this.#listeners) listener.failed();
      },
      landed: (commit) => this.#land(commit),
    });
  }

  #encode(seq: number, kind: Commit["kind"], items: readonly Item[]): Uint8Array {
    this.#underWay = [];
    const [first] = items;
    if (first?.kind === "bytes") {
      return kind === "act" ? this.#reviewKey.seal(first.bytes, place(this.review, "act", seq)) : first.bytes;
    }
    const byRoom = new Map<string, JournalEntry[]>();
    for (const item of items) {
      if (item.kind !== "entry") continue;
      const entries = byRoom.get(item.room);
      if (entries === undefined) byRoom.set(item.room, [item.entry]);
      else entries.push(item.entry);
    }
    this.#underWay = [...byRoom].map(([room, entries]) => this.#sealRecord(seq, room, entries));
    return encodeCommit({ at: this.#context.clock(), records: this.#underWay });
  }

  #sealRecord(seq: number, room: string, entries: readonly JournalEntry[]): RoomRecord {
    const key = this.#roomKeys.get(room);
    if (key === undefined) throw new RangeError(`Room ${room} has not been prepared`);
    const sealed = key.seal(encodeEntries(entries), place(this.review, room, seq));
    return { room, previous: this.#index.last(room), sealed };
  }

  /** A commit read from the store at opening. */
  #take(commit: Commit): void {
    if (commit.kind === "fence") return;
    if (commit.kind === "act") {
      const bytes = this.#reviewKey.open(commit.bytes, place(this.review, "act", commit.seq));
      if (bytes === null)
        throw new StorageFailure("corrupt", `Act ${commit.seq} of review ${this.review} cannot be read`);
      this.#acts.push({ seq: commit.seq, bytes });
      return;
    }
    const decoded = decodeCommit(commit.bytes);
    if (decoded === null) this.#index.addUnreadable(commit.seq);
    else for (const record of decoded.records) this.#index.add(commit.seq, record);
  }

  #land(commit: Commit): void {
    this.#take(commit);
    if (commit.kind === "act") this.#context.actLanded?.(this.review);
    const decoded = commit.kind === "journal" ? decodeCommit(commit.bytes) : null;
    for (const record of decoded?.records ?? []) {
      const plain = this.#roomKeys
        .get(record.room)
        ?.open(record.sealed, place(this.review, record.room, commit.seq));
      const entries = plain === null || plain === undefined ? null : decodeEntries(plain);
      if (entries !== null)
        for (const listener of this.#listeners) listener.landed(record.room, entries, commit.seq);
    }
  }

  async #existingKey(room: string): Promise<SealingKey | null> {
    return this.#roomKeys.get(room) ?? (await this.#context.keys.existing(`${this.review}/${room}`));
  }

  async #readSnapshot(room: string, extent: SnapshotExtent): Promise<Snapshot | null> {
    const name = snapshotKey(this.review, room, extent);
    const [key, sealed] = await Promise.all([this.#existingKey(room), this.#context.storage.blobs.get(name)]);
    if (key === null || sealed === null) return null;
    const plain = key.open(sealed, place(name));
    return plain === null ? null : decodeSnapshot(plain);
  }
}
