import { BODY_ROOT } from "@travaux/blueprint";
import type { Thread } from "@travaux/comments/model";
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { enterRoom, roomOf } from "../deciding.ts";
import type { RawClient } from "../raw-client.ts";
import { rawClient, startServer, type TestServer } from "../server-fixture.ts";
import { cleanUp } from "../temporary.ts";
import { Commenter, placesOf } from "./commenting.ts";

afterEach(cleanUp);

/** What the reviewing States of the sample are drafting together. */
const DRAFT = "untoc.5.b";
/** A finding that they have transmitted. */
const TRANSMITTED = "untoc.10.b";

interface Desk {
  readonly writer: RawClient;
  readonly expert: Commenter;
  readonly colleague: Commenter;
  /** Wire name of the draft. */
  readonly room: string;
}

/** An expert at the reviewers' draft, who may write there, and a colleague who reads and comments. */
async function atTheDraft(server: TestServer): Promise<Desk> {
  const expert = await Commenter.enter(server, "expert.b");
  const colleague = await Commenter.enter(server, "expert.c");
  const room = await roomOf(expert.visitor, DRAFT, "reviewers");
  return { writer: await rawClient(server, expert.visitor, room), expert, colleague, room };
}

/** The text block with these words, and where they begin in it. */
function findIn(client: RawClient, words: string): { readonly text: Y.XmlText; readonly at: number } {
  const walk = (of: Y.XmlFragment): { text: Y.XmlText; at: number } | null => {
    for (const child of of.toArray()) {
      if (child instanceof Y.XmlText) {
        const plain = child
          .toDelta()
          .reduce((sum: string, { insert }: { insert: unknown }) => sum + String(insert), "");
        if (plain.includes(words)) return { text: child, at: plain.indexOf(words) };
      } else if (child instanceof Y.XmlElement) {
        const found = walk(child);
        if (found !== null) return found;
      }
    }
    return null;
  };
  const found = walk(client.doc.getXmlFragment(BODY_ROOT));
  if (found === null) throw new Error(`"${words}" is not there`);
  return found;
}

/** The first paragraph's words, as many as are asked for. */
function phrase(desk: Desk, from: number, count: number): string {
  const words = plainTextOf(desk.writer)
    .split(" ")
    .slice(from, from + count)
    .join(" ");
  if (words === "") throw new Error("The draft is too short");
  return words;
}

function plainTextOf({ doc }: RawClient): string {
  const first = doc.getXmlFragment(BODY_ROOT).get(0);
  const text = first instanceof Y.XmlElement ? first.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new Error("The draft does not begin with a text");
  return text.toDelta().reduce((sum: string, { insert }: { insert: unknown }) => sum + String(insert), "");
}

async function strike(desk: Desk, words: string): Promise<void> {
  const { text, at } = findIn(desk.writer, words);
  desk.writer.edit(() => text.delete(at, words.length));
  await desk.writer.answered();
}

/** Where it stands, without the spaces at its ends: they belong to it or not. */
function wordsOf(thread: Thread): string | null {
  const [part] = thread.anchor?.parts ?? [];
  return part?.state === "placed" ? part.quote.trim() : null;
}

/** The thread as a colleague sees it who looks only now. */
async function afresh(desk: Desk, id: string, isSo: (thread: Thread) => boolean): Promise<Thread> {
  desk.colleague.leave();
  return desk.colleague.seesThread(DRAFT, "reviewers", id, isSo);
}

/** The words of the thread as a colleague sees them who looks only now, once they are as awaited. */
async function wordsFound(desk: Desk, id: string, awaited: string): Promise<string | null> {
  return wordsOf(await afresh(desk, id, (thread) => wordsOf(thread) === awaited));
}

