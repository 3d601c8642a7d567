import { MongoClient, MongoServerError } from "mongodb";
import type { Db } from "mongodb";
import { StorageFailure } from "./storage.ts";

/** No call of the port takes longer than this to answer or to say `unavailable`. */
const LIMIT_MS = 15_000;

const DEFAULT_DATABASE = "travaux";
const INTERNAL_ERROR = 1;
const UNIQUE_VIOLATION = /UNIQUE constraint failed|violates unique constraint/i;
const DUPLICATE_KEY = 11000;
const NAMESPACE_NOT_FOUND = 26;
const OUT_OF_DISK_SPACE = 14031;

export interface MongoSettings {
  /** The server's address, credentials and database, `travaux` if it names none. */
  readonly uri: string;
  /** Instead of the database that `uri` names. */
  readonly database?: string;
  /** Instead of 15 s; for tests of a dead server. */
  readonly limitMs?: number;
}

/** The driver, with every error put in the port's words, every call given a limit, and nothing begun after `close`. */
export class MongoConnection {
  readonly database: Db;
  readonly #client: MongoClient;
  readonly #limitMs: number;
  readonly #pending = new Set<Promise<unknown>>();
  #closing: Promise<void> | null = null;

  /** @throws StorageFailure `invalid` if `uri` is none; it is not quoted, as it may hold a password */
  constructor({ uri, database, limitMs = LIMIT_MS }: MongoSettings) {
    this.#limitMs = limitMs;
    try {
      this.#client = new MongoClient(uri, {
        writeConcern: { w: "majority", journal: true, wtimeoutMS: limitMs },
        readConcern: { level: "majority" },
        readPreference: "primary",
        serverSelectionTimeoutMS: Math.ceil(limitMs / 3),
        connectTimeoutMS: Math.ceil(limitMs / 3),
        waitQueueTimeoutMS: limitMs,
        maxPoolSize: 20,
        promoteBuffers: true,
      });
    } catch {
      throw new StorageFailure("invalid", "MONGODB_URI is not the address of a MongoDB server");
    }
    this.database = this.#client.db(database ?? (namesDatabase(uri) ? undefined : DEFAULT_DATABASE));
  }

  /** @throws StorageFailure in place of whatever `operation` throws, or once the limit is over */
  async run<Result>(operation: () => Promise<Result>): Promise<Result> {
    if (this.#closing !== null) throw new StorageFailure("unavailable", "the store is closed");
    const work = operation();
    const settled: Promise<unknown> = work.then(
      () => this.#pending.delete(settled),
      () => this.#pending.delete(settled),
    );
    this.#pending.add(settled);
    const { promise: late, reject } = Promise.withResolvers<never>();
    const seconds = this.#limitMs / 1000;
    const timer = setTimeout(
      () => reject(new StorageFailure("unavailable", `the database did not answer within ${seconds} s`)),
      this.#limitMs,
    );
    try {
      return await Promise.race([work, late]);
    } catch (error) {
      throw failureOf(error);
    } finally {
      clearTimeout(timer);
    }
  }

  /** Waits for what is under way, at most the limit, then lets go of the sockets. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    const { promise: late, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, this.#limitMs);
    await Promise.race([Promise.all(this.#pending), late]);
    clearTimeout(timer);
    await this.#client.close();
  }
}

/** @returns true if an insert or a replacement met a key that is taken */
export function isDuplicateKey(error: unknown): boolean {
  if (!(error instanceof MongoServerError)) return false;
  // FerretDB tells of a replacement that breaks a unique index, or of such an index on such documents, as its own error.
  return (
    error.code === DUPLICATE_KEY || (error.code === INTERNAL_ERROR && UNIQUE_VIOLATION.test(error.message))
  );
}

/** @returns true if a collection that was to be dropped is not there */
export function isNoCollection(error: unknown): boolean {
  return error instanceof MongoServerError && error.code === NAMESPACE_NOT_FOUND;
}

// What a server says of a duplicate quotes the value, which may be someone's address: neither text nor cause go on.
function failureOf(error: unknown): StorageFailure {
  if (error instanceof StorageFailure) return error;
  if (isDuplicateKey(error)) return new StorageFailure("duplicate", "a value of a unique index is taken");
  if (error instanceof MongoServerError) {
    const fault = error.code === OUT_OF_DISK_SPACE ? "full" : "unavailable";
    return new StorageFailure(fault, `MongoDB: ${error.codeName ?? "error"} (${error.code ?? "no code"})`);
  }
  const name = error instanceof Error ? error.name : "unknown error";
  return new StorageFailure("unavailable", `MongoDB: ${name}`, { cause: error });
}

function namesDatabase(uri: string): boolean {
  return /^mongodb(?:\+srv)?:\/\/[^/]+\/[^?]/.test(uri);
}
