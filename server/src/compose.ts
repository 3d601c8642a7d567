import { randomBytes, randomUUID } from "node:crypto";
import { mkdir } from "node:fs/promises";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import { createReportSchema, type DemoAccount } from "@travaux/blueprint";
import type { Schema } from "prosemirror-model";
import type { Logger } from "pino";
import { Collaboration } from "./collab/collaboration.ts";
import { createCommentCommands } from "./comments/commands.ts";
import type { Comments } from "./comments/comments.ts";
import { Digest, DIGEST_TABLES } from "./comments/digest.ts";
import { createCommentQueries } from "./comments/queries.ts";
import { READING_TABLES, ReadingMarkStore } from "./comments/reading-marks.ts";
import type { Config } from "./config.ts";
import { createApp } from "./http/app.ts";
import { authenticateUpgrade } from "./http/upgrade-policy.ts";
import { createIdentity, type IdentityParts } from "./identity/create-identity.ts";
import { createMailer } from "./identity/mail.ts";
import { IDENTITY_TABLES } from "./identity/tables.ts";
import { StoredPayloads } from "./journal/stored-payloads.ts";
import { StoredReviewLogs } from "./journal/stored-review-logs.ts";
import { createReviewsContext, reviewsOver } from "./reviews/service.ts";
import type { Reviews } from "./reviews/reviews.ts";
import { OpenRooms } from "./rooms/open-rooms.ts";
import { openStorage } from "./storage/open-storage.ts";
import type { Storage } from "./storage/storage.ts";
import { createVault, VAULT_TABLES } from "./vault/vault.ts";

/** How long an idle connection stays open, in milliseconds: longer than a page's rest between two requests. */
const KEEP_ALIVE_MS = 65_000;

/** How often grown rooms get a snapshot and covered journals are trimmed, in milliseconds. */
const MAINTENANCE_EVERY_MS = 30_000;

/** How often the server looks whether letters are due, in milliseconds. */
const DIGEST_EVERY_MS = 60_000;

/** How long closing waits for a letter under way, in milliseconds; what was not noted as sent is sent again. */
const LAST_LETTER_MS = 3_000;

export interface Composition {
  readonly identity: IdentityParts;
  readonly reviews: Reviews;
  readonly comments: Comments;
  /** The daily letters; the server looks every minute whether they are due. */
  readonly digest: Pick<Digest, "run">;
  readonly rooms: OpenRooms;
  readonly logs: StoredReviewLogs;
  readonly storage: Storage;
  readonly schema: Schema;
  /** Starts to listen. @returns the port */
  listen(): Promise<number>;
  /** Stops taking anything new, works off what was sent, lets go of the store. Safe to call twice. */
  close(): Promise<void>;
}

export interface ComposeOptions {
  readonly config: Config;
  readonly log: Logger;
  /** The folder of the built editor; `null` serves the API and the sockets alone. */
  readonly editorDir: string | null;
  /** The accounts that demo mode shows; `null` outside it. */
  readonly demoAccounts: readonly DemoAccount[] | null;
}

/** Puts the server together; nothing listens yet. */
export async function compose(options: ComposeOptions): Promise<Composition> {
  const ground = await openGround(options);
  const { identity, rooms, storage } = ground;
  const collaboration = new Collaboration({ rooms, log: options.log });
  identity.identity.onSessionsEnded((sessions) => collaboration.cutSessions(sessions));
  const server = createHttpServer(options, ground, collaboration);
  const maintenance = setInterval(() => {
    rooms.maintain().catch((error: unknown) => options.log.warn({ error: String(error) }, "maintenance"));
  }, MAINTENANCE_EVERY_MS);
  const letters = startLetters(ground.digest, options.log);
  let closing: Promise<void> | null = null;
  const close = async (): Promise<void> => {
    clearInterval(maintenance);
    await letters.stop();
    const stopped = stopListening(server);
    await collaboration.close();
    await rooms.flush();
    await stopped;
    identity.close();
    await storage.close();
  };
  const start = async (): Promise<number> => {
    const port = await listen(server, options.config);
    letters.start();
    return port;
  };
  return { ...ground, listen: start, close: () => (closing ??= close()) };
}

interface Ground extends Omit<Composition, "listen" | "close" | "digest"> {
  readonly digest: Digest;
}

/** Looks at once and then every minute whether letters are due. */
function startLetters(digest: Digest, log: Logger): { start(): void; stop(): Promise<void> } {
  let timer: NodeJS.Timeout | null = null;
  const look = (): void => {
    digest.run(Date.now()).catch((error: unknown) => log.error({ error: nameOf(error) }, "digest"));
  };
  return {
    start: () => {
      look();
      timer = setInterval(look, DIGEST_EVERY_MS);
    },
    stop: async () => {
      if (timer !== null) clearInterval(timer);
      let patience: NodeJS.Timeout | undefined;
      const given = new Promise<void>((resolve) => (patience = setTimeout(resolve, LAST_LETTER_MS)));
      await Promise.race([digest.close(), given]);
      clearTimeout(patience);
    },
  };
}