describe("E109 a deletion that touches the words of a comment", () => {
  it("crops them at their start and at their end, and inside leaves the rest in one piece", async () => {
    const server = await startServer();
    const desk = await atTheDraft(server);
    const words = phrase(desk, 2, 5);
    const [one = "", two = "", three = "", four = "", five = ""] = words.split(" ");
    const before = phrase(desk, 1, 1);
    const id = await desk.expert.says(DRAFT, "About this.", {
      audience: "reviewers",
      on: words,
      room: desk.room,
    });
    await strike(desk, `${before} ${one}`);
    expect(await wordsFound(desk, id, `${two} ${three} ${four} ${five}`)).toBe(
      `${two} ${three} ${four} ${five}`,
    );
    await strike(desk, ` ${five}`);
    expect(await wordsFound(desk, id, `${two} ${three} ${four}`)).toBe(`${two} ${three} ${four}`);
    await strike(desk, ` ${three}`);
    expect(await wordsFound(desk, id, `${two} ${four}`)).toBe(`${two} ${four}`);
  });
});

describe("E110 a deletion of all the words of a comment", () => {
  it("leaves the thread with its quotation, and undoing it gives it its place again", async () => {
    const server = await startServer();
    const desk = await atTheDraft(server);
    const words = phrase(desk, 2, 3);
    const id = await desk.expert.says(DRAFT, "About this.", {
      audience: "reviewers",
      on: words,
      room: desk.room,
    });
    const body = desk.writer.doc.getXmlFragment(BODY_ROOT);
    const undo = new Y.UndoManager(body);
    await strike(desk, words);
    await afresh(desk, id, (thread) => placesOf(thread)[0] === `orphaned: ${words}`);
    const state = Y.encodeStateVector(desk.writer.doc);
    undo.undo();
    desk.writer.update(Y.encodeStateAsUpdate(desk.writer.doc, state));
    await desk.writer.answered();
    expect(desk.writer.closed).toEqual([]);
    await afresh(desk, id, (thread) => placesOf(thread)[0] === `placed: ${words}`);
  });
});

describe("E112 typing at the edges of the words of a comment", () => {
  it("belongs to them inside alone", async () => {
    const server = await startServer();
    const desk = await atTheDraft(server);
    const words = phrase(desk, 2, 2);
    const [one = "", two = ""] = words.split(" ");
    const id = await desk.expert.says(DRAFT, "About this.", {
      audience: "reviewers",
      on: words,
      room: desk.room,
    });
    for (const [offset, typed] of [
      [words.length, "X"],
      [0, "Y"],
      // Behind what was put in before.
      [1 + one.length, "quite"],
    ] as const) {
      const { text, at } = findIn(desk.writer, words);
      desk.writer.edit(() => text.insert(at + offset, typed));
      await desk.writer.answered();
    }
    await afresh(desk, id, (thread) => placesOf(thread)[0] === `placed: ${one} quite${two}`);
    expect(plainTextOf(desk.writer)).toContain(`Y${one} quite${two}X`);
  });
});

describe("E113 comments whose words overlap", () => {
  it("stand each for itself, and one goes without the other", async () => {
    const server = await startServer();
    const desk = await atTheDraft(server);
    const [first, second] = [phrase(desk, 1, 4), phrase(desk, 3, 4)];
    const place = { audience: "reviewers", room: desk.room };
    const one = await desk.expert.says(DRAFT, "One.", { ...place, on: first });
    const two = await desk.colleague.says(DRAFT, "Two.", { ...place, on: second });
    expect((await desk.expert.remove(DRAFT, one, one.replace("t", "c"))).status).toBeLessThan(300);
    const left = await afresh(desk, two, (thread) => placesOf(thread)[0] === `placed: ${second}`);
    expect(left.comments.map(({ text }) => text)).toEqual(["Two."]);
    await strike(desk, phrase(desk, 1, 2));
    await afresh(desk, two, (thread) => placesOf(thread)[0] === `placed: ${second}`);
  });
});

