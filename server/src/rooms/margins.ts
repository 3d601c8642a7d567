import { formatRoomName, type RoomAddress } from "@travaux/blueprint";
import type { Logger } from "pino";
import type { RoomLog } from "../journal/review-log.ts";
import { KeptOpen } from "./kept-open.ts";
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

/** The margins of texts, each read once and kept as long as somebody uses it. */
export class Margins {
  readonly #options: MarginsOptions;
  readonly #open = new KeptOpen<Margin>();

  constructor(options: MarginsOptions) {
    this.#options = options;
  }

  /**
   * The margin of a text, with everything in it that should be there, until it is released as often.
   *
   * @throws StorageFailure; there is nothing to be released then
   */
  acquire(address: RoomAddress): Promise<Margin> {
    const margin = marginOf(address);
    return this.#open.acquire(formatRoomName(margin), () => this.#load(margin));
  }

  release(address: RoomAddress): void {
    this.#open.release(formatRoomName(marginOf(address)));
  }

  /** The margin of a text, from the first time that it is asked for until it is released. */
  lend(text: RoomAddress): { readonly open: () => Promise<Margin | null>; readonly release: () => void } {
    let held: Promise<Margin | null> | null = null;
    const acquire = async (): Promise<Margin | null> => {
      try {
        return await this.acquire(text);
      } catch (error) {
        // A text is written without its margin rather than not at all: what is missing there is made good later.
        this.#options.logger.warn({ error: String(error) }, "a margin could not be read");
        held = null;
        return null;
      }
    };
    return {
      open: () => (held ??= acquire()),
      release: () => {
        if (held !== null) this.release(text);
      },
    };
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
