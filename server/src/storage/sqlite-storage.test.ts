import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { DatabaseSync } from "node:sqlite";
import { fileURLToPath } from "node:url";
import type { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { fieldExpression } from "./sqlite-database.ts";
import { openSqliteStorage } from "./sqlite-storage.ts";
import type { Commit, Storage } from "./storage.ts";
import { collected } from "./testing/collected.ts";
import { writtenBytes } from "./testing/written-bytes.ts";

const TABLES = { people: { unique: ["email"], index: ["state"] } } as const;

let directory: string;
let file: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "travaux-sqlite-"));
  file = join(directory, "data", "travaux.sqlite");
});
afterEach(() => rmSync(directory, { recursive: true }));

const open = (): Promise<Storage> => openSqliteStorage({ file, tables: TABLES });
const journal = (seq: number, bytes = writtenBytes(seq)): Commit => ({ seq, kind: "journal", bytes });

describe("one file for one process", () => {
  it("tells a second opener in the same process that the file is in use, and harms nothing", async () => {
    const first = await open();
    await expect(open()).rejects.toMatchObject({ name: "StorageFailure", fault: "in-use" });
    expect(await first.commits.append("r1", journal(1))).toBe("appended");
    await first.close();
    const second = await open();
    expect(await collected(second.commits.read("r1", 1))).toEqual([journal(1)]);
    await second.close();
  });

  it("tells another process so, and is free at once when that process is killed", async () => {
    const writer = startWriter(file);
    await writer.acknowledged(1);
    await expect(open()).rejects.toMatchObject({ fault: "in-use" });
    await writer.kill();
    const storage = await open();
    await storage.close();
  });

  it("has what a killed writer was told is there, in 5 rounds on one file", async () => {
    let from = 1;
    for (let round = 1; round <= 5; round++) {
      const writer = startWriter(file, from);
      await writer.acknowledged(300 * round);
      await writer.kill();
      const storage = await open();
      const found = new Map(
        (await collected(storage.commits.read("written", from))).map((each) => [each.seq, each]),
      );
      expect(writer.seqs.length).toBeGreaterThanOrEqual(300 * round);
      for (const seq of writer.seqs) expect(found.get(seq)).toEqual(journal(seq));
      from = Math.max(...found.keys()) + 1;
      await storage.close();
    }
  });

  it("is readable by its owner alone", async () => {
    const storage = await open();
    await storage.commits.append("r1", journal(1));
    expect([file, `${file}-wal`].map((name) => statSync(name).mode & 0o077)).toEqual([0, 0]);
    expect(statSync(join(directory, "data")).mode & 0o077).toBe(0);
    await storage.close();
  });
});

describe("a disk that fails", () => {
  it("says full, keeps what was acknowledged, goes on reading, and takes writes again when there is room", async () => {
    const small = await openSqliteStorage({ file, tables: TABLES, maxPages: 100 });
    const results = await Promise.allSettled(
      Array.from({ length: 40 }, (_, index) =>
        small.commits.append("r1", journal(index + 1, new Uint8Array(20_000))),
      ),
    );
    const kept = results.flatMap((result, index) => (result.status === "fulfilled" ? [index + 1] : []));
    const refused = results.filter((result) => result.status === "rejected");
    expect(kept.length).toBeGreaterThan(5);
    expect(refused.length).toBeGreaterThan(5);
    for (const { reason } of refused) expect(reason).toMatchObject({ name: "StorageFailure", fault: "full" });
    const read = async (storage: Storage): Promise<readonly number[]> =>
      (await collected(storage.commits.read("r1", 1))).map(({ seq }) => seq);
    expect(await read(small)).toEqual(kept);
    await small.close();
    const roomy = await open();
    expect(await read(roomy)).toEqual(kept);
    expect(await roomy.commits.append("r1", journal(1000))).toBe("appended");
    await roomy.close();
  });

  it("refuses only the write that does not fit, of all that share its transaction", async () => {
    const storage = await openSqliteStorage({ file, tables: TABLES, maxPages: 100 });
    const results = await Promise.allSettled([
      storage.commits.append("r1", journal(1)),
      storage.blobs.insert("too/large", new Uint8Array(1024 * 1024)),
      storage.commits.append("r1", journal(2)),
      storage.records.put("people", "p1", { email: "expert@example.org" }),
      storage.records.put("people", "p2", { email: "expert@example.org" }),
    ]);
    expect(
      results.map((result) => (result.status === "fulfilled" ? result.value : result.reason.fault)),
    ).toEqual(["appended", "full", "appended", undefined, "duplicate"]);
    expect(await storage.blobs.keys("")).toEqual([]);
    expect(await collected(storage.commits.read("r1", 1))).toEqual([journal(1), journal(2)]);
    await storage.close();
  });

  it("says unavailable for all that is pending when its thread dies, and the process lives on", async () => {
    const started = once(process, "worker");
    const opening = open();
    const [worker]: Worker[] = await started;
    const storage = await opening;
    // More than one transaction takes: some are under way, the others wait.
    const appends = Array.from({ length: 5000 }, (_, index) =>
      storage.commits.append("r1", journal(index + 1)),
    );
    const ended = worker?.terminate();
    const results = await Promise.allSettled(appends);
    await ended;
    const failed = results.filter((result) => result.status === "rejected");
    expect(failed.length).toBeGreaterThan(0);
    for (const { reason } of failed)
      expect(reason).toMatchObject({ name: "StorageFailure", fault: "unavailable" });
    await expect(storage.ping()).rejects.toMatchObject({ fault: "unavailable" });
    await storage.close();
    const again = await open();
    const kept = (await collected(again.commits.read("r1", 1))).length;
    expect(kept).toBeGreaterThanOrEqual(results.length - failed.length);
    await again.close();
  });
});

