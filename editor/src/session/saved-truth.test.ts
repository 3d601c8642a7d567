// @vitest-environment node
import { UPDATE_LIMIT_BYTES } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import { startContractServer } from "./hocuspocus.fixture.ts";
import { addParagraph, OTHER, paragraphs, ROOM, textOf, until, useWorld } from "./session.fixture.ts";

const world = useWorld();

describe("what the screen calls saved", () => {
  it("is durable on the server, for insertions and for deletions", async () => {
    const room = await world.synced(world.join());
    const disk = world.slowDisk();
    const seen = world.listen(room);
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
    expect(paragraphs(world.server.onDisk(ROOM))).toEqual(["vations"]);
    expect(seen).toEqual(["saving", "saved", "saving", "saved"]);
  });

  it("is never said while one of five offline edits is still on its way", async () => {
    const session = world.join();
    const room = await world.synced(session);
    addParagraph(room.text.get().doc, "p1", "x");
    await until(() => room.saved.get().kind === "saved");
    const said = world.listen(room);
    world.server.cut();
    await until(() => room.saved.get().kind === "offline");
    expect(session.saved.get()).toEqual({ kind: "offline" });
    for (let edit = 0; edit < 5; edit += 1) textOf(room.text.get().doc).insert(0, String(edit));
    textOf(room.text.get().doc).delete(2, 1);
    expect(room.saved.get()).toEqual({ kind: "offline" });
    session.retryNow();
    await until(() => room.saved.get().kind === "saved");
    expect(paragraphs(world.server.onDisk(ROOM))).toEqual(["4310x"]);
    expect(said).toEqual(["offline", "saving", "saved"]);
  });

  it("survives cuts at every point of a flood, and no edit ever arrives out of order or twice (E104)", async () => {
    const session = world.join();
    const room = await world.synced(session);
    addParagraph(room.text.get().doc, "p1", "");
    const said = world.listen(room);
    let arrivals = 0;
    let expected = "";
    for (let round = 0; round < 12; round += 1) {
      const cutAt = arrivals + round;
      world.server.conduct.refuse = () => {
        arrivals += 1;
        if (arrivals === cutAt) world.server.cut();
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
    expect(paragraphs(world.server.onDisk(ROOM))).toEqual([expected]);
    expect(said.filter((word) => !["offline", "saving", "saved"].includes(word))).toEqual([]);
  });

  it("sends nothing ahead of what was typed offline, however fast its author types on while attaching", async () => {
    const session = world.join();
    const room = await world.synced(session);
    addParagraph(room.text.get().doc, "p1", "");
    await until(() => room.saved.get().kind === "saved");
    const said = world.listen(room);
    world.server.cut();
    await until(() => room.saved.get().kind === "offline");
    textOf(room.text.get().doc).insert(0, "offline ");
    // The server asks for nothing before it has let the room in: this is typed after the token and before SyncStep1.
    world.server.conduct.deny = () => {
      textOf(room.text.get().doc).insert(8, "attaching ");
      return null;
    };
    session.retryNow();
    await until(() => room.saved.get().kind === "saved");
    expect(said).toEqual(["offline", "saving", "saved"]);
    expect(paragraphs(world.server.onDisk(ROOM))).toEqual(["offline attaching "]);
  });

  it("is not said for edits that a server killed before its disk had them, until they are there (E106)", async () => {
    const disk = new Map<string, Uint8Array[]>();
    await world.server.stop();
    world.server = await startContractServer(disk);
    const port = Number(new URL(world.server.origin).port);
    const session = world.join();
    const room = await world.synced(session);
    const lock = world.slowDisk();
    world.listen(room);
    addParagraph(room.text.get().doc, "p1", "kept");
    await until(() => lock.waiting() === 1);
    await world.server.stop();
    await until(() => room.saved.get().kind === "offline");
    world.server = await startContractServer(disk, port);
    await until(() => {
      session.retryNow();
      return room.saved.get().kind === "saved";
    });
    expect(paragraphs(world.server.onDisk(ROOM))).toEqual(["kept"]);
  });

  it("is the worst of the review's rooms", async () => {
    const session = world.join();
    const [room, other] = [await world.synced(session), await world.synced(session, OTHER)];
    const disk = world.slowDisk();
    addParagraph(other.text.get().doc, "p1", "x");
    expect(room.saved.get()).toEqual({ kind: "saved" });
    expect(session.saved.get()).toEqual({ kind: "saving" });
    await until(() => disk.waiting() === 1);
    disk.release();
    await until(() => session.saved.get().kind === "saved");
  });

  it("stays unsaid when a held read-only connection drops an update without a word", async () => {
    const room = await world.synced(world.join());
    const document = world.server.hocuspocus.documents.get(ROOM);
    for (const connection of document?.getConnections() ?? []) connection.readOnly = true;
    addParagraph(room.text.get().doc, "p1", "mine");
    await until(() => room.keptWork.get().length === 1);
    expect(room.saved.get()).toEqual({ kind: "not-saved", reason: "not-permitted" });
  });

  it("is reached for offline work that is longer than one update may be", async () => {
    const session = world.join();
    const room = await world.synced(session);
    let longest = 0;
    world.server.conduct.refuse = ({ update }) => {
      longest = Math.max(longest, update.byteLength);
      return update.byteLength > UPDATE_LIMIT_BYTES ? "too-large" : null;
    };
    world.server.cut();
    await until(() => room.saved.get().kind === "offline");
    const words = "Observations and their implementation. ".repeat(20_000);
    addParagraph(room.text.get().doc, "p1", words);
    session.retryNow();
    await until(() => room.saved.get().kind === "saved");
    expect(paragraphs(world.server.onDisk(ROOM))).toEqual([words]);
    expect(longest).toBeGreaterThan(UPDATE_LIMIT_BYTES / 2);
    addParagraph(room.text.get().doc, "p2", words);
    await until(() => room.saved.get().kind === "saved");
    expect(paragraphs(world.server.onDisk(ROOM))).toEqual([words, words]);
  });
});
