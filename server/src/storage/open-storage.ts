import { join } from "node:path";
import { openMongoStorage } from "./mongo-storage.ts";
import { openSqliteStorage } from "./sqlite-storage.ts";
import type { Storage, TableSpecs } from "./storage.ts";

export interface StorageSettings {
  /** Where the embedded store has its one file. */
  readonly dataDir: string;
  /** A `mongodb://` address; absent: the embedded store. */
  readonly mongodbUri?: string | undefined;
  readonly tables: TableSpecs;
}

/** @throws StorageFailure when the store cannot be reached or read, in words an operator can act upon */
export async function openStorage({ dataDir, mongodbUri, tables }: StorageSettings): Promise<Storage> {
  if (mongodbUri !== undefined && mongodbUri !== "") return openMongoStorage({ uri: mongodbUri, tables });
  return openSqliteStorage({ file: join(dataDir, "travaux.sqlite"), tables });
}
