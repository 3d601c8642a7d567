import { createHash } from "node:crypto";
import {
  BODY_ROOT,
  createReportSchema,
  formatRoomName,
  SUGGESTIONS_ROOT,
  type Level,
  type ReviewId,
  type RoomAddress,
  type UserId,
} from "@travaux/blueprint";
import type { AnchorFact } from "@travaux/comments/model";
import type { Schema } from "prosemirror-model";
import { updateYFragment } from "y-prosemirror";
import * as Y from "yjs";
import { readTracked } from "../../gate/read-body.ts";
import { seedUpdate } from "../../gate/seed-update.ts";
import { DECISION_CLIENT, SEED_CLIENT } from "../../rooms/room-state.ts";
import type { RoomBytes, RoomDirectory, Rooms, RoomText } from "../../rooms/rooms.ts";
import { readTextJson, trackedJson, writeTextJson, type TextJson } from "../../rooms/text-json.ts";
import type { MemoryLogs } from "./memory-logs.ts";

/** Rooms that hold documents in memory, and let in whom the directory lets in. */
export class MemoryRooms implements Rooms {
  readonly #logs: MemoryLogs;
  readonly #schema: Schema = createReportSchema();
  readonly #documents = new Map<string, Y.Doc>();
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
    const text = trackedJson(readTracked(this.#schema, await this.#document(address)));
    const hash = createHash("sha256")
      .update(JSON.stringify(writeTextJson(text)))
      .digest("hex");
    return { ...text, hash, damaged: this.#damaged.has(formatRoomName(address)) };
  }

  async state(address: RoomAddress): Promise<RoomBytes> {
    const state = Y.encodeStateAsUpdate(await this.#document(address));
    return { state, damaged: this.#damaged.has(formatRoomName(address)) };
  }

  async catchUp(address: RoomAddress): Promise<void> {
    await this.#document(address);
  }

  async suggestionTimes(): Promise<ReadonlyMap<string, number>> {
    return new Map();
  }

  async refreshMargin(): Promise<void> {
    // Nobody reads margins here.
  }

  async refreshThreads(): Promise<void> {
    // Nobody reads threads here.
  }

  async anchorsOf(): Promise<ReadonlyMap<string, AnchorFact>> {
    return new Map();
  }

  /** The room with everything that the record says. */
  async #document(address: RoomAddress): Promise<Y.Doc> {
    const name = formatRoomName(address);
    const known = this.#documents.get(name);
    const document = known ?? new Y.Doc();
    if (known === undefined) {
      const seed = (await this.#directory?.seed(address)) ?? { type: "doc" };
      Y.applyUpdate(document, seedUpdate(this.#schema, seed, SEED_CLIENT));
      this.#documents.set(name, document);
    }
    const effect = (await this.#directory?.effect(address)) ?? null;
    if (effect !== null && Y.getState(document.store, DECISION_CLIENT) < effect.clock)
      Y.applyUpdate(document, await effect.update());
    return document;
  }

  /** A member's edit, waiting while the room is held; false, and nothing happens, where he may not edit. */
  edit(user: UserId, address: RoomAddress, text: TextJson): Promise<boolean> {
    return this.#put(user, address, text, ["edit"]);
  }

  /** {@link MemoryRooms.edit} for who may suggest at least; that `text` is an overlay is the caller's to see to. */
  suggest(user: UserId, address: RoomAddress, text: TextJson): Promise<boolean> {
    return this.#put(user, address, text, ["suggest", "edit"]);
  }

  async #put(user: UserId, address: RoomAddress, text: TextJson, levels: readonly Level[]): Promise<boolean> {
    const name = formatRoomName(address);
    while (this.#holds.has(name)) await this.#holds.get(name);
    const grant = (await this.#directory?.grant(user, address)) ?? null;
    if (grant === null || !levels.includes(grant.level)) return false;
    const tracked = readTextJson(text);
    if (tracked === null) throw new RangeError("Not a text");
    const document = await this.#document(address);
    document.transact(() => {
      const node = this.#schema.nodeFromJSON(tracked.doc);
      const meta = { mapping: new Map(), isOMark: new Map() };
      updateYFragment(document, document.getXmlFragment(BODY_ROOT), node, meta);
      const records = document.getMap(SUGGESTIONS_ROOT);
      records.clear();
      for (const [key, record] of Object.entries(tracked.suggestions)) records.set(key, record);
    });
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
