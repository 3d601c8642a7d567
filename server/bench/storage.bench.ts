import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openSqliteStorage } from "../src/storage/sqlite-storage.ts";
import type { Storage } from "../src/storage/storage.ts";

const GROUP = 100;
const bytes = new Uint8Array(80).fill(5);

let directory: string;
let storage: Storage;
let seq = 0;
beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), "travaux-bench-"));
  storage = await openSqliteStorage({ file: join(directory, "travaux.sqlite"), tables: {} });
});
afterAll(async () => {
  await storage.close();
  rmSync(directory, { recursive: true });
});

async function append(): Promise<void> {
  seq += 1;
  await storage.commits.append("r00001", { seq, kind: "journal", bytes });
}

test("100 appends at once share a flush to the disk: they cost less than 10 one after the other", async ({
  bench,
}) => {
  const result = await bench.compare(
    bench("1 append", append),
    bench("100 appends at once", async () => {
      await Promise.all(Array.from({ length: GROUP }, append));
    }),
  );
  const single = result.get("1 append").latency.mean;
  const group = result.get("100 appends at once").latency.mean;
  const saved = ((single * GROUP) / group).toFixed(1);
  process.stdout.write(
    `1 append ${single.toFixed(3)} ms; 100 at once ${group.toFixed(3)} ms, ${saved} times less than 100 one by one\n`,
  );
  expect(group).toBeLessThan(10 * single);
});
