/**
 * What the server asks of a database, and nothing that only one of SQLite, MongoDB and FerretDB can do: single-document
 * atomic writes, unique keys, no transactions, no conditional update. The only compare there is, is an insert against a
 * key that may be taken.
 *
 * Every promise that resolves after a write means: on disk (`synchronous=FULL`) or acknowledged by a majority with its
 * journal. Everything that rejects does so with a {@link StorageFailure}. Bytes and values come in already encrypted
 * where they must be; the port does not know what is secret.
 */
export interface Storage {
  readonly commits: CommitLog;
  readonly blobs: BlobStore;
  readonly records: RecordStore;
  /** Resolves when the database answers a read. */
  ping(): Promise<void>;
  /** Waits for writes under way, then lets go of the file or the sockets. Safe to call twice. */
  close(): Promise<void>;
}

/**
 * The one append-only sequence of each review: journal commits, ledger records and fences. A review is named by at most
 * 100 characters of `[A-Za-z0-9._-]`; `seq` ends at 2^32 - 1.
 */
export interface CommitLog {
  /**
   * Writes one commit at `seq`, which the caller takes to be free. Appends under way at the same time may share one
   * transaction.
   *
   * @returns `"appended"` once durable, `"taken"` if another writer was there first; then nothing was written
   */
  append(review: string, commit: Commit): Promise<"appended" | "taken">;
  /** Commits with `seq >= from`, ascending. */
  read(review: string, from: number): AsyncIterable<Commit>;
  /** Removes commits of kind `journal` below `seq`; acts and fences stay. Returns how many went. */
  trim(review: string, below: number): Promise<number>;
  /** All commits of `review` whatever their kind: closing and purging only. */
  purge(review: string): Promise<void>;
  /** Reviews that have a commit. */
  reviews(): Promise<readonly string[]>;
}

export interface Commit {
  /** From 1, without gaps as long as nothing was trimmed. */
  readonly seq: number;
  readonly kind: "journal" | "act" | "fence";
  readonly bytes: Uint8Array;
}

/** Immutable byte strings under unique keys: snapshots, payloads. Keys are at most 200 characters of `[A-Za-z0-9._/:-]`. */
export interface BlobStore {
  /** @returns false if the key is taken; then nothing was written. Any size up to {@link BLOB_LIMIT_BYTES}. */
  insert(key: string, bytes: Uint8Array): Promise<boolean>;
  get(key: string): Promise<Uint8Array | null>;
  /** Keys that begin with `prefix`, ascending by UTF-8 bytes. */
  keys(prefix: string): Promise<readonly string[]>;
  /** Idempotent. */
  delete(key: string): Promise<void>;
}

/** Small JSON documents in named tables: people, sessions, reviews, wrapped keys. */
export interface RecordStore {
  /** @returns false if `id`, or a value of a unique index, is taken; then nothing was written. */
  insert(table: string, id: string, value: JsonObject): Promise<boolean>;
  get(table: string, id: string): Promise<JsonObject | null>;
  /** Writes the whole document, whether or not it was there. Unique indexes hold: rejects with `duplicate`. */
  put(table: string, id: string, value: JsonObject): Promise<void>;
  /** Idempotent; true if it was there. */
  delete(table: string, id: string): Promise<boolean>;
  /**
   * Documents whose fields equal all of `where`, ascending by id; fields of declared indexes are found without a scan.
   * `null` matches a field that is null or absent; on MongoDB nothing but `null` means reading the table.
   */
  find(
    table: string,
    where: Readonly<Record<string, string | number | boolean | null>>,
  ): Promise<readonly StoredRecord[]>;
}

export interface StoredRecord {
  readonly id: string;
  readonly value: JsonObject;
}

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}

/**
 * Tables and their indexes; made when the store opens. A field is the name of a top-level property. Names are letters,
 * digits and `_`, at most 60. Documents where the field of a unique index is null or absent never collide.
 */
export type TableSpecs = Readonly<
  Record<string, { readonly unique?: readonly string[]; readonly index?: readonly string[] }>
>;

export const BLOB_LIMIT_BYTES = 64 * 1024 * 1024;
/** One commit's bytes: a group commit is split well before this, and MongoDB's documents end at 16 MB. */
export const COMMIT_LIMIT_BYTES = 15 * 1024 * 1024;
/** One record, as UTF-8 of its JSON. */
export const RECORD_LIMIT_BYTES = 1024 * 1024;

/** `invalid`: the call itself breaks a limit of this port (a name, a size, a table that was not declared). */
export type StorageFault =
  | "unavailable"
  | "full"
  | "in-use"
  | "duplicate"
  | "corrupt"
  | "newer-version"
  | "invalid";

/** The store could not do what was asked; nothing of the failed call is durable unless `fault` is `unavailable`. */
export class StorageFailure extends Error {
  readonly fault: StorageFault;
  constructor(fault: StorageFault, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "StorageFailure";
    this.fault = fault;
  }
}
