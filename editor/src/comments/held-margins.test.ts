// @vitest-environment node
import type { MarginView } from "@travaux/blueprint";
import { THREADS_ROOT } from "@travaux/comments/model";
import { describe, expect, it } from "vitest";
import type * as Y from "yjs";
import { LocalDatabase } from "../session/local-database.ts";
import { addParagraph, ROOM, until, useWorld } from "../session/session.fixture.ts";
import { HeldMargins } from "./held-margins.ts";
import { textSaved } from "./open-comments.ts";
import { draftOf } from "./server.fixture.ts";

const world = useWorld();
const THREADS = ROOM.replace("text", "threads");
const MARGIN: MarginView = { name: THREADS, audience: "reviewers", level: "comment" };
const ID = `c${"1".repeat(20)}`;

function holding(): {
  readonly docs: Map<string, Y.Doc>;
  readonly take: (audience: string, doc: Y.Doc) => void;
} {
  const docs = new Map<string, Y.Doc>();
  return { docs, take: (audience, doc) => docs.set(audience, doc) };
}

const threadsIn = (docs: ReadonlyMap<string, Y.Doc>): readonly string[] => [
  ...(docs.get("reviewers")?.getMap(THREADS_ROOT).keys() ?? []),
];

describe("the documents of threads", () => {
  it("are asked for behind the text", async () => {
    world.server.write(THREADS, (doc) => doc.getMap(THREADS_ROOT).set("t1", "as the server has it"));
    const session = world.join();
    const text = session.open(ROOM);
    const { docs, take } = holding();
    const held = new HeldMargins(session, [MARGIN], take);
    await until(() => text.ready.get() === "synced");
    expect(world.server.attachments).toEqual([ROOM]);
    held.setTextThere(true);
    await until(() => threadsIn(docs).length === 1);
    expect(world.server.attachments).toEqual([ROOM, THREADS]);
    held.release();
  });

  it("are read from this computer where there is no server", async () => {
    world.server.write(THREADS, (doc) => doc.getMap(THREADS_ROOT).set("t1", "as the server has it"));
    const database = LocalDatabase.open();
    const first = world.join({ database });
    const seen = holding();
    const held = new HeldMargins(first, [MARGIN], seen.take);
    held.setTextThere(true);
    await until(() => threadsIn(seen.docs).length === 1);
    await first.close();
    world.server.blockSockets = true;
    const again = holding();
    const offline = new HeldMargins(world.join({ database }), [MARGIN], again.take);
    await until(() => threadsIn(again.docs).length === 1);
    expect(threadsIn(again.docs)).toEqual(["t1"]);
    offline.release();
  });

  it("are given anew when one takes the place of another", async () => {
    const session = world.join();
    const { docs, take } = holding();
    const held = new HeldMargins(session, [MARGIN], take);
    held.setTextThere(true);
    const room = session.open(THREADS);
    await until(() => room.ready.get() === "synced");
    const first = docs.get("reviewers");
    world.server.closeRoom(THREADS, "malformed");
    await until(() => docs.get("reviewers") !== first);
    expect(docs.get("reviewers")).toBe(room.text.get().doc);
    held.release();
    room.release();
  });
});

describe("a comment on words that were only just written", () => {
  const draft = draftOf(ID, {
    place: { kind: "thread", audience: "reviewers", subject: { kind: "text", room: ROOM, parts: [] } },
  });

  it("waits until the server has them", async () => {
    const disk = world.slowDisk();
    const session = world.join();
    const room = await world.synced(session);
    addParagraph(room.text.get().doc, "p1", "Only just written.");
    let isDone = false;
    const saved = textSaved(session, draft).then(() => (isDone = true));
    await until(() => disk.waiting() > 0);
    expect([isDone, room.saved.get().kind]).toEqual([false, "saving"]);
    disk.release();
    await saved;
    expect(room.saved.get().kind).toBe("saved");
  });

  it("waits for nothing without a line, nor where it quotes none", async () => {
    world.server.blockSockets = true;
    const session = world.join();
    await textSaved(session, draft);
    await textSaved(session, draftOf(ID));
    expect(session.openNames).toEqual([]);
  });
});
