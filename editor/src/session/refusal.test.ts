// @vitest-environment node
import { describe, expect, it, vi } from "vitest";
import { LocalDatabase } from "./local-database.ts";
import { addParagraph, OTHER, paragraphs, ROOM, textOf, until, useWorld } from "./session.fixture.ts";

const world = useWorld();

describe("a refusal", () => {
  it("keeps the work on this computer, starts the text anew and offers the work", async () => {
    const session = world.join();
    const room = await world.synced(session);
    addParagraph(room.text.get().doc, "p1", "Taken.");
    addParagraph(room.text.get().doc, "p2", "Also taken.");
    await until(() => room.saved.get().kind === "saved");
    const refused = room.text.get().doc;
    world.server.conduct.refuse = () => "schema";
    textOf(refused, 1).insert(0, "Mine: ");
    addParagraph(refused, "p3", "New of mine.");
    await until(() => room.text.get().doc !== refused);
    world.server.conduct.refuse = () => null;
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
    await until(() => paragraphs(world.server.onDisk(ROOM))[0] === "Well Taken.");
    await session.close();
    const again = world.join();
    const reopened = await world.synced(again);
    await until(() => reopened.keptWork.get().length === 1);
    expect(paragraphs(reopened.text.get().doc)).toEqual(["Well Taken.", "Also taken."]);
    await again.discardKept(kept?.id ?? "");
    expect(again.saved.get()).toEqual({ kind: "saved" });
    expect(again.keptWork.get()).toEqual([]);
  });

  it("leaves no frame behind that would spoil the next attachment", async () => {
    const room = await world.synced(world.join());
    addParagraph(room.text.get().doc, "p1", "");
    await until(() => room.saved.get().kind === "saved");
    let refusals = 0;
    const said = world.listen(room);
    world.server.conduct.refuse = () => (refusals++ === 0 ? "not-saved" : null);
    for (let edit = 0; edit < 30; edit += 1) textOf(room.text.get().doc).insert(edit, "x");
    const { doc } = room.text.get();
    await until(() => room.saved.get().kind === "saved");
    expect(room.text.get().doc).toBe(doc);
    expect(said).not.toContain("out-of-order");
    expect(said).toContain("not-saved");
    expect(paragraphs(world.server.onDisk(ROOM))).toEqual(["x".repeat(30)]);
  });

  it("for a failing disk keeps the text and tries again until it is taken, saying so meanwhile", async () => {
    const room = await world.synced(world.join());
    const { doc } = room.text.get();
    let failures = 3;
    world.server.conduct.refuse = () => (failures-- > 0 ? "not-saved" : null);
    addParagraph(doc, "p1", "x");
    await until(() => room.saved.get().kind === "not-saved");
    expect(room.saved.get()).toEqual({ kind: "not-saved", reason: "not-saved" });
    await until(() => room.saved.get().kind === "saved");
    expect(room.text.get().doc).toBe(doc);
    expect(world.isOnDisk(room)).toBe(true);
    expect(room.keptWork.get()).toEqual([]);
  });

  it("that ends the room keeps unsent work, purges the local text and asks for the outline", async () => {
    const session = world.join();
    const room = await world.synced(session);
    addParagraph(room.text.get().doc, "p1", "Shared.");
    await until(() => room.saved.get().kind === "saved");
    world.server.conduct.refuse = () => "no-room";
    world.server.conduct.deny = () => "no-room";
    textOf(room.text.get().doc).insert(0, "Unsent. ");
    await until(() => room.left.get() && session.keptWork.get().length === 1);
    const database = await LocalDatabase.open();
    await until(() => session.saved.get().kind === "not-saved");
    await vi.waitFor(async () => expect(await database.readRoom("u1", ROOM)).toEqual([]));
    expect(session.keptWork.get()[0]?.blocks[0]?.text).toBe("Unsent. Shared.");
    await until(() => world.outlineChanges.length > 0);
    expect(world.outlineChanges).toHaveLength(1);
    database.close();
  });

  it("at authentication that is no word of the contract is tried again, and is no loss of the room", async () => {
    let denials = 2;
    world.server.conduct.deny = () => (denials-- > 0 ? "permission-denied" : null);
    const room = await world.synced(world.join());
    expect(denials).toBeLessThan(0);
    expect(room.left.get()).toBe(false);
    expect(world.outlineChanges).toEqual([]);
  });

  it("at authentication with no-room is a room that the member has not", async () => {
    world.server.conduct.deny = () => "no-room";
    const room = world.join().open(ROOM);
    await until(() => room.left.get());
    await until(() => world.outlineChanges.length > 0);
    expect(world.outlineChanges).toHaveLength(1);
  });

  it("of one room does not disturb the others", async () => {
    const session = world.join();
    const [room, other] = [await world.synced(session), await world.synced(session, OTHER)];
    world.server.conduct.refuse = ({ room: name }) => (name === ROOM ? "schema" : null);
    addParagraph(room.text.get().doc, "p1", "bad");
    addParagraph(other.text.get().doc, "p1", "good");
    await until(() => room.keptWork.get().length === 1 && other.saved.get().kind === "saved");
    expect(paragraphs(world.server.onDisk(OTHER))).toEqual(["good"]);
    expect(world.server.sockets()).toBe(1);
  });

  it("of changed access attaches the room again at once with the new level", async () => {
    const room = await world.synced(world.join());
    world.server.conduct.level = () => "read";
    world.server.closeRoom(ROOM, "access-changed");
    await until(() => room.access.get().level === "read");
    expect(room.saved.get()).toEqual({ kind: "saved" });
  });

  it("keeps also what is typed into the refused text before the editor has let go of it", async () => {
    const session = world.join();
    const room = await world.synced(session);
    const refused = room.text.get().doc;
    world.server.conduct.refuse = () => "schema";
    addParagraph(refused, "p1", "Mine.");
    await until(() => room.keptWork.get().length === 1);
    textOf(refused).insert(5, " Typed late.");
    await until(() => room.keptWork.get()[0]?.blocks[0]?.text === "Mine. Typed late.");
    expect(room.keptWork.get()).toHaveLength(1);
    expect(room.text.get().doc).not.toBe(refused);
  });

  it("when this computer's disk fails too, keeps the work in the page and warns of leaving it", async () => {
    const opened = await LocalDatabase.open();
    const reported: unknown[] = [];
    const session = world.join({
      database: Promise.resolve(opened),
      report: (error) => reported.push(error),
    });
    const room = await world.synced(session);
    world.server.conduct.refuse = () => "schema";
    addParagraph(room.text.get().doc, "p1", "Mine.");
    opened.close();
    await until(() => room.keptWork.get().length === 1);
    expect(room.keptWork.get()[0]?.blocks.map(({ text }) => text)).toEqual(["Mine."]);
    expect(room.saved.get()).toEqual({ kind: "not-saved", reason: "schema" });
    expect(session.wouldLose).toBe(true);
    expect(reported.length).toBeGreaterThan(0);
  });
});
