// @vitest-environment node
import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import type { ReviewId, UserId } from "@travaux/blueprint";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { LocalDatabase } from "./local-database.ts";
import { startContractServer, type ContractServer } from "./hocuspocus.fixture.ts";
import type { OpenRoom } from "./open-room.ts";
import { openReviewSession, type ReviewSession } from "./review-session.ts";

const ROOM = "r00001/untoc.5.b/reviewers/text/1";
const OTHER = "r00001/untoc.5.c/reviewers/text/1";
const until = (condition: () => boolean): Promise<unknown> =>
  vi.waitUntil(condition, { timeout: 8000, interval: 2 });

let server: ContractServer;
let sessions: ReviewSession[] = [];
const reported: unknown[] = [];
const outlineChanges: number[] = [];
/** Moments at which a room was called saved while the disk lacked something of it. */
const lies: string[] = [];

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  server = await startContractServer();
  sessions = [];
  reported.length = 0;
  outlineChanges.length = 0;
  lies.length = 0;
  // Hocuspocus writes every refusal there.
  vi.spyOn(console, "error").mockImplementation(() => undefined);
});

afterEach(async () => {
  await Promise.all(sessions.map((session) => session.close()));
  await server.stop();
  vi.restoreAllMocks();
  const faults = [...reported, ...lies];
  if (faults.length > 0)
    throw new AggregateError(faults, `Failures reported, or "saved" said untruly: ${faults.join("; ")}`);
});

function join(user = "u1", database: Promise<LocalDatabase | null> = LocalDatabase.open()): ReviewSession {
  const session = openReviewSession({
    review: "r00001" as ReviewId,
    user: { id: user as UserId },
    origin: server.origin,
    database,
    onOutlineChanged: () => outlineChanges.push(1),
    report: (error) => reported.push(error),
    random: () => 0,
  });
  sessions.push(session);
  return session;
}

async function synced(session: ReviewSession, name = ROOM): Promise<OpenRoom> {
  const room = session.open(name);
  await until(() => room.ready.get() === "synced");
  return room;
}

/** Everything that the client has is on the server's disk, deletions included. */
function isOnDisk(room: OpenRoom): boolean {
  return Y.equalSnapshots(Y.snapshot(server.onDisk(room.name)), Y.snapshot(room.text.get().doc));
}

/** Notes what the room says, and every lie in it. */
function listen(room: OpenRoom): string[] {
  const said: string[] = [];
  room.saved.subscribe(() => {
    const saved = room.saved.get();
    said.push(saved.kind === "not-saved" ? saved.reason : saved.kind);
    if (saved.kind === "saved" && !isOnDisk(room)) lies.push(JSON.stringify(paragraphs(room.text.get().doc)));
  });
  return said;
}

function paragraphs(doc: Y.Doc): string[] {
  return doc
    .getXmlFragment("body")
    .toArray()
    .map((block, index) => (block instanceof Y.XmlElement ? textOf(doc, index).toString() : ""));
}

function addParagraph(doc: Y.Doc, id: string, text: string): void {
  const paragraph = new Y.XmlElement("paragraph");
  paragraph.setAttribute("id", id);
  paragraph.insert(0, [new Y.XmlText(text)]);
  const body = doc.getXmlFragment("body");
  body.insert(body.length, [paragraph]);
}

function textOf(doc: Y.Doc, index = 0): Y.XmlText {
  const block = doc.getXmlFragment("body").get(index);
  const text = block instanceof Y.XmlElement ? block.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new RangeError(`No text in block ${index}`);
  return text;
}

/** A lock on the server's disk. */
function slowDisk(): { release: () => void; waiting: () => number } {
  let waiting: (() => void)[] = [];
  server.conduct.durable = () => new Promise((resolve) => waiting.push(resolve));
  return {
    waiting: () => waiting.length,
    release: () => {
      const now = waiting;
      waiting = [];
      for (const resolve of now) resolve();
    },
  };
}

