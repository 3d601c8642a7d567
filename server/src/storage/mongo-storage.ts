import { checkTables } from "./limits.ts";
import { mongoBlobStore } from "./mongo-blobs.ts";
import { mongoCommitLog } from "./mongo-commits.ts";
import { isDuplicateKey, MongoConnection } from "./mongo-connection.ts";
import type { MongoSettings } from "./mongo-connection.ts";
import { createRecordIndexes, mongoRecordStore } from "./mongo-records.ts";
import { StorageFailure } from "./storage.ts";
import type { Storage, TableSpecs } from "./storage.ts";

const FORMAT_VERSION = 1;

interface FormatDocument {
  readonly _id: "format";
  readonly version: number;
}

/**
 * The store on MongoDB 6 or later, or FerretDB: nothing is used that only one of them has. Writes are acknowledged by a
 * majority with its journal.
 *
 * @throws StorageFailure `unavailable` if no server answers in time, `newer-version` if a newer release wrote the database,
 *   `duplicate` if documents break a unique index that is new
 */
export async function openMongoStorage(
  settings: MongoSettings & { readonly tables: TableSpecs },
): Promise<Storage> {
  checkTables(settings.tables);
  const connection = new MongoConnection(settings);
  try {
    await checkFormat(connection);
    await createRecordIndexes(connection, settings.tables);
  } catch (error) {
    await connection.close();
    throw error;
  }
  return {
    commits: mongoCommitLog(connection),
    blobs: mongoBlobStore(connection),
    records: mongoRecordStore(connection, settings.tables),
    async ping() {
      await readFormat(connection);
    },
    close: () => connection.close(),
  };
}

async function checkFormat(connection: MongoConnection): Promise<void> {
  const found = await readFormat(connection);
  if (found === null) await writeFormat(connection);
  else if (found > FORMAT_VERSION) {
    const message = `the database has format ${found}, written by a newer release; this one reads up to ${FORMAT_VERSION}`;
    throw new StorageFailure("newer-version", message);
  }
}

async function readFormat(connection: MongoConnection): Promise<number | null> {
  const about = connection.database.collection<FormatDocument>("about");
  return (await connection.run(() => about.findOne({ _id: "format" })))?.version ?? null;
}

async function writeFormat(connection: MongoConnection): Promise<void> {
  const about = connection.database.collection<FormatDocument>("about");
  await connection.run(async () => {
    try {
      await about.insertOne({ _id: "format", version: FORMAT_VERSION });
    } catch (error) {
      // Another node was first.
      if (!isDuplicateKey(error)) throw error;
    }
  });
}
