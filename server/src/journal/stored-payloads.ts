import { formatRoomName, type RoomAddress } from "@travaux/blueprint";
import type { Storage } from "../storage/storage.ts";
import type { Payloads } from "./review-log.ts";
import { place, type Keys } from "./sealing.ts";

/** Payloads as blobs under the key of their room: destroy the key and they are gone. */
export class StoredPayloads implements Payloads {
  readonly #storage: Storage;
  readonly #keys: Keys;

  constructor(storage: Storage, keys: Keys) {
    this.#storage = storage;
    this.#keys = keys;
  }

  async put(room: RoomAddress, id: string, bytes: Uint8Array): Promise<void> {
    const scope = formatRoomName(room);
    const name = `payload/${scope}/${id}`;
    const key = await this.#keys.keyFor(scope);
    await this.#storage.blobs.insert(name, key.seal(bytes, place(name)));
  }

  async get(room: RoomAddress, id: string): Promise<Uint8Array | null> {
    const scope = formatRoomName(room);
    const name = `payload/${scope}/${id}`;
    const [key, sealed] = await Promise.all([this.#keys.existing(scope), this.#storage.blobs.get(name)]);
    return key === null || sealed === null ? null : key.open(sealed, place(name));
  }
}