describe("E116 commenting without writing", () => {
  it("places the comment and leaves the text as it was, byte for byte", async () => {
    const server = await startServer();
    const focal = await Commenter.enter(server, "focal-point.a");
    const expert = await Commenter.enter(server, "expert.b");
    const team = await roomOf(focal.visitor, TRANSMITTED, "team");
    const before = await focal.text(TRANSMITTED, team);
    const thread = await focal.says(TRANSMITTED, "Misquoted.", { on: "administrative", room: team });
    const seen = await expert.seesThread(TRANSMITTED, "team", thread);
    expect(placesOf(seen)).toEqual(["placed: administrative"]);
    expect(await focal.text(TRANSMITTED, team)).toEqual(before);
  });

  it("says so when the words are not there, or the text is none that all who would read it may read", async () => {
    const server = await startServer();
    const expert = await Commenter.enter(server, "expert.b");
    const focal = await Commenter.enter(server, "focal-point.a");
    const team = await roomOf(expert.visitor, TRANSMITTED, "team");
    const reviewers = await roomOf(expert.visitor, TRANSMITTED, "reviewers");
    const parts = [
      { block: "nowhere", from: 3, to: 20, quote: "words never there", before: "not", after: "at all" },
    ];
    const gone = await expert.begin(TRANSMITTED, "Where?", { subject: { kind: "text", room: team, parts } });
    expect([gone.status, gone.body.code]).toEqual([409, "anchor-gone"]);
    const quoted = await expert.quoted(TRANSMITTED, "administrative", team);
    const inside = await expert.begin(TRANSMITTED, "To the team, on our own text?", {
      subject: { kind: "text", room: reviewers, parts: quoted },
    });
    expect([404, 422]).toContain(inside.status);
    // Nor does a stranger to a text learn whether it has certain words.
    const probing = await focal.begin(TRANSMITTED, "Is this there?", {
      subject: { kind: "text", room: reviewers, parts: quoted },
    });
    const nothing = await focal.begin(TRANSMITTED, "Is this there?", {
      subject: { kind: "text", room: reviewers, parts },
    });
    expect({ ...probing.body, instance: 0 }).toEqual({ ...nothing.body, instance: 0 });
    expect(await expert.table()).toEqual([]);
  });
});

describe("E118 a thread", () => {
  it("begins with a comment, and keeps a trace of each that was deleted", async () => {
    const server = await startServer();
    const desk = await atTheDraft(server);
    const id = await desk.expert.says(DRAFT, "One.", { audience: "reviewers" });
    expect((await desk.colleague.reply(DRAFT, id, "Two.")).status).toBe(201);
    await desk.expert.remove(DRAFT, id, id.replace("t", "c"));
    const seen = await afresh(desk, id, ({ comments }) => comments[0]?.deletedAt !== null);
    expect(seen.comments.map(({ text }) => text)).toEqual(["", "Two."]);
    const rows = await desk.colleague.table();
    expect(rows.find(({ thread }) => thread === id)?.comments.map(({ deleted }) => deleted)).toEqual([
      true,
      false,
    ]);
  });
});

describe("E119 E85 a discussion of a proposal", () => {
  it("is of that proposal alone, and stands when it has been decided", async () => {
    const server = await startServer();
    const officer = await enterRoom(server, "secretariat");
    const expert = await Commenter.enter(server, "expert.b");
    const decider = await enterRoom(server, "expert.b");
    const secretariat = await Commenter.enter(server, "secretariat");
    const inserted = officer.insert(0, "First of all, ");
    const struck = officer.strike(30, 6);
    await officer.client.answered();
    const about = (suggestion: string) => ({
      subject: { kind: "suggestion", room: officer.room, suggestion } as const,
    });
    const one = await expert.says(TRANSMITTED, "Why first?", about(inserted));
    const two = await expert.says(TRANSMITTED, "Why strike this?", about(struck));
    const missing = await expert.begin(TRANSMITTED, "Which?", about(`${officer.member}:nothing1`));
    expect([missing.status, missing.body.code]).toEqual([409, "anchor-gone"]);
    expect((await secretariat.reply(TRANSMITTED, one, "For clarity.")).status).toBe(201);
    await decider.decide("reject", [inserted]);
    expert.leave();
    const kept = await expert.seesThread(TRANSMITTED, "team", one, ({ comments }) => comments.length === 2);
    expect(kept.subject).toMatchObject({ kind: "suggestion", suggestion: inserted });
    expect(Reflect.get(kept.subject, "quote")).toContain("First of all,");
    expect(kept.comments.map(({ text }) => text)).toEqual(["Why first?", "For clarity."]);
    const other = await expert.seesThread(TRANSMITTED, "team", two);
    expect(other.subject).toMatchObject({ kind: "suggestion", suggestion: struck });
    expect(other.comments).toHaveLength(1);
  });
});
