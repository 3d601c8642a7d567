import process from "node:process";
import { pino } from "pino";
import { compose } from "../src/compose.ts";
import { loadConfig } from "../src/config.ts";
import { DEMO_ACCOUNTS } from "../src/sample/accounts.ts";
import { layOutSample } from "../src/sample/lay-out-sample.ts";

// A server that ends, as a power cut would end it, before or after the n-th thing it writes once a decision, or an act on
// a section, was asked for.
const [at, side] = (process.env["CUT"] ?? "").split(" ");
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
let armed = false;
let writes = 0;

function cut(): Promise<never> {
  process.kill(process.pid, "SIGKILL");
  return new Promise(() => undefined);
}

function cutting<Given extends readonly unknown[], Result>(
  write: (...given: Given) => Promise<Result>,
): (...given: Given) => Promise<Result> {
  return async (...given) => {
    if (!armed) return write(...given);
    const number = String((writes += 1) - 1);
    if (number === at && side === "before") return cut();
    const result = await write(...given);
    return number === at ? cut() : result;
  };
}

const { commits, blobs } = server.storage;
Object.assign(commits, { append: cutting(commits.append.bind(commits)) });
Object.assign(blobs, { insert: cutting(blobs.insert.bind(blobs)) });
const decide = server.reviews.decide.bind(server.reviews);
const act = server.reviews.act.bind(server.reviews);
const reviews: { decide: typeof decide; act: typeof act } = server.reviews;
reviews.act = (...given) => {
  armed = true;
  return act(...given);
};
reviews.decide = (...given) => {
  armed = true;
  return decide(...given);
};
await server.listen();
console.log(`Travaux is at ${config.baseUrl.origin}`);
