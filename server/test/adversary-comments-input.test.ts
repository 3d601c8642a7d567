import { COMMENT_LIMIT } from "@travaux/comments/model";
import type { NewSubject, QuotedPart } from "@travaux/blueprint";
import { afterEach, describe, expect, it } from "vitest";
import { Commenter, freshCommentId, placesOf } from "./comments/commenting.ts";
import { roomOf } from "./deciding.ts";
import { startServer } from "./server-fixture.ts";
import { signIn } from "./server-process.ts";
import { cleanUp } from "./temporary.ts";

afterEach(cleanUp);

/** A finding that the sample's reviewers have transmitted. */
const SECTION = "untoc.10.b";

async function onTeamText() {
  const server = await startServer();
  const expert = await Commenter.enter(server, "expert.b");
  const room = await roomOf(expert.visitor, SECTION, "team");
  const [part] = await expert.quoted(SECTION, "administrative liability", room);
  if (part === undefined) throw new Error("no such words");
  return { server, expert, room, part };
}

function about(room: string, parts: readonly QuotedPart[]): { readonly subject: NewSubject } {
  return { subject: { kind: "text", room, parts } };
}

describe("the place that a client gives", () => {
  it("is refused, or put where its words are; never outside the text, never with words that are not there", async () => {
    const { expert, room, part } = await onTeamText();
    const full = JSON.stringify((await expert.text(SECTION, room)).doc);
    const forged: readonly (readonly [string, readonly unknown[]])[] = [
      ["before the beginning", [{ ...part, from: -5 }]],
      ["backwards", [{ ...part, from: part.to, to: part.from }]],
      ["nowhere", [{ ...part, from: part.from, to: part.from }]],
      ["behind the end", [{ ...part, from: 900_000, to: 900_000 + part.quote.length }]],
      ["beyond what is a number", [{ ...part, from: 2 ** 60, to: 2 ** 61 }]],
      ["a fraction", [{ ...part, from: 0.5 }]],
      ["words that are not there", [{ ...part, quote: "Zirconium is not said here at all" }]],
      ["shorter than its words", [{ ...part, to: part.from + 3 }]],
      ["surroundings that are not there", [{ ...part, before: "Zirconium ", after: " Beryllium" }]],
      ["half of a character", [{ ...part, quote: "\uD83D", to: part.from + 1 }]],
      ["another block", [{ ...part, block: "__proto__" }]],
      ["constructor", [{ ...part, block: "constructor", from: 0, to: 24 }]],
      ["no words", [{ ...part, quote: "", to: part.from }]],
      ["none at all", []],
      ["twenty times the same", Array.from({ length: 20 }, () => part)],
      ["twenty-one times", Array.from({ length: 21 }, () => part)],
      [
        "one over the other",
        [part, { ...part, from: part.from + 4, quote: part.quote.slice(4), before: "" }],
      ],
      ["5 001 letters", [{ ...part, to: part.from + 5001, quote: "a".repeat(5001) }]],
      ["surroundings without end", [{ ...part, before: "a".repeat(100_000) }]],
      ["more than a part has", [{ ...part, state: "placed" }]],
    ];
    const taken: string[] = [];
    for (const [name, parts] of forged) {
      const began = await expert.begin(SECTION, name, about(room, parts as readonly QuotedPart[]));
      expect([201, 409, 413, 422], `${name}: ${JSON.stringify(began.body)}`).toContain(began.status);
      if (began.status !== 201) continue;
      taken.push(name);
      const thread = await expert.seesThread(
        SECTION,
        "team",
        began.body.thread,
        ({ anchor }) => anchor !== null,
      );
      for (const placed of thread.anchor?.parts ?? []) {
        expect(placed.state, name).toBe("placed");
        expect(placed.from).toBeLessThan(placed.to);
        for (const words of [placed.quote, placed.before, placed.after]) {
          expect(full, name).toContain(words);
          expect(words).not.toMatch(/Zirconium|Beryllium/u);
        }
      }
    }
    expect(taken).toContain("twenty times the same");
    expect(taken).toContain("one over the other");
    for (const name of [
      "words that are not there",
      "before the beginning",
      "none at all",
      "twenty-one times",
    ])
      expect(taken).not.toContain(name);
    expect((await expert.table()).map(({ comments }) => comments[0]?.text)).toEqual(taken);
    expect(JSON.stringify((await expert.text(SECTION, room)).doc)).toBe(full);
  });

  it("in a text of another audience, section, review or kind is none", async () => {
    const { server, expert, room, part } = await onTeamText();
    const focalA = await Commenter.enter(server, "focal-point.a");
    const nowhere = await focalA.begin(SECTION, "x", about("nowhere", [part]));
    for (const name of [
      room.replace("/team/", "/reviewers/"),
      room.replace("/team/", "/state-b/"),
      room.replace("/team/", "/secretariat/"),
      room.replace(SECTION, "untoc.5.b"),
      room.replace("/text/", "/threads/"),
      room.replace("/text/", "/margin/"),
      room.replace(expert.visitor.review, "rotherreview0000"),
      `${room}/../reviewers`,
      "__proto__",
      "",
    ])
      for (const subject of [
        { kind: "text", room: name, parts: [part] },
        { kind: "suggestion", room: name, suggestion: `${expert.member}:00000001` },
      ] as const) {
        const began = await focalA.begin(SECTION, "x", { subject });
        expect([began.status, began.body.code], name).toEqual([404, "absent"]);
        expect({ ...began.body, instance: null }).toEqual({ ...nowhere.body, instance: null });
      }
    for (const suggestion of ["__proto__", "constructor", `${expert.member}:00000001`, "\u0000"]) {
      const began = await focalA.begin(SECTION, "x", { subject: { kind: "suggestion", room, suggestion } });
      expect([began.status, began.body.code]).toEqual([409, "anchor-gone"]);
    }
    expect(await focalA.table()).toEqual([]);
  });
});

