import { randomBytes } from "node:crypto";
import { pino, type Logger } from "pino";
import { compose, type Composition } from "../src/compose.ts";
import type { Config } from "../src/config.ts";
import { DEMO_ACCOUNTS } from "../src/sample/accounts.ts";
import { layOutSample } from "../src/sample/lay-out-sample.ts";
import { RawClient } from "./raw-client.ts";
import type { Visitor } from "./server-process.ts";
import { afterTest, temporaryFolder } from "./temporary.ts";

export interface TestServer extends Composition {
  readonly url: string;
  /** Where letters become files. */
  readonly outboxDir: string;
}

/** The whole server in this process, with the sample review, on a port of its own. */
export async function startServer(
  settings: { readonly mongodbUri?: string; readonly log?: Logger } = {},
): Promise<TestServer> {
  const dataDir = await temporaryFolder();
  // The port must be known before the address is; a listener that closes again finds a free one.
  const { createServer } = await import("node:http");
  const probe = createServer();
  await new Promise<void>((resolve) => probe.listen(0, "127.0.0.1", resolve));
  const address = probe.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  await new Promise((resolve) => probe.close(resolve));
  const config: Config = {
    port,
    host: "127.0.0.1",
    baseUrl: new URL(`http://localhost:${port}`),
    dataDir,
    mongodbUri: settings.mongodbUri ?? null,
    sessionSecret: randomBytes(32).toString("hex"),
    masterKey: randomBytes(32),
    smtpUrl: null,
    outboxDir: `${dataDir}/outbox`,
    digestAt: 360,
    demo: true,
    notices: [],
  };
  const log = settings.log ?? pino({ level: process.env["TRAVAUX_LOG"] ?? "silent" });
  const server = await compose({ config, log, editorDir: null, demoAccounts: DEMO_ACCOUNTS });
  afterTest(() => server.close());
  await layOutSample(server);
  await server.listen();
  return Object.assign(server, { url: config.baseUrl.origin, outboxDir: config.outboxDir });
}

/** A raw client with a visitor's cookie and our Origin, in a room. */
export async function rawClient(
  server: { readonly url: string },
  visitor: Visitor,
  room: string,
): Promise<RawClient> {
  const address = `${server.url.replace("http", "ws")}/collab/${visitor.review}`;
  return new RawClient(new visitor.socket(address), room).enter();
}
