import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import {
  type CloseReason,
  FRAME_LIMIT_BYTES,
  parseRoomName,
  readClientMessage,
  type ReviewId,
  type RoomAddress,
  ROOMS_PENDING_LIMIT,
  SCHEMA_PARAMETER,
  SCHEMA_VERSION,
  type ServerMessage,
} from "@travaux/blueprint";
import { Hocuspocus, type Connection } from "@hocuspocus/server";
import type { Logger } from "pino";
import { WebSocketServer, type WebSocket } from "ws";
import * as Y from "yjs";
import { COLLAB_PROTOCOL } from "../http/upgrade-policy.ts";
import type { Actor } from "../identity/actor.ts";
import type { OpenRooms } from "../rooms/open-rooms.ts";
import type { RoomGrant } from "../rooms/rooms.ts";
import { Attachment } from "./attachment.ts";
import { GuardedSocket } from "./guarded-socket.ts";
import { presenceInFrame, readPresence } from "./presence-frame.ts";
import { isReadableFrame } from "./read-frame.ts";

/** How long a socket may stay without a first authorised room, and a room without a sign of life, in milliseconds. */
const SILENCE_LIMIT_MS = 60_000;
/** After so many frames a socket waits until they are worked off; what it sends meanwhile stays in the network. */
const FRAMES_AT_ONCE = 256;

/** The sync messages of y-protocols: a state vector that asks for what is missing, and the last of those with updates. */
const SYNC_QUESTION = 0;
const SYNC_UPDATE = 2;

/** The most rooms on one socket: all of the largest report's with their earlier forms. */
const ROOMS_LIMIT = 2048;
/** How often one room may be open on one socket; each gets every change. */
const SESSIONS_LIMIT = 8;

/** Why the server refuses or ends a room, in the form Hocuspocus passes on to the client. */
class Refused extends Error {
  readonly reason: CloseReason;
  constructor(reason: CloseReason) {
    // Without a message Hocuspocus prints nothing: a refusal is ours to log.
    super("");
    this.reason = reason;
  }
}

export interface SocketContext {
  readonly actor: Actor;
  readonly review: ReviewId;
  readonly socket: SocketSession;
  /** Set once the room is authorised and attached. */
  attachment?: Attachment;
  /** Straight to the socket, past the attachment. */
  send?: (frame: Uint8Array) => void;
  grant?: RoomGrant;
  /** Resolves with the attachment: Hocuspocus works off what was queued before it says that a room is connected. */
  attached?: Promise<void>;
  attach?: () => void;
}

/** One socket of one person on one review. */
interface SocketSession {
  readonly actor: Actor;
  readonly review: ReviewId;
  readonly webSocket: WebSocket;
  /** The client knows another schema than the server: what it cannot draw, it would delete. */
  readonly outdated: boolean;
  readonly connections: Set<Connection<SocketContext>>;
}

export interface CollaborationOptions {
  readonly rooms: OpenRooms;
  readonly log: Logger;
}

/**
 * The sockets: Hocuspocus behind the gate. Every hook is caught here, since an error that leaves one of several of
 * Hocuspocus's hooks would end the process.
 */
