import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { afterAll, beforeAll, expect, it } from "vitest";
import { openMongoStorage } from "./mongo-storage.ts";
import { openStorage } from "./open-storage.ts";
import { describeStorageContract } from "./storage.contract.ts";
import type { StoragePlace } from "./testing/storage-place.ts";
import { startFerretDb } from "./testing/ferretdb.ts";
import type { FerretDb } from "./testing/ferretdb.ts";

const given = process.env["MONGODB_URI"];
let ferretDb: FerretDb | null = null;
let uri = given ?? "";

beforeAll(async () => {
  if (given !== undefined) return;
  ferretDb = await startFerretDb();
  uri = ferretDb.uri;
});
afterAll(async () => {
  await ferretDb?.stop();
});

it("reaches a server that speaks MongoDB's protocol, and says which", async () => {
  const client = new MongoClient(uri, { serverSelectionTimeoutMS: 10_000 });
  const { version } = await client.db("admin").command({ buildInfo: 1 });
  await client.close();
  expect(version).toMatch(/^\d+\.\d+/);
  const server = given === undefined ? `FerretDB 1.24 (as MongoDB ${version})` : `MongoDB ${version}`;
  process.stdout.write(`stores reached: SQLite ${process.versions["sqlite"] ?? "of Node"}; ${server}\n`);
});

describeStorageContract("SQLite", async () => {
  const dataDir = await mkdtemp(join(tmpdir(), "travaux-storage-"));
  return {
    open: (tables) => openStorage({ dataDir, tables }),
    dispose: () => rm(dataDir, { recursive: true }),
  };
});

describeStorageContract("MongoDB's protocol", async (): Promise<StoragePlace> => {
  const database = `travaux_test_${randomBytes(6).toString("hex")}`;
  return {
    open: (tables) => openMongoStorage({ uri, database, tables }),
    async dispose() {
      const client = new MongoClient(uri);
      await client.db(database).dropDatabase();
      await client.close();
    },
  };
});
