// @vitest-environment node
import { describe, expect, it } from "vitest";
import { removeAwarenessStates } from "y-protocols/awareness";
import type { OpenRoom } from "./open-room.ts";
import { addParagraph, HandClock, OTHER, paragraphs, ROOM, until, useWorld } from "./session.fixture.ts";

const world = useWorld();

/** Lets time go by as it does while the server answers: signs of life are heard before the next are due. */
async function passAnswered(clock: HandClock, ms: number, rooms: readonly OpenRoom[]): Promise<void> {
  for (let passed = 0; passed < ms; passed += 5000) {
    clock.pass(Math.min(5000, ms - passed));
    await until(() => rooms.every((room) => room.markSentAt === null));
  }
}

describe("the connection", () => {
  it("opens a report of 200 sections in waves of at most 50", async () => {
    const session = world.join();
    const rooms = Array.from({ length: 200 }, (_, index) =>
      session.open(`r00001/untoc.${index}.b/team/text/1`),
    );
    await until(() => rooms.every((room) => room.ready.get() === "synced"));
    expect(world.server.mostWaiting()).toBeLessThanOrEqual(50);
    expect(world.server.sockets()).toBe(1);
    expect(world.server.attachments).toHaveLength(200);
  });

  it("says that websockets are blocked when HTTP answers, and keeps what is typed", async () => {
    world.server.blockSockets = true;
    const session = world.join();
    const room = session.open(ROOM);
    await until(() => {
      session.retryNow();
      return session.connection.get() === "blocked";
    });
    addParagraph(room.text.get().doc, "p1", "typed");
    expect(room.saved.get()).toEqual({ kind: "offline" });
    world.server.blockSockets = false;
    await until(() => {
      session.retryNow();
      return room.saved.get().kind === "saved";
    });
    expect(paragraphs(world.server.onDisk(ROOM))).toEqual(["typed"]);
  });

  it("closes a room that nobody holds only when its work is saved, and opens it again while it closes", async () => {
    const session = world.join();
    const room = await world.synced(session);
    const disk = world.slowDisk();
    addParagraph(room.text.get().doc, "p1", "x");
    room.release();
    await until(() => disk.waiting() === 1);
    expect(world.server.hocuspocus.documents.get(ROOM)?.getConnectionsCount()).toBe(1);
    disk.release();
    await until(() => (world.server.hocuspocus.documents.get(ROOM)?.getConnectionsCount() ?? 0) === 0);
    const again = await world.synced(session);
    disk.release();
    world.server.conduct.durable = () => Promise.resolve();
    addParagraph(again.text.get().doc, "p2", "y");
    again.release();
    const third = session.open(ROOM);
    await until(
      () => third.saved.get().kind === "saved" && paragraphs(world.server.onDisk(ROOM)).length === 2,
    );
    addParagraph(third.text.get().doc, "p3", "z");
    await until(() => paragraphs(world.server.onDisk(ROOM)).length === 3);
  });

  it("lets a room out of view go after 60 seconds, and takes it back when it comes into view", async () => {
    const clock = new HandClock();
    const session = world.join({ clock });
    const room = await world.synced(session);
    const other = await world.synced(session, OTHER);
    const attached = (name: string): number =>
      world.server.hocuspocus.documents.get(name)?.getConnectionsCount() ?? 0;
    room.setInView(false);
    await passAnswered(clock, 59_999, [room, other]);
    expect(attached(ROOM)).toBe(1);
    clock.pass(1);
    await until(() => attached(ROOM) === 0);
    expect(attached(OTHER)).toBe(1);
    expect(room.saved.get()).toEqual({ kind: "saved" });
    world.server.write(ROOM, (doc) => addParagraph(doc, "p1", "Meanwhile."));
    room.setInView(true);
    await until(() => paragraphs(room.text.get().doc).length === 1);
    other.release();
  });

  it("keeps a room out of view attached while anything in it is unsent", async () => {
    const clock = new HandClock();
    const session = world.join({ clock });
    const room = await world.synced(session);
    const other = await world.synced(session, OTHER);
    const disk = world.slowDisk();
    addParagraph(room.text.get().doc, "p1", "x");
    await until(() => disk.waiting() === 1);
    room.setInView(false);
    await passAnswered(clock, 60_000, [other]);
    expect(room.saved.get()).toEqual({ kind: "saving" });
    disk.release();
    await until(() => room.saved.get().kind === "saved");
    await passAnswered(clock, 60_000, [other]);
    await until(() => (world.server.hocuspocus.documents.get(ROOM)?.getConnectionsCount() ?? 0) === 0);
  });

  it("is given up when it has been silent, and comes back", async () => {
    const clock = new HandClock();
    const session = world.join({ clock });
    const room = await world.synced(session);
    const seen: string[] = [];
    session.connection.subscribe(() => seen.push(session.connection.get()));
    clock.pass(10_000);
    expect(session.connection.get()).toBe("online");
    // Nothing the server says reaches the client before the clock has gone on.
    clock.pass(30_000);
    expect(seen).toEqual(["offline"]);
    await until(() => session.connection.get() === "online" && room.saved.get().kind === "saved");
  });

  it("is dropped at once when the browser says it is offline, and tried at once when it is back", async () => {
    const events = new EventTarget();
    const session = world.join({ events });
    const room = await world.synced(session);
    events.dispatchEvent(new Event("offline"));
    expect(room.saved.get()).toEqual({ kind: "offline" });
    addParagraph(room.text.get().doc, "p1", "typed");
    events.dispatchEvent(new Event("online"));
    await until(() => room.saved.get().kind === "saved");
    expect(paragraphs(world.server.onDisk(ROOM))).toEqual(["typed"]);
  });

  it("warns of leaving only while something is neither sent nor on this computer's disk", async () => {
    const events = new EventTarget();
    const room = await world.synced(world.join({ events }));
    const leave = (): boolean => !events.dispatchEvent(new Event("beforeunload", { cancelable: true }));
    expect(leave()).toBe(false);
    world.slowDisk();
    addParagraph(room.text.get().doc, "p1", "x");
    expect(leave()).toBe(true);
    await until(() => room.isDurable);
    expect(room.saved.get()).toEqual({ kind: "saving" });
    expect(leave()).toBe(false);
  });

  it("says that nobody is signed in when the server says so", async () => {
    world.server.blockSockets = true;
    const session = world.join({ askServer: () => Promise.resolve("signed-out") });
    session.open(ROOM);
    await until(() => {
      session.retryNow();
      return session.connection.get() === "signed-out";
    });
    await until(() => world.outlineChanges.length > 0);
    expect(world.outlineChanges).toHaveLength(1);
  });

  it("speaks of its own presence alone, also when a colleague times out here", async () => {
    const room = await world.synced(world.join());
    const { awareness } = room.text.get();
    const spoken: number[] = [];
    world.server.conduct.presence = (clients) => spoken.push(...clients);
    awareness.states.set(12_345, { user: "colleague" });
    awareness.meta.set(12_345, { clock: 1, lastUpdated: 0 });
    removeAwarenessStates(awareness, [12_345], "timeout");
    awareness.setLocalStateField("cursor", { anchor: 1 });
    await until(() => spoken.length > 0);
    expect(spoken).toEqual([awareness.clientID]);
  });
});
