import type { OutlineView, ThreadMade } from "@travaux/blueprint";
import { afterEach, describe, expect, it } from "vitest";
import { Commenter, freshCommentId, placesOf, type Answered } from "./comments/commenting.ts";
import { roomOf } from "./deciding.ts";
import type { RawClient } from "./raw-client.ts";
import { firstText } from "./room-fixture.ts";
import { rawClient, startServer } from "./server-fixture.ts";
import { proposeWords } from "./suggesting.ts";
import { cleanUp } from "./temporary.ts";
import { until } from "./until.ts";

afterEach(cleanUp);

/** A finding that the sample's reviewers have transmitted. */
const SECTION = "untoc.10.b";
const NOWHERE = `t${"0".repeat(19)}z`;

function bytesOf(client: RawClient): string {
  return client.received.map((frame) => Buffer.from(frame).toString("utf8")).join("\n");
}

/** An answer without what every answer has for itself. */
function told({ status, body }: Answered<object>): string {
  return `${status} ${JSON.stringify({ ...body, instance: null })}`;
}

function commentOf(thread: string): string {
  return thread.replace("t", "c");
}

describe("words that were taken back", () => {
  it("are in no byte to who comes later", async () => {
    const server = await startServer();
    const [expertB, focalB] = [
      await Commenter.enter(server, "expert.b"),
      await Commenter.enter(server, "focal-point.b"),
    ];
    const room = (await expertB.text(SECTION)).room;
    const own = `${expertB.visitor.review}/${SECTION}/state-b/threads/1`;
    const saying = { audience: "state-b", room };
    const [one, two] = [
      await expertB.says(SECTION, "Quicksilver of the first hour", saying),
      await expertB.says(SECTION, "Kingfisher of the second hour", saying),
    ];
    await expertB.seesThread(SECTION, "state-b", two);
    expect((await expertB.edit(SECTION, one, commentOf(one), "Something else")).status).toBe(200);
    expect((await expertB.remove(SECTION, two, commentOf(two))).status).toBe(204);
    await expertB.seesThread(SECTION, "state-b", two, ({ comments }) => comments[0]?.text === "");
    const late = await rawClient(server, focalB.visitor, own);
    expect(bytesOf(late)).toContain("Something else");
    expect(bytesOf(late)).not.toMatch(/Quicksilver|Kingfisher/u);
    expect(JSON.stringify(await focalB.table())).not.toMatch(/Quicksilver|Kingfisher/u);
    const record = await focalB.visitor.get(`/api/reviews/${focalB.visitor.review}/record`);
    expect(JSON.stringify(record)).not.toMatch(/Quicksilver|Kingfisher|Something else/u);
  });
});

describe("who is no member any more, or an observer from now on", () => {
  for (const change of [{ standing: "ended" }, { role: "observer" }])
    it(`reads and is told nothing further: ${Object.values(change).join()}`, async () => {
      const server = await startServer();
      const [secretariat, expertB, expertC] = [
        await Commenter.enter(server, "secretariat"),
        await Commenter.enter(server, "expert.b"),
        await Commenter.enter(server, "expert.c"),
      ];
      const thread = await expertC.says(SECTION, "Before he left", {
        audience: "reviewers",
        mentions: [expertB.member as never],
      });
      const names = (await expertB.margins(SECTION)).map(({ name }) => name);
      expect(names).toHaveLength(3);
      const open: RawClient[] = [];
      for (const name of names) open.push(await rawClient(server, expertB.visitor, name));
      expect(open.flatMap(({ closed }) => closed)).toEqual([]);
      const changed = await secretariat.send("PATCH", `members/${expertB.member}`, {
        ...change,
        noteVerbale: "NV 12",
      });
      expect(changed.status, JSON.stringify(changed.body)).toBe(200);
      await until("every document of threads is closed to him", () =>
        open.every(({ closed, socketClosed }) => closed.length > 0 || socketClosed !== null),
      );
      const heard = open.map(({ received }) => received.length);
      const mention = await expertC.reply(SECTION, thread, "And now?", { mentions: [expertB.member] });
      expect(mention.status).toBe(422);
      expect((await expertC.reply(SECTION, thread, "Nightingale")).status).toBe(201);
      await expertC.seesThread(SECTION, "reviewers", thread, ({ comments }) => comments.length === 2);
      expect(open.map(({ received }) => received.length)).toEqual(heard);
      for (const name of names) {
        const again = await rawClient(server, expertB.visitor, name);
        expect(again.closed.length + (again.socketClosed === null ? 0 : 1)).toBeGreaterThan(0);
        expect(again.doc.getMap("threads").size).toBe(0);
      }
      expect(await expertB.visitor.get("/api/notifications")).toEqual({ unread: 0, notices: [] });
      const review = `/api/reviews/${expertB.visitor.review}`;
      for (const path of ["comments", "comments.csv", "comments/counts", "comments/unread", "record"]) {
        const answer = await expertB.visitor.send("GET", `${review}/${path}`, undefined);
        expect(await answer.text(), path).not.toMatch(new RegExp(`${thread}|Nightingale|commented`, "u"));
      }
      for (const answered of [
        await expertB.reply(SECTION, thread, "Still here"),
        await expertB.settle(SECTION, thread, true),
        await expertB.edit(SECTION, thread, commentOf(thread), "Mine"),
      ])
        expect(told(answered)).toBe(told(await expertB.reply(SECTION, NOWHERE, "Nowhere")));
    });
});

