import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { DemoAccount, NewPerson } from "@travaux/blueprint";
import pino from "pino";
import { createIdentity, type IdentityParts } from "../../identity/create-identity.ts";
import type { Mail } from "../../identity/mail.ts";
import { IDENTITY_TABLES } from "../../identity/tables.ts";
import { openStorage } from "../../storage/open-storage.ts";
import type { Storage } from "../../storage/storage.ts";
import { createApp, type AppOptions } from "../app.ts";
import { memoryComments } from "./memory-comments.ts";
import { memoryReviews, type MemoryReviews } from "./memory-reviews.ts";

export const PASSWORD = "tidal orbit mango fence";

/** A whole server for tests: real store in a folder of its own, real identity, real sockets, reviews in memory. */
export interface HttpHouse extends IdentityParts {
  readonly server: Server;
  readonly storage: Storage;
  readonly origin: string;
  readonly reviews: MemoryReviews;
  readonly letters: readonly Mail[];
  readonly logged: readonly string[];
  readonly options: AppOptions;
  /** A browser without a session. */
  visitor(): Browser;
  /** Registers and activates somebody, and answers with a signed-in browser. */
  member(person: Partial<NewPerson> & { readonly email: string }): Promise<Browser>;
  stop(): Promise<void>;
}

export interface HouseSettings {
  readonly demo?: readonly DemoAccount[];
  readonly editorDir?: string;
  readonly mongodbUri?: string;
}

export async function startHttpHouse(settings: HouseSettings = {}): Promise<HttpHouse> {
  const dataDir = await mkdtemp(join(tmpdir(), "travaux-http-"));
  const storage = await openStorage({ dataDir, mongodbUri: settings.mongodbUri, tables: IDENTITY_TABLES });
  const server = createServer();
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const { port } = server.address() as AddressInfo;
  const baseUrl = new URL(`http://127.0.0.1:${port}`);
  const letters: Mail[] = [];
  const logged: string[] = [];
  const parts = createIdentity({
    records: storage.records,
    baseUrl,
    secret: "a secret of thirty-two characters",
    mailer: { send: async (mail) => void letters.push(mail) },
    demo: settings.demo ?? null,
    onFailure: (error) => logged.push(String(error)),
  });
  const reviews = memoryReviews();
  const log = pino({ level: "info" }, { write: (line: string) => void logged.push(line) });
  const { identity, people, signIns } = parts;
  const editorDir = settings.editorDir ?? null;
  const options = {
    identity,
    people,
    signIns,
    reviews,
    comments: memoryComments(),
    config: { baseUrl },
    log,
    editorDir,
    ping: () => storage.ping(),
  };
  server.on("request", createApp(options));
  const origin = baseUrl.origin;
  return {
    ...parts,
    server,
    storage,
    origin,
    reviews,
    letters,
    logged,
    options,
    visitor: () => new Browser(origin),
    async member(person) {
      const row = {
        name: "Somebody",
        function: "",
        phone: "",
        noteVerbale: "",
        language: "en" as const,
        ...person,
      };
      const registration = await people.register([row]);
      const link = registration.kind === "registered" ? registration.people[0]?.link.url : undefined;
      const browser = new Browser(origin);
      const token = new URL(link ?? "").hash.slice(1);
      const activated = await browser.post("/api/activations", { token, password: PASSWORD });
      if (activated.status !== 200) throw new Error(`activation answered ${activated.status}`);
      return browser;
    },
    async stop() {
      parts.close();
      await new Promise((closed) => {
        server.close(closed);
        server.closeAllConnections();
      });
      await storage.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Keeps cookies and sends its Origin as a browser on our own pages does, unless told otherwise. */
export class Browser {
  readonly #origin: string;
  readonly #cookies = new Map<string, string>();

  constructor(origin: string) {
    this.#origin = origin;
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  get(path: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.send("GET", path, undefined, headers);
  }

  post(path: string, body: unknown = {}, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    return this.send("POST", path, body, { Origin: this.#origin, ...headers });
  }

  patch(path: string, body: unknown): Promise<Response> {
    return this.send("PATCH", path, body, { Origin: this.#origin });
  }

  delete(path: string): Promise<Response> {
    return this.send("DELETE", path, undefined, { Origin: this.#origin });
  }

  /** Sends exactly these headers beside the cookie. */
  async send(
    method: string,
    path: string,
    body: unknown,
    headers: Readonly<Record<string, string>>,
  ): Promise<Response> {
    const response = await fetch(this.#origin + path, {
      method,
      redirect: "manual",
      headers: {
        ...(this.#cookies.size === 0 ? {} : { Cookie: this.cookie }),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === "" || /max-age=0/i.test(line)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }
}
