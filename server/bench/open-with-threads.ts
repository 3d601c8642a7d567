import { mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { ServerProcess } from "../test/server-process.ts";
import { FirstScreen, middle, type Opened } from "./first-screen.ts";
import { makeWholeReport, READER } from "./whole-report.ts";

// What many threads add to the time until the first screen of a report can be read in Chromium: the same report with
// them and without, by turns in one run. Needs the editor built.
//
//   node --conditions=travaux-source bench/open-with-threads.ts [how many threads] [how many rounds]

const COUNT = Number(process.argv[2] ?? 1500);
const ROUNDS = Number(process.argv[3] ?? 9);
/** What they may add, as a part of the time without them. */
const LIMIT = 0.15;

const folder = mkdtempSync(join(tmpdir(), "travaux-bench-"));

const percent = (part: number): string => `${(part * 100).toFixed(1)} %`;

/** A report on a server of its own. */
async function prepare(name: string, threads: number) {
  const { review } = await makeWholeReport(join(folder, name), threads);
  const server = new ServerProcess(join(folder, name));
  await server.start();
  const times: Opened = { cold: [], warm: [] };
  return { name, server, opening: { as: READER, review, hasThreads: threads > 0 }, times };
}

try {
  const [without, kept] = [
    await prepare("without threads", 0),
    await prepare(`with ${COUNT} threads`, COUNT),
  ];
  const browser = await FirstScreen.launch();
  for (let round = 0; round < ROUNDS; round += 1) {
    // Neither is always the first.
    const turns = round % 2 === 0 ? [without, kept] : [kept, without];
    for (const { server, opening, times } of turns) await browser.measure(server, opening, times);
  }
  await browser.close();
  for (const { server } of [without, kept]) await server.kill();
  const load = loadavg()[0] ?? Number.NaN;
  console.log(
    `First screen of the report readable in Chromium, ${ROUNDS} rounds by turns, load ${load.toFixed(1)}`,
  );
  for (const visit of ["cold", "warm"] as const) {
    for (const { name, times } of [without, kept]) {
      const each = times[visit].map((ms) => ms.toFixed(0)).join(" ");
      console.log(`${visit} visit, ${name}: ${middle(times[visit]).toFixed(0)} ms (${each})`);
    }
    // By the quickest of each: other work of the computer only ever adds, and not to both alike.
    const added = Math.min(...kept.times[visit]) / Math.min(...without.times[visit]) - 1;
    const between = middle(kept.times[visit]) / middle(without.times[visit]) - 1;
    console.log(
      `${visit} visit: ${percent(added)} more between the quickest (limit ${percent(LIMIT)}), ${percent(between)} between the medians`,
    );
    if (added >= LIMIT) process.exitCode = 1;
  }
  console.log(`${browser.askedBefore} requests about comments before a first screen`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
process.exit();
