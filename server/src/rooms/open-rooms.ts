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
import type { RoomLog } from "../journal/review-log.ts";
import { blocksIn } from "./body-blocks.ts";
import { Holds } from "./holds.ts";
import { LiveRoom } from "./live-room.ts";
import { createMarginGate } from "./margin-gate.ts";
import type { Margin } from "./margin.ts";
import { Margins } from "./margins.ts";
import { nameInReview } from "./name-in-review.ts";
import { hashOf } from "./room-hash.ts";
import { suggestionsIn } from "./suggestions-in.ts";
import { REPAIR_CLIENT, SERVER_CLIENTS, type RoomState } from "./room-state.ts";
import type { DocumentJson, RoomBytes, RoomDirectory, RoomGrant, Rooms, RoomText } from "./rooms.ts";
import { StoredRooms } from "./stored-rooms.ts";
import { trackedJson, writeTextJson } from "./text-json.ts";
import { ThreadsDocuments, type KeptText } from "./threads-documents.ts";

/** A room that somebody has open. */
export interface OpenRoom {
  readonly address: RoomAddress;
  readonly live: LiveRoom;
  /** Who sees whom; `null` where nobody is shown to anybody. */
  readonly presence: PresenceBoard | null;
  readonly document: Y.Doc;
  /** The anchors in it; `null` for a document that is no text. */
  readonly anchors: KeptText | null;
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
  readonly #holds = new Holds();
  readonly #listeners: ((review: ReviewId) => void)[] = [];
  readonly #margins: Margins;
  readonly #threads: ThreadsDocuments;
  readonly #stored: StoredRooms;
  #directory: RoomDirectory | null = null;

