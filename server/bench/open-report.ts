import { execFile, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { chromium } from "@playwright/test";
import { ServerProcess, signIn } from "../test/server-process.ts";
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
/** Opened by the address: one in the middle of the report. */
const SECTION = "untoc.5.b";

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

interface Opened {
  readonly cold: number[];
  readonly warm: number[];
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

declare global {
  interface Window {
    /** When the text of the section was on screen, in milliseconds since the page's address was opened. */
    paintedAt?: number;
  }
}

/** Runs in the page: the browser's own clock, since a driver outside hears of it only when the page has a moment. */
function notePaintedText(section: string): void {
  new MutationObserver((_, observer) => {
    if (document.querySelector(`section[id="${section}"] [data-block]`) === null) return;
    observer.disconnect();
    requestAnimationFrame(() =>
      setTimeout(() => {
        window.paintedAt = performance.now();
      }),
    );
  }).observe(document, { childList: true, subtree: true });
}

/** From the report's address to the text of its first screen, in a browser that has never been there and again. */
async function measureFirstScreen(
  server: ServerProcess,
  { review }: WholeReport,
  into: Opened,
): Promise<void> {
  await server.start();
  const executablePath = spawnSync("which", ["chromium"], { encoding: "utf8" }).stdout.trim();
  const browser = await chromium.launch({
    ...(executablePath === "" ? {} : { executablePath }),
    args: ["--no-sandbox"],
  });
  try {
    const { cookie } = await signIn(server, "secretariat");
    for (let round = 0; round < ROUNDS; round += 1) {
      const context = await browser.newContext({ locale: "en", viewport: { width: 1440, height: 900 } });
      await context.addCookies(
        cookie.split("; ").map((pair) => {
          const [name = "", ...value] = pair.split("=");
          return { name, value: value.join("="), url: server.url };
        }),
      );
      for (const times of [into.cold, into.warm]) {
        const page = await context.newPage();
        await page.addInitScript(notePaintedText, SECTION);
        await page.goto(`${server.url}/reviews/${review}/report#${SECTION}`, { waitUntil: "commit" });
        await page.waitForFunction(() => window.paintedAt);
        times.push(await page.evaluate(() => window.paintedAt ?? Number.NaN));
        await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
        await page.close();
      }
      await context.close();
    }
  } finally {
    await browser.close();
    await server.kill();
  }
}

function middle(times: readonly number[]): number {
  return times.toSorted((one, other) => one - other)[Math.floor(times.length / 2)] ?? Number.NaN;
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
    await measureFirstScreen(server, report, screen);
    console.log("First screen of the report readable in Chromium");
    console.log(line("first visit", screen.cold, FIRST_SCREEN_BUDGET_MS));
    console.log(line("next visit", screen.warm, FIRST_SCREEN_BUDGET_MS));
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit(0);
