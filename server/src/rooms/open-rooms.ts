import {
  BODY_ROOT,
  formatRoomName,
  parseRoomName,
  type MemberId,
  type ReviewId,
  type RoomAddress,
  type UserId,
} from "@travaux/blueprint";
import type { AnchorFact } from "@travaux/comments/model";
import { updateYFragment } from "y-prosemirror";
import type { Schema } from "prosemirror-model";
import type { Logger } from "pino";
import * as Y from "yjs";
import { PresenceBoard } from "../collab/presence-board.ts";
import { createGate } from "../gate/gate.ts";
import { readTracked } from "../gate/read-body.ts";
import { keepFormatting } from "../gate/shadow.ts";
import { seedUpdate } from "../gate/seed-update.ts";
import type { RoomLog } from "../journal/review-log.ts";
import { Effects } from "./effects.ts";
import { LiveRoom } from "./live-room.ts";
import { createMarginGate } from "./margin-gate.ts";
import type { Margin } from "./margin.ts";
import { Margins } from "./margins.ts";
import { hashOf } from "./room-hash.ts";
import { suggestionsIn } from "./suggestions-in.ts";
import { REPAIR_CLIENT, restoreRoom, SEED_CLIENT, SERVER_CLIENTS, type RoomState } from "./room-state.ts";
import type { DocumentJson, RoomBytes, RoomDirectory, RoomGrant, Rooms, RoomText } from "./rooms.ts";
import { trackedJson, writeTextJson } from "./text-json.ts";

/** A room that somebody has open. */
export interface OpenRoom {
  readonly address: RoomAddress;
  readonly live: LiveRoom;
  readonly presence: PresenceBoard;
  readonly document: Y.Doc;
  /** Gives back what the room holds beside its text. */
  readonly letGo: () => void;
}

export interface OpenRoomsOptions {
  readonly logs: { open(review: ReviewId): Promise<RoomLog> };
  readonly schema: Schema;
  readonly freshId: () => string;
  readonly log: Logger;
  /** How many journal records a review may hold in memory before idle rooms are seen to; {@link TAIL_LIMIT} unless given. */
  readonly tailLimit?: number;
  /** Milliseconds since the epoch; the system's unless given. */
  readonly clock?: () => number;
}

/** About 1 MB of sealed key strokes. */
const TAIL_LIMIT = 8192;

/** All rooms of this process: those that are open, and the text of any. */
export class OpenRooms implements Rooms {
  readonly #options: OpenRoomsOptions;
  readonly #open = new Map<string, OpenRoom>();
  readonly #holds = new Map<string, Promise<void>>();
  readonly #listeners: ((review: ReviewId) => void)[] = [];
  readonly #margins: Margins;
  readonly #effects = new Effects((address) => this.#theDirectory().effect(address));
  #directory: RoomDirectory | null = null;

