import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import {
  BODY_ROOT,
  createReportSchema,
  formatRoomName,
  parseRoomName,
  readServerMessage,
  type Level,
  type ReviewId,
  type Role,
  type RoomAddress,
  type ServerMessage,
} from "@travaux/blueprint";
import { pino } from "pino";
import WebSocket from "ws";
import * as Y from "yjs";
import { Collaboration } from "../src/collab/collaboration.ts";
import type { Actor } from "../src/identity/actor.ts";
import type { Keys } from "../src/journal/sealing.ts";
import { StoredReviewLogs } from "../src/journal/stored-review-logs.ts";
import { OpenRooms } from "../src/rooms/open-rooms.ts";
import type { DocumentJson, RoomDirectory, RoomGrant } from "../src/rooms/rooms.ts";
import type { Storage } from "../src/storage/storage.ts";
import { afterTest } from "./temporary.ts";
import { until } from "./until.ts";

export const REVIEW = "rtest0001" as ReviewId;
export const ROOM = roomAddress(`${REVIEW}/untoc.5.b/reviewers/text/1`);

export function roomAddress(name: string): RoomAddress {
  const address = parseRoomName(name);
  if (address === null) throw new RangeError(name);
  return address;
}

/** Who is who in these tests: user id, and what he may do. */
export interface Cast {
  readonly [user: string]: { level: Level; role: Role; state: string | null };
}

/** What every room of these tests begins with. */
export const SEED: DocumentJson = {
  type: "doc",
  content: [
    { type: "paragraph", attrs: { id: "p1" }, content: [{ type: "text", text: "The law provides." }] },
  ],
};

/**
 * A server of rooms alone: real journal, gate and sockets; rights from `cast`, identity from the address.
 *
 * @param record what the record says where it is not to be empty
 */
export async function startRooms(
  storage: Storage,
  keys: Keys,
  cast: Cast,
  { tailLimit, record }: { readonly tailLimit?: number; readonly record?: Partial<RoomDirectory> } = {},
) {
  let count = 0;
  const logs = new StoredReviewLogs({ storage, keys, clock: () => Date.now(), owner: "test" });
  const log = pino({ level: process.env["TRAVAUX_LOG"] ?? "silent" });
  const rooms = new OpenRooms({
    logs,
    schema: createReportSchema(),
    freshId: () => `f${(count += 1)}`,
    log,
    ...(tailLimit === undefined ? {} : { tailLimit }),
  });
  const directory: RoomDirectory = {
    grant: async (user, address) => {
      const person = cast[user];
      if (person === undefined || person.level === "none" || address.epoch !== 1) return null;
      return {
        member: `m${user}`,
        user,
        name: `Expert ${user}`,
        role: person.role,
        state: person.state,
        stateName: person.state,
        level: person.level,
      } as unknown as RoomGrant;
    },
    seed: async () => SEED,
    effect: async () => null,
    margin: async () => ({ considered: new Set(), times: new Map(), keys: new Map() }),
    threads: async () => null,
    threadsOf: async () => [],
    ...record,
  };
  rooms.useDirectory(directory);
  const collaboration = new Collaboration({ rooms, log });
  const server = createServer();
  server.on("upgrade", (request, stream, head) => {
    const user = new URL(request.url ?? "", "http://x").searchParams.get("user") ?? "";
    const actor = {
      user,
      name: user,
      staff: false,
      language: "en",
      session: `s-${user}`,
      expiresAt: Date.now() + 3_600_000,
    } as Actor;
    collaboration.accept(request, stream, head, { actor, review: REVIEW });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    await collaboration.close();
    await new Promise((resolve) => server.close(resolve));
  };
  afterTest(stop);
  return {
    rooms,
    logs,
    directory,
    collaboration,
    port,
    stop,
    url: `ws://127.0.0.1:${port}/collab/${REVIEW}`,
  };
}

/** A real provider in a room. `closed` collects the reasons the server gave. */
export function enter(
  server: { readonly url: string },
  user: string,
  address: RoomAddress = ROOM,
  doc = new Y.Doc(),
) {
  const closed: string[] = [];
  const messages: ServerMessage[] = [];
  const socket = new HocuspocusProviderWebsocket({
    url: `${server.url}?user=${user}`,
    WebSocketPolyfill: WebSocket,
    delay: 50,
    minDelay: 20,
    maxDelay: 200,
  });
  const provider = new HocuspocusProvider({
    websocketProvider: socket,
    name: formatRoomName(address),
    document: doc,
    onClose: ({ event }) => closed.push(event.reason),
    onAuthenticationFailed: ({ reason }) => closed.push(reason),
    onStateless: ({ payload }) => {
      const message = readServerMessage(payload);
      if (message !== null) messages.push(message);
    },
  });
  provider.attach();
  const leave = (): void => {
    provider.destroy();
    socket.destroy();
  };
  afterTest(leave);
  let marks = 0;
  return {
    doc,
    provider,
    socket,
    closed,
    messages,
    leave,
    ready: () =>
      until(`${user} is in the room`, () => provider.isSynced && messages.some((m) => m.kind === "access")),
    /** Resolves when the server says that everything so far is durable. */
    saved: async () => {
      const n = (marks += 1);
      provider.sendStateless(JSON.stringify({ kind: "mark", n }));
      await until(`mark ${n} of ${user}`, () => messages.some((m) => m.kind === "marked" && m.n === n));
    },
  };
}

/** The text of the first paragraph. */
export function firstText(doc: Y.Doc): Y.XmlText {
  const paragraph = doc.getXmlFragment(BODY_ROOT).get(0);
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new Error("no text in the first paragraph");
  return text;
}

export function wholeText(doc: Y.Doc): string {
  return doc
    .getXmlFragment(BODY_ROOT)
    .toArray()
    .map((block) => textOf(block))
    .join("");
}

function textOf(node: Y.XmlElement | Y.XmlText | Y.XmlHook): string {
  if (node instanceof Y.XmlText) {
    const parts: readonly { readonly insert?: unknown }[] = node.toDelta();
    return parts.map(({ insert }) => (typeof insert === "string" ? insert : "")).join("");
  }
  return node instanceof Y.XmlElement
    ? node
        .toArray()
        .map((child) => textOf(child))
        .join("")
    : "";
}
