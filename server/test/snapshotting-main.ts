import process from "node:process";
import { pino } from "pino";
import { compose } from "../src/compose.ts";
import { loadConfig } from "../src/config.ts";
import { DEMO_ACCOUNTS } from "../src/sample/accounts.ts";
import { restoreRoom } from "../src/rooms/room-state.ts";
import { layOutSample } from "../src/sample/lay-out-sample.ts";

/** How often every open room gets a snapshot and the journal is trimmed, in milliseconds: all the time. */
const EVERY_MS = 5;

const config = await loadConfig({
  env: process.env,
  args: process.argv.slice(2),
  workingDirectory: process.cwd(),
});
const server = await compose({
  config,
  log: pino({ level: "error" }),
  editorDir: null,
  demoAccounts: DEMO_ACCOUNTS,
});
await layOutSample(server);
// What nobody opens would keep the journal from being trimmed.
for (const review of await server.logs.reviews()) {
  const log = await server.logs.open(review);
  for (const name of log.rooms()) {
    const { state, owners, upTo } = await restoreRoom(log.history(name), null);
    const snapshot = { upTo, owners: [...owners], state };
    await log.snapshot(name, snapshot);
    await log.snapshot(name, snapshot);
  }
}
let snapshots = 0;
setInterval(() => {
  void (async () => {
    for (const review of await server.logs.reviews()) {
      const log = await server.logs.open(review);
      for (const name of log.rooms()) {
        const room = server.rooms.find(`${review}/${name}`);
        if (room === null || log.weight(name).records === 0) continue;
        await room.live.compact(true);
        snapshots += 1;
      }
      const trimmed = await log.trim();
      if (trimmed > 0) console.log(`snapshots ${snapshots}, trimmed ${trimmed}`);
    }
  })();
}, EVERY_MS);
await server.listen();
console.log(`Travaux is at ${config.baseUrl.origin}`);
