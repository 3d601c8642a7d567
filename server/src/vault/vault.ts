import type { RecordStore, TableSpecs } from "../storage/storage.ts";
import { createDataKey, KEY_BYTES } from "./data-key.ts";
import type { DataKey, RandomBytes } from "./data-key.ts";

/** To be among the tables that the store is opened with. */
export const VAULT_TABLES = { keys: {} } as const satisfies TableSpecs;

/** What a key is for: a room and epoch, or a review; at most 200 characters. */
type Scope = string;

/** The data keys of everything at rest. They are stored wrapped by the master key, each for its scope alone. */
export interface Vault {
  /**
   * @returns the key of `scope`, made and durable if there was none; of several makers the first wins
   * @throws VaultFailure `damaged` if its record does not open, StorageFailure if the store fails
   */
  keyFor(scope: Scope): Promise<DataKey>;
  /** @returns `null` if there is none, or it was destroyed; throws as {@link keyFor} */
  existing(scope: Scope): Promise<DataKey | null>;
  /**
   * Once resolved nothing sealed for `scope` can be opened by whoever asks for its key from then on; holders of the key
   * must let go of it. A key made for the same scope later opens nothing of before. Idempotent.
   */
  destroy(scope: Scope): Promise<void>;
}

export interface VaultSettings {
  /** {@link KEY_BYTES} bytes. */
  readonly masterKey: Uint8Array;
  readonly records: RecordStore;
  readonly random: RandomBytes;
  /** Keys kept in memory, those used last. */
  readonly cacheSize?: number;
}

export type VaultFault = "wrong-master-key" | "damaged";

/** A key could not be had although the store answered. */
export class VaultFailure extends Error {
  readonly fault: VaultFault;
  constructor(fault: VaultFault, message: string) {
    super(message);
    this.name = "VaultFailure";
    this.fault = fault;
  }
}

const TABLE = "keys";
const CHECK_ID = "master-key-check";
const CACHE_SIZE = 4096;
const SCOPE_LIMIT_CHARACTERS = 200;

/**
 * Checks the master key against the store, which remembers the first one it was used with.
 *
 * @throws VaultFailure `wrong-master-key`
 */
export async function createVault({
  masterKey,
  records,
  random,
  cacheSize = CACHE_SIZE,
}: VaultSettings): Promise<Vault> {
  const master = createDataKey(masterKey, random);
  await checkMaster(master, records);
  return new StoredVault(master, records, random, cacheSize);
}

class StoredVault implements Vault {
  readonly #master: DataKey;
  readonly #records: RecordStore;
  readonly #random: RandomBytes;
  readonly #cacheSize: number;
  // In the order of last use; of promises, so that those who ask at once share one read.
  readonly #cache = new Map<Scope, Promise<DataKey | null>>();

  constructor(master: DataKey, records: RecordStore, random: RandomBytes, cacheSize: number) {
    this.#master = master;
    this.#records = records;
    this.#random = random;
    this.#cacheSize = cacheSize;
  }

  async keyFor(scope: Scope): Promise<DataKey> {
    return (await this.existing(scope)) ?? (await this.#make(scope));
  }

  async existing(scope: Scope): Promise<DataKey | null> {
    checkScope(scope);
    const known = this.#cache.get(scope);
    if (known) {
      this.#remember(scope, known);
      return known;
    }
    return this.#load(scope);
  }

  async destroy(scope: Scope): Promise<void> {
    checkScope(scope);
    await this.#records.delete(TABLE, recordId(scope));
    this.#cache.delete(scope);
  }

  async #make(scope: Scope): Promise<DataKey> {
    const wrapped = this.#master.seal(this.#random(KEY_BYTES), wrapping(scope));
    await this.#records.insert(TABLE, recordId(scope), { wrapped: Buffer.from(wrapped).toString("base64") });
    // Whoever was first: what the store has is the key.
    const key = await this.#load(scope);
    if (key === null) throw new VaultFailure("damaged", "a key was destroyed while it was being made");
    return key;
  }

  #load(scope: Scope): Promise<DataKey | null> {
    const loading = this.#read(scope);
    this.#remember(scope, loading);
    const forget = (): void => {
      if (this.#cache.get(scope) === loading) this.#cache.delete(scope);
    };
    loading.then((key) => key ?? forget(), forget);
    return loading;
  }

  async #read(scope: Scope): Promise<DataKey | null> {
    const record = await this.#records.get(TABLE, recordId(scope));
    if (record === null) return null;
    const key = unwrap(this.#master, record["wrapped"], wrapping(scope));
    if (key === null)
      throw new VaultFailure("damaged", `the key of ${scope} does not open with the master key`);
    return createDataKey(key, this.#random);
  }

  #remember(scope: Scope, key: Promise<DataKey | null>): void {
    this.#cache.delete(scope);
    this.#cache.set(scope, key);
    for (const oldest of this.#cache.keys()) {
      if (this.#cache.size <= this.#cacheSize) return;
      this.#cache.delete(oldest);
    }
  }
}

async function checkMaster(master: DataKey, records: RecordStore): Promise<void> {
  const check = Buffer.from(master.seal(new Uint8Array(KEY_BYTES), text(CHECK_ID))).toString("base64");
  await records.insert(TABLE, CHECK_ID, { wrapped: check });
  const stored = await records.get(TABLE, CHECK_ID);
  if (unwrap(master, stored?.["wrapped"], text(CHECK_ID)) === null) {
    const message = "the master key is not the one that this store was first used with; nothing was changed";
    throw new VaultFailure("wrong-master-key", message);
  }
}

function unwrap(master: DataKey, wrapped: unknown, aad: Uint8Array): Uint8Array | null {
  return typeof wrapped === "string" ? master.open(Buffer.from(wrapped, "base64"), aad) : null;
}

function checkScope(scope: Scope): void {
  if (scope.length < 1 || scope.length > SCOPE_LIMIT_CHARACTERS || !scope.isWellFormed())
    throw new RangeError(`a scope is 1 to ${SCOPE_LIMIT_CHARACTERS} characters`);
}

// A wrapped key names its scope under the tag: one record copied over another opens nothing.
function wrapping(scope: Scope): Uint8Array {
  return text(`data-key\0${scope}`);
}

function recordId(scope: Scope): string {
  return `scope:${scope}`;
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}
