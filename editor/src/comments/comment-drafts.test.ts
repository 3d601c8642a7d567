import "fake-indexeddb/auto";
import { COMMENT_ID, type ReviewId, type UserId } from "@travaux/blueprint";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LocalDatabase } from "../session/local-database.ts";
import { Cell } from "../session/observable.ts";
import type { Connection } from "../session/review-session.ts";
import { HandClock } from "../session/session.fixture.ts";
import { mintCommentId, quoteOf } from "./comment-draft.ts";
import { CommentDrafts } from "./comment-drafts.ts";
import { draftOf, openLine, problem, REVIEW, TEXT, USER, type Line } from "./server.fixture.ts";

const [ONE, TWO] = [`c${"1".repeat(20)}`, `c${"2".repeat(20)}`];
const QUOTED = draftOf(ONE, {
  place: {
    kind: "thread",
    audience: "team",
    subject: {
      kind: "text",
      room: TEXT,
      parts: [{ block: "p0", from: 4, to: 13, quote: "authority", before: "The ", after: " decides." }],
    },
  },
});

let database: Promise<LocalDatabase | null>;
let line: Line;
let connection: Cell<Connection>;
let clock: HandClock;
let sent: number;
const reported: unknown[] = [];
const opened: CommentDrafts[] = [];

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  database = LocalDatabase.open();
  line = openLine();
  connection = new Cell<Connection>("online");
  clock = new HandClock();
  sent = 0;
});

afterEach(async () => {
  await Promise.all(opened.splice(0).map((drafts) => drafts.close()));
  const faults = reported.splice(0);
  if (faults.length > 0) throw new AggregateError(faults, `Reported: ${faults.join("; ")}`);
});

/** The drafts as a page opens them; a second call is a reload. */
async function open(user = USER, review = REVIEW): Promise<CommentDrafts> {
  const drafts = new CommentDrafts({
    user,
    review,
    database,
    api: line.api,
    connection,
    onSent: () => (sent += 1),
    report: (error) => reported.push(error),
    clock,
    random: () => 0,
  });
  opened.push(drafts);
  await drafts.load();
  return drafts;
}

function states(drafts: CommentDrafts): readonly string[] {
  return drafts.all.get().map(({ text, sending }) => `${text} (${sending.kind})`);
}

describe("a comment being written", () => {
  it("survives a reload with all that its author chose, and with what it quotes", async () => {
    const first = await open();
    first.put(QUOTED);
    first.change(ONE, { text: "Which one?", audience: "state-a", forTeam: true, class: "wording" });
    await first.written();
    const again = (await open()).find(ONE);
    expect(again).toEqual(first.find(ONE));
    expect(again).toMatchObject({ text: "Which one?", forTeam: true, class: "wording" });
    expect(again?.place).toMatchObject({ audience: "state-a" });
    expect(again === null ? "" : quoteOf(again)).toBe("authority");
  });

  it("leaves nothing on the disk while it has no words, nor once it is discarded", async () => {
    const drafts = await open();
    drafts.put(draftOf(ONE, { text: "  " }));
    drafts.put(draftOf(TWO));
    await drafts.written();
    expect((await (await database)?.drafts(USER))?.map(({ id }) => id)).toEqual([TWO]);
    drafts.discard(TWO);
    await drafts.written();
    expect(await (await database)?.drafts(USER)).toEqual([]);
    expect(drafts.find(ONE)).not.toBeNull();
  });

  it("is shown to its author alone, and in its review alone", async () => {
    const drafts = await open();
    drafts.put(draftOf(ONE));
    await drafts.written();
    expect((await open("u2" as UserId)).all.get()).toEqual([]);
    expect((await open(USER, "r00002" as ReviewId)).all.get()).toEqual([]);
    expect((await open()).all.get()).toHaveLength(1);
  });

  it("is lost with the page only where the browser keeps nothing, and says so", async () => {
    const kept = await open();
    kept.put(draftOf(ONE));
    await kept.written();
    expect(kept.wouldLose).toBe(false);
    database = Promise.resolve(null);
    const unkept = await open();
    unkept.put(draftOf(ONE));
    await unkept.written();
    expect(unkept.wouldLose).toBe(true);
    unkept.discard(ONE);
    expect(unkept.wouldLose).toBe(false);
  });

  it("loses what it quotes, and none of its words, with the margin it was for", async () => {
    const drafts = await open();
    drafts.put(QUOTED);
    drafts.keepWithin(new Set(["r00001/untoc.5.b/team/threads/1"]));
    expect(drafts.find(ONE)).toEqual(QUOTED);
    drafts.keepWithin(new Set(["r00001/untoc.5.b/state-a/threads/1"]));
    await drafts.written();
    const stored = await (await database)?.drafts(USER);
    expect(JSON.stringify(stored)).not.toContain('authority"');
    expect(stored?.map(({ text }) => text)).toEqual([QUOTED.text]);
  });
});

