import type { RoomAddress } from "@travaux/blueprint";
import * as Y from "yjs";
import { DECISION_CLIENT, type RoomState } from "./room-state.ts";
import type { RoomEffect } from "./rooms.ts";

/** Tells what a review's record did to a text and has not reached it yet. */
export class Effects {
  readonly #effectOn: (address: RoomAddress) => Promise<RoomEffect | null>;

  constructor(effectOn: (address: RoomAddress) => Promise<RoomEffect | null>) {
    this.#effectOn = effectOn;
  }

  async isMissing(address: RoomAddress, restored: RoomState): Promise<boolean> {
    const effect = await this.#effectFor(address, restored);
    return effect !== null && effect.clock > clockOf(restored.state);
  }

  /** The update that a state lacks; `null` for none. @throws StorageFailure; RangeError where it is gone */
  async missing(address: RoomAddress, restored: RoomState): Promise<Uint8Array | null> {
    const effect = await this.#effectFor(address, restored);
    return effect === null || effect.clock <= clockOf(restored.state) ? null : effect.update();
  }

  /** {@link Effects.missing} of a document that is open; acts are done to texts alone. */
  async missingIn(address: RoomAddress, document: Y.Doc): Promise<Uint8Array | null> {
    const effect = address.document === "text" ? await this.#effectOn(address) : null;
    return effect === null || effect.clock <= Y.getState(document.store, DECISION_CLIENT)
      ? null
      : effect.update();
  }

  /** To what lost its end nothing can be added. */
  async #effectFor(address: RoomAddress, { damaged }: RoomState): Promise<RoomEffect | null> {
    return damaged || address.document !== "text" ? null : this.#effectOn(address);
  }
}

/** How far the server's decisions have got in a whole state. */
function clockOf(state: Uint8Array): number {
  return Y.parseUpdateMeta(state).to.get(DECISION_CLIENT) ?? 0;
}
