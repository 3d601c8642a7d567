import { BLOB_LIMIT_BYTES, COMMIT_LIMIT_BYTES, RECORD_LIMIT_BYTES, StorageFailure } from "./storage.ts";
import type { Commit, JsonObject, TableSpecs } from "./storage.ts";

// What both adapters check before a database hears of a call, so that neither accepts what the other refuses.

const REVIEW_NAME = /^[A-Za-z0-9._-]{1,100}$/;
const BLOB_KEY = /^[A-Za-z0-9._/:-]{1,200}$/;
const BLOB_PREFIX = /^[A-Za-z0-9._/:-]{0,200}$/;
const NAME = /^[A-Za-z][A-Za-z0-9_]{0,59}$/;
const SEQ_LIMIT = 2 ** 32 - 1;
const ID_LIMIT_CHARACTERS = 300;

/** @throws StorageFailure `invalid` */
export function checkReview(review: string): void {
  if (!REVIEW_NAME.test(review)) throw invalid("a review's name is 1 to 100 characters of [A-Za-z0-9._-]");
}

/** @throws StorageFailure `invalid` */
export function checkCommit(review: string, commit: Commit): void {
  checkReview(review);
  if (!Number.isInteger(commit.seq) || commit.seq < 1 || commit.seq > SEQ_LIMIT)
    throw invalid(`a commit's seq is an integer from 1 to ${SEQ_LIMIT}`);
  if (commit.bytes.byteLength > COMMIT_LIMIT_BYTES)
    throw invalid(`a commit is at most ${COMMIT_LIMIT_BYTES} bytes`);
}

/**
 * @returns `seq` as a place to read from or trim below, which may lie beyond the last there can be
 * @throws StorageFailure `invalid` for a number that is no integer; infinities are places
 */
export function seqBound(seq: number): number {
  const bound = Math.min(Math.max(seq, 0), SEQ_LIMIT + 1);
  if (!Number.isInteger(bound)) throw invalid("a place in a sequence is an integer");
  return bound;
}

/** @throws StorageFailure `invalid` */
export function checkBlob(key: string, bytes: Uint8Array): void {
  checkBlobKey(key);
  if (bytes.byteLength > BLOB_LIMIT_BYTES) throw invalid(`a blob is at most ${BLOB_LIMIT_BYTES} bytes`);
}

/** @throws StorageFailure `invalid` */
export function checkBlobKey(key: string): void {
  if (!BLOB_KEY.test(key)) throw invalid("a blob's key is 1 to 200 characters of [A-Za-z0-9._/:-]");
}

/** @throws StorageFailure `invalid` */
export function checkBlobPrefix(prefix: string): void {
  if (!BLOB_PREFIX.test(prefix))
    throw invalid("a prefix of blob keys is at most 200 characters of [A-Za-z0-9._/:-]");
}

/** @throws StorageFailure `invalid`, unless every table and field can be the name of one in both databases */
export function checkTables(tables: TableSpecs): void {
  for (const [table, spec] of Object.entries(tables))
    for (const name of [table, ...(spec.unique ?? []), ...(spec.index ?? [])]) checkName(name);
}

/** @throws StorageFailure `invalid` */
export function checkName(name: string): void {
  if (!NAME.test(name)) throw invalid(`"${name}" cannot name a table or a field of one`);
}

/** @throws StorageFailure `invalid`, for a table that was not declared or an id no database would take */
export function checkRecordId(tables: TableSpecs, table: string, id: string): void {
  checkTable(tables, table);
  if (id.length < 1 || id.length > ID_LIMIT_CHARACTERS || !id.isWellFormed() || id.includes("\0"))
    throw invalid(
      `a record's id is 1 to ${ID_LIMIT_CHARACTERS} characters of well-formed text without U+0000`,
    );
}

/** @throws StorageFailure `invalid` */
export function checkTable(tables: TableSpecs, table: string): void {
  if (!Object.hasOwn(tables, table))
    throw invalid(`no table "${table}" was declared when the store was opened`);
}

/**
 * @returns the JSON text of `value`, as both adapters keep it
 * @throws StorageFailure `invalid` above the size limit
 */
export function recordText(value: JsonObject): string {
  const text = JSON.stringify(value);
  if (Buffer.byteLength(text) > RECORD_LIMIT_BYTES)
    throw invalid(`a record is at most ${RECORD_LIMIT_BYTES} bytes of JSON`);
  return text;
}

/**
 * @param text what {@link recordText} wrote
 * @throws StorageFailure `corrupt` if it is no JSON object
 */
export function recordValue(text: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new StorageFailure("corrupt", "a stored record is not JSON", { cause });
  }
  if (!isJsonObject(value)) throw new StorageFailure("corrupt", "a stored record is not a JSON object");
  return value;
}

// Whatever JSON.parse returns is Json, so that only the outermost shape is in question.
function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function invalid(message: string): StorageFailure {
  return new StorageFailure("invalid", message);
}
