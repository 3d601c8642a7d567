import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const START_LIMIT_MS = 30_000;

/** Where `scripts/ferretdb.ts` puts the server that speaks MongoDB's protocol to the tests. */
export const FERRETDB_BINARY: string = join(homedir(), ".cache", "travaux", "ferretdb");

export interface FerretDb {
  /** `mongodb://127.0.0.1:<a free port>/` */
  readonly uri: string;
  /** Kills the server at once, as a failing machine would; its files stay until {@link stop}. */
  kill(): Promise<void>;
  /** Ends the server and removes its files. Safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts a server on a free port with files of its own. It also ends when this process does.
 *
 * @throws Error if the server was not built, saying how to, or does not start within 30 s
 */
export async function startFerretDb(): Promise<FerretDb> {
  if (!existsSync(FERRETDB_BINARY))
    throw new Error(
      `no ${FERRETDB_BINARY}: run "npx node scripts/ferretdb.ts", or set MONGODB_URI to a test server`,
    );
  const directory = await mkdtemp(join(tmpdir(), "travaux-ferretdb-"));
  const child = spawn(FERRETDB_BINARY, ["--directory", directory], { stdio: ["pipe", "pipe", "pipe"] });
  const exited = once(child, "exit");
  const errors: string[] = [];
  child.stderr.setEncoding("utf8").on("data", (text: string) => errors.push(text));
  const kill = async (): Promise<void> => {
    child.kill("SIGKILL");
    await exited;
  };
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await exited;
    await rm(directory, { recursive: true, force: true });
  };
  const lines = createInterface(child.stdout);
  const started = once(lines, "line", { signal: AbortSignal.timeout(START_LIMIT_MS) });
  const address = await Promise.race([started, exited]).catch(() => []);
  const uri: unknown = address[0];
  if (typeof uri === "string" && uri.startsWith("mongodb://")) return { uri, kill, stop };
  await kill();
  await stop();
  throw new Error(`FerretDB did not start: ${errors.join("").trim() || "it said nothing"}`);
}
