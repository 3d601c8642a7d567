import { createServer } from "node:net";
import type { AddressInfo, Server, Socket } from "node:net";
import { randomUUID } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { MongoClient } from "mongodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openMongoStorage } from "./mongo-storage.ts";
import { indexKey } from "./mongo-records.ts";
import { openStorage } from "./open-storage.ts";
import { startFerretDb } from "./testing/ferretdb.ts";

const LIMIT_MS = 2000;

describe("a server that is not there", () => {
  let server: Server;
  let port: number;
  const sockets = new Set<Socket>();
  beforeEach(async () => {
    server = createServer((socket) => sockets.add(socket));
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    port = addressOf(server).port;
  });
  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it("is told within the limit where something listens and never answers", async () => {
    const before = performance.now();
    const opening = openMongoStorage({ uri: `mongodb://127.0.0.1:${port}/`, tables: {}, limitMs: LIMIT_MS });
    await expect(opening).rejects.toMatchObject({ name: "StorageFailure", fault: "unavailable" });
    expect(performance.now() - before).toBeLessThan(2 * LIMIT_MS);
  });

  it("is told within the limit where nothing listens, without the password of the address", async () => {
    server.close();
    const uri = `mongodb://writer:a-password@127.0.0.1:${port}/`;
    const before = performance.now();
    const failure: unknown = await openMongoStorage({ uri, tables: {}, limitMs: LIMIT_MS }).catch(
      (error: unknown) => error,
    );
    expect(failure).toMatchObject({ name: "StorageFailure", fault: "unavailable" });
    expect(performance.now() - before).toBeLessThan(2 * LIMIT_MS);
    expect(String(failure)).not.toContain("a-password");
  });

  it("is told of an address that is none, without quoting it", async () => {
    const failure: unknown = await openMongoStorage({ uri: "mongo://writer:a-password@", tables: {} }).catch(
      (e: unknown) => e,
    );
    expect(failure).toMatchObject({ name: "StorageFailure", fault: "invalid" });
    expect(String(failure)).not.toContain("a-password");
  });
});

it("says unavailable within the limit when the server dies, for reads and writes, and lets itself be closed", async () => {
  const server = await startFerretDb();
  const storage = await openMongoStorage({ uri: server.uri, tables: { notes: {} }, limitMs: LIMIT_MS });
  await storage.records.put("notes", "n", {});
  const reader = storage.commits.read("r1", 1)[Symbol.asyncIterator]();
  await server.kill();
  const before = performance.now();
  const calls = [
    storage.ping(),
    storage.commits.append("r1", { seq: 1, kind: "journal", bytes: Uint8Array.of(1) }),
    storage.records.get("notes", "n"),
    storage.blobs.insert("b", Uint8Array.of(1)),
    reader.next(),
  ];
  for (const call of await Promise.allSettled(calls))
    expect(call).toMatchObject({
      status: "rejected",
      reason: { name: "StorageFailure", fault: "unavailable" },
    });
  await storage.close();
  expect(performance.now() - before).toBeLessThan(3 * LIMIT_MS);
  await server.stop();
});

it("is what openStorage opens where an address is given, in the database that the address names", async () => {
  const server = await startFerretDb();
  const dataDir = join(tmpdir(), `travaux-none-${randomUUID()}`);
  const storage = await openStorage({ dataDir, mongodbUri: `${server.uri}reports`, tables: {} });
  await storage.blobs.insert("b", Uint8Array.of(1));
  await storage.close();
  expect(existsSync(dataDir)).toBe(false);
  const client = new MongoClient(server.uri);
  expect(await client.db("reports").collection("blobs").countDocuments()).toBe(1);
  await client.close();
  await server.stop();
});

it("refuses a database that a newer release wrote", async () => {
  const server = await startFerretDb();
  const client = new MongoClient(server.uri);
  await client
    .db("travaux")
    .collection<{ _id: string; version: number }>("about")
    .insertOne({ _id: "format", version: 99 });
  await client.close();
  const opening = openMongoStorage({ uri: server.uri, tables: {} });
  await expect(opening).rejects.toMatchObject({
    fault: "newer-version",
    message: expect.stringContaining("99"),
  });
  await server.stop();
});

it("says corrupt where a chunk of a blob is damaged or gone", async () => {
  const server = await startFerretDb();
  const storage = await openMongoStorage({ uri: server.uri, tables: {} });
  await storage.blobs.insert("damaged", new Uint8Array(300_000).fill(1));
  const client = new MongoClient(server.uri);
  const chunks = client.db("travaux").collection("chunks");
  await chunks.updateOne({}, { $set: { bytes: new Uint8Array(300_000).fill(2) } });
  await expect(storage.blobs.get("damaged")).rejects.toMatchObject({ fault: "corrupt" });
  await chunks.deleteMany({});
  await expect(storage.blobs.get("damaged")).rejects.toMatchObject({ fault: "corrupt" });
  await client.close();
  await storage.close();
  await server.stop();
});

it("gives no key to what is not looked for, and keys of one length to long values", () => {
  expect([null, undefined, [], {}].map(indexKey)).toEqual([null, null, null, null]);
  expect(indexKey(1)).toBe("1");
  expect(indexKey("1")).toBe('"1"');
  expect(indexKey("x".repeat(5000))).toMatch(/^sha256:[0-9a-f]{64}$/);
});

function addressOf(server: Server): AddressInfo {
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("the server has no port");
  return address;
}
