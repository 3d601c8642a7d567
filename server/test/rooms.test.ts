import { randomBytes } from "node:crypto";
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { openStorage } from "../src/storage/open-storage.ts";
import { createVault, VAULT_TABLES } from "../src/vault/vault.ts";
import { withWeather } from "./faulty-storage.ts";
import { enter, firstText, REVIEW, ROOM, startRooms, wholeText, type Cast } from "./room-fixture.ts";
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

async function open(folder: string) {
  const faulty = withWeather(await openStorage({ dataDir: folder, tables: VAULT_TABLES }));
  const vault = await createVault({ masterKey, records: faulty.storage.records, random: randomBytes });
  return { faulty, vault, storage: faulty.storage };
}

async function start(people: Cast = cast()) {
  const folder = await temporaryFolder();
  const store = await open(folder);
  afterTest(() => store.storage.close());
  return { folder, ...store, server: await startRooms(store.storage, store.vault, people), people };
}

describe("a room", () => {
  it("brings two writers in one paragraph to the same text, and shows it again after a restart", async () => {
    const folder = await temporaryFolder();
    const first = await open(folder);
    const server = await startRooms(first.storage, first.vault, cast());
    const [b, c] = [enter(server, "b"), enter(server, "c")];
    await Promise.all([b.ready(), c.ready()]);
    firstText(b.doc).insert(0, "Bravo ");
    firstText(c.doc).insert(firstText(c.doc).length, " Charlie");
    await Promise.all([b.saved(), c.saved()]);
    await until("both agree", () => wholeText(b.doc) === wholeText(c.doc));
    expect(wholeText(b.doc)).toBe("Bravo The law provides. Charlie");
    b.leave();
    c.leave();
    await server.stop();
    await first.storage.close();

    const second = await open(folder);
    afterTest(() => second.storage.close());
    const again = enter(await startRooms(second.storage, second.vault, cast()), "reader");
    await again.ready();
    expect(wholeText(again.doc)).toBe("Bravo The law provides. Charlie");
  });

  it("takes no text from a reader and tells him why", async () => {
    const { server } = await start();
    const [reader, b] = [enter(server, "reader"), enter(server, "b")];
    await Promise.all([reader.ready(), b.ready()]);
    firstText(reader.doc).insert(0, "Forged ");
    await until("the reader is told", () => reader.closed.includes("not-permitted"));
    firstText(b.doc).insert(0, "Honest ");
    await b.saved();
    expect((await server.rooms.read(ROOM)).doc).toMatchObject({
      content: [{ content: [{ text: "Honest The law provides." }] }],
    });
  });

  it("answers a stranger, an old epoch and a name that is none alike", async () => {
    const { server } = await start();
    const visitors = [
      enter(server, "stranger"),
      enter(server, "b", { ...ROOM, epoch: 2 }),
      enter(server, "b", { ...ROOM, review: "rother001" as typeof REVIEW }),
    ];
    for (const visitor of visitors) await until("refused", () => visitor.closed.length > 0);
    expect(visitors.map((visitor) => visitor.closed[0])).toEqual(["no-room", "no-room", "no-room"]);
  });

  it("cuts the writing of a member whose level falls, in the middle of a session", async () => {
    const { server, people } = await start();
    const b = enter(server, "b");
    await b.ready();
    const begun = performance.now();
    people["b"]!.level = "read";
    server.rooms.accessChanged(REVIEW);
    await until("told", () => b.closed.includes("access-changed"));
    expect(performance.now() - begun).toBeLessThan(1000);
    const again = enter(server, "b");
    await again.ready();
    expect(again.messages).toContainEqual({ kind: "access", level: "read", damaged: false, outdated: false });
    firstText(again.doc).insert(0, "late ");
    await until("refused", () => again.closed.includes("not-permitted"));
  });

  it("refuses with not-saved while the disk is full, goes on showing, and loses nothing it acknowledged", async () => {
    const { server, faulty } = await start();
    const b = enter(server, "b");
    await b.ready();
    firstText(b.doc).insert(0, "kept ");
    await b.saved();
    faulty.weather = "full";
    firstText(b.doc).insert(0, "refused ");
    await until("told", () => b.closed.includes("not-saved"));
    const reader = enter(server, "reader");
    await reader.ready();
    expect(wholeText(reader.doc)).toBe("kept The law provides.");
    faulty.weather = "fair";
    const back = enter(server, "b", ROOM, b.doc);
    await back.ready();
    await back.saved();
    expect(back.closed).toEqual([]);
    await until("the reader sees it", () => wholeText(reader.doc) === "refused kept The law provides.");
  });

  it("applies once what the store wrote without answering", async () => {
    const { server, faulty, storage, vault } = await start();
    const b = enter(server, "b");
    await b.ready();
    faulty.weather = "silent-landed";
    firstText(b.doc).insert(0, "twice? ");
    await until("told", () => b.closed.includes("not-saved"));
    faulty.weather = "fair";
    const back = enter(server, "b", ROOM, b.doc);
    await back.ready();
    firstText(back.doc).insert(0, "then ");
    await back.saved();
    expect(wholeText(back.doc)).toBe("then twice? The law provides.");
    const other = await startRooms(storage, vault, cast());
    const reader = enter(other, "reader");
    await reader.ready();
    expect(wholeText(reader.doc)).toBe("then twice? The law provides.");
  });

  it("opens for reading only, up to the last good record, when one is corrupt", async () => {
    const { server, storage, vault } = await start();
    const b = enter(server, "b");
    await b.ready();
    for (const word of ["three ", "two ", "one "]) {
      firstText(b.doc).insert(0, word);
      await b.saved();
    }
    const journal: { seq: number; bytes: Uint8Array }[] = [];
    for await (const commit of storage.commits.read(REVIEW, 1))
      if (commit.kind === "journal") journal.push(commit);
    const damaged = journal.at(-2);
    const broken = {
      ...storage,
      commits: {
        ...storage.commits,
        append: storage.commits.append.bind(storage.commits),
        read: async function* (review: string, from: number) {
          for await (const commit of storage.commits.read(review, from)) {
            const bytes = commit.bytes.slice();
            if (commit.seq === damaged?.seq) bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
            yield { ...commit, bytes };
          }
        },
      },
    };
    const second = await startRooms(broken, vault, cast());
    const writer = enter(second, "b");
    await writer.ready();
    expect(wholeText(writer.doc)).toBe("three The law provides.");
    expect(writer.messages).toContainEqual({ kind: "access", level: "read", damaged: true, outdated: false });
    firstText(writer.doc).insert(0, "more ");
    await until("refused", () => writer.closed.includes("damaged"));
  });

  it("trims what two snapshots cover, also of rooms that nobody writes in any more, and shows the same text", async () => {
    const folder = await temporaryFolder();
    const { storage, vault } = await open(folder);
    afterTest(() => storage.close());
    const server = await startRooms(storage, vault, cast(), { tailLimit: 0 });
    const b = enter(server, "b");
    await b.ready();
    for (const word of ["three ", "two ", "one "]) {
      firstText(b.doc).insert(0, word);
      await b.saved();
    }
    b.leave();
    await until("the room is let go", () => server.rooms.size === 0);
    const other = enter(server, "c", { ...ROOM, section: "untoc.6.b" as typeof ROOM.section });
    await other.ready();
    await server.rooms.maintain();
    const kinds: string[] = [];
    for await (const commit of storage.commits.read(REVIEW, 1)) kinds.push(commit.kind);
    // The last one stays, so that the numbers go on behind it.
    expect(kinds.filter((kind) => kind === "journal")).toHaveLength(1);
    other.leave();
    const again = enter(await startRooms(storage, vault, cast()), "reader");
    await again.ready();
    expect(wholeText(again.doc)).toBe("one two three The law provides.");
    // What is written after a trimmed journal was opened again counts on, and is there the next time.
    const third = await startRooms(storage, vault, cast());
    const writer = enter(third, "b");
    await writer.ready();
    firstText(writer.doc).insert(0, "zero ");
    await writer.saved();
    writer.leave();
    const last = enter(await startRooms(storage, vault, cast()), "reader");
    await last.ready();
    expect(wholeText(last.doc)).toBe("zero one two three The law provides.");
  });

  it("refuses a client that writes under another member's clientID", async () => {
    const { server } = await start();
    const b = enter(server, "b");
    await b.ready();
    firstText(b.doc).insert(0, "mine ");
    await b.saved();
    const thief = new Y.Doc();
    thief.clientID = b.doc.clientID;
    const c = enter(server, "c", ROOM, thief);
    await until("refused", () => c.closed.includes("foreign-client"));
    expect(JSON.stringify((await server.rooms.read(ROOM)).doc)).toContain("mine The law provides.");
  });
});
