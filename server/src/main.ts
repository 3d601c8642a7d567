import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { pino } from "pino";
import { compose } from "./compose.ts";
import { ConfigFaults, loadConfig } from "./config.ts";
import { DEMO_ACCOUNTS } from "./sample/accounts.ts";
import { layOutSample } from "./sample/lay-out-sample.ts";
import { StorageFailure } from "./storage/storage.ts";
import { VaultFailure } from "./vault/vault.ts";

const NODE_MAJOR = 24;

function checkNode(): void {
  const major = Number(process.versions.node.split(".")[0]);
  if (major >= NODE_MAJOR) return;
  console.error(
    `Travaux needs Node ${NODE_MAJOR} or later; this is ${process.version}.\n` +
      "Start it with npm (npm start, npm run serve): npm brings the right one along.",
  );
  process.exit(1);
}

/** What went wrong in words for whoever starts the server; a stack only for what nobody foresaw. */
function explain(error: unknown): string {
  if (error instanceof ConfigFaults || error instanceof StorageFailure || error instanceof VaultFailure)
    return error.message;
  if (error instanceof Error && "code" in error && error.code === "EADDRINUSE")
    return "The port is taken; set PORT to another one.";
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function main(): Promise<void> {
  checkNode();
  const config = await loadConfig({
    env: process.env,
    args: process.argv.slice(2),
    workingDirectory: process.env["INIT_CWD"] ?? process.cwd(),
  });
  for (const notice of config.notices) console.log(notice);
  const log = pino({ level: process.env["LOG_LEVEL"] ?? (config.demo ? "warn" : "info"), base: null });
  const editorDir = fileURLToPath(new URL("../../editor/dist", import.meta.url));
  const server = await compose({
    config,
    log,
    editorDir: existsSync(editorDir) ? editorDir : null,
    demoAccounts: config.demo ? DEMO_ACCOUNTS : null,
  });
  // A failure nobody waits for is a fault of ours: say it, keep serving what is sound, lose nothing.
  process.on("unhandledRejection", (error) => log.error({ error: explain(error) }, "unhandled rejection"));
  const stop = (signal: string): void => {
    log.info({ signal }, "stopping");
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(explain(error));
        process.exit(1);
      },
    );
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  if (config.demo) await layOutSample(server);
  const port = await server.listen();
  const address =
    config.baseUrl.port === "0" || config.port === 0 ? `http://localhost:${port}` : config.baseUrl.origin;
  console.log(`Travaux is at ${address}`);
}

main().catch((error: unknown) => {
  console.error(explain(error));
  process.exit(1);
});
