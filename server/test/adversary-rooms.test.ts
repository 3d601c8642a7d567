import { randomBytes } from "node:crypto";
import { setImmediate as turn } from "node:timers/promises";
import { formatRoomName } from "@travaux/blueprint";
import { afterEach, describe, expect, it } from "vitest";
import WebSocket from "ws";
import * as Y from "yjs";
import { openStorage } from "../src/storage/open-storage.ts";
import { createVault, VAULT_TABLES } from "../src/vault/vault.ts";
import { withWeather } from "./faulty-storage.ts";
import { RawClient } from "./raw-client.ts";
import {
  firstText,
  REVIEW,
  ROOM,
  roomAddress,
  SEED,
  startRooms,
  wholeText,
  type Cast,
} from "./room-fixture.ts";
import { afterTest, cleanUp, temporaryFolder } from "./temporary.ts";
import { until } from "./until.ts";

afterEach(cleanUp);

const masterKey = randomBytes(32);

function cast(): Cast {
  return {
    b: { level: "edit", role: "reviewing-expert", state: "b" },
    c: { level: "edit", role: "reviewing-expert", state: "c" },
    reader: { level: "read", role: "secretariat", state: null },
  };
}

async function start(people: Cast = cast()) {
  const folder = await temporaryFolder();
  const faulty = withWeather(await openStorage({ dataDir: folder, tables: VAULT_TABLES }));
  afterTest(() => faulty.storage.close());
  const vault = await createVault({ masterKey, records: faulty.storage.records, random: randomBytes });
  return { faulty, vault, server: await startRooms(faulty.storage, vault, people), people };
}

function raw(server: { readonly url: string }, user: string): Promise<RawClient> {
  return new RawClient(new WebSocket(`${server.url}?user=${user}`), formatRoomName(ROOM)).enter();
}

describe("after a write that failed", () => {
  it("lets in again who has nothing to send, before anybody has written", async () => {
    const { server, faulty } = await start();
    // Somebody stays, so that the room does too.
    await raw(server, "reader");
    const b = await raw(server, "b");
    b.edit((doc) => firstText(doc).insert(0, "kept "));
    await b.answered();
    faulty.weather = "full";
    b.edit((doc) => firstText(doc).insert(0, "refused "));
    await b.answered();
    expect(b.closed).toEqual(["not-saved"]);
    faulty.weather = "fair";
    const reader = await raw(server, "reader");
    // What a provider sends when it comes back with nothing of its own: all that it has.
    reader.update(Y.encodeStateAsUpdate(reader.doc));
    await reader.answered();
    expect(reader.closed).toEqual([]);
    const c = await raw(server, "c");
    c.update(Y.encodeStateAsUpdate(c.doc));
    await c.answered();
    expect(c.closed).toEqual([]);
  });
});

describe("presence", () => {
  it("of one client is bounded, however many clients it claims to be", async () => {
    const { server } = await start();
    const reader = await raw(server, "reader");
    for (let client = 10_000; client < 11_000; client += 1) reader.presence(client, { cursor: null });
    await reader.answered();
    expect(reader.closed).toEqual(["too-large"]);
    const honest = await raw(server, "reader");
    for (let clock = 1; clock < 500; clock += 1)
      honest.presence(honest.doc.clientID, { cursor: null }, clock);
    await honest.answered();
    expect(honest.closed).toEqual([]);
  });
});

describe("a reader's clean-up of redundant format markers", () => {
  it("is acknowledged and reaches nobody", async () => {
    const { server } = await start();
    const [b, c] = [await raw(server, "b"), await raw(server, "c")];
    // Two people embolden the same letters at once: redundant markers stay behind.
    const before = Y.encodeStateVector(c.doc);
    b.edit((doc) => firstText(doc).format(0, 3, { strong: {} }));
    c.doc.transact(() => firstText(c.doc).format(0, 3, { strong: {} }));
    c.update(Y.encodeStateAsUpdate(c.doc, before));
    await Promise.all([b.answered(), c.answered()]);
    const reader = await raw(server, "reader");
    const live = server.rooms.find(formatRoomName(ROOM))?.document;
    if (live === undefined) throw new Error("the room is open");
    const markers = redundantMarkers(live);
    expect(markers.length).toBeGreaterThan(0);
    const deletesBefore = deletedLength(live);
    const received = b.received.length;
    reader.update(deletion(markers));
    await reader.answered();
    expect(reader.closed).toEqual([]);
    await b.answered();
    // Only the answer to the mark.
    expect(b.received.length - received).toBe(1);
    expect(deletedLength(live)).toBe(deletesBefore);
  });
});