describe("sending", () => {
  it("asks for what was written, trimmed, and leaves nothing behind once the server has it", async () => {
    const drafts = await open();
    drafts.put({ ...QUOTED, text: " Which one? \n", class: "wording" });
    expect(await drafts.send(ONE)).toEqual({ kind: "done" });
    expect(line.asked).toMatchObject([
      {
        method: "POST",
        path: "/sections/untoc.5.b/threads",
        body: { id: ONE, audience: "team", text: "Which one?", class: "wording", subject: { room: TEXT } },
      },
    ]);
    expect(drafts.all.get()).toEqual([]);
    await drafts.written();
    expect(await (await database)?.drafts(USER)).toEqual([]);
    expect(sent).toBe(1);
  });

  it("keeps what could not be sent, and sends it once when the line is back", async () => {
    const drafts = await open();
    drafts.put(draftOf(ONE));
    line.state = "down";
    connection.set("offline");
    expect(await drafts.send(ONE)).toMatchObject({ code: "offline", mayRetry: true });
    expect(states(drafts)).toEqual(["Which authority decides? (waiting)"]);
    line.state = "good";
    connection.set("online");
    await vi.waitUntil(() => drafts.all.get().length === 0);
    expect([...line.comments]).toEqual([[ONE, "Which authority decides?"]]);
  });

  it("tries again by itself where the server is there and has too much to do", async () => {
    const drafts = await open();
    drafts.put(draftOf(ONE));
    line.answer = () => problem(503, "unavailable");
    await drafts.send(ONE);
    line.answer = () => null;
    clock.pass(250);
    await vi.waitUntil(() => drafts.all.get().length === 0);
    expect(line.asked.map(({ body }) => body["id"])).toEqual([ONE, ONE]);
  });

  it("makes one comment where the answer was lost and the page after it", async () => {
    const drafts = await open();
    drafts.put(draftOf(ONE));
    line.state = "lost";
    await drafts.send(ONE);
    expect(line.comments.size).toBe(1);
    await drafts.close();
    line.state = "good";
    const again = await open();
    await vi.waitUntil(() => again.all.get().length === 0);
    expect(line.asked.map(({ body }) => body["id"])).toEqual([ONE, ONE]);
    expect(line.comments.size).toBe(1);
  });

  it("makes one comment where the page was lost before the answer", async () => {
    const drafts = await open();
    drafts.put(draftOf(ONE));
    const { promise, resolve } = Promise.withResolvers<Response>();
    const hanging = new CommentDrafts({
      user: USER,
      review: REVIEW,
      database,
      api: { ...line.api, beginThread: () => promise.then(() => ({ thread: "", comment: "" })) },
      connection,
      onSent: () => undefined,
      report: (error) => reported.push(error),
      clock,
    });
    await drafts.written();
    await hanging.load();
    void hanging.send(ONE);
    await vi.waitUntil(async () => (await (await database)?.drafts(USER))?.[0]?.sending.kind === "sending");
    const again = await open();
    await vi.waitUntil(() => again.all.get().length === 0);
    expect([...line.comments.keys()]).toEqual([ONE]);
    resolve(new Response());
    await hanging.send(ONE);
    await hanging.close();
  });

  it("asks once however often it is pressed, and lets nobody change what is on its way", async () => {
    const drafts = await open();
    drafts.put(draftOf(ONE));
    const both = [drafts.send(ONE), drafts.send(ONE)];
    drafts.change(ONE, { text: "Something else" });
    drafts.discard(ONE);
    expect(states(drafts)).toEqual(["Which authority decides? (sending)"]);
    expect(await Promise.all(both)).toEqual([{ kind: "done" }, { kind: "done" }]);
    expect(line.asked).toHaveLength(1);
  });

  it("leaves a refused draft to its author, and does not press it upon the server", async () => {
    const drafts = await open();
    drafts.put(QUOTED);
    line.answer = () => problem(409, "anchor-gone");
    expect(await drafts.send(ONE)).toMatchObject({ code: "anchor-gone", mayRetry: false });
    connection.set("offline");
    connection.set("online");
    clock.pass(60_000);
    expect(line.asked).toHaveLength(1);
    expect(drafts.find(ONE)?.sending).toEqual({ kind: "refused", code: "anchor-gone", faults: [] });
    expect((await open()).find(ONE)?.sending.kind).toBe("refused");
  });

  it("does not ask for a comment without words or with too many", async () => {
    const drafts = await open();
    drafts.put(draftOf(ONE, { text: " \n" }));
    drafts.put(draftOf(TWO, { text: "x".repeat(10_001) }));
    expect(await drafts.send(ONE)).toMatchObject({ faults: [{ pointer: "/text", code: "empty" }] });
    expect(await drafts.send(TWO)).toMatchObject({ faults: [{ pointer: "/text", code: "too-long" }] });
    expect(line.asked).toEqual([]);
    drafts.change(TWO, { text: ` ${"x".repeat(10_000)} ` });
    expect(await drafts.send(TWO)).toEqual({ kind: "done" });
  });

  it("sends a reply and other words for a comment to where they belong", async () => {
    const drafts = await open();
    const thread = `t${"9".repeat(20)}`;
    drafts.put(draftOf(ONE, { place: { kind: "reply", audience: "team", thread } }));
    drafts.put(draftOf(TWO, { place: { kind: "edit", audience: "team", thread, comment: ONE } }));
    await Promise.all([drafts.send(ONE), drafts.send(TWO)]);
    expect(line.asked.map(({ method, path }) => `${method} ${path}`)).toEqual([
      `POST /sections/untoc.5.b/threads/${thread}/comments`,
      `PUT /sections/untoc.5.b/threads/${thread}/comments/${ONE}`,
    ]);
  });
});

