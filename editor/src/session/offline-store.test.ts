// @vitest-environment node
import "fake-indexeddb/auto";
import type { OutlineView, ReviewId, SessionUser, UserId } from "@travaux/blueprint";
import { IDBFactory } from "fake-indexeddb";
import { openDB } from "idb";
import { beforeEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { draftOf } from "../comments/server.fixture.ts";
import { updateBlocks } from "./document-blocks.ts";
import { LocalDatabase, openLocalDatabase } from "./local-database.ts";
import { lastUser, OfflineStore, rememberUser } from "./offline-store.ts";
import { purgeLocal, purgeOthers, purgeSuperseded } from "./purge-local.ts";
import { RoomLog, ROWS_BEFORE_COMPACTION } from "./room-log.ts";
import { addParagraph, REVIEW, ROOM } from "./session.fixture.ts";

const [ONE, TWO] = ["u1" as UserId, "u2" as UserId];
const NEXT_EPOCH = ROOM.replace(/1$/, "2");
const OUTLINE: OutlineView = { review: REVIEW, phase: "drafting", version: 7, entries: [] };
const USER: SessionUser = {
  id: ONE,
  name: "Reviewing expert of State B",
  email: "expert.b@example.org",
  language: "en",
  staff: false,
  secondFactor: false,
};

let database: LocalDatabase;

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  database = await LocalDatabase.open();
});

function openLog(user: string, room: string, writer = "tab"): RoomLog {
  return new RoomLog({
    database: Promise.resolve(database),
    user,
    room,
    writer,
    report: (error) => {
      throw error;
    },
  });
}

/** Lays down a room with one paragraph that the server has and, if asked, one that it has not. */
async function lay(user: string, room: string, unsent: boolean): Promise<void> {
  const log = openLog(user, room, crypto.randomUUID());
  await log.load();
  const doc = new Y.Doc();
  let mine = false;
  doc.on("update", (update: Uint8Array) => log.append(update, mine));
  addParagraph(doc, "p1", "Known.");
  mine = true;
  if (unsent) addParagraph(doc, "p2", "Unsent.");
  await log.close();
}

