import { parseRoomName, type MemberId, type RoomAddress } from "@travaux/blueprint";
import type { Schema } from "prosemirror-model";
import * as Y from "yjs";
import { keepFormatting } from "../gate/shadow.ts";
import { seedUpdate } from "../gate/seed-update.ts";
import type { RoomLog } from "../journal/review-log.ts";
import { Effects } from "./effects.ts";
import { nameInReview } from "./name-in-review.ts";
import { restoreRoom, SEED_CLIENT, type RoomState } from "./room-state.ts";
import type { RoomDirectory } from "./rooms.ts";

export interface StoredRoomsOptions {
  readonly schema: Schema;
  readonly directory: () => Pick<RoomDirectory, "seed" | "effect">;
  /** Does `work` to a text that nobody has open, and has what hangs on the text follow the update that it gives. */
  readonly following: (
    address: RoomAddress,
    document: Y.Doc,
    work: () => Promise<Uint8Array>,
  ) => Promise<void>;
}

/** Rooms as their journals have them, and what is done to those that nobody has open. */
export class StoredRooms {
  readonly #options: StoredRoomsOptions;
  readonly effects: Effects;

  constructor(options: StoredRoomsOptions) {
    this.#options = options;
    this.effects = new Effects((address) => options.directory().effect(address));
  }

  /** A room's state with everything that its review's record says. @throws StorageFailure */
  async restore(address: RoomAddress, log: RoomLog): Promise<RoomState> {
    const restored = await this.restoreJournal(address, log);
    const update = await this.effects.missing(address, restored);
    return update === null ? restored : { ...restored, state: Y.mergeUpdates([restored.state, update]) };
  }

  /** A room's state as its journal alone has it. @throws StorageFailure */
  async restoreJournal(address: RoomAddress, log: RoomLog): Promise<RoomState> {
    return restoreRoom(log.history(nameInReview(address)), await this.seed(address, log));
  }

  /** What a room begins with; null once it is written down in its own journal. @throws StorageFailure */
  async seed(address: RoomAddress, log: RoomLog): Promise<Uint8Array | null> {
    if (log.weight(nameInReview(address)).last > 0) return null;
    const seed = await this.#options.directory().seed(address);
    return seed === null ? null : seedUpdate(this.#options.schema, seed, SEED_CLIENT);
  }

  /** Writes down what the review's record says was done to the room and its journal lacks. @throws StorageFailure */
  async catchUp(address: RoomAddress, log: RoomLog): Promise<void> {
    const restored = await this.restoreJournal(address, log);
    const update = await this.effects.missing(address, restored);
    if (update !== null) await this.#append(address, log, restored, { by: "", change: () => update });
  }

  /** Changes a room that nobody has open, in a member's name. @throws StorageFailure */
  async change(
    address: RoomAddress,
    log: RoomLog,
    { by, change }: { readonly by: MemberId; readonly change: (document: Y.Doc) => void },
  ): Promise<void> {
    await this.catchUp(address, log);
    const changed = (state: Uint8Array): Uint8Array => {
      const document = new Y.Doc();
      try {
        Y.applyUpdate(document, state);
        const before = Y.encodeStateVector(document);
        change(document);
        return Y.encodeStateAsUpdate(document, before);
      } finally {
        document.destroy();
      }
    };
    await this.#append(address, log, await this.restoreJournal(address, log), { by, change: changed });
  }

  /**
   * Gives rooms that nobody has open the snapshots they lack, a copy where there is one already, so that they do not
   * keep the journal from being trimmed.
   */
  async snapshotIdle(log: RoomLog, isOpen: (address: RoomAddress) => boolean): Promise<void> {
    for (const room of log.rooms()) {
      const address = parseRoomName(`${log.review}/${room}`);
      if (address === null || isOpen(address)) continue;
      const { state, owners, upTo, damaged } = await this.restore(address, log);
      if (!damaged) await log.snapshot(room, { upTo, owners: [...owners], state });
    }
  }

  async #append(
    address: RoomAddress,
    log: RoomLog,
    { state }: RoomState,
    { by, change }: { readonly by: string; readonly change: (state: Uint8Array) => Uint8Array },
  ): Promise<void> {
    const room = nameInReview(address);
    const document = new Y.Doc();
    keepFormatting(document);
    try {
      Y.applyUpdate(document, state);
      await this.#options.following(address, document, async () => {
        const update = change(state);
        const seed = await this.seed(address, log);
        await log.prepare(room);
        if (seed !== null) await log.append(room, { by: "", update: seed });
        await log.append(room, { by, update });
        return update;
      });
    } finally {
      document.destroy();
    }
  }
}
