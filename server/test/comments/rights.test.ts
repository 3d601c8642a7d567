import { afterEach, describe, expect, it } from "vitest";
import { cleanUp } from "../temporary.ts";
import { startServer, type TestServer } from "../server-fixture.ts";
import { rawClient } from "../server-fixture.ts";
import { Commenter, freshCommentId } from "./commenting.ts";

afterEach(cleanUp);

/** A finding that the sample's reviewers have transmitted. */
const SECTION = "untoc.10.b";

async function cast(server: TestServer) {
  const enter = (name: string) => Commenter.enter(server, name);
  return {
    secretariat: await enter("secretariat"),
    expertB: await enter("expert.b"),
    focalB: await enter("focal-point.b"),
    expertC: await enter("expert.c"),
    expertA: await enter("expert.a"),
    focalA: await enter("focal-point.a"),
    observer: await enter("observer.a"),
  };
}

describe("E115 rights in margins", () => {
  it("are none for an observer: nothing to list, to read, to write or to answer", async () => {
    const server = await startServer();
    const { expertB, observer } = await cast(server);
    const thread = await expertB.says(SECTION, "Which law is meant?", { on: "administrative" });
    expect(await observer.margins(SECTION)).toEqual([]);
    const [team] = await expertB.margins(SECTION);
    const raw = await rawClient(server, observer.visitor, team?.name ?? "");
    expect(raw.closed).toEqual(["no-room"]);
    expect(await observer.table()).toEqual([]);
    for (const answered of [
      await observer.begin(SECTION, "May I?"),
      await observer.reply(SECTION, thread, "May I?"),
      await observer.settle(SECTION, thread, true),
      await observer.remove(SECTION, thread, thread.replace("t", "c")),
    ])
      expect([403, 404]).toContain(answered.status);
  });

  it("let a commenter write, and change and delete what is his own, which leaves a trace", async () => {
    const server = await startServer();
    const { expertB, focalA } = await cast(server);
    const thread = await expertB.says(SECTION, "Which law?", { on: "administrative" });
    const comment = thread.replace("t", "c");
    expect((await expertB.edit(SECTION, thread, comment, "Which law is meant?")).status).toBeLessThan(300);
    const edited = await focalA.seesThread(
      SECTION,
      "team",
      thread,
      ({ comments }) => comments[0]?.editedAt !== null,
    );
    expect(edited.comments[0]?.text).toBe("Which law is meant?");
    expect((await expertB.remove(SECTION, thread, comment)).status).toBeLessThan(300);
    const deleted = await focalA.seesThread(
      SECTION,
      "team",
      thread,
      ({ comments }) => comments[0]?.deletedAt !== null,
    );
    expect(deleted.comments[0]).toMatchObject({
      text: "",
      by: expertB.member,
      deletedAt: expect.any(Number),
    });
    expect((await expertB.remove(SECTION, thread, comment)).body.code).toBe("already-deleted");
  });

  it("let nobody rewrite, delete, or resolve another State's words, the Secretariat among them", async () => {
    const server = await startServer();
    const { expertB, focalB, expertC, focalA, secretariat } = await cast(server);
    const thread = await expertB.says(SECTION, "Which law is meant?");
    const comment = thread.replace("t", "c");
    for (const other of [expertC, focalA, secretariat, focalB]) {
      expect((await other.edit(SECTION, thread, comment, "Nothing.")).status).toBe(403);
      expect((await other.remove(SECTION, thread, comment)).status).toBe(403);
    }
    for (const other of [expertC, focalA, secretariat])
      expect((await other.settle(SECTION, thread, true)).status).toBe(403);
    // His own delegation may close its own question, and open it again.
    expect((await focalB.settle(SECTION, thread, true)).status).toBe(200);
    expect((await focalB.settle(SECTION, thread, true)).body.code).toBe("already-resolved");
    expect((await expertB.settle(SECTION, thread, false)).status).toBe(200);
    expect((await expertB.settle(SECTION, thread, false)).body.code).toBe("not-resolved");
    const seen = await focalA.seesThread(SECTION, "team", thread);
    expect(seen.comments.map(({ text }) => text)).toEqual(["Which law is meant?"]);
    expect(seen.resolved).toBeNull();
  });
});

