import type { RoomAddress } from "@travaux/blueprint";
import { doc, p } from "@travaux/blueprint/testing";
import { anchorParts, type Thread } from "@travaux/comments/model";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { DECISION_CLIENT } from "../src/rooms/room-state.ts";
import {
  anchorOnce,
  placesOf,
  RecordOfThreads,
  seenAnew,
  startCommentedRooms,
  threadsIn,
  writerIn,
  type CommentedRooms,
} from "./comments-rooms-fixture.ts";
import { enter, firstText } from "./room-fixture.ts";
import { cleanUp, temporaryFolder } from "./temporary.ts";
import { installDom } from "./track-changes/dom.ts";
import { findWords } from "./track-changes/writer.ts";
import { until } from "./until.ts";

beforeAll(() => void installDom());
afterEach(cleanUp);

const TEXT = doc(p({ id: "one" }, "The law provides."), p({ id: "two" }, "Practice follows the law."));
const places = placesOf("untoc.5.b");
const [FIRST, SECOND] = ["t00000000000000000001", "t00000000000000000002"];

function partsAt(words: string) {
  const { from, to } = findWords(TEXT, words);
  return anchorParts(TEXT, from, to) ?? [];
}

async function started() {
  const record = new RecordOfThreads(TEXT);
  record.texts.push({ address: places.text, standing: "current" });
  record.begin(places.threads, FIRST, places.text, partsAt("provides"));
  const folder = await temporaryFolder();
  return { folder, record, server: await startCommentedRooms(folder, record) };
}

async function reading(server: CommentedRooms, room: RoomAddress = places.threads) {
  const reader = enter(server, "c", room);
  await reader.ready();
  return { ...reader, threads: () => threadsIn(reader.doc), one: () => threadsIn(reader.doc)[0] };
}

function textsOf(thread: Thread | undefined): readonly string[] {
  return thread?.comments.map(({ text }) => text) ?? [];
}

describe("a document of threads", () => {
  it("says what the record says, and reads the words of what is new or was edited alone", async () => {
    const { record, server } = await started();
    const reader = await reading(server);
    expect(reader.one()).toMatchObject({
      id: FIRST,
      subject: { kind: "text", room: "untoc.5.b/reviewers/text/1", quote: "provides" },
      anchor: { room: "untoc.5.b/reviewers/text/1", parts: [{ block: "one", state: "placed" }] },
    });
    record.read = 0;
    await server.rooms.refreshThreads(places.threads);
    expect(record.read).toBe(0);

    const reply = record.comment("t00000000000000000003", "It does.");
    record.change(places.threads, FIRST, (thread) => ({
      ...thread,
      comments: new Map(thread.comments).set(reply.id, reply),
      resolved: { by: reply.by, at: 5 },
    }));
    await server.rooms.refreshThreads(places.threads);
    await until("the reply is shown", () => reader.one()?.comments.length === 2);
    expect(textsOf(reader.one())).toEqual(["About provides", "It does."]);
    expect(reader.one()?.resolved).toEqual({ by: reply.by, at: 5 });
    expect(record.read).toBe(1);

    const better = { ...record.comment("t00000000000000000003", "It does so."), at: reply.at, editedAt: 7 };
    record.change(places.threads, FIRST, (thread) => ({
      ...thread,
      comments: new Map(thread.comments).set(better.id, better),
    }));
    await server.rooms.refreshThreads(places.threads);
    await until("the edit is shown", () => textsOf(reader.one())[1] === "It does so.");
    expect(record.read).toBe(2);

    record.change(places.threads, FIRST, (thread) => ({
      ...thread,
      comments: new Map(thread.comments).set(better.id, { ...better, deletedAt: 9 }),
    }));
    await server.rooms.refreshThreads(places.threads);
    await until("the deletion is shown", () => textsOf(reader.one())[1] === "");
    expect(reader.one()?.comments[1]).toMatchObject({ deletedAt: 9 });
    expect(record.read).toBe(2);
  });

  it("is made to say so where nobody has it open, and is not kept open for that", async () => {
    const { folder, record, server } = await started();
    await server.rooms.refreshThreads(places.threads);
    record.begin(places.threads, SECOND, places.text, partsAt("Practice"));
    await server.rooms.refreshThreads(places.threads);
    await server.stop();
    // What the record says no more is still there: it was written.
    const without = new RecordOfThreads(TEXT);
    const reader = await reading(await startCommentedRooms(folder, without));
    expect(reader.threads().map(({ id }) => id)).toEqual([FIRST, SECOND]);
    expect(without.read).toBe(0);
  });

  it("catches up after the store failed", async () => {
    const { record, server } = await started();
    const reader = await reading(server);
    record.begin(places.threads, SECOND, places.text, partsAt("Practice"));
    server.faulty.weather = "full";
    await server.rooms.refreshThreads(places.threads);
    server.faulty.weather = "fair";
    expect(reader.threads().map(({ id }) => id)).toEqual([FIRST]);
    await server.rooms.refreshThreads(places.threads);
    await until("caught up", () => reader.threads().length === 2);
    expect(reader.threads()[1]?.anchor?.parts).toMatchObject([{ block: "two", state: "placed" }]);
  });

  it("is written by no client, and shows nobody who reads it", async () => {
    const { server } = await started();
    const [one, other] = [await reading(server), enter(server, "b", places.threads)];
    await other.ready();
    one.provider.setAwarenessField("user", { name: "somebody" });
    await one.saved();
    await other.saved();
    expect(other.provider.awareness?.getStates().has(one.doc.clientID)).toBe(false);
    expect(one.closed).toEqual([]);
    other.doc.getMap("threads").set("forged", { text: "Forged" });
    await until("refused", () => other.closed.length > 0);
    expect(other.closed).toEqual(["reserved"]);
    const again = await reading(server);
    expect(again.doc.getMap("threads").has("forged")).toBe(false);
    expect(Object.keys(again.doc.getMap("anchors").toJSON())).toEqual([FIRST]);
  });
});

