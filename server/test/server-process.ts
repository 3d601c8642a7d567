import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, type AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import type { OutlineView, ReviewId, ReviewSummary } from "@travaux/blueprint";
import WebSocket from "ws";
import { afterTest } from "./temporary.ts";
import { until } from "./until.ts";

const MAIN = fileURLToPath(new URL("../src/main.ts", import.meta.url));

/** A port that was free a moment ago. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await once(probe, "listening");
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** The server as it is started in earnest: a process of its own, in demo mode unless told otherwise. */
export class ServerProcess {
  readonly #dataDir: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #main: string;
  #child: ChildProcess | null = null;
  #output = "";
  port = 0;

  /** @param main the script that starts it, if not the product's own */
  constructor(dataDir: string, env: Readonly<Record<string, string>> = {}, main = MAIN) {
    this.#dataDir = dataDir;
    this.#env = env;
    this.#main = main;
    afterTest(() => this.kill());
  }

  get url(): string {
    return `http://localhost:${this.port}`;
  }

  get output(): string {
    return this.#output;
  }

  async start(): Promise<void> {
    if (this.port === 0) this.port = await freePort();
    const child = spawn(process.execPath, ["--conditions=travaux-source", this.#main, "--demo"], {
      env: {
        ...process.env,
        PORT: String(this.port),
        BASE_URL: this.url,
        HOST: "127.0.0.1",
        DATA_DIR: this.#dataDir,
        ...this.#env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    this.#output = "";
    child.stdout?.on("data", (data: Buffer) => (this.#output += data.toString()));
    child.stderr?.on("data", (data: Buffer) => (this.#output += data.toString()));
    await until(
      "the server listens",
      () => {
        if (child.exitCode !== null) throw new Error(`The server ended: ${this.#output}`);
        return this.#output.includes("Travaux is at");
      },
      60_000,
    );
  }

  /** Whether the process is gone, however it ended. */
  get ended(): boolean {
    const child = this.#child;
    return child === null || child.exitCode !== null || child.signalCode !== null;
  }

  /** As a power cut would: nothing is flushed, nothing is said. */
  async kill(): Promise<void> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }

  /** As an operator would. @returns the exit code */
  async stop(): Promise<number | null> {
    const child = this.#child;
    if (child === null) return null;
    this.#child = null;
    const ended = once(child, "exit");
    child.kill("SIGTERM");
    await ended;
    return child.exitCode;
  }
}

/** Somebody signed in by the one click of demo mode. */
export interface Visitor {
  readonly email: string;
  readonly cookie: string;
  readonly review: ReviewId;
  get<Answer>(path: string): Promise<Answer>;
  send(method: string, path: string, body: unknown): Promise<Response>;
  outline(): Promise<OutlineView>;
  /** The wire name of the first room of a section. */
  room(section: string): Promise<string>;
  /** A WebSocket class whose sockets bear the visitor's cookie and our Origin, as a browser's would. */
  readonly socket: new (address: string | URL, protocols?: string | string[]) => WebSocket;
}

export async function signIn(server: { readonly url: string }, name: string): Promise<Visitor> {
  const email = `${name}@example.org`;
  const headers = { "content-type": "application/json", origin: server.url };
  const answer = await fetch(`${server.url}/api/session/demo`, {
    method: "POST",
    headers,
    body: JSON.stringify({ email }),
  });
  if (!answer.ok) throw new Error(`${email} cannot sign in: ${answer.status}`);
  const cookie = answer.headers
    .getSetCookie()
    .map((line) => line.split(";")[0])
    .join("; ");
  const get = async <Answer>(path: string): Promise<Answer> => {
    const response = await fetch(`${server.url}${path}`, { headers: { cookie } });
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    return (await response.json()) as Answer;
  };
  const [summary] = await get<readonly ReviewSummary[]>("/api/reviews");
  if (summary === undefined) throw new Error(`${email} has no review`);
  const outline = (): Promise<OutlineView> => get(`/api/reviews/${summary.id}/outline`);
  return {
    email,
    cookie,
    review: summary.id,
    get,
    send: (method, path, body) => {
      const request: RequestInit = { method, headers: { ...headers, cookie }, body: JSON.stringify(body) };
      return fetch(`${server.url}${path}`, request);
    },
    outline,
    room: async (section) => {
      const entry = (await outline()).entries.find((candidate) => candidate.section?.id === section);
      const room = entry?.section?.rooms[0];
      if (room === undefined) throw new Error(`${email} has no room for ${section}`);
      return room.name;
    },
    socket: class extends WebSocket {
      constructor(address: string | URL, protocols?: string | string[]) {
        super(address, protocols, { headers: { cookie, origin: server.url } });
        // A refused connection is tried again by the provider; `ws` would throw where nobody listens.
        this.on("error", () => undefined);
      }
    },
  };
}