export class Collaboration {
  readonly #options: CollaborationOptions;
  readonly #hocuspocus: Hocuspocus<SocketContext>;
  readonly #webSockets = new WebSocketServer({
    noServer: true,
    maxPayload: FRAME_LIMIT_BYTES,
    // A client may carry its token as a second protocol; only the first is ever answered.
    handleProtocols: (offered) => (offered.has(COLLAB_PROTOCOL) ? COLLAB_PROTOCOL : false),
    perMessageDeflate: { threshold: 1024, serverNoContextTakeover: true, clientNoContextTakeover: true },
  });
  readonly #sessions = new Set<SocketSession>();

  constructor(options: CollaborationOptions) {
    this.#options = options;
    this.#hocuspocus = this.#createHocuspocus();
    options.rooms.onAccessChanged((review) => this.#judgeAgain(review));
  }

  /** Takes over an upgrade that was already authenticated. */
  accept(
    request: IncomingMessage,
    stream: Duplex,
    head: Buffer,
    who: { actor: Actor; review: ReviewId },
  ): void {
    this.#webSockets.handleUpgrade(request, stream, head, (webSocket) =>
      this.#serve(webSocket, request, who),
    );
  }

  /** Cuts every socket of these sessions, at once. */
  cutSessions(sessions: readonly string[]): void {
    for (const session of this.#sessions) {
      if (sessions.includes(session.actor.session)) this.#end(session, "session-ended", 4401);
    }
  }

  /** Tells every client to come back later, and resolves when what they had sent is worked off. */
  async close(): Promise<void> {
    const connections = [...this.#sessions].flatMap((session) => [...session.connections]);
    for (const session of this.#sessions) session.webSocket.pause();
    await Promise.all(connections.map((connection) => connection.waitForPendingMessages()));
    for (const session of this.#sessions) this.#end(session, "unavailable", 1012);
    this.#webSockets.close();
  }

  #serve(webSocket: WebSocket, request: IncomingMessage, who: { actor: Actor; review: ReviewId }): void {
    const url = new URL(request.url ?? "/", "http://collab.invalid");
    const outdated = knowsAnotherSchema(url);
    const session: SocketSession = { ...who, webSocket, outdated, connections: new Set() };
    this.#sessions.add(session);
    url.search = "";
    const client = this.#hocuspocus.handleConnection(new GuardedSocket(webSocket), new Request(url), {
      ...who,
      socket: session,
    });
    let frames = 0;
    webSocket.binaryType = "nodebuffer";
    webSocket.on("message", (data: Buffer, isBinary: boolean) => {
      if (!isBinary) return;
      const frame = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
      if (!isReadableFrame(frame)) return this.#end(session, "malformed", 4400);
      client.handleMessage(frame);
      frames += 1;
      if (frames % FRAMES_AT_ONCE === 0) void this.#workOff(session);
    });
    webSocket.on("error", (error) => this.#options.log.debug({ code: error.name }, "socket error"));
    webSocket.on("close", (code) => {
      this.#sessions.delete(session);
      client.handleClose({ code, reason: "socket closed" });
    });
  }

  async #workOff(session: SocketSession): Promise<void> {
    session.webSocket.pause();
    await Promise.all([...session.connections].map((connection) => connection.waitForPendingMessages()));
    session.webSocket.resume();
  }

  #end(session: SocketSession, reason: CloseReason, code: number): void {
    for (const connection of session.connections) closeRoom(connection, reason);
    session.webSocket.resume();
    session.webSocket.close(code, reason);
    // A client that does not answer the close is not waited for.
    setTimeout(() => session.webSocket.terminate(), 2000).unref();
  }

  #judgeAgain(review: ReviewId): void {
    for (const session of this.#sessions) {
      if (session.review !== review) continue;
      for (const connection of session.connections) connection.context.attachment?.judgeAgain();
    }
  }

  #createHocuspocus(): Hocuspocus<SocketContext> {
    const { rooms, log } = this.#options;
    return new Hocuspocus<SocketContext>({
      quiet: true,
      timeout: SILENCE_LIMIT_MS,
      // Nothing is stored by Hocuspocus; the debounce only decides when an idle document is let go.
      debounce: 0,
      maxPendingDocuments: ROOMS_PENDING_LIMIT,
      yDocOptions: { gc: true, gcFilter: () => true },
      onAuthenticate: async ({ documentName, context }) => {
        const address = parseRoomName(documentName);
        if (address === null || address.review !== context.review) throw new Refused("no-room");
        if (hasTooMany(context.socket, documentName)) throw new Refused("unavailable");
        const grant = await this.#orUnavailable(() => this.#grant(context, address));
        if (grant === null) throw new Refused("no-room");
        const { promise, resolve } = Promise.withResolvers<void>();
        return { grant, attached: promise, attach: resolve };
      },
      onLoadDocument: async ({ documentName, document }) => {
        await this.#orUnavailable(() => rooms.open(documentName, document));
        // What was loaded is no news: whoever comes asks for it, and the first would get it twice.
        document.flush();
      },
      connected: async ({ context, connection, documentName }) => {
        const room = rooms.find(documentName);
        const { grant } = context;
        if (room === null || grant === undefined) {
          context.attach?.();
          closeRoom(connection, "unavailable");
          return;
        }
        context.socket.connections.add(connection);
        const send = connection.send.bind(connection);
        const attachment = new Attachment({
          room,
          grant,
          address: connection.messageAddress,
          send,
          close: (reason) => closeRoom(connection, reason),
          grantNow: () => this.#grant(context, room.address),
        });
        context.attachment = attachment;
        context.send = send;
        // All that Hocuspocus says to this person.
        connection.send = (frame) => attachment.pass(frame);
        // Rights may have changed while the room was loading.
        attachment.judgeAgain();
        context.attach?.();
        const level = room.live.damaged && grant.level === "edit" ? "read" : grant.level;
        const { outdated } = context.socket;
        tell(connection, { kind: "access", level, damaged: room.live.damaged, outdated });
      },
      beforeHandleMessage: async ({ update, connection, context }) => {
        await context.attached;
        const presence = presenceInFrame(update);
        if (presence === null) return;
        const entries = readPresence(presence);
        const reason = entries === null ? "malformed" : (context.attachment?.say(entries) ?? null);
        if (reason !== null) closeRoom(connection, reason);
      },
      beforeHandleAwareness: async ({ states }) => {
        // Presence went from person to person above; nothing of it may reach the shared document.
        states.clear();
      },
      beforeSync: async ({ type, payload, connection, context }) => {
        const reason = await this.#admit(type, payload, context);
        // What may stand is in the document by now, in the gate's own form: of the client's bytes nothing is to be applied.
        if (reason === null && type !== SYNC_QUESTION) payload.fill(0);
        if (reason === null) return;
        // Hocuspocus would go on and apply the raw update; a read-only connection it only answers.
        connection.readOnly = true;
        closeRoom(connection, reason);
      },
      onStateless: async ({ connection, payload }) => {
        const message = readClientMessage(payload);
        const { attachment } = connection.context;
        // What was queued behind a refused update is still worked off; its marks must not be taken for an answer.
        if (message !== null && attachment?.closed === false)
          tell(connection, { kind: "marked", n: message.n });
      },
      onDisconnect: async ({ context }) => {
        context.attachment?.leave();
      },
      beforeUnloadDocument: async ({ documentName }) => {
        if (!(await rooms.release(documentName))) throw new Refused("unavailable");
      },
      afterUnloadDocument: async ({ documentName }) => {
        rooms.forget(documentName);
        log.debug({ rooms: rooms.size }, "room let go");
      },
    });
  }

  async #admit(type: number, payload: Uint8Array, context: SocketContext): Promise<CloseReason | null> {
    const { attachment } = context;
    if (attachment === undefined || attachment.closed) return "access-changed";
    if (type === SYNC_QUESTION) return isStateVector(payload) ? null : "malformed";
    if (type > SYNC_UPDATE) return "malformed";
    try {
      const admission = await attachment.admit(payload.slice());
      if (admission.kind === "admitted") return null;
      this.#options.log.info(
        { reason: admission.reason, detail: admission.detail, member: attachment.grant.member },
        "update refused",
      );
      return admission.reason;
    } catch (error) {
      this.#options.log.error({ error: nameOf(error) }, "update could not be judged");
      return "unavailable";
    }
  }

  /** What the person may do here with the client that he has. */
  async #grant({ actor, socket }: SocketContext, address: RoomAddress): Promise<RoomGrant | null> {
    const grant = await this.#options.rooms.grant(actor.user, address);
    return grant === null || !socket.outdated ? grant : { ...grant, level: "read" };
  }

  /** The world failing reads as "come back later", never as "not for you". */
  async #orUnavailable<Result>(work: () => Promise<Result>): Promise<Result> {
    try {
      return await work();
    } catch (error) {
      this.#options.log.error({ error: nameOf(error) }, "room could not be opened");
      throw new Refused("unavailable");
    }
  }
}

