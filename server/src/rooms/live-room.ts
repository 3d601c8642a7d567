import type { CloseReason, Level, MemberId } from "@travaux/blueprint";
import * as Y from "yjs";
import type { Gate } from "../gate/gate.ts";
import type { JournalEntry } from "../journal/commit-format.ts";
import type { RoomLog } from "../journal/review-log.ts";
import type { Margin } from "./margin.ts";
import { claim, SERVER_CLIENTS, type RoomState } from "./room-state.ts";

/** Origin of what the server applies to a live document: Hocuspocus broadcasts it and stores nothing. */
const JOURNALLED = { source: "local", skipStoreHooks: true } as const;

export type Admission =
  | { readonly kind: "admitted" }
  | { readonly kind: "refused"; readonly reason: CloseReason; readonly detail: string };

export interface LiveRoomOptions {
  /** Wire name without the review: how the log knows the room. */
  readonly room: string;
  readonly log: RoomLog;
  /** The document that Hocuspocus serves; holds `restored.state` already. */
  readonly document: Y.Doc;
  readonly restored: RoomState;
  /** What the room began with, to be written down before its first change; null if it has been. */
  readonly seed: Uint8Array | null;
  readonly openGate: (state: Uint8Array, owners: ReadonlyMap<number, MemberId>) => RoomGate;
  /** Where it is noted when suggestions come; `null` for a room without a margin. */
  readonly openMargin: (() => Promise<Margin | null>) | null;
  /** What is to be at hand before the text changes, asked for before each change; never rejects. */
  readonly prepare: (() => Promise<void>) | null;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
}

/** What a room asks of what stands before it. */
export type RoomGate = Pick<Gate, "judge" | "claim" | "destroy">;

/** When a room gets a new snapshot: so many records, or so many sealed bytes of them, since the last. */
export const SNAPSHOT_AFTER_RECORDS = 500;
export const SNAPSHOT_AFTER_BYTES = 131_072;

/**
 * One room while somebody has it open: gate, journal and live document, in that order (I4, I6).
 *
 * The gate's shadow runs ahead of the live document by what is being journalled. When an append fails, everything
 * behind it in the journal fails with it; the shadow is then rebuilt from the live document before it judges again.
 */
export class LiveRoom {
  readonly damaged: boolean;
  readonly #options: LiveRoomOptions;
  readonly #owners: Map<number, MemberId>;
  readonly #stopListening: () => void;
  #gate: RoomGate | null = null;
  #margin: Margin | null = null;
  #seed: Uint8Array | null;
  #stale = false;
  #judged = false;
  #upTo: number;
  #underWay = 0;
  #last: Promise<unknown> = Promise.resolve();
  #held: Promise<void> | null = null;
  #snapshotting: Promise<void> | null = null;