describe("what the screen calls saved", () => {
  it("is durable on the server, for insertions and for deletions", async () => {
    const room = await synced(join());
    const disk = slowDisk();
    const seen = listen(room);
    addParagraph(room.text.get().doc, "p1", "Observations");
    expect(room.saved.get()).toEqual({ kind: "saving" });
    await until(() => disk.waiting() === 1);
    expect(room.saved.get()).toEqual({ kind: "saving" });
    disk.release();
    await until(() => room.saved.get().kind === "saved");

    textOf(room.text.get().doc).delete(0, 5);
    expect(room.saved.get()).toEqual({ kind: "saving" });
    await until(() => disk.waiting() === 1);
    disk.release();
    await until(() => room.saved.get().kind === "saved");
    expect(paragraphs(server.onDisk(ROOM))).toEqual(["vations"]);
    expect(seen).toEqual(["saving", "saved", "saving", "saved"]);
  });

  it("is never said while one of five offline edits is still on its way", async () => {
    const session = join();
    const room = await synced(session);
    addParagraph(room.text.get().doc, "p1", "x");
    await until(() => room.saved.get().kind === "saved");
    const said = listen(room);
    server.cut();
    await until(() => room.saved.get().kind === "offline");
    expect(session.saved.get()).toEqual({ kind: "offline" });
    for (let edit = 0; edit < 5; edit += 1) textOf(room.text.get().doc).insert(0, String(edit));
    textOf(room.text.get().doc).delete(2, 1);
    expect(room.saved.get()).toEqual({ kind: "offline" });
    session.retryNow();
    await until(() => room.saved.get().kind === "saved");
    expect(paragraphs(server.onDisk(ROOM))).toEqual(["4310x"]);
    expect(said).toEqual(["offline", "saving", "saved"]);
  });

  it("survives cuts at every point of a flood, and no edit ever arrives out of order or twice", async () => {
    const session = join();
    const room = await synced(session);
    addParagraph(room.text.get().doc, "p1", "");
    const said = listen(room);
    let arrivals = 0;
    let expected = "";
    for (let round = 0; round < 12; round += 1) {
      const cutAt = arrivals + round;
      server.conduct.refuse = () => {
        arrivals += 1;
        if (arrivals === cutAt) server.cut();
        return null;
      };
      for (let edit = 0; edit < 20; edit += 1) {
        const mark = String.fromCharCode(97 + edit);
        textOf(room.text.get().doc).insert(expected.length, mark);
        expected += mark;
      }
      await until(() => {
        session.retryNow();
        return room.saved.get().kind === "saved";
      });
    }
    expect(paragraphs(server.onDisk(ROOM))).toEqual([expected]);
    expect(said.filter((word) => !["offline", "saving", "saved"].includes(word))).toEqual([]);
  });

  it("sends nothing ahead of what was typed offline, however fast its author types on while attaching", async () => {
    const session = join();
    const room = await synced(session);
    addParagraph(room.text.get().doc, "p1", "");
    await until(() => room.saved.get().kind === "saved");
    const said = listen(room);
    server.cut();
    await until(() => room.saved.get().kind === "offline");
    textOf(room.text.get().doc).insert(0, "offline ");
    // The server asks for nothing before it has let the room in: this is typed after the token and before SyncStep1.
    server.conduct.deny = () => {
      textOf(room.text.get().doc).insert(8, "attaching ");
      return null;
    };
    session.retryNow();
    await until(() => room.saved.get().kind === "saved");
    expect(said).toEqual(["offline", "saving", "saved"]);
    expect(paragraphs(server.onDisk(ROOM))).toEqual(["offline attaching "]);
  });

  it("is not said for edits that a server killed before its disk had them, until they are there", async () => {
    const disk = new Map<string, Uint8Array[]>();
    await server.stop();
    server = await startContractServer(disk);
    const port = Number(new URL(server.origin).port);
    const session = join();
    const room = await synced(session);
    const lock = slowDisk();
    listen(room);
    addParagraph(room.text.get().doc, "p1", "kept");
    await until(() => lock.waiting() === 1);
    await server.stop();
    await until(() => room.saved.get().kind === "offline");
    server = await startContractServer(disk, port);
    await until(() => {
      session.retryNow();
      return room.saved.get().kind === "saved";
    });
    expect(paragraphs(server.onDisk(ROOM))).toEqual(["kept"]);
  });

  it("is the worst of the review's rooms", async () => {
    const session = join();
    const [room, other] = [await synced(session), await synced(session, OTHER)];
    const disk = slowDisk();
    addParagraph(other.text.get().doc, "p1", "x");
    expect(room.saved.get()).toEqual({ kind: "saved" });
    expect(session.saved.get()).toEqual({ kind: "saving" });
    await until(() => disk.waiting() === 1);
    disk.release();
    await until(() => session.saved.get().kind === "saved");
  });

  it("stays unsaid when a held read-only connection drops an update without a word", async () => {
    const room = await synced(join());
    const document = server.hocuspocus.documents.get(ROOM);
    for (const connection of document?.getConnections() ?? []) connection.readOnly = true;
    addParagraph(room.text.get().doc, "p1", "mine");
    await until(() => room.keptWork.get().length === 1);
    expect(room.saved.get()).toEqual({ kind: "not-saved", reason: "not-permitted" });
  });
});

