import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { afterAll, expect, it } from "vitest";
import { openMongoStorage } from "./mongo-storage.ts";
import { openStorage } from "./open-storage.ts";
import { describeStorageContract } from "./storage.contract.ts";
import type { StoragePlace } from "./testing/storage-place.ts";
import { startFerretDb } from "./testing/ferretdb.ts";
import type { FerretDb } from "./testing/ferretdb.ts";

const given = process.env["MONGODB_URI"] ?? "";
let starting: Promise<FerretDb> | null = null;

async function serverUri(): Promise<string> {
  if (given !== "") return given;
  starting ??= startFerretDb();
  return (await starting).uri;
}

afterAll(async () => {
  const ferretDb = await starting?.catch(() => null);
  await ferretDb?.stop();
});

it("reaches a server that speaks MongoDB's protocol, and says which", async () => {
  const client = new MongoClient(await serverUri(), { serverSelectionTimeoutMS: 10_000 });
  const { version } = await client.db("admin").command({ buildInfo: 1 });
  await client.close();
  expect(version).toMatch(/^\d+\.\d+/);
  const server = given === "" ? `FerretDB 1.24 (as MongoDB ${version})` : `MongoDB ${version}`;
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
  const uri = await serverUri();
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