describe("a thread of others", () => {
  it("is to who probes for it like one that never was", async () => {
    const server = await startServer();
    const [expertB, focalA, expertA, focalC, secretariat] = [
      await Commenter.enter(server, "expert.b"),
      await Commenter.enter(server, "focal-point.a"),
      await Commenter.enter(server, "expert.a"),
      await Commenter.enter(server, "focal-point.c"),
      await Commenter.enter(server, "secretariat"),
    ];
    const room = (await expertB.text(SECTION)).room;
    const among = await expertB.says(SECTION, "Among the reviewers", { audience: "reviewers", room });
    const alone = await expertB.says(SECTION, "State B alone", { audience: "state-b", room });
    const forTeam = await expertA.says(SECTION, "Of State A", { audience: "state-a", forTeam: true });
    const probes: readonly ((who: Commenter, thread: string) => Promise<Answered<object>>)[] = [
      (who, thread) => who.reply(SECTION, thread, "x"),
      (who, thread) => who.reply(SECTION, thread, ""),
      (who, thread) => who.reply(SECTION, thread, "x", { id: commentOf(among) }),
      (who, thread) => who.edit(SECTION, thread, commentOf(thread), "x"),
      (who, thread) => who.remove(SECTION, thread, commentOf(thread)),
      (who, thread) => who.settle(SECTION, thread, true),
      (who, thread) => who.settle(SECTION, thread, false),
      (who, thread) =>
        who.dispose(SECTION, thread, { class: "wording", outcome: "not-accepted", reasons: "" }),
      (who, thread) => who.dispose(SECTION, thread, { class: "wording", outcome: "withdrawn", reasons: "" }),
      (who, thread) => who.send("POST", "comments/send", { threads: [{ section: SECTION, thread }] }),
      (who, thread) => who.send("POST", "comments/read", { threads: [{ section: SECTION, thread }] }),
      (who, thread) =>
        who.begin(SECTION, "x", {
          audience: who === expertA || who === focalA ? "state-a" : "state-c",
          forTeam: true,
          subject: { kind: "thread", thread },
        }),
    ];
    for (const [number, probe] of probes.entries())
      for (const [who, hidden] of [
        [focalA, among],
        [expertA, among],
        [focalA, alone],
        [focalC, alone],
        [focalC, forTeam],
        [secretariat, alone],
        [secretariat, forTeam],
        [expertB, forTeam],
      ] as const)
        expect(told(await probe(who, hidden)), `probe ${number} by ${who.visitor.email}`).toBe(
          told(await probe(who, NOWHERE)),
        );
    // A margin that is not his is like one that there cannot be.
    for (const audience of ["reviewers", "state-b", "secretariat", "sealed-1", "state-zz", "__proto__"])
      expect(told(await focalA.begin(SECTION, "x", { audience })), audience).toBe(
        told(await focalA.begin(SECTION, "x", { audience: "nobody" })),
      );
    // An id that others use unseen can be used: a refusal would tell of it.
    const same = await focalA.begin(SECTION, "My own", { id: commentOf(among), audience: "state-a" });
    expect(same.status).toBe(201);
    expect((await expertB.seesThread(SECTION, "reviewers", among)).comments[0]?.text).toBe(
      "Among the reviewers",
    );
    const rows = await expertB.table();
    expect(rows.filter(({ thread }) => thread === among).map(({ audience }) => audience)).toEqual([
      "reviewers",
    ]);
  });

  it("is sent by nobody but its own focal point, and only what was written to be sent", async () => {
    const server = await startServer();
    const [expertB, focalB, focalA, expertA] = [
      await Commenter.enter(server, "expert.b"),
      await Commenter.enter(server, "focal-point.b"),
      await Commenter.enter(server, "focal-point.a"),
      await Commenter.enter(server, "expert.a"),
    ];
    const team = await expertB.says(SECTION, "A question");
    const inside = await expertA.says(SECTION, "Only inside", { audience: "state-a" });
    const meant = await expertA.says(SECTION, "For the team", { audience: "state-a", forTeam: true });
    const gone = await expertA.says(SECTION, "Not any more", { audience: "state-a", forTeam: true });
    await focalA.reply(SECTION, meant, "Internal remark");
    await expertA.remove(SECTION, gone, commentOf(gone));
    const send = (who: Commenter, ...threads: readonly string[]) =>
      who.send<{ sent: number }>("POST", "comments/send", {
        threads: threads.map((thread) => ({ section: SECTION, thread })),
      });
    expect((await send(focalB, meant)).status).toBe(403);
    expect((await send(expertA, meant)).status).toBe(403);
    expect((await send(focalA, meant, team)).status).toBe(403);
    expect((await send(focalA, meant, inside)).status).toBe(403);
    expect((await send(focalA, meant, gone)).body.code).toBe("already-deleted");
    expect((await expertB.table()).map(({ thread }) => thread)).toEqual([team]);
    const sent = await Promise.all([send(focalA, meant, meant), send(focalA, meant)]);
    expect(sent.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([200, 409]);
    expect(
      sent
        .map(({ body }) => body.sent ?? body.code)
        .map(String)
        .toSorted(),
    ).toEqual(["1", "already-sent"]);
    const seen = await expertB.sees(SECTION, "team", (all) => all.length === 2);
    expect(JSON.stringify(seen)).not.toMatch(/Internal remark|Only inside|Not any more/u);
    const teamRoom = await rawClient(
      server,
      expertB.visitor,
      `${expertB.visitor.review}/${SECTION}/team/threads/1`,
    );
    expect(bytesOf(teamRoom)).toContain("For the team");
    expect(bytesOf(teamRoom)).not.toMatch(/Internal remark|Only inside|Not any more|state-a/u);
    expect(bytesOf(teamRoom)).not.toContain(meant.slice(1));
  });

  it("takes along nothing of what stands around its words in the State's own copy", async () => {
    const server = await startServer();
    const [expertB, focalA, expertA] = [
      await Commenter.enter(server, "expert.b"),
      await Commenter.enter(server, "focal-point.a"),
      await Commenter.enter(server, "expert.a"),
    ];
    const copy = await roomOf(expertA.visitor, SECTION, "state");
    const writer = await rawClient(server, expertA.visitor, copy);
    const text = firstText(writer.doc).toJSON();
    const at = text.indexOf("administrative");
    expect(at).toBeGreaterThan(0);
    proposeWords(writer, { by: expertA.member, at, words: "Zirconium ", id: "around" });
    await writer.answered();
    expect(writer.closed).toEqual([]);
    const { doc } = await expertA.text(SECTION, copy);
    expect(JSON.stringify(doc)).toContain("Zirconium");
    const own = await expertA.says(SECTION, "This is misquoted", {
      audience: "state-a",
      forTeam: true,
      on: "administrative",
      room: copy,
    });
    proposeWords(writer, { by: expertA.member, at: at + 10 + 6, words: "Beryllium", id: "inside" });
    await writer.answered();
    await expertA.seesThread(
      SECTION,
      "state-a",
      own,
      ({ anchor }) => anchor?.parts[0]?.quote === "adminiBerylliumstrative",
    );
    const sent = await focalA.send("POST", "comments/send", { threads: [{ section: SECTION, thread: own }] });
    expect(sent.status, JSON.stringify(sent.body)).toBe(200);
    const [thread] = await expertB.sees(SECTION, "team", (all) => all.length === 1);
    expect(JSON.stringify(thread)).toContain("misquoted");
    const team = await rawClient(
      server,
      expertB.visitor,
      `${expertB.visitor.review}/${SECTION}/team/threads/1`,
    );
    expect(bytesOf(team)).not.toMatch(/Zirconium|Beryllium/u);
  });
});

describe("at the same moment", () => {
  it("one id, one resolution, one deletion each come once", async () => {
    const server = await startServer();
    const people = [
      await Commenter.enter(server, "expert.b"),
      await Commenter.enter(server, "expert.c"),
      await Commenter.enter(server, "focal-point.b"),
    ] as const;
    const [expertB, expertC, focalB] = people;
    const id = freshCommentId();
    const begun = await Promise.all(
      [expertB, expertC, expertB, expertC].map((who) => who.begin(SECTION, who.member, { id })),
    );
    const statuses = begun.map(({ status }) => status);
    expect([
      [201, 409, 201, 409],
      [409, 201, 409, 201],
    ]).toContainEqual(statuses);
    const thread = `t${id.slice(1)}`;
    const rows = (await focalB.table()).filter((row) => row.section === SECTION);
    expect(rows.map((row) => [row.thread, row.comments.length])).toEqual([[thread, 1]]);
    const own = await expertB.says(SECTION, "Which law?");
    const resolved = await Promise.all([
      expertB.settle(SECTION, own, true),
      focalB.settle(SECTION, own, true),
      expertB.settle(SECTION, own, true),
    ]);
    expect(resolved.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
      200, 409, 409,
    ]);
    const reply = freshCommentId();
    const mixed = await Promise.all([
      expertB.remove(SECTION, own, commentOf(own)),
      expertC.reply(SECTION, own, "This one", { id: reply }),
      expertB.edit(SECTION, own, commentOf(own), "Another"),
      expertB.remove(SECTION, own, commentOf(own)),
      expertC.reply(SECTION, own, "This one", { id: reply }),
    ]);
    expect(mixed.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
      201, 201, 204, 409, 409,
    ]);
    const seen = await expertC.seesThread(
      SECTION,
      "team",
      own,
      ({ comments }) => comments.length === 2 && comments[0]?.deletedAt !== null,
    );
    expect(seen.comments.map(({ text }) => text)).toEqual(["", "This one"]);
  });

  it("what is said on a text that is replaced stands in the text that replaces it, at its words", async () => {
    const server = await startServer();
    const [expertB, focalB, focalC, expertA] = [
      await Commenter.enter(server, "expert.b"),
      await Commenter.enter(server, "focal-point.b"),
      await Commenter.enter(server, "focal-point.c"),
      await Commenter.enter(server, "expert.a"),
    ];
    const drafts = "untoc.5.b";
    const room = await roomOf(expertB.visitor, drafts, "reviewers");
    const words = firstText((await rawClient(server, expertB.visitor, room)).doc).toJSON();
    const quotes = [words.slice(3, 30), words.slice(12, 44), words.slice(20, 52), words.slice(0, 26)];
    const transmit = (who: Commenter): Promise<Answered<object>> =>
      who.send("POST", "acts", { act: "transmit", sections: [drafts] });
    const parts = await Promise.all(quotes.map((quote) => expertB.quoted(drafts, quote, room)));
    const begin = (at: number): Promise<Answered<ThreadMade>> =>
      expertB.begin(drafts, `On ${at}`, {
        audience: "reviewers",
        subject: { kind: "text", room, parts: parts[at] ?? [] },
      });
    const [first, , second, , third, fourth] = await Promise.all([
      begin(0),
      transmit(focalB),
      begin(1),
      transmit(focalC),
      begin(2),
      begin(3),
    ]);
    const outline = await expertA.visitor.get<OutlineView>(`/api/reviews/${expertA.visitor.review}/outline`);
    const section = outline.entries.find((entry) => entry.section?.id === drafts)?.section;
    expect(section?.rooms.map(({ audience }) => audience)).toContain("team");
    for (const [at, made] of [first, second, third, fourth].entries()) {
      expect(made?.status, `${at} ${JSON.stringify(made?.body)}`).toBe(201);
      const seen = await expertB.seesThread(
        drafts,
        "reviewers",
        made?.body.thread ?? "",
        ({ anchor }) => anchor?.room.includes("/team/") === true,
      );
      expect(placesOf(seen)).toEqual([`placed: ${quotes[at]}`]);
    }
    // None of it is among what the State reads now.
    expect(await expertA.table()).toEqual([]);
    expect(section?.margins?.map(({ audience }) => audience)).not.toContain("reviewers");
  });
});
