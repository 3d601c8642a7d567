import { execFile, spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ServerProcess, signIn } from "../test/server-process.ts";
import { FirstScreen, middle, type Opened } from "./first-screen.ts";
import type { Task } from "./open-all-rooms.ts";
import { makeWholeReport, type WholeReport } from "./whole-report.ts";

/**
 * How long a report with all four instruments takes to open: every text delivered to one client, ours next to plain
 * Hocuspocus with the same documents in one run, and the first screen readable in Chromium. Prints milliseconds and
 * ratios; needs the editor built.
 */

const ROUNDS = 3;
const ALL_ROOMS_BUDGET_MS = 4000;
const FIRST_SCREEN_BUDGET_MS = 1000;

const folder = mkdtempSync(join(tmpdir(), "travaux-bench-"));

/** A client in a process of its own. */
async function openAllRooms(task: Task): Promise<{ readonly ms: number; readonly bytes: number }> {
  const file = join(folder, "task.json");
  writeFileSync(file, JSON.stringify(task));
  const script = fileURLToPath(new URL("./open-all-rooms.ts", import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [script, file]);
  return JSON.parse(stdout) as { readonly ms: number; readonly bytes: number };
}

async function startPlain(file: string): Promise<{ readonly url: string; stop(): void }> {
  const script = fileURLToPath(new URL("./plain-hocuspocus.ts", import.meta.url));
  const child = spawn(process.execPath, [script, file], { stdio: ["ignore", "pipe", "inherit"] });
  const url = await new Promise<string>((resolve) => {
    child.stdout.on("data", (data: Buffer) => {
      const found = /http:\/\/\S+/.exec(data.toString())?.[0];
      if (found !== undefined) resolve(found);
    });
  });
  return { url: url.replace("http", "ws"), stop: () => child.kill("SIGKILL") };
}

function fillPlain(file: string, { rooms }: WholeReport): void {
  const database = new DatabaseSync(file);
  database.exec("CREATE TABLE IF NOT EXISTS documents (name TEXT PRIMARY KEY, data BLOB)");
  const insert = database.prepare("INSERT INTO documents VALUES (?, ?)");
  for (const [name, state] of rooms) insert.run(name, state);
  database.close();
}

async function measurePlain(file: string, rooms: readonly string[], into: Opened): Promise<void> {
  const plain = await startPlain(file);
  const task = { url: plain.url, headers: {}, rooms };
  into.cold.push((await openAllRooms(task)).ms);
  into.warm.push((await openAllRooms(task)).ms);
  plain.stop();
}

/** @returns the bytes that came */
async function measureOurs(server: ServerProcess, rooms: readonly string[], into: Opened): Promise<number> {
  await server.start();
  const { cookie, review } = await signIn(server, "secretariat");
  const url = `${server.url.replace("http", "ws")}/collab/${review}`;
  const task = { url, headers: { cookie, origin: server.url }, rooms };
  const cold = await openAllRooms(task);
  into.cold.push(cold.ms);
  into.warm.push((await openAllRooms(task)).ms);
  await server.kill();
  return cold.bytes;
}

function line(name: string, times: readonly number[], budget: number | null): string {
  const each = times.map((ms) => ms.toFixed(0)).join(" ");
  return `${name.padEnd(28)} ${middle(times).toFixed(0).padStart(6)} ms  (${each})${budget === null ? "" : `  budget ${budget}`}`;
}

try {
  const begun = performance.now();
  const report = await makeWholeReport(join(folder, "ours"));
  const rooms = [...report.rooms.keys()];
  const sizes = [...report.rooms.values()].map(({ length }) => length);
  const total = sizes.reduce((sum, size) => sum + size, 0);
  console.log(
    `${rooms.length} rooms, ${(total / 1e6).toFixed(2)} MB of Yjs state, largest ${Math.max(...sizes)} bytes; made in ${((performance.now() - begun) / 1000).toFixed(1)} s`,
  );
  const plainFile = join(folder, "plain.sqlite");
  fillPlain(plainFile, report);
  const server = new ServerProcess(join(folder, "ours"));
  const plain: Opened = { cold: [], warm: [] };
  const ours: Opened = { cold: [], warm: [] };
  let bytes = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    await measurePlain(plainFile, rooms, plain);
    bytes = await measureOurs(server, rooms, ours);
  }
  console.log(`All rooms delivered to one client, ${ROUNDS} rounds, middle (each); ${bytes} bytes`);
  for (const kind of ["cold", "warm"] as const) {
    console.log(line(`plain Hocuspocus, ${kind}`, plain[kind], null));
    console.log(line(`ours, ${kind}`, ours[kind], ALL_ROOMS_BUDGET_MS));
    console.log(`ratio, ${kind}: ${(middle(ours[kind]) / middle(plain[kind])).toFixed(2)}`);
  }
  if (!process.argv.includes("--no-browser")) {
    const screen: Opened = { cold: [], warm: [] };
    await server.start();
    const browser = await FirstScreen.launch();
    for (let round = 0; round < ROUNDS; round += 1)
      await browser.measure(server, { as: "secretariat", review: report.review, hasThreads: false }, screen);
    await browser.close();
    await server.kill();
    console.log("First screen of the report readable in Chromium");
    console.log(line("first visit", screen.cold, FIRST_SCREEN_BUDGET_MS));
    console.log(line("next visit", screen.warm, FIRST_SCREEN_BUDGET_MS));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