/** What decisions do to a text: somebody's exact words in the first block, in the server's own name. */
async function decided(server: CommentedRooms, at: number, words: string) {
  const document = new Y.Doc();
  Y.applyUpdate(document, (await server.rooms.state(places.text)).state);
  document.clientID = DECISION_CLIENT;
  const before = Y.encodeStateVector(document);
  firstText(document).insert(at, words);
  const update = Y.encodeStateAsUpdate(document, before);
  return { clock: Y.getState(document.store, DECISION_CLIENT), update: async () => update };
}

describe("an anchor follows", () => {
  it("what was written before its thread reached it", async () => {
    const { record, server } = await started();
    const { writer } = await writerIn(server, "b", places.text);
    writer.before("Practice").type("Indeed: ").before("provides").type("duly ");
    await writer.connection.saved();
    record.begin(places.threads, SECOND, places.text, partsAt("follows"));
    await server.rooms.refreshThreads(places.threads);
    writer.before("Practice").type("And ");
    await writer.connection.saved();
    const anchors = await server.rooms.anchorsOf(places.threads);
    expect(anchors.get(FIRST)?.parts).toMatchObject([{ from: 13, to: 21, quote: "provides" }]);
    expect(anchors.get(SECOND)?.parts).toMatchObject([{ from: 21, to: 28, quote: "follows" }]);
  });

  it("what a decision does to a text that is open", async () => {
    const { record, server } = await started();
    const { writer } = await writerIn(server, "b", places.text);
    record.effect = await decided(server, 12, "-also-");
    await server.rooms.hold([places.text], () => server.rooms.catchUp(places.text));
    const anchor = await anchorOnce(server, places.threads, FIRST, ({ parts }) => parts[0]?.to === 22);
    expect(anchor.parts).toMatchObject([{ from: 8, quote: "prov-also-ides" }]);
    await until("the writer sees it", () => writer.doc.textContent.includes("prov-also-ides"));
  });

  it("what a decision does to a text that nobody has open, whether its threads are open or not", async () => {
    const { record, server } = await started();
    for (const [at, words, quote] of [
      [12, "-also-", "prov-also-ides"],
      [13, "so-", "prov-so-also-ides"],
    ] as const) {
      record.effect = await decided(server, at, words);
      await server.rooms.hold([places.text], () => server.rooms.catchUp(places.text));
      const reader = await reading(server);
      await until("it is seen", () => reader.one()?.anchor?.parts[0]?.quote === quote);
      expect(reader.one()?.anchor?.parts).toMatchObject([{ from: 8, state: "placed" }]);
    }
  });

  it("what somebody puts in the place of a text that nobody has open", async () => {
    const { server } = await started();
    const reader = await reading(server);
    const text = doc(p({ id: "zero" }, "New."), p({ id: "one" }, "The law of the State provides."));
    await server.rooms.write(places.text, { ...text.toJSON(), type: "doc" }, "mb" as never);
    await until("moved", () => reader.one()?.anchor?.parts[0]?.from === 21);
    expect(reader.one()?.anchor?.parts).toMatchObject([{ block: "one", quote: "provides", state: "placed" }]);
  });

  it("what the store wrote without answering", async () => {
    const { server } = await started();
    const first = await writerIn(server, "b", places.text);
    first.writer.before("The law").type("Indeed: ");
    await first.writer.connection.saved();
    server.faulty.weather = "silent-landed";
    first.writer.after("prov").type("-also-");
    await until("told", () => first.writer.connection.closed.includes("not-saved"));
    server.faulty.weather = "fair";
    first.leave();
    const second = await writerIn(server, "c", places.text);
    second.writer.before("Practice").type("And ");
    await second.writer.connection.saved();
    const { doc: text } = await seenAnew(server, places);
    expect(text.textContent).toContain("Indeed: The law prov-");
    const [part] = (await server.rooms.anchorsOf(places.threads)).get(FIRST)?.parts ?? [];
    expect(text.firstChild?.textContent.slice(part?.from, part?.to)).toBe(part?.quote);
    expect(part).toMatchObject({ from: 16, state: "placed" });
  });
});