describe("bad input", () => {
  it("gets a clear problem, and nothing is changed", async () => {
    const server = await startServer();
    const { expertB, expertA, focalA } = await cast(server);
    const thread = await expertB.says(SECTION, "Which law is meant?");
    const faultOf = (answered: { readonly body: object }): unknown => Reflect.get(answered.body, "faults");
    for (const [text, code] of [
      ["", "empty"],
      ["  \n ", "empty"],
      ["x".repeat(10_001), "too-long"],
    ] as const) {
      const begun = await expertB.begin(SECTION, text);
      expect(begun.status, code).toBe(422);
      expect(faultOf(begun)).toEqual([{ pointer: "/text", code }]);
      expect((await expertB.reply(SECTION, thread, text)).status).toBe(422);
      expect((await expertB.edit(SECTION, thread, thread.replace("t", "c"), text)).status).toBe(422);
    }
    expect((await expertB.begin(SECTION, "x".repeat(10_000))).status).toBe(201);
    // A thread that is not there, and one that is somebody else's alone, are not told apart.
    const internal = await expertB.says(SECTION, "Between us.", { audience: "reviewers" });
    const gone = await expertA.reply(SECTION, `t${"0".repeat(19)}z`, "Hello");
    const hidden = await expertA.reply(SECTION, internal, "Hello");
    expect(gone.status).toBe(404);
    expect({ ...hidden.body, instance: null }).toEqual({ ...gone.body, instance: null });
    // Nobody is mentioned to whom it would not be shown.
    const mentioning = await expertB.begin(SECTION, "See @A", {
      audience: "reviewers",
      mentions: [focalA.member as never],
    });
    expect(mentioning.status).toBe(422);
    expect(faultOf(mentioning)).toEqual([{ pointer: "/mentions/0", code: "not-in-audience" }]);
    const rows = await expertB.table();
    expect(rows.filter(({ section }) => section === SECTION)).toHaveLength(3);
  });

  it("does not make a comment twice of one that is sent twice, and takes no other's id", async () => {
    const server = await startServer();
    const { expertB, expertC } = await cast(server);
    const id = freshCommentId();
    const first = await expertB.begin(SECTION, "Once.", { id });
    const again = await expertB.begin(SECTION, "Once.", { id });
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect((await expertC.begin(SECTION, "Mine.", { id })).status).toBe(409);
    expect((await expertB.table()).filter(({ section }) => section === SECTION)).toHaveLength(1);
  });

  it("keeps script and markup as the text that they are", async () => {
    const server = await startServer();
    const { expertB, focalA } = await cast(server);
    const text = `<script>alert("1")</script> <b>bold</b> & "quoted" \u2028 javascript:alert(1)`;
    const thread = await expertB.says(SECTION, text);
    expect((await focalA.seesThread(SECTION, "team", thread)).comments[0]?.text).toBe(text);
  });
});

describe("E125 the author of a comment", () => {
  it("is the session's, whatever a client says, and no client writes a document of threads", async () => {
    const server = await startServer();
    const { expertB, focalA } = await cast(server);
    const forged = await expertB.begin(SECTION, "From A?", {
      ...({ by: focalA.member, of: "a", author: focalA.member } as object),
    });
    expect(forged.status).toBe(422);
    const thread = await expertB.says(SECTION, "From B.");
    const [team] = await focalA.margins(SECTION);
    for (const change of [
      { root: "threads", key: `${thread}/${freshCommentId()}` },
      { root: "threads", key: thread },
      { root: "anchors", key: thread },
      { root: "anything", key: "x" },
    ]) {
      const raw = await rawClient(server, focalA.visitor, team?.name ?? "");
      raw.edit((doc) => void doc.getMap(change.root).set(change.key, { by: expertB.member, text: "Forged" }));
      await raw.answered();
      expect(raw.closed, change.key).toEqual(["reserved"]);
    }
    focalA.leave();
    const seen = await focalA.seesThread(SECTION, "team", thread);
    expect(seen).toMatchObject({ by: expertB.member, of: "b" });
    expect(seen.comments.map(({ text }) => text)).toEqual(["From B."]);
  });
});

