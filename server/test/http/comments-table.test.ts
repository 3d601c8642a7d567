import { LANGUAGES, type ThreadRow } from "@travaux/blueprint";
import { afterEach, describe, expect, it } from "vitest";
import { startServer, type TestServer } from "../server-fixture.ts";
import { cleanUp } from "../temporary.ts";
import { CommentingPerson, freshComment } from "./commenting-people.ts";

afterEach(cleanUp);

/** A finding that the reviewing States have transmitted. */
const SECTION = "untoc.10.b";
/** One that they have not: the State under review has no text of it. */
const DRAFTED = "untoc.5.b";
const SECRET = "Zugzwang";

interface Cast {
  readonly server: TestServer;
  readonly expertB: CommentingPerson;
  readonly expertC: CommentingPerson;
  readonly focalA: CommentingPerson;
  readonly expertA: CommentingPerson;
  readonly observer: CommentingPerson;
  readonly secretariat: CommentingPerson;
}

async function cast(): Promise<Cast> {
  const server = await startServer();
  const enter = (name: string): Promise<CommentingPerson> => CommentingPerson.enter(server, name);
  return {
    server,
    expertB: await enter("expert.b"),
    expertC: await enter("expert.c"),
    focalA: await enter("focal-point.a"),
    expertA: await enter("expert.a"),
    observer: await enter("observer.a"),
    secretariat: await enter("secretariat"),
  };
}

/** What is told of nothing at all. */
const NOTHING = { rows: [], counts: [], notices: { unread: 0, notices: [] }, unread: { threads: [] } };

async function everythingFor(person: CommentingPerson) {
  return {
    rows: await person.rows(),
    counts: await person.counts(),
    notices: await person.notices(),
    unread: await person.visitor.get(`${person.review}/comments/unread`),
  };
}

function texts(rows: readonly ThreadRow[]): readonly string[] {
  return rows.flatMap(({ comments }) => comments.map(({ text }) => text));
}

async function csvOf(person: CommentingPerson, query = ""): Promise<string> {
  return person.text(`${person.review}/comments.csv${query}`);
}

describe("who reads what of the table", () => {
  it("is decided by his margins alone: others' discussions are not a row, not a count, not a notice", async () => {
    const { expertB, expertC, focalA, expertA, observer, secretariat } = await cast();
    const empty = await csvOf(focalA);
    const mentions = [await expertC.member(), await secretariat.member()];
    const { thread } = await expertB.begin(SECTION, "reviewers", { text: SECRET, mentions });
    await expertC.reply(SECTION, thread, `${SECRET}, yes`);
    await expertB.begin(SECTION, "state-b", { text: `${SECRET} of State B` });
    await secretariat.begin(DRAFTED, "secretariat", { text: `${SECRET} of the Secretariat` });
    for (const person of [focalA, expertA, observer]) {
      expect(await everythingFor(person)).toEqual(NOTHING);
      expect(await csvOf(person)).toBe(empty);
      expect(
        (
          await person.ask("POST", `${person.review}/comments/read`, {
            threads: [{ section: SECTION, thread }],
          })
        ).status,
      ).toBe(204);
      expect(await everythingFor(person)).toEqual(NOTHING);
    }
    expect(texts(await expertB.rows())).toEqual([SECRET, `${SECRET}, yes`, `${SECRET} of State B`]);
    expect(texts(await expertC.rows())).toEqual([SECRET, `${SECRET}, yes`]);
    expect(texts(await secretariat.rows())).toEqual([
      `${SECRET} of the Secretariat`,
      SECRET,
      `${SECRET}, yes`,
    ]);
    expect((await expertC.notices()).notices).toMatchObject([{ kind: "mention", read: false }]);
  });

  it("ends with his membership", async () => {
    const { expertB, expertC, secretariat } = await cast();
    await expertB.begin(SECTION, "reviewers", { text: SECRET, mentions: [await expertC.member()] });
    expect((await expertC.notices()).unread).toBe(1);
    const member = await expertC.member();
    const path = `${secretariat.review}/members/${member}`;
    expect((await secretariat.ask("PATCH", path, { standing: "ended" })).status).toBe(200);
    expect(await expertC.notices()).toEqual(NOTHING.notices);
    for (const path of ["comments", "comments.csv", "comments/counts", "comments/unread"])
      expect((await expertC.ask("GET", `${expertC.review}/${path}`)).status).toBe(404);
    expect((await expertC.beginOn(SECTION, "team")).status).toBe(404);
  });

  it("of a delegation's own words for the team begins for others when they are sent", async () => {
    const { expertA, expertB, focalA } = await cast();
    const { thread } = await expertA.begin(SECTION, "state-a", { forTeam: true, text: "Not so." });
    await focalA.reply(SECTION, thread, "Shall we say that?");
    expect(await everythingFor(expertB)).toEqual(NOTHING);
    expect(await focalA.counts()).toEqual([
      { section: SECTION, open: 1, resolved: 0, unread: 1, orphaned: 0, unsent: 1 },
    ]);
    await focalA.ask("POST", `${focalA.review}/comments/send`, { threads: [{ section: SECTION, thread }] });
    expect(texts(await expertB.rows())).toEqual(["Not so."]);
    expect(await csvOf(expertB)).not.toContain("Shall we");
    expect((await focalA.counts())[0]).toMatchObject({ unsent: 0 });
  });
});