  constructor(options: LiveRoomOptions) {
    this.#options = options;
    this.damaged = options.restored.damaged;
    this.#owners = new Map(options.restored.owners);
    this.#upTo = options.restored.upTo;
    this.#seed = options.seed;
    this.#stopListening = options.log.listen({
      failed: () => {
        this.#stale = true;
      },
      landed: (room, entries, seq) => {
        if (room === options.room) this.#land(entries, seq);
      },
    });
  }

  /** Whether an update is being judged or written; the room must not be unloaded then. */
  get busy(): boolean {
    return this.#underWay > 0 || this.#held !== null;
  }

  /**
   * Judges an update and, if it may stand, resolves when it is durable and in the live document.
   *
   * @param rights asked at the last moment, after any waiting: what holds then counts; null means no longer here
   */
  async admit(update: Uint8Array, rights: () => Promise<Rights | null>): Promise<Admission> {
    this.#underWay += 1;
    try {
      await this.#options.log.prepare(this.#options.room);
      this.#margin ??= (await this.#options.openMargin?.()) ?? null;
      await this.#options.prepare?.();
      for (;;) {
        while (this.#held !== null) await this.#held;
        const right = await rights();
        if (right === null) return refused("access-changed", "the connection was cut");
        // A hold may have begun while the rights were looked up; they are then asked again behind it.
        if (this.#held === null) return await this.#judge(update, right);
      }
    } finally {
      this.#underWay -= 1;
    }
  }

  /**
   * Writes a change of the server's own; nothing else may be under way, so the room must be held or not yet served.
   *
   * @throws StorageFailure
   */
  async take(update: Uint8Array): Promise<void> {
    await this.#options.log.prepare(this.#options.room);
    await this.#options.prepare?.();
    const entry = { by: "", update };
    const seeded = this.#writeSeed();
    const [seq] = await Promise.all([this.#options.log.append(this.#options.room, entry), seeded]);
    this.#apply([entry], seq);
    // The shadow has not seen it.
    this.#stale = true;
  }

  /** Shows what the server wrote by another way: it is durable already. */
  show(entry: JournalEntry, seq: number): void {
    this.#apply([entry], seq);
  }

  /** Binds a clientID to its first claimant; false for a second one or a number that is the server's. */
  claim(clientID: number, member: MemberId): boolean {
    if (SERVER_CLIENTS.has(clientID)) return false;
    const owner = this.#owners.get(clientID);
    if (owner !== undefined && owner !== member) return false;
    if (this.#gate !== null && !this.#gate.claim(clientID, member)) return false;
    this.#owners.set(clientID, member);
    return true;
  }

  /** Resolves when nothing admitted before the call is still on its way to disk. */
  async settled(): Promise<void> {
    await this.#last.then(
      () => undefined,
      // The failure was told to the writer whose update it was; here only the end of the wait counts.
      () => undefined,
    );
  }

  /** Keeps every update waiting until the returned function is called. Resolves when none is under way. */
  async hold(): Promise<() => void> {
    while (this.#held !== null) await this.#held;
    let release = (): void => undefined;
    this.#held = new Promise((resolve) => {
      release = () => {
        this.#held = null;
        resolve();
      };
    });
    await this.settled();
    return release;
  }

  /** Lets the shadow go if nothing was judged since the last call; the next update builds it again. */
  rest(): void {
    if (!this.#judged && !this.busy) this.#dropShadow();
    this.#judged = false;
  }

  /** Writes a snapshot if there is enough to make one worth while, or if `always` and there is anything new. */
  async compact(always: boolean): Promise<void> {
    if (this.damaged) return;
    while (this.#snapshotting !== null) {
      if (!always) return;
      // A failure is told to who began it; here only the end of the wait counts.
      await this.#snapshotting.catch(() => undefined);
    }
    const { records, sizeBytes } = this.#options.log.weight(this.#options.room);
    const due =
      records >= SNAPSHOT_AFTER_RECORDS || sizeBytes >= SNAPSHOT_AFTER_BYTES || (always && records > 0);
    if (!due) return;
    this.#snapshotting = this.#options.log.snapshot(this.#options.room, {
      upTo: this.#upTo,
      owners: [...this.#owners],
      state: Y.encodeStateAsUpdate(this.#options.document),
    });
    try {
      await this.#snapshotting;
    } finally {
      this.#snapshotting = null;
    }
  }

  close(): void {
    this.#stopListening();
    this.#dropShadow();
  }

  /** Synchronous up to the append: between judging and queueing nothing else can be judged. */
  async #judge(update: Uint8Array, right: Rights): Promise<Admission> {
    this.#judged = true;
    const gate = this.#freshGate();
    if (gate === null) return refused("damaged", "the text cannot be read whole");
    const verdict = gate.judge(update, this.damaged ? { ...right, level: "read" } : right);
    switch (verdict.kind) {
      case "refuse":
        return refused(this.damaged ? "damaged" : verdict.reason, verdict.detail);
      case "nothing":
        return this.#awaitEarlier();
      case "admit":
        return this.#write({ by: right.member, update: verdict.update }, verdict.appeared);
      default:
        return verdict satisfies never;
    }
  }

  /** What the update repeats may still be on its way to disk under another connection: known is not yet durable. */
  async #awaitEarlier(): Promise<Admission> {
    try {
      await this.#last;
      return { kind: "admitted" };
    } catch (error) {
      return refused("not-saved", describe(error));
    }
  }

  async #write(entry: JournalEntry, appeared: readonly string[]): Promise<Admission> {
    const seeded = this.#writeSeed();
    const appended = this.#options.log.append(this.#options.room, entry);
    this.#last = appended;
    // Behind it in the queue, so in the same commit; its failure is its own to make good.
    if (appeared.length > 0) void this.#margin?.note(appeared, this.#options.clock());
    try {
      const [seq] = await Promise.all([appended, seeded]);
      this.#apply([entry], seq);
      return { kind: "admitted" };
    } catch (error) {
      // Told to this writer; who asks later builds on what was there before.
      if (this.#last === appended) this.#last = Promise.resolve();
      return refused("not-saved", describe(error));
    }
  }

  /** Queues the beginning ahead of the first change, so that both share a commit or fail together. */
  #writeSeed(): Promise<unknown> {
    const seed = this.#seed;
    if (seed === null) return Promise.resolve();
    this.#seed = null;
    const written = this.#options.log.append(this.#options.room, { by: "", update: seed });
    written.catch(() => {
      // The change behind it fails with it and is told to its writer; the next one tries again.
      this.#seed = seed;
    });
    return written;
  }

  #apply(entries: readonly JournalEntry[], seq: number): void {
    for (const entry of entries) {
      Y.applyUpdate(this.#options.document, entry.update, JOURNALLED);
      claim(this.#owners, entry.by, entry.update);
    }
    this.#upTo = Math.max(this.#upTo, seq);
  }

  #land(entries: readonly JournalEntry[], seq: number): void {
    this.#apply(entries, seq);
    this.#stale = true;
  }

  #dropShadow(): void {
    this.#gate?.destroy();
    this.#gate = null;
  }

  /** The gate with its shadow where it should be; null when the text is such that no gate can stand before it. */
  #freshGate(): RoomGate | null {
    if (this.#gate !== null && !this.#stale) return this.#gate;
    this.#dropShadow();
    try {
      this.#gate = this.#options.openGate(Y.encodeStateAsUpdate(this.#options.document), this.#owners);
      this.#stale = false;
    } catch {
      // The schema cannot show what is stored; the caller refuses, and the text stays as it is.
      return null;
    }
    return this.#gate;
  }
}

export interface Rights {
  readonly member: MemberId;
  readonly level: Level;
}

function refused(reason: CloseReason, detail: string): Admission {
  return { kind: "refused", reason, detail };
}

function describe(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