describe("an anchor goes on to", () => {
  it("the text that has been put in the place of its own, while people look on", async () => {
    const { record, server } = await started();
    const reader = await reading(server);
    const { writer } = await writerIn(server, "b", places.text);
    writer.before("The law").type("Indeed: ");
    await writer.connection.saved();
    const next = { ...places.text, epoch: 2 };
    record.seed = doc(p({ id: "new" }, "Before all."), p({ id: "one" }, "The law of the State provides."));
    record.texts.splice(0, 1, { address: next, standing: "current" });
    server.rooms.accessChanged(next.review);
    await until("gone on", () => reader.one()?.anchor?.room === "untoc.5.b/reviewers/text/2");
    expect(reader.one()?.anchor?.parts).toMatchObject([{ block: "one", from: 21, state: "placed" }]);
    // What is done to the old text is nothing to it any more.
    writer.before("The law").type("Nothing: ");
    await writer.connection.saved();
    await server.rooms.refreshThreads(places.threads);
    const anchors = await server.rooms.anchorsOf(places.threads);
    expect(anchors.get(FIRST)).toMatchObject({ room: "untoc.5.b/reviewers/text/2", parts: [{ from: 21 }] });
  });

  it("the text of the team once that of its authors is history, and follows it there", async () => {
    const { folder, record, server } = await started();
    const team: RoomAddress = { ...places.text, audience: { kind: "team" } };
    await server.rooms.refreshThreads(places.threads);
    await server.stop();
    record.texts.splice(
      0,
      1,
      { address: team, standing: "current" },
      { address: places.text, standing: "history" },
    );
    const again = await startCommentedRooms(folder, record);
    const reader = await reading(again);
    expect(reader.one()?.anchor).toMatchObject({ room: "untoc.5.b/team/text/1", parts: [{ from: 8 }] });
    const { writer } = await writerIn(again, "b", team);
    writer.before("The law").type("Indeed: ");
    await writer.connection.saved();
    await until("followed", () => reader.one()?.anchor?.parts[0]?.from === 16);
  });

  it("nowhere while its text is history and there is no other", async () => {
    const { record, server } = await started();
    const reader = await reading(server);
    record.texts.splice(0, 1, { address: places.text, standing: "history" });
    server.rooms.accessChanged(places.text.review);
    await server.rooms.refreshThreads(places.threads);
    expect(reader.one()?.anchor).toMatchObject({ room: "untoc.5.b/reviewers/text/1" });
  });

  it("being an orphan with its words where the next text has them no more, and back with them", async () => {
    const { record, server } = await started();
    const reader = await reading(server);
    const next = { ...places.text, epoch: 2 };
    record.seed = doc(p({ id: "two" }, "Practice follows the law."));
    record.texts.splice(0, 1, { address: next, standing: "current" });
    server.rooms.accessChanged(next.review);
    await until("gone on", () => reader.one()?.anchor?.room === "untoc.5.b/reviewers/text/2");
    expect(reader.one()?.anchor?.parts).toMatchObject([{ state: "orphaned", quote: "provides" }]);
    await server.rooms.write(next, { ...TEXT.toJSON(), type: "doc" }, "mb" as never);
    await until("back", () => reader.one()?.anchor?.parts[0]?.state === "placed");
  });
});