describe("a file that is not right", () => {
  it("refuses a file of a newer release and leaves it as it is", async () => {
    await (await open()).close();
    const database = new DatabaseSync(file);
    database.exec("PRAGMA user_version = 99");
    database.close();
    await expect(open()).rejects.toMatchObject({
      fault: "newer-version",
      message: expect.stringContaining("99"),
    });
    const after = new DatabaseSync(file);
    expect(after.prepare("PRAGMA user_version").get()).toEqual({ user_version: 99 });
    after.close();
  });

  it("refuses a database of another program", async () => {
    await (await open()).close();
    const database = new DatabaseSync(file);
    database.exec("PRAGMA application_id = 1");
    database.close();
    await expect(open()).rejects.toMatchObject({ fault: "corrupt" });
  });

  it("refuses a file that is no database", async () => {
    await (await open()).close();
    writeFileSync(file, "Observations on the implementation of article 5. ".repeat(300));
    await expect(open()).rejects.toMatchObject({ fault: "corrupt" });
  });

  it("says corrupt where pages are damaged, instead of giving something else", async () => {
    const storage = await open();
    for (let seq = 1; seq <= 400; seq++)
      void storage.commits.append("r1", journal(seq, new Uint8Array(900).fill(1)));
    await storage.close();
    const bytes = readFileSync(file);
    bytes.fill(0xa5, 12 * 4096);
    writeFileSync(file, bytes);
    const damaged = await open();
    await expect(collected(damaged.commits.read("r1", 1))).rejects.toMatchObject({ fault: "corrupt" });
    await damaged.close();
  });

  it("drops what a killed process had not finished writing to its log, and nothing before it", async () => {
    const writer = startWriter(file);
    await writer.acknowledged(50);
    await writer.kill();
    const log = `${file}-wal`;
    truncateSync(log, statSync(log).size - 10);
    const storage = await open();
    const found = (await collected(storage.commits.read("written", 1))).map(({ seq }) => seq);
    expect(found.length).toBeGreaterThan(0);
    // One transaction has at most one append of each of the 20 appenders.
    const missing = writer.seqs.filter((seq) => !found.includes(seq));
    expect(missing.length).toBeLessThanOrEqual(20);
    for (const seq of missing) expect(seq).toBeGreaterThan(found.at(-1) ?? 0);
    await storage.close();
  });
});

describe("what is deleted", () => {
  it("is nowhere in the file or its log once another call has been answered", async () => {
    const secret = "a sentence that nobody may read again";
    const storage = await open();
    await storage.records.put("people", "p1", { note: secret });
    await storage.commits.append("r1", journal(1, new TextEncoder().encode(secret)));
    await storage.blobs.insert("b", new TextEncoder().encode(secret.repeat(2000)));
    await storage.records.delete("people", "p1");
    await storage.commits.purge("r1");
    await storage.blobs.delete("b");
    await storage.ping();
    const disk = Buffer.concat([file, `${file}-wal`].map(readBeside));
    expect(disk.byteLength).toBeGreaterThan(4096);
    expect(disk.includes(secret)).toBe(false);
    await storage.close();
  });
});

describe("what a row costs", () => {
  it("finds documents by a declared field with its index, not by reading them all", async () => {
    const storage = await open();
    await storage.close();
    const database = new DatabaseSync(file);
    const plan = (field: string): string =>
      String(
        database
          .prepare(
            `EXPLAIN QUERY PLAN SELECT id, value FROM record_people WHERE ${fieldExpression(field)} IS ?`,
          )
          .get("x")?.["detail"],
      );
    expect(plan("state")).toContain("USING INDEX index_people.state");
    expect(plan("email")).toContain("USING INDEX unique_people.email");
    expect(plan("name")).toContain("SCAN");
    database.close();
  });

  it("keeps a commit of 80 bytes in less than 100, and writes at most two pages for an append", async () => {
    const storage = await open();
    const bytes = new Uint8Array(80).fill(5);
    await storage.commits.append("r1", journal(1, bytes));
    const before = statSync(`${file}-wal`).size;
    for (let seq = 2; seq <= 101; seq++) await storage.commits.append("r1", journal(seq, bytes));
    const pages = (statSync(`${file}-wal`).size - before) / (4096 + 24);
    expect(pages / 100).toBeLessThanOrEqual(2);
    await Promise.all(
      Array.from({ length: 20_000 }, (_, index) => storage.commits.append("r1", journal(index + 102, bytes))),
    );
    await storage.close();
    expect(statSync(file).size / 20_101).toBeLessThan(100);
  });
});

// A copy: opening the file here and closing it would end the lock that this very process has on it. The tests that read
// do so before anything else could take it, and write no more.
function readBeside(name: string): Buffer {
  return readFileSync(name);
}

interface Writer {
  readonly seqs: readonly number[];
  acknowledged(count: number): Promise<void>;
  kill(): Promise<void>;
}

function startWriter(path: string, from = 1): Writer {
  const program = fileURLToPath(new URL("./testing/writer.ts", import.meta.url));
  const child: ChildProcess = spawn(process.execPath, [program, path, String(from)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (child.stdout === null) throw new Error("the writer has no output");
  const lines = createInterface(child.stdout);
  const ended = Promise.all([once(child, "exit"), once(lines, "close")]);
  const seqs: number[] = [];
  lines.on("line", (line) => seqs.push(Number(line)));
  return {
    seqs,
    async acknowledged(count) {
      const signal = AbortSignal.timeout(30_000);
      while (seqs.length < count) {
        await Promise.race([once(lines, "line", { signal }), ended]);
        if (child.exitCode !== null) throw new Error("the writer ended by itself");
      }
    },
    async kill() {
      child.kill("SIGKILL");
      await ended;
    },
  };
}
