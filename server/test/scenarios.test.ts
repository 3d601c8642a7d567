import { HocuspocusProvider, HocuspocusProviderWebsocket } from "@hocuspocus/provider";
import { readServerMessage, ROOMS_PENDING_LIMIT } from "@travaux/blueprint";
import * as encoding from "lib0/encoding";
import { afterEach, describe, expect, it } from "vitest";
import WebSocket from "ws";
import * as Y from "yjs";
import { RawClient } from "./raw-client.ts";
import { firstText } from "./room-fixture.ts";
import { startServer, type TestServer } from "./server-fixture.ts";
import { ServerProcess, signIn, type Visitor } from "./server-process.ts";
import { afterTest, cleanUp, temporaryFolder } from "./temporary.ts";
import { until } from "./until.ts";

afterEach(cleanUp);

const SECTION = "untoc.5.b";

/** Hocuspocus's own provider in a section, and what the server called saved. */
async function writer(server: { readonly url: string }, visitor: Visitor) {
  const doc = new Y.Doc();
  let marked = 0;
  let marks = 0;
  const socket = new HocuspocusProviderWebsocket({
    url: `${server.url.replace("http", "ws")}/collab/${visitor.review}`,
    WebSocketPolyfill: visitor.socket,
    delay: 50,
    minDelay: 20,
    maxDelay: 200,
  });
  const provider = new HocuspocusProvider({
    websocketProvider: socket,
    name: await visitor.room(SECTION),
    document: doc,
    onStateless: ({ payload }) => {
      const message = readServerMessage(payload);
      if (message?.kind === "marked") marked = Math.max(marked, message.n);
    },
  });
  provider.attach();
  afterTest(() => {
    provider.destroy();
    socket.destroy();
  });
  return {
    doc,
    synced: () => until("synced", () => provider.isSynced, 20_000),
    lost: () => until("cut off", () => !provider.isSynced, 20_000),
    type: (text: string) => firstText(doc).insert(firstText(doc).length, text),
    /** Asks whether everything so far is saved. @returns the number of the question */
    ask: () => {
      marks += 1;
      provider.sendStateless(JSON.stringify({ kind: "mark", n: marks }));
      return marks;
    },
    isSaved: (n: number) => marked >= n,
  };
}

/** The section as the server gives it to anybody who reads it now. */
async function stored(visitor: Visitor): Promise<string> {
  return JSON.stringify(await visitor.get(`/api/reviews/${visitor.review}/sections/${SECTION}`));
}

function times(text: string, part: string): number {
  return text.split(part).length - 1;
}

describe("E104 Reconnect really stores", () => {
  it("what was written during a cut is in the store once, and saved is said only then", async () => {
    const server = new ServerProcess(await temporaryFolder());
    await server.start();
    const visitor = await signIn(server, "expert.b");
    const b = await writer(server, visitor);
    await b.synced();
    await server.kill();
    await b.lost();
    b.type(" During the cut.");
    expect(b.isSaved(1)).toBe(false);
    await server.start();
    await b.synced();
    const first = b.ask();
    await until("saved", () => b.isSaved(first));
    expect(times(await stored(visitor), "During the cut.")).toBe(1);
    // The client still has everything and sends it again to a server that has read its journal anew.
    await server.kill();
    await b.lost();
    await server.start();
    await b.synced();
    const second = b.ask();
    await until("saved again", () => b.isSaved(second));
    expect(times(await stored(visitor), "During the cut.")).toBe(1);
  });
});

describe("E106 Kill the server", () => {
  it("right after saved was said, no character of it is missing", { timeout: 60_000 }, async () => {
    const server = new ServerProcess(await temporaryFolder());
    await server.start();
    const visitor = await signIn(server, "expert.b");
    const b = await writer(server, visitor);
    for (let round = 1; round <= 5; round += 1) {
      await b.synced();
      for (const letter of "ticked") b.type(`${letter}${round}`);
      const asked = b.ask();
      await until("saved", () => b.isSaved(asked));
      await server.kill();
      await b.lost();
      await server.start();
      expect(times(await stored(visitor), `t${round}i${round}c${round}k${round}e${round}d${round}`)).toBe(1);
    }
  });
});

describe("E107 Edits before authentication", () => {
  async function unauthenticated(server: TestServer, visitor: Visitor): Promise<RawClient> {
    const room = await visitor.room(SECTION);
    const socket = new visitor.socket(`${server.url.replace("http", "ws")}/collab/${visitor.review}`);
    const client = new RawClient(socket, room);
    await until("open", () => socket.readyState === WebSocket.OPEN);
    return client;
  }

  it("are never applied, not even when authentication follows for a room that is not the member's", async () => {
    const server = await startServer();
    const b = await signIn(server, "expert.b");
    const a = await signIn(server, "expert.a");
    const room = await b.room(SECTION);
    const socket = new a.socket(`${server.url.replace("http", "ws")}/collab/${a.review}`);
    const stranger = new RawClient(socket, room);
    await until("open", () => socket.readyState === WebSocket.OPEN);
    stranger.edit((doc) => {
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.setAttribute("id", "early");
      paragraph.insert(0, [new Y.XmlText("Too early.")]);
      doc.getXmlFragment("body").insert(0, [paragraph]);
    });
    stranger.authenticate();
    await until("refused", () => stranger.closed.length > 0 || stranger.socketClosed !== null);
    expect(stranger.closed).toEqual(["no-room"]);
    expect(await stored(b)).not.toContain("Too early.");
  });

  it("without authentication leave nothing behind", async () => {
    const server = await startServer();
    const b = await signIn(server, "expert.b");
    const client = await unauthenticated(server, b);
    client.edit((doc) => doc.getXmlFragment("body").insert(0, [new Y.XmlElement("paragraph")]));
    const before = await stored(b);
    const honest = await writer(server, b);
    await honest.synced();
    honest.type(" Honest.");
    const asked = honest.ask();
    await until("saved", () => honest.isSaved(asked));
    expect(await stored(b)).toBe(before.replace(/"(?=\}\])/, ` Honest."`));
    client.leave();
  });

  it("in a flood over many rooms are cut off, and others go on", async () => {
    const server = await startServer();
    const b = await signIn(server, "expert.b");
    const flooding = await unauthenticated(server, b);
    for (let index = 0; index <= ROOMS_PENDING_LIMIT + 10 && flooding.socketClosed === null; index += 1) {
      const encoder = encoding.createEncoder();
      encoding.writeVarString(encoder, `${b.review}/untoc.5.b/reviewers/text/${index + 100}`);
      encoding.writeVarUint(encoder, 0);
      encoding.writeVarUint(encoder, 2);
      encoding.writeVarUint8Array(encoder, new Uint8Array([0, 0]));
      flooding.raw(encoding.toUint8Array(encoder));
    }
    await until("cut off", () => flooding.socketClosed !== null);
    const honest = await writer(server, b);
    await honest.synced();
    honest.type(" Undisturbed.");
    const asked = honest.ask();
    await until("saved", () => honest.isSaved(asked));
    expect(times(await stored(b), "Undisturbed.")).toBe(1);
  });

  it("in a flood on one room are cut off", async () => {
    const server = await startServer();
    const b = await signIn(server, "expert.b");
    const flooding = await unauthenticated(server, b);
    const update = new Uint8Array(200_000);
    for (let index = 0; index < 200 && flooding.socketClosed === null; index += 1) {
      flooding.update(update);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await until("cut off", () => flooding.socketClosed !== null);
    expect(await stored(b)).toContain("Section 214");
  });
});
