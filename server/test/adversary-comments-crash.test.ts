import { blockTextsOf } from "@travaux/comments/model";
import { createReportSchema } from "@travaux/blueprint";
import { Node } from "prosemirror-model";
import { afterEach, describe, expect, it } from "vitest";
import { StorageFailure } from "../src/storage/storage.ts";
import { Commenter, freshCommentId, placesOf } from "./comments/commenting.ts";
import { roomOf } from "./deciding.ts";
import { firstText } from "./room-fixture.ts";
import { rawClient, startServer } from "./server-fixture.ts";
import { ServerProcess } from "./server-process.ts";
import { cleanUp, temporaryFolder } from "./temporary.ts";

afterEach(cleanUp);

/** What the reviewing States of the sample are drafting together. */
const DRAFT = "untoc.5.b";
const ROUNDS = 5;

describe("a server that is killed as soon as it has answered", () => {
  it("has each comment once, at its words, after the restart", { timeout: 120_000 }, async () => {
    const server = new ServerProcess(await temporaryFolder());
    await server.start();
    const wanted: { id: string; thread: string; quote: string }[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const expert = await Commenter.enter(server, "expert.b");
      const room = await roomOf(expert.visitor, DRAFT, "reviewers");
      const writer = await rawClient(server, expert.visitor, room);
      const words = firstText(writer.doc).toJSON();
      const quote = words.slice(20 + round * 6, 44 + round * 6);
      const [part] = await expert.quoted(DRAFT, quote, room);
      if (part === undefined) throw new Error("no such words");
      const id = freshCommentId();
      const begin = () =>
        expert.begin(DRAFT, `Round ${round}`, {
          id,
          audience: "reviewers",
          subject: { kind: "text", room, parts: [part] },
        });
      // Its words move while it is said.
      writer.edit((doc) => firstText(doc).insert(0, `${round} `));
      const made = await begin();
      expect(made.status).toBe(201);
      await writer.answered();
      await server.kill();
      await server.start();
      const back = await Commenter.enter(server, "expert.b");
      const again = await back.begin(DRAFT, `Round ${round}`, {
        id,
        audience: "reviewers",
        subject: { kind: "text", room, parts: [part] },
      });
      expect([again.status, again.body]).toEqual([201, made.body]);
      wanted.push({ id, thread: made.body.thread, quote });
      const threads = await back.sees(DRAFT, "reviewers", (all) => all.length === wanted.length);
      const { doc } = await back.text(DRAFT, room);
      const texts = blockTextsOf(Node.fromJSON(createReportSchema(), doc));
      for (const [at, each] of wanted.entries()) {
        const thread = threads.find((one) => one.id === each.thread);
        expect(thread?.comments.map((comment) => [comment.id, comment.text])).toEqual([
          [each.id, `Round ${at}`],
        ]);
        if (thread === undefined) continue;
        expect(placesOf(thread)).toEqual([`placed: ${each.quote}`]);
        const [place] = thread.anchor?.parts ?? [];
        const text = texts.find((one) => one.id === place?.block)?.text ?? "";
        expect(text.slice(place?.from, place?.to)).toBe(each.quote);
      }
    }
  });
});

describe("a store that fails while somebody comments", () => {
  for (const landed of [false, true])
    it(`leaves nothing half done, and what is sent again is there once; written: ${landed}`, async () => {
      const server = await startServer();
      const expert = await Commenter.enter(server, "expert.b");
      const colleague = await Commenter.enter(server, "expert.c");
      const room = await roomOf(expert.visitor, DRAFT, "reviewers");
      const standing = await expert.says(DRAFT, "Before", { audience: "reviewers", room });
      await colleague.seesThread(DRAFT, "reviewers", standing);
      const { commits } = server.storage;
      const append = commits.append.bind(commits);
      let fails = true;
      Object.assign(commits, {
        append: async (...given: Parameters<typeof append>) => {
          if (!fails) return append(...given);
          if (landed) await append(...given);
          throw new StorageFailure("unavailable", "No answer");
        },
      });
      const id = freshCommentId();
      const reply = freshCommentId();
      const begin = () => expert.begin(DRAFT, "Once", { id, audience: "reviewers", room });
      const answer = () => expert.reply(DRAFT, standing, "Also once", { id: reply });
      const refused = await Promise.all([begin(), answer(), begin()]);
      const allowed = landed ? [201, 503] : [503];
      for (const each of refused) expect(allowed).toContain(each.status);
      const rows = await colleague.table();
      expect(landed ? [1] : rows.map(({ comments }) => comments.length)).toEqual([1]);
      fails = false;
      // The first that comes after a fault may still hear of it.
      for (const each of [begin, answer]) if ((await each()).status !== 201) await each();
      const made = [await begin(), await answer(), await begin(), await answer()];
      expect(made.map(({ status }) => status)).toEqual([201, 201, 201, 201]);
      const seen = await colleague.sees(
        DRAFT,
        "reviewers",
        (all) => all.length === 2 && all.some(({ comments }) => comments.length === 2),
      );
      expect(seen.map(({ comments }) => comments.map(({ text }) => text).join()).toSorted()).toEqual([
        "Before,Also once",
        "Once",
      ]);
      expect(
        (await expert.table()).map(({ comments }) => comments.length).toSorted((one, other) => one - other),
      ).toEqual([1, 2]);
    });
});