describe("what this computer keeps", () => {
  it("at the sign-in of another person loses everybody else's texts and views, and none of their unsent work", async () => {
    await lay(ONE, ROOM, true);
    await lay(ONE, NEXT_EPOCH, false);
    await lay(TWO, ROOM, false);
    await new OfflineStore(database, ONE).write("outline", OUTLINE, REVIEW);
    await new OfflineStore(database, TWO).write("outline", OUTLINE, REVIEW);
    await purgeOthers(database, TWO);
    expect(await database.rooms()).toEqual([{ user: TWO, room: ROOM }]);
    expect(await new OfflineStore(database, ONE).read("outline", REVIEW)).toBeNull();
    expect(await new OfflineStore(database, TWO).read("outline", REVIEW)).toEqual(OUTLINE);
    const kept = await database.keptWork(ONE);
    expect(kept.map(({ blocks, reason }) => ({ reason, texts: blocks.map(({ text }) => text) }))).toEqual([
      { reason: "session-ended", texts: ["Unsent."] },
    ]);
    expect(await database.keptWork(TWO)).toEqual([]);
  });

  it("at sign-out loses everything of that person but unsent work, and says how much stays", async () => {
    await rememberUser(database, USER);
    expect(await lastUser(database)).toEqual(USER);
    await lay(ONE, ROOM, true);
    await lay(TWO, ROOM, true);
    await new OfflineStore(database, ONE).write("outline", OUTLINE, REVIEW);
    expect(await purgeLocal(database, ONE)).toBe(1);
    expect(await database.rooms()).toEqual([{ user: TWO, room: ROOM }]);
    expect(await lastUser(database)).toBeNull();
    expect(await new OfflineStore(database, ONE).read("outline", REVIEW)).toBeNull();
  });

  it("loses rooms that the outline does not name any more, of that review and person alone", async () => {
    await lay(ONE, ROOM, true);
    await lay(ONE, NEXT_EPOCH, false);
    await lay(ONE, ROOM.replace(REVIEW, "r00002"), false);
    await lay(TWO, ROOM, false);
    await purgeSuperseded(database, ONE, REVIEW, new Set([NEXT_EPOCH]));
    const left = (await database.rooms()).map(({ user, room }) => `${user} ${room}`);
    expect(left.toSorted()).toEqual(
      [`${ONE} ${NEXT_EPOCH}`, `${ONE} ${ROOM.replace(REVIEW, "r00002")}`, `${TWO} ${ROOM}`].toSorted(),
    );
    expect((await database.keptWork(ONE)).map(({ room, reason }) => ({ room, reason }))).toEqual([
      { room: ROOM, reason: "no-room" },
    ]);
  });

  it("takes a long log together without losing what is unsent", async () => {
    const log = openLog(ONE, ROOM);
    await log.load();
    const doc = new Y.Doc();
    doc.on("update", (update: Uint8Array) => log.append(update, false));
    addParagraph(doc, "p1", "");
    for (let row = 0; row <= ROWS_BEFORE_COMPACTION; row += 1) {
      addParagraph(doc, `p${row}`, String(row));
      await log.flushed();
    }
    expect((await database.readRoom(ONE, ROOM)).length).toBeLessThan(ROWS_BEFORE_COMPACTION);
    await log.close();
    await lay(ONE, ROOM, true);
    const text = await openLog(ONE, ROOM, "other").load();
    expect(text.unsent).toBe(true);
    expect(updateBlocks(text.update).map((block) => block.text)).toContain("Unsent.");
    expect(updateBlocks(text.update).length).toBeGreaterThan(ROWS_BEFORE_COMPACTION);
  });

  it("confirms only what was appended before the mark, and leaves another tab's later rows alone", async () => {
    const [mine, other] = [openLog(ONE, ROOM, "mine"), openLog(ONE, ROOM, "other")];
    await Promise.all([mine.load(), other.load()]);
    const doc = new Y.Doc();
    const updates: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array) => updates.push(update));
    for (const id of ["a", "b", "c"]) addParagraph(doc, id, id);
    const [a, b, c] = updates;
    if (a === undefined || b === undefined || c === undefined)
      throw new RangeError("Three edits make three updates");
    mine.append(a, true);
    const place = mine.here();
    await mine.flushed();
    mine.append(b, true);
    other.append(c, true);
    mine.confirm(place);
    await Promise.all([mine.close(), other.close()]);
    const unsent = (await database.readRoom(ONE, ROOM)).filter((row) => row.mine === 1);
    expect(unsent.map((row) => row.writer).toSorted()).toEqual(["mine", "other"]);
    expect(await purgeLocal(database, ONE)).toBe(1);
  });

  it("at sign-out and at the sign-in of another keeps the comments that were not sent", async () => {
    const id = `c${"1".repeat(20)}`;
    await database.putDraft({ ...draftOf(id), user: ONE });
    await purgeOthers(database, TWO);
    expect(await purgeLocal(database, ONE)).toBe(1);
    expect((await database.drafts(ONE)).map(({ text }) => text)).toEqual([draftOf(id).text]);
    expect(await database.drafts(TWO)).toEqual([]);
  });

  it("of an earlier release stays, but for outlines that know nothing of margins", async () => {
    database.close();
    globalThis.indexedDB = new IDBFactory();
    const old = await openDB("travaux", 1, {
      upgrade(tables) {
        const updates = tables.createObjectStore("updates", { keyPath: "id", autoIncrement: true });
        updates.createIndex("room", ["user", "room"]);
        updates.createIndex("mine", ["user", "room", "mine"]);
        tables.createObjectStore("kept", { keyPath: "id" }).createIndex("user", "user");
        tables.createObjectStore("cache", { keyPath: ["user", "key"] });
      },
    });
    for (const key of [`outline:${REVIEW}`, "reviews"])
      await old.put("cache", { user: ONE, key, value: { entries: [] } });
    await old.put("updates", {
      user: ONE,
      room: ROOM,
      writer: "tab",
      position: 0,
      mine: 1,
      update: new Uint8Array(),
    });
    old.close();
    database = await LocalDatabase.open();
    expect(await new OfflineStore(database, ONE).read("outline", REVIEW)).toBeNull();
    expect(await new OfflineStore(database, ONE).read("reviews")).not.toBeNull();
    expect(await database.readRoom(ONE, ROOM)).toHaveLength(1);
    expect(await database.drafts(ONE)).toEqual([]);
  });

  it("is nothing in a browser without storage, which is reported", async () => {
    const reported: unknown[] = [];
    globalThis.indexedDB = undefined as unknown as IDBFactory;
    expect(await openLocalDatabase((error) => reported.push(error))).toBeNull();
    expect(reported).toHaveLength(1);
    expect(await purgeLocal(null, ONE)).toBe(0);
    await new OfflineStore(null, ONE).write("outline", OUTLINE, "r00001" as ReviewId);
    expect(await new OfflineStore(null, ONE).read("outline", REVIEW)).toBeNull();
  });
});
