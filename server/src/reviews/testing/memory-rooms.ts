import { createHash } from "node:crypto";
import { formatRoomName, type ReviewId, type RoomAddress, type UserId } from "@travaux/blueprint";
import type { DocumentJson, RoomDirectory, Rooms, RoomText } from "../../rooms/rooms.ts";
import type { MemoryLogs } from "./memory-logs.ts";

/** Rooms that hold whole documents in memory, and let in whom the directory lets in. */
export class MemoryRooms implements Rooms {
  readonly #logs: MemoryLogs;
  readonly #texts = new Map<string, DocumentJson>();
  readonly #holds = new Map<string, Promise<void>>();
  readonly #damaged = new Set<string>();
  #directory: RoomDirectory | null = null;
  /** How often a review's access was said to have changed. */
  readonly changes: ReviewId[] = [];

  constructor(logs: MemoryLogs) {
    this.#logs = logs;
  }

  useDirectory(directory: RoomDirectory): void {
    this.#directory = directory;
  }

  async read(address: RoomAddress): Promise<RoomText> {
    const name = formatRoomName(address);
    const doc = this.#texts.get(name) ?? (await this.#directory?.seed(address)) ?? { type: "doc" };
    const hash = createHash("sha256").update(JSON.stringify(doc)).digest("hex");
    return { doc, hash, damaged: this.#damaged.has(name) };
  }

  /** A member's edit, waiting while the room is held; false, and nothing happens, where he may not edit. */
  async edit(user: UserId, address: RoomAddress, doc: DocumentJson): Promise<boolean> {
    const name = formatRoomName(address);
    while (this.#holds.has(name)) await this.#holds.get(name);
    const grant = (await this.#directory?.grant(user, address)) ?? null;
    if (grant?.level !== "edit") return false;
    this.#texts.set(name, doc);
    this.#logs.touch(address);
    return true;
  }

  /** Marks a room as one that could be read only in part. */
  damage(address: RoomAddress): void {
    this.#damaged.add(formatRoomName(address));
  }

  async hold<Result>(addresses: readonly RoomAddress[], work: () => Promise<Result>): Promise<Result> {
    const { promise, resolve } = Promise.withResolvers<void>();
    const names = [...new Set(addresses.map(formatRoomName))].toSorted();
    for (const name of names) {
      while (this.#holds.has(name)) await this.#holds.get(name);
      this.#holds.set(name, promise);
    }
    try {
      return await work();
    } finally {
      for (const name of names) this.#holds.delete(name);
      resolve();
    }
  }

  accessChanged(review: ReviewId): void {
    this.changes.push(review);
  }
}