  constructor(options: OpenRoomsOptions) {
    this.#options = options;
    this.#margins = new Margins({
      openLog: ({ review }) => options.logs.open(review),
      suggestionsIn: async (text) => suggestionsIn(options.schema, (await this.state(text)).state),
      standing: (margin) => this.#theDirectory().margin(margin),
      clock: this.#clock,
      logger: options.log,
    });
  }

  get #clock(): () => number {
    return this.#options.clock ?? Date.now;
  }

  /** Says who may enter which room; called once, before anything else. */
  useDirectory(directory: RoomDirectory): void {
    this.#directory = directory;
  }

  get size(): number {
    return this.#open.size;
  }

  /** Who reads a text reads its margin, which nobody writes but the server. */
  async grant(user: UserId, address: RoomAddress): Promise<RoomGrant | null> {
    const grant = await this.#theDirectory().grant(user, { ...address, document: "text" });
    return grant === null || address.document === "text" ? grant : { ...grant, level: "read" };
  }

  /** Fills `document` with the room's state and keeps the room open until {@link OpenRooms.forget}. */
  async open(name: string, document: Y.Doc): Promise<void> {
    const address = parseRoomName(name);
    if (address === null) throw new RangeError("Not a room's name");
    const log = await this.#options.logs.open(address.review);
    if (address.document === "margin") return this.#openMargin(name, address, log, document);
    const { restored, seed } = await this.#begin(name, address, log);
    keepFormatting(document);
    Y.applyUpdate(document, restored.state);
    if (restored.damaged)
      this.#options.log.error(
        { room: name, upTo: restored.upTo },
        "room is damaged, opened for reading only",
      );
    const margin = this.#marginFor(address);
    const live = new LiveRoom({
      room: nameInReview(address),
      log,
      document,
      restored,
      seed,
      openGate: (state, owners) =>
        createGate({
          schema: this.#options.schema,
          initial: state,
          owners,
          reserved: SERVER_CLIENTS,
          repairClient: REPAIR_CLIENT,
          freshId: this.#options.freshId,
        }),
      openMargin: margin.open,
      clock: this.#clock,
    });
    const presence = new PresenceBoard();
    this.#open.set(name, { address, live, presence, document, letGo: margin.release });
  }

  /** A margin is shown as the server writes it: nothing may come between what is read and what follows. */
  async #openMargin(name: string, address: RoomAddress, log: RoomLog, document: Y.Doc): Promise<void> {
    const margin = await this.#margins.acquire(address);
    const restored = margin.state();
    Y.applyUpdate(document, restored.state);
    const live = new LiveRoom({
      room: nameInReview(address),
      log,
      document,
      restored,
      seed: null,
      openGate: () => createMarginGate(document),
      openMargin: null,
      clock: this.#clock,
    });
    const unfollow = margin.follow((entry, seq) => live.show(entry, seq));
    const letGo = (): void => {
      unfollow();
      this.#margins.release(address);
    };
    this.#open.set(name, { address, live, presence: new PresenceBoard(), document, letGo });
  }

  /** The margin of a text, from the first time that it is asked for until it is released. */
  #marginFor(text: RoomAddress): {
    readonly open: () => Promise<Margin | null>;
    readonly release: () => void;
  } {
    let held: Promise<Margin | null> | null = null;
    const acquire = async (): Promise<Margin | null> => {
      try {
        return await this.#margins.acquire(text);
      } catch (error) {
        // A text is written without its margin rather than not at all: what is missing there is made good later.
        this.#options.log.warn({ error: String(error) }, "a margin could not be read");
        held = null;
        return null;
      }
    };
    return {
      open: () => (held ??= acquire()),
      release: () => {
        if (held !== null) this.#margins.release(text);
      },
    };
  }

  suggestionTimes(address: RoomAddress): Promise<ReadonlyMap<string, number>> {
    return this.#margins.times(address);
  }

  async refreshMargin(address: RoomAddress): Promise<void> {
    await this.#margins.refresh(address);
  }

  async refreshThreads(_address: RoomAddress): Promise<void> {
    // Nothing is said in threads yet.
  }

  async anchorsOf(_address: RoomAddress): Promise<ReadonlyMap<string, AnchorFact>> {
    return new Map();
  }

  find(name: string): OpenRoom | null {
    return this.#open.get(name) ?? null;
  }

  /** Writes what is worth writing before a room is let go; false if it is busy and must stay. */
  async release(name: string): Promise<boolean> {
    const room = this.#open.get(name);
    if (room === undefined) return true;
    if (room.live.busy) return false;
    try {
      await room.live.compact(true);
    } catch (error) {
      // The journal still has everything; the snapshot would only have been quicker.
      this.#options.log.warn({ error: String(error) }, "snapshot not written");
    }
    return !room.live.busy;
  }

  forget(name: string): void {
    const room = this.#open.get(name);
    if (room === undefined) return;
    room.letGo();
    room.live.close();
    this.#open.delete(name);
  }

  async read(address: RoomAddress): Promise<RoomText> {
    const open = this.#open.get(formatRoomName(address));
    if (open !== undefined) return this.#project(open.document, open.live.damaged);
    const log = await this.#options.logs.open(address.review);
    const restored = await this.#restore(address, log);
    const doc = new Y.Doc();
    try {
      Y.applyUpdate(doc, restored.state);
      return this.#project(doc, restored.damaged);
    } finally {
      doc.destroy();
    }
  }

  async state(address: RoomAddress): Promise<RoomBytes> {
    const open = this.#open.get(formatRoomName(address));
    if (open !== undefined)
      return { state: Y.encodeStateAsUpdate(open.document), damaged: open.live.damaged };
    const log = await this.#options.logs.open(address.review);
    return this.#restore(address, log);
  }

  async catchUp(address: RoomAddress): Promise<void> {
    const open = this.#open.get(formatRoomName(address));
    const log = await this.#options.logs.open(address.review);
    if (open === undefined)
      return this.#journalEffect(address, log, await this.#restoreJournal(address, log));
    if (open.live.damaged) return;
    const update = await this.#effects.missingIn(address, open.document);
    if (update !== null) await open.live.take(update);
  }

  /** An act turned out to stand that its writer had given up: rights may be others now, and texts too. */
  actLanded(review: ReviewId): void {
    this.accessChanged(review);
    for (const { address } of this.#open.values()) {
      if (address.review !== review) continue;
      this.#catchUpHeld(address).catch((error: unknown) =>
        this.#options.log.warn({ error: String(error) }, "an act has not reached its text yet"),
      );
    }
  }

  async #catchUpHeld(address: RoomAddress): Promise<void> {
    await this.hold([address], () => this.catchUp(address));
  }

  /**
   * Replaces the text of a room that nobody has open, in a member's name and through the same journal.
   *
   * @throws RangeError if the room is open: its writers would not see it coming
   */
  async write(address: RoomAddress, text: DocumentJson, by: MemberId): Promise<void> {
    const name = formatRoomName(address);
    if (this.#open.has(name)) throw new RangeError("The room is open");
    await this.catchUp(address);
    const log = await this.#options.logs.open(address.review);
    const doc = new Y.Doc();
    try {
      Y.applyUpdate(doc, (await this.#restore(address, log)).state);
      const before = Y.encodeStateVector(doc);
      const node = this.#options.schema.nodeFromJSON(text);
      node.check();
      updateYFragment(doc, doc.getXmlFragment(BODY_ROOT), node, { mapping: new Map(), isOMark: new Map() });
      const update = Y.encodeStateAsUpdate(doc, before);
      const seed = await this.#seed(address, log);
      await log.prepare(nameInReview(address));
      if (seed !== null) await log.append(nameInReview(address), { by: "", update: seed });
      await log.append(nameInReview(address), { by, update });
    } finally {
      doc.destroy();
    }
  }

  async hold<Result>(addresses: readonly RoomAddress[], work: () => Promise<Result>): Promise<Result> {
    // In one order for everybody, so that two holds never wait for each other.
    const names = [...new Set(addresses.map(formatRoomName))].sort();
    const releases: (() => void)[] = [];
    try {
      for (const name of names) releases.push(await this.#holdOne(name));
      return await work();
    } finally {
      for (const release of releases) release();
    }
  }

  /** Holds a room whether it is open or not: one that is opened meanwhile waits. */
  async #holdOne(name: string): Promise<() => void> {
    while (this.#holds.has(name)) await this.#holds.get(name);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#holds.set(name, promise);
    const release = await this.#open.get(name)?.live.hold();
    return () => {
      this.#holds.delete(name);
      resolve();
      release?.();
    };
  }

  accessChanged(review: ReviewId): void {
    for (const listener of this.#listeners) listener(review);
  }

  onAccessChanged(listener: (review: ReviewId) => void): void {
    this.#listeners.push(listener);
  }

  /** Snapshots rooms that have grown, lets idle shadows go and trims journals that are covered; called from time to time. */
  async maintain(): Promise<void> {
    const reviews = new Set<ReviewId>();
    for (const room of this.#open.values()) {
      await this.#catchUpBehind(room);
      await room.live.compact(false);
      room.live.rest();
      reviews.add(room.address.review);
    }
    for (const review of reviews) {
      const log = await this.#options.logs.open(review);
      if (log.tailSize > (this.#options.tailLimit ?? TAIL_LIMIT)) await this.#snapshotIdle(log);
      await log.trim();
    }
  }

  /** Does what a failing store kept from being done. */
  async #catchUpBehind({ address, live, document }: OpenRoom): Promise<void> {
    if (live.damaged || address.document !== "text") return;
    if ((await this.#effects.missingIn(address, document)) !== null) await this.#catchUpHeld(address);
  }

  /**
   * Gives rooms that nobody has open the snapshots they lack, a copy where there is one already, so that they do not
   * keep the journal from being trimmed.
   */
  async #snapshotIdle(log: RoomLog): Promise<void> {
    for (const room of log.rooms()) {
      const address = parseRoomName(`${log.review}/${room}`);
      if (address === null || this.#open.has(formatRoomName(address))) continue;
      const { state, owners, upTo, damaged } = await this.#restore(address, log);
      if (!damaged) await log.snapshot(room, { upTo, owners: [...owners], state });
    }
  }

  /** A room's state as nobody can change it any more before it is open. */
  async #begin(
    name: string,
    address: RoomAddress,
    log: RoomLog,
  ): Promise<{ readonly restored: RoomState; readonly seed: Uint8Array | null }> {
    const room = nameInReview(address);
    for (;;) {
      while (this.#holds.has(name)) await this.#holds.get(name);
      const { last } = log.weight(room);
      const restored = await this.#restoreJournal(address, log);
      const seed = await this.#seed(address, log);
      if (await this.#effects.isMissing(address, restored)) {
        await this.#journalEffect(address, log, restored);
        continue;
      }
      // A hold may have begun while the store was read, or a record landed that had been given up.
      if (!this.#holds.has(name) && log.weight(room).last === last) return { restored, seed };
    }
  }

  /** A room's state with everything that its review's record says. */
  async #restore(address: RoomAddress, log: RoomLog): Promise<RoomState> {
    const restored = await this.#restoreJournal(address, log);
    const update = await this.#effects.missing(address, restored);
    return update === null ? restored : { ...restored, state: Y.mergeUpdates([restored.state, update]) };
  }

  /** A room's state as its journal alone has it. */
  async #restoreJournal(address: RoomAddress, log: RoomLog): Promise<RoomState> {
    return restoreRoom(log.history(nameInReview(address)), await this.#seed(address, log));
  }

  async #journalEffect(address: RoomAddress, log: RoomLog, restored: RoomState): Promise<void> {
    const update = await this.#effects.missing(address, restored);
    if (update === null) return;
    const room = nameInReview(address);
    const seed = await this.#seed(address, log);
    await log.prepare(room);
    if (seed !== null) await log.append(room, { by: "", update: seed });
    await log.append(room, { by: "", update });
  }

  /** What a room begins with; null once it is written down in its own journal. */
  async #seed(address: RoomAddress, log: RoomLog): Promise<Uint8Array | null> {
    if (log.weight(nameInReview(address)).last > 0) return null;
    const seed = await this.#theDirectory().seed(address);
    return seed === null ? null : seedUpdate(this.#options.schema, seed, SEED_CLIENT);
  }

  #project(doc: Y.Doc, damaged: boolean): RoomText {
    const text = trackedJson(readTracked(this.#options.schema, doc));
    return { ...text, hash: hashOf(writeTextJson(text)), damaged };
  }

  #theDirectory(): RoomDirectory {
    if (this.#directory === null) throw new RangeError("useDirectory comes first");
    return this.#directory;
  }
}

/** A room's wire name without its review: how its log knows it. */
export function nameInReview(address: RoomAddress): string {
  return formatRoomName(address).slice(address.review.length + 1);
}