describe("a comment that the threads turn out to hold", () => {
  const said = { by: "m1", of: "b", at: 1, mentions: [], editedAt: null, deletedAt: null };
  const thread = (text: string): Parameters<CommentDrafts["found"]>[0] => ({
    id: "t1",
    comments: [{ ...said, id: ONE, text }],
  });

  it("is no draft any more", async () => {
    const drafts = await open();
    drafts.put(draftOf(ONE));
    drafts.found(thread("Which authority decides?"));
    expect(drafts.all.get()).toEqual([]);
  });

  it("gets as other words what was written after it was sent", async () => {
    const drafts = await open();
    drafts.put(draftOf(ONE, { text: "Which court decides?" }));
    drafts.found(thread("Which authority decides?"));
    expect(drafts.find(ONE)?.place).toEqual({
      kind: "edit",
      audience: "team",
      thread: "t1",
      comment: ONE,
    });
    drafts.found(thread("Which authority decides?"));
    expect(drafts.find(ONE)?.text).toBe("Which court decides?");
  });
});

it("mints ids that the server takes, from every byte alike", () => {
  expect(mintCommentId()).toMatch(COMMENT_ID);
  expect(mintCommentId()).not.toBe(mintCommentId());
  // 252 and above are thrown away, so that no letter is likelier than another.
  let round = 0;
  const id = mintCommentId((bytes) => bytes.fill(round++ === 0 ? 255 : 251));
  expect(id).toBe(`c${"9".repeat(20)}`);
  expect(round).toBe(2);
});