describe("a refusal", () => {
  it("keeps the work on this computer, starts the text anew and offers the work", async () => {
    const session = join();
    const room = await synced(session);
    addParagraph(room.text.get().doc, "p1", "Taken.");
    addParagraph(room.text.get().doc, "p2", "Also taken.");
    await until(() => room.saved.get().kind === "saved");
    const refused = room.text.get().doc;
    server.conduct.refuse = () => "schema";
    textOf(refused, 1).insert(0, "Mine: ");
    addParagraph(refused, "p3", "New of mine.");
    await until(() => room.text.get().doc !== refused);
    server.conduct.refuse = () => null;
    await until(() => room.ready.get() === "synced");
    expect(room.text.get().doc.clientID).not.toBe(refused.clientID);
    expect(paragraphs(room.text.get().doc)).toEqual(["Taken.", "Also taken."]);
    expect(room.saved.get()).toEqual({ kind: "not-saved", reason: "schema" });
    const [kept] = room.keptWork.get();
    expect(kept?.blocks.map(({ kind, text, before }) => ({ kind, text, before }))).toEqual([
      { kind: "changed", text: "Mine: Also taken.", before: "Also taken." },
      { kind: "added", text: "New of mine.", before: null },
    ]);
    // The room works on, and what was kept is still there after a reload.
    textOf(room.text.get().doc).insert(0, "Well ");
    await until(() => paragraphs(server.onDisk(ROOM))[0] === "Well Taken.");
    await session.close();
    const again = join();
    const reopened = await synced(again);
    await until(() => reopened.keptWork.get().length === 1);
    expect(paragraphs(reopened.text.get().doc)).toEqual(["Well Taken.", "Also taken."]);
    await again.discardKept(kept?.id ?? "");
    expect(again.saved.get()).toEqual({ kind: "saved" });
    expect(again.keptWork.get()).toEqual([]);
  });

  it("leaves no frame behind that would spoil the next attachment", async () => {
    const room = await synced(join());
    addParagraph(room.text.get().doc, "p1", "");
    await until(() => room.saved.get().kind === "saved");
    let refusals = 0;
    const said = listen(room);
    server.conduct.refuse = () => (refusals++ === 0 ? "not-saved" : null);
    for (let edit = 0; edit < 30; edit += 1) textOf(room.text.get().doc).insert(edit, "x");
    const { doc } = room.text.get();
    await until(() => room.saved.get().kind === "saved");
    expect(room.text.get().doc).toBe(doc);
    expect(said).not.toContain("out-of-order");
    expect(said).toContain("not-saved");
    expect(paragraphs(server.onDisk(ROOM))).toEqual(["x".repeat(30)]);
  });

  it("for a failing disk keeps the text and tries again until it is taken, saying so meanwhile", async () => {
    const room = await synced(join());
    const { doc } = room.text.get();
    let failures = 3;
    server.conduct.refuse = () => (failures-- > 0 ? "not-saved" : null);
    addParagraph(doc, "p1", "x");
    await until(() => room.saved.get().kind === "not-saved");
    expect(room.saved.get()).toEqual({ kind: "not-saved", reason: "not-saved" });
    await until(() => room.saved.get().kind === "saved");
    expect(room.text.get().doc).toBe(doc);
    expect(isOnDisk(room)).toBe(true);
    expect(room.keptWork.get()).toEqual([]);
  });

  it("that ends the room keeps unsent work, purges the local text and asks for the outline", async () => {
    const session = join();
    const room = await synced(session);
    addParagraph(room.text.get().doc, "p1", "Shared.");
    await until(() => room.saved.get().kind === "saved");
    server.conduct.refuse = () => "no-room";
    server.conduct.deny = () => "no-room";
    textOf(room.text.get().doc).insert(0, "Unsent. ");
    await until(() => room.left.get() && session.keptWork.get().length === 1);
    const database = await LocalDatabase.open();
    await until(() => session.saved.get().kind === "not-saved");
    await vi.waitFor(async () => expect(await database.readRoom("u1", ROOM)).toEqual([]));
    expect(session.keptWork.get()[0]?.blocks[0]?.text).toBe("Unsent. Shared.");
    expect(outlineChanges.length).toBe(1);
    database.close();
  });

  it("at authentication that is no word of the contract is tried again, and is no loss of the room", async () => {
    let denials = 2;
    server.conduct.deny = () => (denials-- > 0 ? "permission-denied" : null);
    const room = await synced(join());
    expect(denials).toBeLessThan(0);
    expect(room.left.get()).toBe(false);
    expect(outlineChanges).toEqual([]);
  });

  it("at authentication with no-room is a room that the member has not", async () => {
    server.conduct.deny = () => "no-room";
    const room = join().open(ROOM);
    await until(() => room.left.get());
    expect(outlineChanges.length).toBe(1);
  });

  it("of one room does not disturb the others", async () => {
    const session = join();
    const [room, other] = [await synced(session), await synced(session, OTHER)];
    server.conduct.refuse = ({ room: name }) => (name === ROOM ? "schema" : null);
    addParagraph(room.text.get().doc, "p1", "bad");
    addParagraph(other.text.get().doc, "p1", "good");
    await until(() => room.keptWork.get().length === 1 && other.saved.get().kind === "saved");
    expect(paragraphs(server.onDisk(OTHER))).toEqual(["good"]);
    expect(server.sockets()).toBe(1);
  });

  it("of changed access attaches the room again at once with the new level", async () => {
    const room = await synced(join());
    server.conduct.level = () => "read";
    server.closeRoom(ROOM, "access-changed");
    await until(() => room.access.get().level === "read");
    expect(room.saved.get()).toEqual({ kind: "saved" });
  });
});