  constructor(options: OpenRoomsOptions) {
    this.#options = options;
    const openLog = ({ review }: RoomAddress): Promise<RoomLog> => options.logs.open(review);
    const isTextblock = (name: string): boolean => options.schema.nodes[name]?.isTextblock === true;
    this.#margins = new Margins({
      openLog,
      suggestionsIn: async (text) => suggestionsIn(options.schema, (await this.state(text)).state),
      standing: (margin) => this.#theDirectory().margin(margin),
      clock: this.#clock,
      logger: options.log,
    });
    this.#threads = new ThreadsDocuments({
      openLog,
      directory: () => this.#theDirectory(),
      blocksOf: async (text) =>
        blocksIn(await this.#stored.restoreJournal(text, await openLog(text)), isTextblock),
      isTextblock,
      logger: options.log,
    });
    this.#stored = new StoredRooms({
      schema: options.schema,
      directory: () => this.#theDirectory(),
      following: (address, document, work) => this.#threads.follow(address, document, work),
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

  /** Who reads a text reads its margin; neither it nor threads are written by anybody but the server. */
  async grant(user: UserId, address: RoomAddress): Promise<RoomGrant | null> {
    const asked: RoomAddress = address.document === "margin" ? { ...address, document: "text" } : address;
    const grant = await this.#theDirectory().grant(user, asked);
    return grant === null || address.document === "text" ? grant : { ...grant, level: "read" };
  }

  /** Fills `document` with the room's state and keeps the room open until {@link OpenRooms.forget}. */
  async open(name: string, document: Y.Doc): Promise<void> {
    const address = parseRoomName(name);
    if (address === null) throw new RangeError("Not a room's name");
    const log = await this.#options.logs.open(address.review);
    if (address.document === "margin") {
      const margin = await this.#margins.acquire(address);
      const release = (): void => this.#margins.release(address);
      this.#openWritten(address, { log, document, presence: new PresenceBoard() }, margin, release);
    } else if (address.document === "threads") {
      const threads = await this.#threads.acquire(address);
      const release = (): void => this.#threads.release(address);
      // Who is looking at comments is nobody's concern.
      this.#openWritten(address, { log, document, presence: null }, threads, release);
    } else await this.#openText(address, log, document);
  }

  async #openText(address: RoomAddress, log: RoomLog, document: Y.Doc): Promise<void> {
    const name = formatRoomName(address);
    const { restored, seed } = await this.#begin(name, address, log);
    keepFormatting(document);
    Y.applyUpdate(document, restored.state);
    if (restored.damaged)
      this.#options.log.error(
        { room: name, upTo: restored.upTo },
        "room is damaged, opened for reading only",
      );
    const margin = this.#margins.lend(address);
    const anchors = this.#threads.keep(address, document.getXmlFragment(BODY_ROOT));
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
      prepare: anchors.prepare,
      clock: this.#clock,
    });
    const letGo = (): void => {
      margin.release();
      anchors.close();
    };
    this.#open.set(name, { address, live, presence: new PresenceBoard(), document, anchors, letGo });
  }

  /** What the server writes is shown as it writes it: nothing may come between what is read and what follows. */
  #openWritten(
    address: RoomAddress,
    { log, document, presence }: { log: RoomLog; document: Y.Doc; presence: PresenceBoard | null },
    written: Pick<Margin, "state" | "follow">,
    release: () => void,
  ): void {
    const restored = written.state();
    Y.applyUpdate(document, restored.state);
    const live = new LiveRoom({
      room: nameInReview(address),
      log,
      document,
      restored,
      seed: null,
      openGate: () => createMarginGate(document),
      openMargin: null,
      prepare: null,
      clock: this.#clock,
    });
    const unfollow = written.follow((entry, seq) => live.show(entry, seq));
    const letGo = (): void => {
      unfollow();
      release();
    };
    this.#open.set(formatRoomName(address), { address, live, presence, document, anchors: null, letGo });
  }

  suggestionTimes(address: RoomAddress): Promise<ReadonlyMap<string, number>> {
    return this.#margins.times(address);
  }

  async refreshMargin(address: RoomAddress): Promise<void> {
    await this.#margins.refresh(address);
  }

  refreshThreads(address: RoomAddress): Promise<void> {
    return this.#threads.refresh(address);
  }

  anchorsOf(address: RoomAddress): Promise<ReadonlyMap<string, AnchorFact>> {
    return this.#threads.anchorsOf(address);
  }

  /** Writes what is only noted so far; called before the process ends. */
  flush(): Promise<void> {
    return this.#threads.flush();
  }

  find(name: string): OpenRoom | null {
    return this.#open.get(name) ?? null;
  }

  /** Writes what is worth writing before a room is let go; false if it is busy and must stay. */
  async release(name: string): Promise<boolean> {
    const room = this.#open.get(name);
    if (room === undefined) return true;
    if (room.live.busy) return false;
    await room.anchors?.flush();
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
    const restored = await this.#stored.restore(address, log);
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
    return this.#stored.restore(address, log);
  }

  async catchUp(address: RoomAddress): Promise<void> {
    const open = this.#open.get(formatRoomName(address));
    if (open === undefined)
      return this.#stored.catchUp(address, await this.#options.logs.open(address.review));
    if (open.live.damaged) return;
    const update = await this.#stored.effects.missingIn(address, open.document);
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
    if (this.#open.has(formatRoomName(address))) throw new RangeError("The room is open");
    const node = this.#options.schema.nodeFromJSON(text);
    node.check();
    const change = (doc: Y.Doc): void =>
      updateYFragment(doc, doc.getXmlFragment(BODY_ROOT), node, { mapping: new Map(), isOMark: new Map() });
    await this.#stored.change(address, await this.#options.logs.open(address.review), { by, change });
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
    const end = await this.#holds.begin(name);
    const release = await this.#open.get(name)?.live.hold();
    return () => {
      end();
      release?.();
    };
  }

  accessChanged(review: ReviewId): void {
    for (const listener of this.#listeners) listener(review);
    this.#threads.refreshOpen(review);
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
      if (log.tailSize > (this.#options.tailLimit ?? TAIL_LIMIT))
        await this.#stored.snapshotIdle(log, (address) => this.#open.has(formatRoomName(address)));
      await log.trim();
    }
  }

  /** Does what a failing store kept from being done. */
  async #catchUpBehind({ address, live, document }: OpenRoom): Promise<void> {
    if (live.damaged || address.document !== "text") return;
    if ((await this.#stored.effects.missingIn(address, document)) !== null) await this.#catchUpHeld(address);
  }

  /** A room's state as nobody can change it any more before it is open. */
  async #begin(
    name: string,
    address: RoomAddress,
    log: RoomLog,
  ): Promise<{ readonly restored: RoomState; readonly seed: Uint8Array | null }> {
    const room = nameInReview(address);
    for (;;) {
      await this.#holds.ended(name);
      const { last } = log.weight(room);
      const restored = await this.#stored.restoreJournal(address, log);
      const seed = await this.#stored.seed(address, log);
      if (await this.#stored.effects.isMissing(address, restored)) {
        await this.#stored.catchUp(address, log);
        continue;
      }
      // A hold may have begun while the store was read, or a record landed that had been given up.
      if (!this.#holds.has(name) && log.weight(room).last === last) return { restored, seed };
    }
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
