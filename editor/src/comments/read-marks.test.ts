import type { SectionId } from "@travaux/blueprint";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { Cell } from "../session/observable.ts";
import type { Connection } from "../session/review-session.ts";
import { HandClock } from "../session/session.fixture.ts";
import { ReadMarks } from "./read-marks.ts";
import { openLine, problem, REVIEW, SECTION, type Line } from "./server.fixture.ts";

let line: Line;
let clock: HandClock;
let connection: Cell<Connection>;
let told: number;
let unread: readonly string[];
let hasMargins: boolean;

beforeEach(() => {
  line = openLine();
  clock = new HandClock();
  connection = new Cell<Connection>("online");
  told = 0;
  unread = [];
  hasMargins = true;
  line.answer = ({ path, body }) => {
    if (path.endsWith("/comments/read"))
      unread = unread.filter((thread) => !JSON.stringify(body).includes(`"${thread}"`));
    return path.endsWith("/unread")
      ? Response.json({ threads: unread.map((thread) => ({ section: SECTION, thread })) })
      : null;
  };
});

function open(): ReadMarks {
  return new ReadMarks({
    review: REVIEW,
    api: line.api,
    connection,
    hasMargins: () => hasMargins,
    onTold: () => (told += 1),
    clock,
  });
}

function reads(): readonly unknown[] {
  return line.asked.filter(({ path }) => path === "/comments/read").map(({ body }) => body["threads"]);
}

describe("read marks", () => {
  it("are the server's, and tell it together what has been looked at", async () => {
    const marks = open();
    unread = ["t1", "t2", "t3"];
    await marks.refresh();
    expect([...marks.unread.get()]).toEqual(["t1", "t2", "t3"]);
    marks.seen(SECTION, "t1");
    marks.seen("untoc.6.b" as SectionId, "t3");
    marks.seen(SECTION, "t1");
    expect([...marks.unread.get()]).toEqual(["t2"]);
    expect(reads()).toEqual([]);
    clock.pass(1000);
    await vi.waitUntil(() => told === 1);
    expect(reads()).toEqual([
      [
        { section: SECTION, thread: "t1" },
        { section: "untoc.6.b", thread: "t3" },
      ],
    ]);
  });

  it("are not asked for by whoever has no margin, until he has one", async () => {
    hasMargins = false;
    unread = ["t1"];
    const marks = open();
    await marks.refresh();
    expect(line.asked).toEqual([]);
    hasMargins = true;
    await marks.refresh();
    expect([...marks.unread.get()]).toEqual(["t1"]);
  });

  it("say nothing of what was no news", async () => {
    const marks = open();
    marks.seen(SECTION, "t1");
    clock.pass(5000);
    await marks.close();
    expect(line.asked).toEqual([]);
  });

  it("are told again when the server is back, and not taken for unread meanwhile", async () => {
    const marks = open();
    unread = ["t1"];
    await marks.refresh();
    line.state = "down";
    marks.seen(SECTION, "t1");
    clock.pass(1000);
    await marks.refresh();
    expect([...marks.unread.get()]).toEqual([]);
    line.state = "good";
    connection.set("offline");
    connection.set("online");
    await vi.waitUntil(() => told === 1);
    expect(reads()).toEqual([[{ section: SECTION, thread: "t1" }]]);
  });

  it("do not come back with what the server said before it was told", async () => {
    const marks = open();
    unread = ["t1", "t2"];
    await marks.refresh();
    const answer = line.answer;
    line.answer = (asked) => {
      const said = answer(asked);
      // On its way, the answer is overtaken by the reader.
      if (asked.path.endsWith("/unread")) marks.seen(SECTION, "t2");
      return said;
    };
    marks.seen(SECTION, "t1");
    clock.pass(1000);
    await marks.refresh();
    expect([...marks.unread.get()]).toEqual([]);
    expect(line.asked.map(({ path }) => path)).toEqual([
      "/comments/unread",
      "/comments/read",
      "/comments/unread",
    ]);
  });

  it("are not told of a thread in which something new has come since", async () => {
    const marks = open();
    unread = ["t1"];
    await marks.refresh();
    marks.seen(SECTION, "t1");
    marks.arrived("t1");
    clock.pass(1000);
    await marks.close();
    expect(reads()).toEqual([]);
    expect([...marks.unread.get()]).toEqual(["t1"]);
  });

  it("give up what the server does not take", async () => {
    const marks = open();
    unread = ["t1"];
    await marks.refresh();
    line.answer = () => problem(404, "absent");
    marks.seen(SECTION, "t1");
    await marks.refresh();
    await marks.close();
    expect(reads()).toHaveLength(1);
  });
});
