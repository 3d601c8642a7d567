import type { ReviewId, RoomAddress } from "@travaux/blueprint";
import type { JournalEntry, Snapshot } from "./commit-format.ts";

/** The one sequence of a review, in the hands of its one writer. */
export interface ReviewLog {
  readonly review: ReviewId;
  /** Every act of the review so far, in order, opened and checked. */
  acts(): readonly ActCommit[];
  /**
   * Appends an act in a commit of its own, after everything appended before.
   *
   * @returns its sequence number, once durable
   * @throws StorageFailure; the act is then not part of the review, unless {@link ReviewLog.acts} shows it later:
   *   where the store could not say, the log looks again before its next append
   */
  appendAct(bytes: Uint8Array): Promise<ActCommit>;
}

/** What rooms need of the sequence beside its acts. `room` is a wire name without its review. */
export interface RoomLog extends ReviewLog {
  /**
   * Appends one admitted update; those waiting at the same time share a commit.
   *
   * @returns the commit's sequence number, once durable; for one room, promises settle in the order of the calls
   * @throws StorageFailure; every later append of the same room that was waiting fails with it
   */
  append(room: string, entry: JournalEntry): Promise<number>;
  /** What is known of a room: its snapshots, newest first, and the records after the older of them. */
  history(room: string): RoomHistory;
  /** Writes a snapshot, reads it back, and lets go of what it makes superfluous. */
  snapshot(room: string, snapshot: Snapshot): Promise<void>;
  /** Sequence number of the room's last record, 0 if none; and the bytes of records after its newest snapshot. */
  weight(room: string): { readonly last: number; readonly records: number; readonly sizeBytes: number };
  /** Rooms with a record or a snapshot. */
  rooms(): readonly string[];
  /** Loads the room's key, making it if there is none; {@link RoomLog.append} throws RangeError without it. */
  prepare(room: string): Promise<void>;
  /** Removes journal commits that two snapshots of every room cover. Returns how many went. */
  trim(): Promise<number>;
  /** How many records the tail holds over all rooms. */
  readonly tailSize: number;
  /** @returns a function that ends the listening */
  listen(listener: LogListener): () => void;
}

export interface LogListener {
  /** An append was refused; called before its promise settles, so that nobody builds on what is not there. */
  readonly failed: () => void;
  /** Entries turned out durable after their append had been refused. */
  readonly landed: (room: string, entries: readonly JournalEntry[], seq: number) => void;
}

/** A record of a room; `entries` is null where it cannot be read, `previous` the room's record before it. */
export interface HistoryRecord {
  readonly seq: number;
  readonly previous: number;
  readonly entries: readonly JournalEntry[] | null;
}

export interface RoomHistory {
  readonly snapshots: () => Promise<readonly (Snapshot | null)[]>;
  /** Ascending; those after the older snapshot. */
  readonly records: () => Promise<readonly HistoryRecord[]>;
  /** Whether a commit that may have held a record of this room cannot be read at all. */
  readonly holed: boolean;
}

export interface ActCommit {
  readonly seq: number;
  readonly bytes: Uint8Array;
}

/** Bytes that belong to an act or a room and lie beside the sequence, sealed with the room's key. */
export interface Payloads {
  /** Idempotent for the same `id`; durable when resolved. */
  put(room: RoomAddress, id: string, bytes: Uint8Array): Promise<void>;
  /** `null` if there is none, or its key was destroyed. */
  get(room: RoomAddress, id: string): Promise<Uint8Array | null>;
}

export interface ReviewLogs {
  /** The log of a review, opened once; an unknown review has an empty one. */
  open(review: ReviewId): Promise<ReviewLog>;
  reviews(): Promise<readonly ReviewId[]>;
}
