// A real Hocuspocus server that keeps the product's contract in its smallest form: refuses what is out of order, makes
// durable before it applies, answers marks in their turn. For tests; "disk" is what would survive kill -9.

import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Hocuspocus, MessageType, type Connection } from "@hocuspocus/server";
import { readClientMessage, type Level } from "@travaux/blueprint";
import * as decoding from "lib0/decoding";
import { WebSocketServer, type WebSocket as ServerSocket } from "ws";
import * as Y from "yjs";

export interface Arrival {
  readonly room: string;
  readonly update: Uint8Array;
}

/** What a test may change while the server runs. */
export interface Conduct {
  /** A reason closes the room instead of taking the update. */
  refuse: (arrival: Arrival) => string | null;
  /** A reason refuses to open the room. */
  deny: (room: string) => string | null;
  /** Resolves when the update is on disk; a rejection with `{reason}` closes the room. */
  durable: (arrival: Arrival) => Promise<void>;
  level: (room: string) => Level;
  /** Told whose presence each frame of presence speaks of. */
  presence: (clients: number[]) => void;
}

export interface ContractServer {
  readonly origin: string;
  readonly conduct: Conduct;
  readonly hocuspocus: Hocuspocus;
  readonly attachments: string[];
  /** The most rooms that were waiting for an answer at one moment. */
  readonly mostWaiting: () => number;
  readonly sockets: () => number;
  /** The text of the room as the disk has it. */
  readonly onDisk: (room: string) => Y.Doc;
  readonly write: (room: string, change: (doc: Y.Doc) => void) => void;
  /** Closes the room for everybody, for a reason. */
  readonly closeRoom: (room: string, reason: string) => void;
  /** Cuts every socket without a word. */
  readonly cut: () => void;
  /** Answers upgrades with 403, as a network that blocks websockets does. */
  blockSockets: boolean;
  readonly stop: () => Promise<void>;
}

/** What would survive kill -9: the updates of each room. */
export type Disk = Map<string, Uint8Array[]>;

export async function startContractServer(disk: Disk = new Map(), port = 0): Promise<ContractServer> {
  const conduct: Conduct = {
    refuse: () => null,
    deny: () => null,
    durable: () => Promise.resolve(),
    level: () => "edit",
    presence: () => undefined,
  };
  const counts = { waiting: 0, mostWaiting: 0, attachments: new Array<string>() };
  const hocuspocus = contractHocuspocus(disk, conduct, counts);
  const http = createServer((request, response) => {
    response.setHeader("content-type", "application/json");
    response.end(request.url === "/api/session" ? JSON.stringify({ user: { id: "u1" } }) : "{}");
  });
  const sockets = new Set<ServerSocket>();
  const cut = (): void => {
    for (const socket of sockets) socket.terminate();
  };
  const server: Omit<ContractServer, "origin"> = {
    conduct,
    hocuspocus,
    attachments: counts.attachments,
    mostWaiting: () => counts.mostWaiting,
    sockets: () => sockets.size,
    onDisk: (room) => readDisk(disk, room),
    write: (room, change) => writeAsColleague(disk, hocuspocus, room, change),
    closeRoom: (room, reason) => {
      const connections: Connection[] = hocuspocus.documents.get(room)?.getConnections() ?? [];
      for (const connection of connections) connection.close({ code: 4000, reason });
    },
    cut,
    blockSockets: false,
    stop: async () => {
      cut();
      http.closeAllConnections();
      await new Promise<void>((resolve) => http.close(() => resolve()));
    },
  };
  serveSockets(http, hocuspocus, sockets, () => server.blockSockets);
  await listen(http, port);
  const { port: bound } = http.address() as AddressInfo;
  return Object.assign(server, { origin: `http://127.0.0.1:${bound}` });
}