describe("offline", () => {
  it("edits, deletions too, survive a reload without a server and merge on return", async () => {
    const first = join();
    const room = await synced(first);
    addParagraph(room.text.get().doc, "p1", "Before.");
    await until(() => room.saved.get().kind === "saved");
    const port = Number(new URL(server.origin).port);
    const disk = new Map([[ROOM, [Y.encodeStateAsUpdate(server.onDisk(ROOM))]]]);
    await server.stop();
    await until(() => room.saved.get().kind === "offline");
    textOf(room.text.get().doc).delete(0, 3);
    textOf(room.text.get().doc).insert(0, "AF");
    await first.close();

    const second = join();
    const again = second.open(ROOM);
    await until(() => again.ready.get() === "local");
    expect(paragraphs(again.text.get().doc)).toEqual(["AFore."]);
    expect(again.saved.get().kind).not.toBe("saved");
    expect(second.wouldLose).toBe(false);
    textOf(again.text.get().doc).insert(0, "2 ");

    server = await startContractServer(disk, port);
    server.write(ROOM, (doc) => addParagraph(doc, "p9", "By a colleague."));
    await until(() => {
      second.retryNow();
      return again.saved.get().kind === "saved";
    });
    expect(paragraphs(server.onDisk(ROOM))).toEqual(["2 AFore.", "By a colleague."]);
    expect(paragraphs(again.text.get().doc)).toEqual(["2 AFore.", "By a colleague."]);
    await second.close();

    const third = join();
    const clean = third.open(ROOM);
    await until(() => clean.ready.get() !== "loading");
    expect(clean.hasUnsent).toBe(false);
  });

  it("without any local storage says that leaving would lose what is unsent", async () => {
    const session = join("u1", Promise.resolve(null));
    const room = await synced(session);
    slowDisk();
    addParagraph(room.text.get().doc, "p1", "x");
    expect(session.wouldLose).toBe(true);
  });

  it("rights lowered meanwhile: the edits are refused and kept for their author", async () => {
    const session = join();
    const room = await synced(session);
    server.cut();
    await until(() => room.saved.get().kind === "offline");
    addParagraph(room.text.get().doc, "p1", "Written offline.");
    server.conduct.level = () => "read";
    server.conduct.refuse = () => "not-permitted";
    session.retryNow();
    await until(() => room.keptWork.get().length === 1 && room.ready.get() === "synced");
    expect(room.keptWork.get()[0]?.blocks[0]?.text).toBe("Written offline.");
    expect(paragraphs(room.text.get().doc)).toEqual([]);
  });

  it("two tabs of one person write one log without loss or doubling", async () => {
    const [left, right] = [join(), join()];
    const [one, two] = [await synced(left), await synced(right)];
    addParagraph(one.text.get().doc, "p1", "");
    await until(() => paragraphs(two.text.get().doc).length === 1);
    await server.stop();
    await until(() => one.saved.get().kind === "offline" && two.saved.get().kind === "offline");
    for (let edit = 0; edit < 150; edit += 1) {
      textOf(one.text.get().doc).insert(0, "a");
      textOf(two.text.get().doc).insert(0, "b");
    }
    await Promise.all([left.close(), right.close()]);
    const third = join();
    const again = third.open(ROOM);
    await until(() => again.ready.get() === "local");
    const text = paragraphs(again.text.get().doc)[0] ?? "";
    expect([...text].filter((letter) => letter === "a")).toHaveLength(150);
    expect([...text].filter((letter) => letter === "b")).toHaveLength(150);
  });
});

