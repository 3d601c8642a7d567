// @vitest-environment node
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { MERGE_NOTICE_FROM } from "./after-sync.ts";
import { startContractServer } from "./hocuspocus.fixture.ts";
import { addParagraph, paragraphs, ROOM, textOf, until, useWorld } from "./session.fixture.ts";

const world = useWorld();

describe("offline", () => {
  it("edits, deletions too, survive a reload without a server and merge on return", async () => {
    const first = world.join();
    const room = await world.synced(first);
    addParagraph(room.text.get().doc, "p1", "Before.");
    await until(() => room.saved.get().kind === "saved");
    const port = Number(new URL(world.server.origin).port);
    const disk = new Map([[ROOM, [Y.encodeStateAsUpdate(world.server.onDisk(ROOM))]]]);
    await world.server.stop();
    await until(() => room.saved.get().kind === "offline");
    textOf(room.text.get().doc).delete(0, 3);
    textOf(room.text.get().doc).insert(0, "AF");
    await first.close();

    const second = world.join();
    const again = second.open(ROOM);
    await until(() => again.ready.get() === "local");
    expect(paragraphs(again.text.get().doc)).toEqual(["AFore."]);
    expect(again.saved.get().kind).not.toBe("saved");
    expect(second.wouldLose).toBe(false);
    textOf(again.text.get().doc).insert(0, "2 ");

    world.server = await startContractServer(disk, port);
    world.server.write(ROOM, (doc) => addParagraph(doc, "p9", "By a colleague."));
    await until(() => {
      second.retryNow();
      return again.saved.get().kind === "saved";
    });
    expect(paragraphs(world.server.onDisk(ROOM))).toEqual(["2 AFore.", "By a colleague."]);
    expect(paragraphs(again.text.get().doc)).toEqual(["2 AFore.", "By a colleague."]);
    await second.close();

    const third = world.join();
    const clean = third.open(ROOM);
    await until(() => clean.ready.get() !== "loading");
    expect(clean.hasUnsent).toBe(false);
  });

  it("much written on both sides is told once they are merged, little is not (E100)", async () => {
    const session = world.join();
    const room = await world.synced(session);
    const write = async (mine: number, others: number): Promise<void> => {
      world.server.cut();
      await until(() => room.saved.get().kind === "offline");
      for (let index = 0; index < mine; index += 1)
        addParagraph(room.text.get().doc, `mine${mine}-${index}`, "Mine.");
      world.server.write(ROOM, (doc) => {
        for (let index = 0; index < others; index += 1)
          addParagraph(doc, `other${others}-${index}`, "Theirs.");
      });
      session.retryNow();
      await until(() => room.saved.get().kind === "saved");
    };
    await write(1, MERGE_NOTICE_FROM - 1);
    expect(room.merged.get()).toBeNull();
    await write(2, MERGE_NOTICE_FROM);
    expect(room.merged.get()).toEqual({ mine: 2, others: MERGE_NOTICE_FROM });
    room.seenMerged();
    await write(0, MERGE_NOTICE_FROM + 1);
    expect(room.merged.get()).toBeNull();
  });

  it("without any local storage says that leaving would lose what is unsent", async () => {
    const session = world.join({ database: Promise.resolve(null) });
    const room = await world.synced(session);
    world.slowDisk();
    addParagraph(room.text.get().doc, "p1", "x");
    expect(session.wouldLose).toBe(true);
  });

  it("rights lowered meanwhile: the edits are refused and kept for their author (E103)", async () => {
    const session = world.join();
    const room = await world.synced(session);
    world.server.cut();
    await until(() => room.saved.get().kind === "offline");
    addParagraph(room.text.get().doc, "p1", "Written offline.");
    world.server.conduct.level = () => "read";
    world.server.conduct.refuse = () => "not-permitted";
    session.retryNow();
    await until(() => room.keptWork.get().length === 1 && room.ready.get() === "synced");
    expect(room.keptWork.get()[0]?.blocks[0]?.text).toBe("Written offline.");
    expect(paragraphs(room.text.get().doc)).toEqual([]);
  });

  it("two tabs of one person write one log without loss or doubling", async () => {
    const [left, right] = [world.join(), world.join()];
    const [one, two] = [await world.synced(left), await world.synced(right)];
    addParagraph(one.text.get().doc, "p1", "");
    await until(() => paragraphs(two.text.get().doc).length === 1);
    await world.server.stop();
    await until(() => one.saved.get().kind === "offline" && two.saved.get().kind === "offline");
    for (let edit = 0; edit < 150; edit += 1) {
      textOf(one.text.get().doc).insert(0, "a");
      textOf(two.text.get().doc).insert(0, "b");
    }
    await Promise.all([left.close(), right.close()]);
    const third = world.join();
    const again = third.open(ROOM);
    await until(() => again.ready.get() === "local");
    const text = paragraphs(again.text.get().doc)[0] ?? "";
    expect([...text].filter((letter) => letter === "a")).toHaveLength(150);
    expect([...text].filter((letter) => letter === "b")).toHaveLength(150);
  });

  it("typing in a paragraph that a colleague deleted meanwhile is offered to its author, never dropped (E101)", async () => {
    const session = world.join();
    const room = await world.synced(session);
    for (const id of ["p1", "p2", "p3"]) addParagraph(room.text.get().doc, id, `${id}.`);
    await until(() => room.saved.get().kind === "saved");
    world.server.cut();
    await until(() => room.saved.get().kind === "offline");
    textOf(room.text.get().doc, 1).insert(3, " Written offline.");
    textOf(room.text.get().doc, 2).insert(3, " Stays.");
    world.server.write(ROOM, (doc) => doc.getXmlFragment("body").delete(0, 2));
    session.retryNow();
    await until(() => room.keptWork.get().length === 1);
    const [kept] = room.keptWork.get();
    expect(kept?.reason).toBe("deleted-meanwhile");
    // Only what was written meanwhile: the first paragraph went by its author's will alone.
    expect(kept?.blocks.map(({ text }) => text)).toEqual(["p2. Written offline."]);
    await until(() => paragraphs(world.server.onDisk(ROOM)).join() === "p3. Stays.");
    await session.discardKept(kept?.id ?? "");
    expect(room.saved.get()).toEqual({ kind: "saved" });
  });

  it("the same after a reload", async () => {
    const first = world.join();
    const room = await world.synced(first);
    addParagraph(room.text.get().doc, "p1", "Known.");
    addParagraph(room.text.get().doc, "p2", "Known too.");
    await until(() => room.saved.get().kind === "saved");
    world.server.blockSockets = true;
    world.server.cut();
    await until(() => room.saved.get().kind === "offline");
    textOf(room.text.get().doc).insert(6, " Written offline.");
    await first.close();
    world.server.write(ROOM, (doc) => doc.getXmlFragment("body").delete(0, 2));
    world.server.blockSockets = false;
    const again = await world.synced(world.join());
    await until(() => again.keptWork.get().length === 1);
    expect(again.keptWork.get()[0]?.blocks.map(({ text }) => text)).toEqual(["Known. Written offline."]);
  });
});