function contractHocuspocus(
  disk: Disk,
  conduct: Conduct,
  counts: { waiting: number; mostWaiting: number; readonly attachments: string[] },
): Hocuspocus {
  return new Hocuspocus({
    quiet: true,
    maxPendingDocuments: 60,
    onAuthenticate: async ({ documentName }) => {
      counts.waiting += 1;
      counts.mostWaiting = Math.max(counts.mostWaiting, counts.waiting);
      const reason = conduct.deny(documentName);
      await Promise.resolve();
      counts.waiting -= 1;
      if (reason !== null) throw Object.assign(new Error(reason), { reason });
      counts.attachments.push(documentName);
    },
    onLoadDocument: async ({ documentName, document }) => {
      for (const update of disk.get(documentName) ?? []) Y.applyUpdate(document, update);
      return document;
    },
    connected: async ({ connection, documentName }) => {
      connection.sendStateless(
        JSON.stringify({
          kind: "access",
          level: conduct.level(documentName),
          damaged: false,
          outdated: false,
        }),
      );
    },
    beforeSync: async ({ type, payload, documentName, document }) => {
      const update = payload.slice();
      if (type === 0 || isEmpty(update)) return;
      const arrival = { room: documentName, update };
      const reason = conduct.refuse(arrival) ?? (isOutOfOrder(document, update) ? "out-of-order" : null);
      if (reason !== null) throw Object.assign(new Error(reason), { reason });
      await conduct.durable(arrival);
      store(disk, documentName, update);
    },
    beforeHandleMessage: async ({ update }) => {
      const clients = presenceIn(update);
      if (clients.length > 0) conduct.presence(clients);
    },
    onStateless: async ({ connection, payload }) => {
      const message = readClientMessage(payload);
      if (message !== null) connection.sendStateless(JSON.stringify({ kind: "marked", n: message.n }));
    },
  });
}

function serveSockets(
  http: Server,
  hocuspocus: Hocuspocus,
  sockets: Set<ServerSocket>,
  isBlocked: () => boolean,
): void {
  const upgrades = new WebSocketServer({ noServer: true });
  http.on("upgrade", (request, socket, head) => {
    // A client that has gone away while it was being refused is none of this server's trouble.
    socket.on("error", () => socket.destroy());
    if (isBlocked()) return void socket.end("HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n");
    upgrades.handleUpgrade(request, socket, head, (webSocket) => {
      sockets.add(webSocket);
      const client = hocuspocus.handleConnection(
        webSocket,
        new Request(`http://localhost${request.url}`),
        {},
      );
      webSocket.on("message", (data: Buffer) => client.handleMessage(new Uint8Array(data)));
      webSocket.on("close", (code, reason) => {
        sockets.delete(webSocket);
        client.handleClose({ code, reason: String(reason) });
      });
      webSocket.on("error", () => webSocket.terminate());
    });
  });
}

/** The clients of whom a raw frame brings presence, or the end of it. */
function presenceIn(frame: Uint8Array): number[] {
  const outer = decoding.createDecoder(frame);
  decoding.readVarString(outer);
  if (decoding.readVarUint(outer) !== MessageType.Awareness) return [];
  const inner = decoding.createDecoder(decoding.readVarUint8Array(outer));
  return Array.from({ length: decoding.readVarUint(inner) }, () => {
    const client = decoding.readVarUint(inner);
    decoding.readVarUint(inner);
    decoding.readVarString(inner);
    return client;
  });
}

function store(disk: Disk, room: string, update: Uint8Array): void {
  disk.set(room, [...(disk.get(room) ?? []), update.slice()]);
}

function readDisk(disk: Disk, room: string): Y.Doc {
  const doc = new Y.Doc();
  for (const update of disk.get(room) ?? []) Y.applyUpdate(doc, update);
  return doc;
}

function writeAsColleague(
  disk: Disk,
  hocuspocus: Hocuspocus,
  room: string,
  change: (doc: Y.Doc) => void,
): void {
  const doc = readDisk(disk, room);
  const before = Y.encodeStateVector(doc);
  change(doc);
  const update = Y.encodeStateAsUpdate(doc, before);
  store(disk, room, update);
  const live = hocuspocus.documents.get(room);
  if (live !== undefined) Y.applyUpdate(live, update);
}

function isEmpty(update: Uint8Array): boolean {
  const { structs, ds } = Y.decodeUpdate(update);
  return structs.length === 0 && ds.clients.size === 0;
}

async function listen(http: Server, port: number): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(port, "127.0.0.1", resolve);
  });
}

/** As the gate judges it: the update begins beyond what the document has of that client. */
function isOutOfOrder(document: Y.Doc, update: Uint8Array): boolean {
  const { structs } = Y.decodeUpdate(update);
  const known = Y.decodeStateVector(Y.encodeStateVector(document));
  const next = new Map(known);
  for (const struct of structs) {
    const { client, clock } = struct.id;
    if (clock > (next.get(client) ?? 0)) return true;
    next.set(client, Math.max(next.get(client) ?? 0, clock + struct.length));
  }
  return false;
}