describe("what a delegation writes for the team", () => {
  it("stays with it until its focal point submits, and then bears its author's name", async () => {
    const server = await startServer();
    const { expertB, expertA, focalA } = await cast(server);
    const question = await expertB.says(SECTION, "Which law is meant?", { on: "administrative" });
    expect((await expertA.reply(SECTION, question, "Law 12.")).status).toBe(403);
    expect((await expertA.begin(SECTION, "Directly?")).status).toBe(403);
    const answer = await expertA.says(SECTION, "Law 12 of 2004.", {
      audience: "state-a",
      forTeam: true,
      subject: { kind: "thread", thread: question },
    });
    const own = await expertA.says(SECTION, "Article 10 is misquoted.", {
      audience: "state-a",
      forTeam: true,
      class: "factual-correction",
      on: "administrative",
    });
    await expertA.says(SECTION, "Only among us.", { audience: "state-a" });
    expect((await focalA.reply(SECTION, own, "Agreed, I send it.")).status).toBe(201);
    expect((await expertB.table()).map(({ thread }) => thread)).toEqual([question]);
    const submitted = await focalA.send<{ outcomes: readonly object[] }>("POST", "acts", {
      act: "submit",
      sections: [SECTION],
    });
    expect(submitted.body.outcomes).toEqual([expect.objectContaining({ section: SECTION, comments: 2 })]);
    const threads = await expertB.sees(SECTION, "team", (all) => all.length === 2);
    const asked = threads.find(({ id }) => id === question);
    expect(asked?.comments.map(({ by, text }) => [by, text])).toEqual([
      [expertB.member, "Which law is meant?"],
      [expertA.member, "Law 12 of 2004."],
    ]);
    const sent = threads.find(({ id }) => id !== question);
    expect(sent).toMatchObject({ by: expertA.member, of: "a", class: "factual-correction", sent: null });
    expect(sent?.comments.map(({ text }) => text)).toEqual(["Article 10 is misquoted."]);
    expect(sent?.anchor?.parts.map(({ quote, state }) => [quote, state])).toEqual([
      ["administrative", "placed"],
    ]);
    // At home it is marked as sent, and is not sent again.
    await focalA.seesThread(SECTION, "state-a", answer, (thread) => thread.sent !== null);
    const again = await focalA.send<{ sent: number }>("POST", "comments/send", {
      threads: [{ section: SECTION, thread: own }],
    });
    expect(again.body.code).toBe("already-sent");
  });

  it("may be said at once by an expert whom the focal point has named, as long as he is", async () => {
    const server = await startServer();
    const { expertA, focalA, focalB, expertB } = await cast(server);
    expect((await focalB.send("PUT", "speakers", { members: [expertB.member] })).status).toBe(403);
    expect((await focalA.send("PUT", "speakers", { members: [expertA.member] })).status).toBe(200);
    const thread = await expertA.says(SECTION, "We answer at once.");
    expect((await expertB.seesThread(SECTION, "team", thread)).by).toBe(expertA.member);
    expect((await focalA.send("PUT", "speakers", { members: [] })).status).toBe(200);
    expect((await expertA.reply(SECTION, thread, "More.")).status).toBe(403);
  });
});

describe("how a State's comment was taken in", () => {
  it("is said by the reviewing side, with reasons where it was not followed, and stands with who and when", async () => {
    const server = await startServer();
    const { expertA, expertB, focalA, secretariat } = await cast(server);
    const comment = await focalA.says(SECTION, "The article is misquoted.", { class: "factual-correction" });
    const notAccepted = { class: "legal-interpretation", outcome: "not-accepted", reasons: "" };
    expect((await expertB.dispose(SECTION, comment, notAccepted)).status).toBe(422);
    for (const other of [expertA, secretariat])
      expect((await other.dispose(SECTION, comment, { ...notAccepted, reasons: "No." })).status).toBe(403);
    const reasons = "The text follows the official translation.";
    expect((await expertB.dispose(SECTION, comment, { ...notAccepted, reasons })).status).toBe(200);
    const seen = await focalA.seesThread(SECTION, "team", comment, (thread) => thread.disposition !== null);
    expect(seen.disposition).toMatchObject({
      class: "legal-interpretation",
      outcome: "not-accepted",
      reasons,
      by: expertB.member,
      at: expect.any(Number),
    });
    const question = await expertB.says(SECTION, "A question of the reviewers.");
    expect((await expertB.dispose(SECTION, question, { ...notAccepted, reasons })).status).toBe(403);
    expect((await focalA.dispose(SECTION, comment, { ...notAccepted, outcome: "withdrawn" })).status).toBe(
      200,
    );
  });
});
