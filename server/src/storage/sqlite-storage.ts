import {
  checkBlob,
  checkBlobKey,
  checkBlobPrefix,
  checkCommit,
  checkName,
  checkRecordId,
  checkReview,
  checkTable,
  checkTables,
  recordText,
  recordValue,
  seqBound,
} from "./limits.ts";
import type { ReadAnswer, RecordText, SqliteSettings } from "./sqlite-protocol.ts";
import { SqliteThread } from "./sqlite-thread.ts";
import { StorageFailure } from "./storage.ts";
import type { BlobStore, Commit, CommitLog, RecordStore, Storage, TableSpecs } from "./storage.ts";

/**
 * The embedded store: one SQLite file, for one process. Writes asked for while others are on their way to the disk share
 * the next transaction.
 *
 * @throws StorageFailure `in-use` if another process has the file, `newer-version` if a newer release wrote it, `corrupt`
 *   if it is no store of ours
 */
export async function openSqliteStorage(settings: SqliteSettings): Promise<Storage> {
  checkTables(settings.tables);
  const thread = await SqliteThread.open(settings);
  return {
    commits: commitLog(thread),
    blobs: blobStore(thread),
    records: recordStore(thread, settings.tables),
    async ping() {
      await thread.read({ kind: "ping" });
    },
    close: () => thread.close(),
  };
}

function commitLog(thread: SqliteThread): CommitLog {
  return {
    async append(review, commit) {
      checkCommit(review, commit);
      return (await thread.write({ kind: "append", review, commit })) === 1 ? "appended" : "taken";
    },
    read(review, from) {
      checkReview(review);
      return commitsFrom(thread, review, seqBound(from));
    },
    async trim(review, below) {
      checkReview(review);
      return thread.write({ kind: "trim", review, below: seqBound(below) });
    },
    async purge(review) {
      checkReview(review);
      await thread.write({ kind: "purge", review });
    },
    async reviews() {
      return names(await thread.read({ kind: "reviews" }));
    },
  };
}

async function* commitsFrom(thread: SqliteThread, review: string, from: number): AsyncGenerator<Commit> {
  for (let next = from; ;) {
    const answer = await thread.read({ kind: "commits", review, from: next });
    if (answer.kind !== "commits") throw outOfTurn();
    yield* answer.commits;
    const last = answer.commits.at(-1);
    if (last === undefined) return;
    next = last.seq + 1;
  }
}

function blobStore(thread: SqliteThread): BlobStore {
  return {
    async insert(key, bytes) {
      checkBlob(key, bytes);
      return (await thread.write({ kind: "insert-blob", key, bytes })) === 1;
    },
    async get(key) {
      checkBlobKey(key);
      const answer = await thread.read({ kind: "blob", key });
      if (answer.kind !== "blob") throw outOfTurn();
      return answer.bytes;
    },
    async keys(prefix) {
      checkBlobPrefix(prefix);
      return names(await thread.read({ kind: "blob-keys", prefix }));
    },
    async delete(key) {
      checkBlobKey(key);
      await thread.write({ kind: "delete-blob", key });
    },
  };
}

function recordStore(thread: SqliteThread, tables: TableSpecs): RecordStore {
  return {
    async insert(table, id, value) {
      checkRecordId(tables, table, id);
      return (await thread.write({ kind: "insert-record", table, id, text: recordText(value) })) === 1;
    },
    async get(table, id) {
      checkRecordId(tables, table, id);
      const [record] = records(await thread.read({ kind: "record", table, id }));
      return record ? recordValue(record.text) : null;
    },
    async put(table, id, value) {
      checkRecordId(tables, table, id);
      await thread.write({ kind: "put-record", table, id, text: recordText(value) });
    },
    async delete(table, id) {
      checkRecordId(tables, table, id);
      return (await thread.write({ kind: "delete-record", table, id })) === 1;
    },
    async find(table, where) {
      checkTable(tables, table);
      const texts = Object.entries(where).map(([field, value]): [string, string | null] => {
        checkName(field);
        return [field, value === null ? null : JSON.stringify(value)];
      });
      const found = records(await thread.read({ kind: "find", table, where: Object.fromEntries(texts) }));
      return found.map(({ id, text }) => ({ id, value: recordValue(text) }));
    },
  };
}

function names(answer: ReadAnswer): readonly string[] {
  if (answer.kind !== "names") throw outOfTurn();
  return answer.names;
}

function records(answer: ReadAnswer): readonly RecordText[] {
  if (answer.kind !== "records") throw outOfTurn();
  return answer.records;
}

function outOfTurn(): StorageFailure {
  return new StorageFailure("unavailable", "the storage thread answered out of turn");
}