describe("a row", () => {
  it("quotes the text as its thread is about it, says who and how it was taken in", async () => {
    const { expertB, focalA } = await cast();
    const { doc, room } = await expertB.reads(SECTION);
    const found = JSON.stringify(doc).match(
      /"attrs":\{[^{}]*"id":"([^"]+)"[^{}]*\},"content":\[\{"type":"text","text":"([^"\\]{60,})"/,
    );
    const [, block = "", text = ""] = found ?? [];
    const part = {
      block,
      from: 4,
      to: 24,
      quote: text.slice(4, 24),
      before: text.slice(0, 4),
      after: text.slice(24, 56),
    };
    const subject = { kind: "text", room, parts: [part] };
    const made = await focalA.begin(SECTION, "team", { subject, class: "wording", text: "=1+1" });
    const disposition = {
      class: "factual-correction",
      outcome: "in-part",
      reasons: 'Because of "it",\nand more.',
    };
    await expertB.ask("PUT", `${expertB.at(SECTION, made.thread)}/disposition`, disposition);
    const [row] = await expertB.rows();
    expect(row).toMatchObject({
      section: SECTION,
      thread: made.thread,
      audience: "team",
      subject: "text",
      quote: text.slice(4, 24),
      orphaned: false,
      resolved: false,
      class: "wording",
      disposition: { ...disposition, byName: "Expert of State B" },
      comments: [
        { id: made.comment, byName: "Focal point of State A", of: "a", text: "=1+1", deleted: false },
      ],
      unread: true,
    });
    const csv = await csvOf(expertB);
    expect(csv).toContain(`,${text.slice(4, 24)},'=1+1,Factual correction,Accepted in part,`);
    expect(csv).toContain('"Because of ""it"",\nand more.",Expert of State B,');
  });

  it("keeps a deleted comment's place and not its words", async () => {
    const { expertB, focalA } = await cast();
    const { thread } = await expertB.begin(SECTION, "team", { text: "First." });
    const reply = freshComment();
    await focalA.ask("POST", `${focalA.at(SECTION, thread)}/comments`, {
      id: reply,
      text: SECRET,
      mentions: [],
    });
    await focalA.ask("DELETE", `${focalA.at(SECTION, thread)}/comments/${reply}`);
    const [row] = await expertB.rows();
    expect(row?.comments).toMatchObject([{ text: "First." }, { text: "", deleted: true }]);
    expect(await csvOf(expertB)).not.toContain(SECRET);
    expect(await expertB.notices()).toEqual(NOTHING.notices);
  });
});

describe("a filter", () => {
  it("leaves those that keep to all that is given, in the table and in the file", async () => {
    const { expertB, focalA, secretariat } = await cast();
    await expertB.begin(SECTION, "team", { text: "one" });
    await expertB.begin(SECTION, "reviewers", { text: "two" });
    const three = await focalA.begin(SECTION, "team", { text: "THREE", class: "wording" });
    await secretariat.begin(DRAFTED, "reviewers", { text: "four" });
    const disposition = { class: "confidentiality", outcome: "moot", reasons: "" };
    await expertB.ask("PUT", `${expertB.at(SECTION, three.thread)}/disposition`, disposition);
    await focalA.ask("PUT", `${focalA.at(SECTION, three.thread)}/standing`, { resolved: true });
    const cases = {
      "": ["four", "one", "THREE", "two"],
      "?audience=reviewers": ["four", "two"],
      "?audience=reviewers&audience=team": ["four", "one", "THREE", "two"],
      "?audience=state-a": [],
      "?state=a&state=secretariat": ["four", "THREE"],
      "?class=confidentiality": ["THREE"],
      "?class=wording": [],
      "?disposition=none&resolved=false": ["four", "one", "two"],
      "?disposition=moot": ["THREE"],
      "?resolved=true": ["THREE"],
      "?section=untoc.5": ["four"],
      "?section=untoc.1": [],
      "?section=iv.c": ["four", "one", "THREE", "two"],
      "?section=iv": ["four", "one", "THREE", "two"],
      "?section=iv.a&section=untoc.5": ["four"],
      "?section=iv.a": [],
      [`?section=${SECTION}&state=b`]: ["one", "two"],
      "?q=three": ["THREE"],
      "?q=o&state=b": ["one", "two"],
    };
    for (const [query, expected] of Object.entries(cases)) {
      expect([query, texts(await expertB.rows(query))]).toEqual([query, expected]);
      const lines = (await csvOf(expertB, query)).trimEnd().split("\r\n");
      expect([query, lines.length]).toEqual([query, expected.length + 1]);
    }
    for (const query of ["?class=finding", "?resolved=perhaps", "?disposition=rejected", "?state=A-Z"])
      expect((await expertB.ask("GET", `${expertB.review}/comments${query}`)).status).toBe(422);
  });

  it("gives the file's headings in the language asked for", async () => {
    const { expertB } = await cast();
    const headers = [];
    for (const language of LANGUAGES) headers.push(await csvOf(expertB, `?language=${language}`));
    expect(new Set(headers).size).toBe(LANGUAGES.length);
    expect(await csvOf(expertB)).toBe(headers[LANGUAGES.indexOf("en")]);
  });
});

describe("a notice", () => {
  it("comes of a mention, and of a reply to where one wrote before; not of one's own words", async () => {
    const { expertB, expertC, focalA } = await cast();
    const { thread } = await expertB.begin(SECTION, "team", { mentions: [await focalA.member()] });
    await focalA.reply(SECTION, thread, "Yes.");
    await expertC.reply(SECTION, thread, "Indeed.");
    expect((await expertB.notices()).notices.map(({ kind, byName }) => [kind, byName])).toEqual([
      ["reply", "Expert of State C"],
      ["reply", "Focal point of State A"],
    ]);
    expect(await focalA.notices()).toMatchObject({
      unread: 2,
      notices: [
        { kind: "reply", byName: "Expert of State C", byState: { en: "State C" } },
        {
          kind: "mention",
          thread,
          section: SECTION,
          byState: { en: "State B" },
          stateUnderReview: { en: "State A" },
          place: { label: "(b)", instrument: "UNTOC", article: 10 },
        },
      ],
    });
    expect(await expertC.notices()).toEqual(NOTHING.notices);
    expect(JSON.stringify(await focalA.notices())).not.toContain("Indeed");
  });

  it("is read when its thread was seen, stays read, and comes back with the next comment", async () => {
    const { expertB, focalA } = await cast();
    const { thread } = await expertB.begin(SECTION, "team");
    const other = await expertB.begin(DRAFTED, "reviewers");
    await focalA.reply(SECTION, thread, "Yes.");
    const { review } = expertB;
    const threads = [{ section: SECTION, thread }];
    expect((await expertB.rows()).map(({ unread }) => unread)).toEqual([false, true]);
    expect(await expertB.ask("POST", `${review}/comments/read`, { threads })).toEqual({
      status: 204,
      body: null,
    });
    expect(await expertB.notices()).toMatchObject({ unread: 0, notices: [{ read: true }] });
    const elsewhere = [{ section: DRAFTED, thread: other.thread }];
    await expertB.ask("POST", `${review}/comments/read`, { threads: elsewhere });
    expect((await expertB.notices()).unread).toBe(0);
    await focalA.reply(SECTION, thread, "And besides.");
    expect((await expertB.notices()).unread).toBe(1);
    expect(await expertB.visitor.get(`${review}/comments/unread`)).toEqual({ threads });
    await expertB.ask("POST", `${review}/comments/read`, {});
    expect((await expertB.notices()).unread).toBe(0);
  });

  it("is read once for all of one's pages, whichever says so", async () => {
    const { expertB, focalA } = await cast();
    const made = [];
    for (let count = 0; count < 6; count += 1) made.push(await expertB.begin(SECTION, "team"));
    for (const { thread } of made) await focalA.reply(SECTION, thread, "Yes.");
    await Promise.all(
      made.map(({ thread }) =>
        expertB.ask("POST", `${expertB.review}/comments/read`, { threads: [{ section: SECTION, thread }] }),
      ),
    );
    expect(await expertB.notices()).toMatchObject({ unread: 0, notices: { length: 6 } });
  });

  it("marks nothing of a thread that is named wrongly, or of too many at once", async () => {
    const { expertB, focalA } = await cast();
    const { thread } = await expertB.begin(SECTION, "team");
    await focalA.reply(SECTION, thread, "Yes.");
    const path = `${expertB.review}/comments/read`;
    await expertB.ask("POST", path, { threads: [{ section: DRAFTED, thread }] });
    await expertB.ask("POST", path, { threads: [] });
    const many = Array.from({ length: 2_001 }, () => ({ section: SECTION, thread }));
    expect((await expertB.ask("POST", path, { threads: many })).status).toBe(422);
    expect((await expertB.ask("POST", path, { all: true })).status).toBe(422);
    expect((await expertB.notices()).unread).toBe(1);
  });
});

describe("the counts of a section", () => {
  it("count what stands open, resolved and unread, and nothing that has no word left", async () => {
    const { expertB, focalA } = await cast();
    const first = await expertB.begin(SECTION, "team");
    const second = await expertB.begin(SECTION, "team");
    const third = await expertB.begin(SECTION, "team");
    await expertB.ask("PUT", `${expertB.at(SECTION, first.thread)}/standing`, { resolved: true });
    await expertB.ask("DELETE", `${expertB.at(SECTION, third.thread)}/comments/${third.comment}`);
    expect(await focalA.counts()).toEqual([
      { section: SECTION, open: 1, resolved: 1, unread: 1, orphaned: 0, unsent: 0 },
    ]);
    const threads = [{ section: SECTION, thread: second.thread }];
    await focalA.ask("POST", `${focalA.review}/comments/read`, { threads });
    expect(await focalA.counts()).toMatchObject([{ open: 1, unread: 0 }]);
  });
});