describe("the connection", () => {
  it("opens a report of 200 sections in waves of at most 50", async () => {
    const session = join();
    const rooms = Array.from({ length: 200 }, (_, index) =>
      session.open(`r00001/untoc.${index}.b/team/text/1`),
    );
    await until(() => rooms.every((room) => room.ready.get() === "synced"));
    expect(server.mostWaiting()).toBeLessThanOrEqual(50);
    expect(server.sockets()).toBe(1);
    expect(server.attachments).toHaveLength(200);
  });

  it("says that websockets are blocked when HTTP answers, and keeps what is typed", async () => {
    server.blockSockets = true;
    const session = join();
    const room = session.open(ROOM);
    await until(() => {
      session.retryNow();
      return session.connection.get() === "blocked";
    });
    addParagraph(room.text.get().doc, "p1", "typed");
    expect(room.saved.get()).toEqual({ kind: "offline" });
    server.blockSockets = false;
    await until(() => {
      session.retryNow();
      return room.saved.get().kind === "saved";
    });
    expect(paragraphs(server.onDisk(ROOM))).toEqual(["typed"]);
  });

  it("closes a room that nobody holds only when its work is saved, and opens it again while it closes", async () => {
    const session = join();
    const room = await synced(session);
    const disk = slowDisk();
    addParagraph(room.text.get().doc, "p1", "x");
    room.release();
    await until(() => disk.waiting() === 1);
    expect(server.hocuspocus.documents.get(ROOM)?.getConnectionsCount()).toBe(1);
    disk.release();
    await until(() => (server.hocuspocus.documents.get(ROOM)?.getConnectionsCount() ?? 0) === 0);
    const again = await synced(session);
    disk.release();
    server.conduct.durable = () => Promise.resolve();
    addParagraph(again.text.get().doc, "p2", "y");
    again.release();
    const third = session.open(ROOM);
    await until(() => third.saved.get().kind === "saved" && paragraphs(server.onDisk(ROOM)).length === 2);
    addParagraph(third.text.get().doc, "p3", "z");
    await until(() => paragraphs(server.onDisk(ROOM)).length === 3);
  });
});