describe("a room that is being loaded", () => {
  it("shows nothing to a member whose rights ended meanwhile", async () => {
    const { server, people } = await start();
    const [loaded, judged] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    let asked = 0;
    server.rooms.useDirectory({
      ...server.directory,
      grant: async (user, address) => {
        asked += 1;
        if (asked > 1) await judged.promise;
        return server.directory.grant(user, address);
      },
      seed: async () => {
        await loaded.promise;
        return SEED;
      },
    });
    const entering = raw(server, "b");
    await until("authorised", () => asked === 1);
    people["b"]!.level = "none";
    server.rooms.accessChanged(REVIEW);
    loaded.resolve();
    await until("judged again", () => asked === 2);
    for (let count = 0; count < 50; count += 1) await turn();
    judged.resolve();
    const b = await entering;
    expect(b.closed).toEqual(["no-room"]);
    expect(b.received.map((bytes) => Buffer.from(bytes).toString("latin1")).join("")).not.toContain(
      "provides",
    );
  });

  it("takes no update while an act holds it", async () => {
    const { server } = await start();
    const loaded = Promise.withResolvers<void>();
    let seeding = false;
    server.rooms.useDirectory({
      ...server.directory,
      grant: (user, address) => server.directory.grant(user, address),
      seed: async () => {
        seeding = true;
        await loaded.promise;
        return SEED;
      },
    });
    const entering = raw(server, "b");
    await until("the room is loading", () => seeding);
    const order: string[] = [];
    await server.rooms.hold([ROOM], async () => {
      loaded.resolve();
      for (let count = 0; count < 50; count += 1) await turn();
      const room = server.rooms.find(formatRoomName(ROOM));
      if (room !== null)
        await Promise.race([
          room.live
            .admit(insertion(room.document), async () => ({ member: "mb", level: "edit" }) as never)
            .then(() => order.push("an update")),
          turns(100),
        ]);
      order.push("the act");
    });
    expect(order).toEqual(["the act"]);
    const b = await entering;
    expect(wholeText(b.doc)).toBe("The law provides.");
  });
});

async function turns(count: number): Promise<void> {
  for (let at = 0; at < count; at += 1) await turn();
}

function insertion(document: Y.Doc): Uint8Array {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(document));
  const before = Y.encodeStateVector(copy);
  firstText(copy).insert(0, "between ");
  return Y.encodeStateAsUpdate(copy, before);
}

describe("a socket", () => {
  it("opens one room only so often, and says so", async () => {
    const { server } = await start();
    const socket = new WebSocket(`${server.url}?user=reader`);
    const sessions = Array.from(
      { length: 12 },
      (_, index) => new RawClient(socket, `${formatRoomName(ROOM)}\0session${index}`),
    );
    await until("open", () => socket.readyState === WebSocket.OPEN);
    for (const session of sessions) {
      session.authenticate();
      session.askForText();
      // Every client on a socket hears all of it; what counts is how many attachments stand.
      await until("answered", () => session.stateless.length > 0 || session.closed.length > 0);
      await turns(20);
    }
    const presence = server.rooms.find(formatRoomName(ROOM))?.presence?.size;
    expect(presence).toBe(8);
    expect(sessions[0]?.closed).toContain("unavailable");
  });

  it("survives frames of every type, in any order, before and after authorisation", async () => {
    const { server } = await start();
    const honest = await raw(server, "b");
    const names = [formatRoomName(ROOM), `${formatRoomName(ROOM)}\u0000x`, "__proto__", "constructor", ""];
    const bodies = [[], [0], [9, 9, 9], [2, 3, 255, 255, 255], [0, 200], [3, 1, 0], [2, 2, 0, 0]];
    const frames = names.flatMap((name) =>
      Array.from({ length: 12 }, (_, type) => bodies.map((body) => frameOf(name, [type, ...body]))).flat(),
    );
    for (const frame of frames) {
      const socket = new WebSocket(`${server.url}?user=c`);
      const client = new RawClient(socket, formatRoomName(ROOM));
      await until("open", () => socket.readyState === WebSocket.OPEN);
      client.raw(frame);
      client.authenticate();
      client.raw(frame);
      socket.send("text frame");
      client.askForText();
      client.raw(frame);
      socket.close();
    }
    honest.edit((doc) => firstText(doc).insert(0, "Still "));
    await honest.answered();
    expect(honest.closed).toEqual([]);
    expect(wholeText(honest.doc)).toBe("Still The law provides.");
    expect(JSON.stringify((await server.rooms.read(ROOM)).doc)).toContain("Still The law provides.");
  });
});

function frameOf(name: string, rest: readonly number[]): Uint8Array {
  const address = [...new TextEncoder().encode(name)];
  return new Uint8Array([address.length, ...address, ...rest]);
}

