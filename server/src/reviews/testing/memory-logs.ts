import { formatRoomName, type ReviewId, type RoomAddress } from "@travaux/blueprint";
import type { ActCommit, Payloads } from "../../journal/review-log.ts";
import { StorageFailure } from "../../storage/storage.ts";
import type { ActLog } from "../review-keeper.ts";

/** Logs that keep their contract in memory, and a switch that makes the store fail. */
export class MemoryLogs {
  readonly #acts = new Map<ReviewId, ActCommit[]>();
  readonly #rooms = new Map<ReviewId, Set<string>>();
  /** While set, appends are refused and nothing is kept. */
  failing = false;
  /** While set, appends are refused although what they brought is kept and shows later. */
  landing = false;

  /** The same commits again, as another process finds them. */
  reopened(): MemoryLogs {
    const copy = new MemoryLogs();
    for (const [review, acts] of this.#acts) copy.#acts.set(review, [...acts]);
    for (const [review, rooms] of this.#rooms) copy.#rooms.set(review, new Set(rooms));
    return copy;
  }

  /** The acts of a review, to be read or forged. */
  actsOf(review: ReviewId): ActCommit[] {
    const known = this.#acts.get(review) ?? [];
    this.#acts.set(review, known);
    return known;
  }

  /** Notes that something was written to a room. */
  touch(address: RoomAddress): void {
    const rooms = this.#rooms.get(address.review) ?? new Set();
    this.#rooms.set(address.review, rooms.add(formatRoomName(address).slice(address.review.length + 1)));
  }

  async open(review: ReviewId): Promise<ActLog> {
    const acts = this.actsOf(review);
    return {
      review,
      acts: () => acts,
      rooms: () => [...(this.#rooms.get(review) ?? [])],
      appendAct: async (bytes) => {
        const commit = { seq: (acts.at(-1)?.seq ?? 0) + 1, bytes };
        if (!this.failing) acts.push(commit);
        if (this.failing || this.landing)
          throw new StorageFailure("unavailable", "The store does not answer");
        return commit;
      },
    };
  }

  async reviews(): Promise<readonly ReviewId[]> {
    return [...this.#acts].filter(([, acts]) => acts.length > 0).map(([review]) => review);
  }
}

/** Payloads in memory, each under the name of its room. */
export class MemoryPayloads implements Payloads {
  readonly #bytes = new Map<string, Uint8Array>();

  async put(room: RoomAddress, id: string, bytes: Uint8Array): Promise<void> {
    const key = `${formatRoomName(room)} ${id}`;
    if (!this.#bytes.has(key)) this.#bytes.set(key, bytes);
  }

  async get(room: RoomAddress, id: string): Promise<Uint8Array | null> {
    return this.#bytes.get(`${formatRoomName(room)} ${id}`) ?? null;
  }

  /** Names of the rooms under which anything lies. */
  rooms(): readonly string[] {
    return [...new Set([...this.#bytes.keys()].map((key) => key.slice(0, key.indexOf(" "))))];
  }

  /** Destroys what lies under a room, as the loss of its key does. */
  destroy(room: RoomAddress): void {
    for (const key of this.#bytes.keys())
      if (key.startsWith(`${formatRoomName(room)} `)) this.#bytes.delete(key);
  }
}
