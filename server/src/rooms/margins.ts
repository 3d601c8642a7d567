import { formatRoomName, type RoomAddress } from "@travaux/blueprint";
import type { Logger } from "pino";
import type { RoomLog } from "../journal/review-log.ts";
import { Margin } from "./margin.ts";
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

/** The margins of texts that somebody has open, each read once and kept as long as it is needed. */
export class Margins {
  readonly #options: MarginsOptions;
  readonly #open = new Map<string, Promise<Margin>>();

  constructor(options: MarginsOptions) {
    this.#options = options;
  }

  /** The margin of a text, with everything in it that should be there. @throws StorageFailure */
  async open(address: RoomAddress): Promise<Margin> {
    const margin = marginOf(address);
    const name = formatRoomName(margin);
    const known = this.#open.get(name);
    if (known !== undefined) return known;
    const opening = this.#load(margin);
    this.#open.set(name, opening);
    opening.catch(() => {
      if (this.#open.get(name) === opening) this.#open.delete(name);
    });
    return opening;
  }

  /** Makes a margin say what the review's record says now; one that nobody needs is left alone. */
  async refresh(address: RoomAddress): Promise<void> {
    const margin = marginOf(address);
    if (this.#open.has(formatRoomName(margin))) await this.#settle(margin, await this.open(margin));
  }

  /** Lets a margin go. */
  close(address: RoomAddress): void {
    const name = formatRoomName(marginOf(address));
    const known = this.#open.get(name);
    this.#open.delete(name);
    known?.then(
      (margin) => margin.close(),
      // It was told to who opened it.
      () => undefined,
    );
  }

  async #load(margin: RoomAddress): Promise<Margin> {
    const log = await this.#options.openLog(margin);
    const room = formatRoomName(margin).slice(margin.review.length + 1);
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

/** The margin that belongs to a text, or the margin itself. */
export function marginOf(address: RoomAddress): RoomAddress {
  return { ...address, document: "margin" };
}
