import { spawn, type ChildProcess } from "node:child_process";
import { randomInt } from "node:crypto";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";

const MAIN = fileURLToPath(new URL("../../server/dist/main.js", import.meta.url));

/**
 * Where servers under test listen: below the ports that a system gives to outgoing connections, of which one could take
 * a server's port before it is up, or while it is away.
 */
const PORTS = { first: 20_000, last: 30_000 } as const;

async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(PORTS.first, PORTS.last);
    const probe = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      probe.once("error", () => resolve(false));
      probe.listen(port, "127.0.0.1", () => resolve(true));
    });
    if (!isFree) continue;
    probe.close();
    await once(probe, "close");
    return port;
  }
}

/** The built server as a process of its own with the sample review, in a folder that goes with it. */
export class ServerUnderTest {
  /** Where it keeps everything, letters among it. */
  readonly dataDir: string = mkdtempSync(join(tmpdir(), "travaux-e2e-"));
  /** Settings of the next start. */
  env: Readonly<Record<string, string>> = {};
  #child: ChildProcess | null = null;
  #output = "";
  port = 0;

  /** The port at which browsers find it, where that is not its own: that of a proxy before it. */
  publicPort: number | null = null;

  get url(): string {
    return `http://localhost:${this.publicPort ?? this.port}`;
  }

  static async start(
    options: { readonly publicPort?: number; readonly env?: ServerUnderTest["env"] } = {},
  ): Promise<ServerUnderTest> {
    const server = new ServerUnderTest();
    server.env = options.env ?? {};
    server.publicPort = options.publicPort ?? null;
    server.port = await freePort();
    await server.run();
    return server;
  }

  async run(): Promise<void> {
    const child = spawn(process.execPath, [MAIN, "--demo"], {
      env: {
        ...process.env,
        PORT: String(this.port),
        BASE_URL: this.url,
        HOST: "127.0.0.1",
        DATA_DIR: this.dataDir,
        ...this.env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    this.#output = "";
    child.stdout?.on("data", (data: Buffer) => (this.#output += data.toString()));
    child.stderr?.on("data", (data: Buffer) => (this.#output += data.toString()));
    await expect.poll(() => this.#output, { timeout: 60_000 }).toContain("Travaux is at");
  }

  /** As a power cut would. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(this.dataDir, { recursive: true, force: true });
  }
}
