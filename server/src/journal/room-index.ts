import type { RoomRecord } from "./commit-format.ts";

/** A record of a room as the tail holds it. */
export interface TailRecord {
  readonly seq: number;
  readonly previous: number;
  readonly sealed: Uint8Array;
}

/** A snapshot that exists: generations count up from 1 in each room, `upTo` is the last record it covers. */
export interface SnapshotExtent {
  readonly generation: number;
  readonly upTo: number;
}

interface RoomTail {
  records: TailRecord[];
  /** Ascending in what they cover, at most two. */
  snapshots: SnapshotExtent[];
}

/**
 * What is in memory of a review's tail: for each room the sealed records that its older snapshot does not cover. It
 * answers from where the journal can be trimmed and which rooms a hole may have touched.
 */
export class RoomIndex {
  readonly #rooms = new Map<string, RoomTail>();
  readonly #unreadable: number[] = [];

  /** A record of the tail; ascending `seq`. One that the older snapshot covers is not kept. */
  add(seq: number, record: RoomRecord): void {
    this.#tail(record.room).records.push({ seq, previous: record.previous, sealed: record.sealed });
  }

  /** A commit at `seq` that could not be read at all: it may have held a record of any room. */
  addUnreadable(seq: number): void {
    this.#unreadable.push(seq);
  }

  /** A snapshot that exists, in any order. The two that cover most are kept; records under both are let go. */
  addSnapshot(room: string, extent: SnapshotExtent): void {
    const tail = this.#tail(room);
    tail.snapshots = [...tail.snapshots, extent]
      .sort((a, b) => a.upTo - b.upTo || a.generation - b.generation)
      .slice(-2);
    const [older] = tail.snapshots;
    if (older !== undefined && tail.snapshots.length === 2) {
      tail.records = tail.records.filter((record) => record.seq > older.upTo);
    }
  }

  /** Ascending in what they cover, at most two. */
  snapshots(room: string): readonly SnapshotExtent[] {
    return this.#rooms.get(room)?.snapshots ?? [];
  }

  records(room: string): readonly TailRecord[] {
    return this.#rooms.get(room)?.records ?? [];
  }

  rooms(): readonly string[] {
    return [...this.#rooms.keys()];
  }

  /** The last record's sequence number, or what the newest snapshot covers, or 0. */
  last(room: string): number {
    const tail = this.#rooms.get(room);
    return Math.max(tail?.records.at(-1)?.seq ?? 0, tail?.snapshots.at(-1)?.upTo ?? 0);
  }

  /** Journal commits below this number are covered by two snapshots of every room they speak of. */
  trimPoint(next: number): number {
    let point = next;
    for (const tail of this.#rooms.values()) point = Math.min(point, tail.records[0]?.seq ?? next);
    return this.#unreadable.reduce((least, seq) => Math.min(least, seq), point);
  }

  /** How many records the tail holds over all rooms. */
  get size(): number {
    let size = 0;
    for (const tail of this.#rooms.values()) size += tail.records.length;
    return size;
  }

  /**
   * Whether an unreadable commit may have held a record of `room`. It did not if a snapshot covers it, or a later
   * record names as its predecessor one from before it.
   */
  holed(room: string): boolean {
    const covered = this.snapshots(room).at(-1)?.upTo ?? 0;
    return this.#unreadable.some((hole) => {
      if (hole <= covered) return false;
      const after = this.records(room).find((record) => record.seq > hole);
      return after === undefined || after.previous >= hole;
    });
  }

  #tail(room: string): RoomTail {
    const known = this.#rooms.get(room);
    if (known !== undefined) return known;
    const fresh: RoomTail = { records: [], snapshots: [] };
    this.#rooms.set(room, fresh);
    return fresh;
  }
}