function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error;
}

/** Everything below HTTP and the sockets. */
async function openGround({ config, log, demoAccounts }: ComposeOptions): Promise<Ground> {
  await mkdir(config.dataDir, { recursive: true, mode: 0o700 });
  const tables = { ...IDENTITY_TABLES, ...VAULT_TABLES, ...READING_TABLES, ...DIGEST_TABLES };
  const { dataDir, mongodbUri } = config;
  const storage = await openStorage({ dataDir, mongodbUri: mongodbUri ?? undefined, tables });
  const { records } = storage;
  const vault = await createVault({ masterKey: config.masterKey, records, random: randomBytes });
  const schema = createReportSchema();
  const logs = new StoredReviewLogs({
    storage,
    keys: vault,
    clock: Date.now,
    owner: randomUUID(),
    actLanded: (review) => rooms.actLanded(review),
  });
  const rooms = new OpenRooms({ logs, schema, freshId: randomUUID, log });
  const mailer = createMailer(config);
  const identity = createIdentity({
    records,
    baseUrl: config.baseUrl,
    secret: config.sessionSecret,
    mailer,
    demo: demoAccounts,
    onFailure: (error) =>
      log.error({ error: error instanceof Error ? error.message : typeof error }, "identity"),
  });
  const context = createReviewsContext({
    logs,
    payloads: new StoredPayloads(storage, vault),
    rooms,
    identity: identity.identity,
    clock: Date.now,
    random: randomBytes,
    log,
    schema,
  });
  const reviews = reviewsOver(context);
  rooms.useDirectory(reviews);
  const marks = new ReadingMarkStore(records);
  const comments = { ...createCommentCommands(context), ...createCommentQueries({ ...context, marks }) };
  const { baseUrl, digestAt: at } = config;
  const digest = new Digest({ ...context, marks, records, mailer, baseUrl, at });
  return { identity, reviews, comments, digest, rooms, logs, storage, schema };
}

function createHttpServer(options: ComposeOptions, ground: Ground, collaboration: Collaboration): Server {
  const { config, log, editorDir } = options;
  const { identity, reviews, comments, storage } = ground;
  const { people, signIns } = identity;
  const ping = (): Promise<void> => storage.ping();
  const app = createApp({
    identity: identity.identity,
    people,
    signIns,
    reviews,
    comments,
    config,
    log,
    editorDir,
    ping,
  });
  const server = createServer(app);
  // On a slow line setting up a connection anew costs more than the request that it is for.
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.on("upgrade", (request, stream, head) => {
    void upgrade({ request, stream, head }, { collaboration, identity, config, log });
  });
  return server;
}

interface Upgrade {
  readonly request: IncomingMessage;
  readonly stream: Duplex;
  readonly head: Buffer;
}

interface UpgradeParts {
  readonly collaboration: Collaboration;
  readonly identity: IdentityParts;
  readonly config: Config;
  readonly log: Logger;
}

async function upgrade({ request, stream, head }: Upgrade, parts: UpgradeParts): Promise<void> {
  // A client that goes away while it is being looked up must not end the process.
  stream.on("error", () => stream.destroy());
  try {
    const { identity } = parts.identity;
    const who = await authenticateUpgrade(request, { identity, baseUrl: parts.config.baseUrl });
    if ("status" in who) {
      stream.end(`HTTP/1.1 ${who.status} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    parts.collaboration.accept(request, stream, head, who);
    await cutIfEnded(request, who.actor.session, parts);
  } catch (error) {
    parts.log.error({ error: error instanceof Error ? error.message : typeof error }, "upgrade failed");
    stream.end("HTTP/1.1 503 Unavailable\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");
  }
}

/** A session that was cut while it was looked up had no socket yet to be cut. */
async function cutIfEnded(request: IncomingMessage, session: string, parts: UpgradeParts): Promise<void> {
  try {
    const { identity } = parts.identity;
    const still = await authenticateUpgrade(request, { identity, baseUrl: parts.config.baseUrl });
    if ("status" in still) parts.collaboration.cutSessions([session]);
  } catch (error) {
    // The socket is open already; each of its rooms is authorised by itself.
    parts.log.error(
      { error: error instanceof Error ? error.name : typeof error },
      "session not looked up again",
    );
  }
}

function listen(server: Server, config: Config): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(config.port, config.host, () => resolve((server.address() as AddressInfo).port));
  });
}

function stopListening(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    // Requests under way get a moment; sockets are ended by themselves.
    setTimeout(() => server.closeAllConnections(), 3000).unref();
  });
}