function knowsAnotherSchema({ searchParams }: URL): boolean {
  const told = searchParams.get(SCHEMA_PARAMETER);
  return told !== null && told !== String(SCHEMA_VERSION);
}

function hasTooMany({ connections }: SocketSession, room: string): boolean {
  if (connections.size >= ROOMS_LIMIT) return true;
  let sessions = 0;
  for (const { document } of connections) if (document.name === room) sessions += 1;
  return sessions >= SESSIONS_LIMIT;
}

function tell(connection: Connection<SocketContext>, message: ServerMessage): void {
  connection.sendStateless(JSON.stringify(message));
}

function closeRoom(connection: Connection<SocketContext>, reason: CloseReason): void {
  const { context } = connection;
  context.attachment?.leave();
  context.socket?.connections.delete(connection);
  if (context.send !== undefined) connection.send = context.send;
  connection.close({ code: 4403, reason });
  // Hocuspocus still works off what the client had sent; nothing of it may be answered.
  connection.send = () => undefined;
}

function isStateVector(bytes: Uint8Array): boolean {
  try {
    Y.decodeStateVector(bytes);
    return true;
  } catch {
    // Not a state vector: Hocuspocus would print and cut the socket; the caller closes the room with a reason.
    return false;
  }
}

function nameOf(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : typeof error;
}