describe("what a client says", () => {
  it("is refused as it is sent where it is no text or names nothing", async () => {
    const { expert, server } = await onTeamText();
    const focalA = await Commenter.enter(server, "focal-point.a");
    const thread = await expert.says(SECTION, "One");
    for (const text of ["a\u0000b", "a\uD800b", "\uDC00", "a\u001Bb", "\u0085", " \u00A0\u2003\n"]) {
      for (const answered of [
        await expert.begin(SECTION, text),
        await expert.reply(SECTION, thread, text),
        await expert.edit(SECTION, thread, thread.replace("t", "c"), text),
      ])
        expect(answered.status, JSON.stringify(text)).toBe(422);
    }
    for (const id of [
      "constructor",
      "__proto__",
      "c",
      `c${"A".repeat(20)}`,
      `c${"a".repeat(20)}\n`,
      `C${"a".repeat(20)}`,
    ])
      expect((await expert.begin(SECTION, "x", { id })).status, id).toBe(422);
    const raw = await expert.visitor.send(
      "POST",
      `/api/reviews/${expert.visitor.review}/sections/${SECTION}/threads`,
      JSON.parse(
        `{"id":"${freshCommentId()}","audience":"team","subject":{"kind":"section"},"text":"x","mentions":[],"__proto__":{"forTeam":true}}`,
      ),
    );
    expect([201, 422]).toContain(raw.status);
    const many = Array.from({ length: 51 }, () => expert.member as never);
    expect((await expert.begin(SECTION, "x", { mentions: many })).status).toBe(422);
    const same = await expert.begin(SECTION, "to myself", { mentions: many.slice(0, 50) });
    expect(same.status).toBe(201);
    const row = (await expert.table()).find(({ thread: id }) => id === same.body.thread);
    expect(row?.comments[0]?.mentions).toEqual([expert.member]);
    for (const mention of ["constructor", "__proto__", "", `m${"0".repeat(16)}`])
      expect((await expert.begin(SECTION, "x", { mentions: [mention as never] })).status, mention).toBe(422);
    // Only the State under review writes for the team, and sorts what it says.
    expect((await expert.begin(SECTION, "x", { audience: "state-b", forTeam: true })).status).toBe(422);
    expect((await expert.begin(SECTION, "x", { class: "wording" })).status).toBe(422);
    expect((await focalA.begin(SECTION, "x", { forTeam: true })).status).toBe(422);
    expect((await focalA.begin(SECTION, "x", { audience: "state-a", class: "wording" })).status).toBe(422);
    expect((await expert.begin(SECTION, "x".repeat(COMMENT_LIMIT + 1))).status).toBe(422);
    expect((await expert.send("POST", `sections/${SECTION}/threads`, null)).status).toBe(400);
    expect((await expert.send("POST", `sections/__proto__/threads`, {})).status).toBeGreaterThanOrEqual(404);
  });

  it("names as speakers none but experts of the State under review who serve", async () => {
    const { expert, server } = await onTeamText();
    const [focalA, expertA, observer, secretariat] = [
      await Commenter.enter(server, "focal-point.a"),
      await Commenter.enter(server, "expert.a"),
      await signIn(server, "observer.a"),
      await Commenter.enter(server, "secretariat"),
    ];
    const { member: watching } = await observer.get<{ member: string }>(`/api/reviews/${observer.review}`);
    const name = (who: Commenter, ...members: readonly string[]) => who.send("PUT", "speakers", { members });
    for (const foreign of [expert.member, watching, secretariat.member, "__proto__", `m${"0".repeat(16)}`]) {
      expect((await name(focalA, foreign)).status).toBe(422);
      expect((await name(focalA, expertA.member, foreign)).status).toBe(422);
    }
    for (const who of [expertA, expert, secretariat])
      expect((await name(who, expertA.member)).status).toBe(403);
    expect((await expertA.begin(SECTION, "At once")).status).toBe(403);
    // What he was named to does not outlast his service as an expert.
    expect((await name(focalA, expertA.member)).status).toBe(200);
    expect((await expertA.begin(SECTION, "At once")).status).toBe(201);
    const changed = await secretariat.send("PATCH", `members/${expertA.member}`, {
      role: "observer",
      noteVerbale: "NV 3",
    });
    expect(changed.status).toBe(200);
    expect((await expertA.begin(SECTION, "As an observer")).status).toBe(404);
  });

  it("is not run by a program that reads tables, whatever it takes for the end of a cell", async () => {
    const { expert } = await onTeamText();
    const attacks = [
      "=1+1",
      "+1+1",
      "-1+1",
      "@SUM(1)",
      "hello;=cmd|' /C calc'!A0;",
      "hello\n=cmd|' /C calc'!A0;",
      "hello\t=1+1",
      'hello",=1+1,"',
      "hello,@SUM(1)",
    ];
    for (const attack of attacks) await expert.says(SECTION, attack);
    const path = `/api/reviews/${expert.visitor.review}/comments.csv`;
    const file = await (await expert.visitor.send("GET", path, undefined)).text();
    for (const separator of [";", "\t"])
      for (const line of file.replace("\uFEFF", "").split(/[\r\n]+/u))
        for (const cell of line.split(separator))
          expect(cell.replace(/^"/u, ""), `by ${separator}`).not.toMatch(/^[=+\-@]/u);
  });
});

describe("many threads", () => {
  it("are taken up to the limit of a thread, quickly, and not one more", { timeout: 60_000 }, async () => {
    const { expert, room, part } = await onTeamText();
    const thread = await expert.says(SECTION, "First");
    const begun = performance.now();
    for (let from = 0; from < 499; from += 50)
      await Promise.all(
        Array.from({ length: Math.min(50, 499 - from) }, async (_, at) => {
          const { status } = await expert.reply(SECTION, thread, `Reply ${from + at}`);
          expect(status).toBe(201);
        }),
      );
    const each = (performance.now() - begun) / 499;
    expect((await expert.reply(SECTION, thread, "One more")).body.code).toBe("thread-limit");
    // A full thread keeps nobody from beginning another, at its words.
    const other = await expert.says(SECTION, "Another", about(room, [part]));
    expect(placesOf(await expert.seesThread(SECTION, "team", other))).toEqual([`placed: ${part.quote}`]);
    const row = (await expert.table()).find(({ thread: id }) => id === thread);
    expect(new Set(row?.comments.map(({ text }) => text)).size).toBe(500);
    console.info(`a reply takes ${each.toFixed(1)} ms`);
    expect(each).toBeLessThan(50);
  });
});
