import { formatRoomName, type RoomAddress } from "@travaux/blueprint";
import type { Logger } from "pino";
import type { RoomLog } from "../journal/review-log.ts";
import { Margin, timesIn } from "./margin.ts";
import { restoreRoom } from "./room-state.ts";
import type { MarginStanding } from "./rooms.ts";

export interface MarginsOptions {
  readonly openLog: (address: RoomAddress) => Promise<RoomLog>;
  /** What stands in a text that a margin belongs to. */
  readonly suggestionsIn: (text: RoomAddress) => Promise<readonly string[]>;
  readonly standing: (margin: RoomAddress) => Promise<MarginStanding>;
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly logger: Logger;
}

interface OpenMargin {
  readonly opening: Promise<Margin>;
  users: number;
}

/** The margins of texts, each read once and kept as long as somebody uses it. */
export class Margins {
  readonly #options: MarginsOptions;
  readonly #open = new Map<string, OpenMargin>();

  constructor(options: MarginsOptions) {
    this.#options = options;
  }

  /**
   * The margin of a text, with everything in it that should be there, until it is released as often.
   *
   * @throws StorageFailure; there is nothing to be released then
   */
  async acquire(address: RoomAddress): Promise<Margin> {
    const margin = marginOf(address);
    const name = formatRoomName(margin);
    const known = this.#open.get(name) ?? { opening: this.#load(margin), users: 0 };
    this.#open.set(name, known);
    known.users += 1;
    try {
      return await known.opening;
    } catch (error) {
      if (this.#open.get(name) === known) this.#open.delete(name);
      throw error;
    }
  }

  release(address: RoomAddress): void {
    const name = formatRoomName(marginOf(address));
    const known = this.#open.get(name);
    if (known === undefined) return;
    known.users -= 1;
    if (known.users > 0) return;
    this.#open.delete(name);
    known.opening.then(
      (margin) => margin.close(),
      // It was told to who opened it.
      () => undefined,
    );
  }

  /** Makes a margin say what the text and the review's record say now. @throws StorageFailure */
  async refresh(address: RoomAddress): Promise<void> {
    const margin = marginOf(address);
    const known = this.#open.has(formatRoomName(margin));
    const opened = await this.acquire(margin);
    try {
      // One that was read just now is up to date.
      if (known) await this.#settle(margin, opened);
    } finally {
      this.release(margin);
    }
  }

  /** When each suggestion of a text came. @throws StorageFailure */
  async times(address: RoomAddress): Promise<ReadonlyMap<string, number>> {
    const margin = await this.acquire(address);
    try {
      return timesIn(margin.state().state);
    } finally {
      this.release(address);
    }
  }

  async #load(margin: RoomAddress): Promise<Margin> {
    const log = await this.#options.openLog(margin);
    const room = roomOf(margin);
    await log.prepare(room);
    const restored = await restoreRoom(log.history(room), null);
    const opened = new Margin({ room, log, restored, logger: this.#options.logger });
    await this.#settle(margin, opened);
    return opened;
  }

  async #settle(address: RoomAddress, margin: Margin): Promise<void> {
    const [suggestions, standing] = await Promise.all([
      this.#options.suggestionsIn({ ...address, document: "text" }),
      this.#options.standing(address),
    ]);
    await margin.settle(suggestions, standing, this.#options.clock());
  }
}

function roomOf(margin: RoomAddress): string {
  return formatRoomName(margin).slice(margin.review.length + 1);
}

/** The margin that belongs to a text, or the margin itself. */
function marginOf(address: RoomAddress): RoomAddress {
  return { ...address, document: "margin" };
}