describe("two openings of the log of one room", () => {
  it("show a record that landed while a room was being loaded", async () => {
    const { server, faulty } = await start();
    const other = roomAddress(`${REVIEW}/untoc.6.b/reviewers/text/1`);
    const log = await server.logs.open(REVIEW);
    const b = await raw(server, "b");
    b.edit((doc) => firstText(doc).insert(0, "kept "));
    await b.answered();
    b.leave();
    await until("let go", () => server.rooms.find(formatRoomName(ROOM)) === null);
    const [room, elsewhere] = [ROOM, other].map((address) =>
      formatRoomName(address).slice(REVIEW.length + 1),
    );
    if (room === undefined || elsewhere === undefined) throw new Error("two rooms");
    const copy = new Y.Doc();
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(b.doc));
    const before = Y.encodeStateVector(copy);
    firstText(copy).insert(0, "landed ");
    await Promise.all([log.prepare(room), log.prepare(elsewhere)]);
    faulty.weather = "silent-landed";
    await expect(log.append(room, { by: "mb", update: Y.encodeStateAsUpdate(copy, before) })).rejects.toThrow(
      "No answer",
    );
    faulty.weather = "fair";
    const read = faulty.storage.blobs.get.bind(faulty.storage.blobs);
    const reading = Promise.withResolvers<void>();
    let asked = false;
    faulty.storage.blobs.get = async (key: string) => {
      asked = true;
      await reading.promise;
      return read(key);
    };
    const document = new Y.Doc();
    const opening = server.rooms.open(formatRoomName(ROOM), document);
    await until("the snapshot is read", () => asked);
    await log.append(elsewhere, { by: "mb", update: new Uint8Array([0, 0]) });
    reading.resolve();
    await opening;
    expect(wholeText(document)).toBe("landed kept The law provides.");
    server.rooms.forget(formatRoomName(ROOM));
  });
});

describe("who opens a room first", () => {
  it("gets its text once, and its answer before anything else", async () => {
    const { server } = await start();
    const b = await raw(server, "b");
    await b.answered();
    const sent = b.received.map((bytes) => Buffer.from(bytes).toString("latin1")).join("");
    expect(sent.split("The law provides.").length - 1).toBe(1);
  });
});

describe("a process whose review another one has taken over", () => {
  it("saves nothing any more and says so, while the other goes on", async () => {
    const { server, faulty, vault, people } = await start();
    const first = await raw(server, "b");
    first.edit((doc) => firstText(doc).insert(0, "before "));
    await first.answered();
    const successor = await startRooms(faulty.storage, vault, people);
    const second = await raw(successor, "c");
    second.edit((doc) => firstText(doc).insert(0, "after "));
    await second.answered();
    expect(second.closed).toEqual([]);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const late = attempt === 0 ? first : await raw(server, "b");
      late.edit((doc) => firstText(doc).insert(0, "late "));
      await late.answered();
      expect(late.closed).toEqual(["not-saved"]);
      expect(late.stateless.filter((message) => JSON.stringify(message).includes("marked")).length).toBe(
        attempt === 0 ? 1 : 0,
      );
    }
    const third = await raw(await startRooms(faulty.storage, vault, people), "reader");
    expect(wholeText(third.doc)).toBe("after before The law provides.");
  });
});

describe("a client that asks and never reads", () => {
  it("is cut off before what waits for it fills the memory", async () => {
    const { server } = await start();
    const b = await raw(server, "b");
    // Random, so that compression does not make it small.
    const words = randomBytes(90_000).toString("hex");
    b.edit((doc) => firstText(doc).insert(0, words));
    await b.answered();
    const socket = new WebSocket(`${server.url}?user=reader`);
    const reader = new RawClient(socket, formatRoomName(ROOM));
    await until("open", () => socket.readyState === WebSocket.OPEN);
    reader.authenticate();
    socket.pause();
    const room = server.rooms.find(formatRoomName(ROOM));
    await until("attached", () => room?.presence?.size === 2);
    for (let count = 0; count < 1000; count += 1) reader.askForText();
    await until("cut off", () => room?.presence?.size === 1, 20_000);
    b.edit((doc) => firstText(doc).insert(0, "Still here "));
    await b.answered();
    expect(b.closed).toEqual([]);
  });
});

function redundantMarkers(doc: Y.Doc): readonly Y.Item[] {
  const markers: Y.Item[] = [];
  let last: string | null = null;
  for (let item = firstText(doc)._start; item !== null; item = item.right) {
    if (item.deleted) continue;
    if (!(item.content instanceof Y.ContentFormat)) {
      last = null;
      continue;
    }
    const print = JSON.stringify([item.content.key, item.content.value]);
    if (print === last) markers.push(item);
    last = print;
  }
  return markers;
}

/** An update that deletes `items` and nothing else. */
function deletion(items: readonly Y.Item[]): Uint8Array {
  const bytes: number[] = [0, items.length];
  for (const { id, length } of items) {
    let client = id.client;
    while (client > 127) {
      bytes.push((client % 128) | 128);
      client = Math.floor(client / 128);
    }
    bytes.push(client, 1);
    let clock = id.clock;
    while (clock > 127) {
      bytes.push((clock % 128) | 128);
      clock = Math.floor(clock / 128);
    }
    bytes.push(clock, length);
  }
  return new Uint8Array(bytes);
}

function deletedLength(doc: Y.Doc): number {
  let sum = 0;
  for (const ranges of Y.createDeleteSetFromStructStore(doc.store).clients.values())
    for (const { len } of ranges) sum += len;
  return sum;
}
