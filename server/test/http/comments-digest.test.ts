import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { startServer, type TestServer } from "../server-fixture.ts";
import { ServerProcess } from "../server-process.ts";
import { cleanUp, temporaryFolder } from "../temporary.ts";
import { until } from "../until.ts";
import { CommentingPerson } from "./commenting-people.ts";

afterEach(cleanUp);

const SECTION = "untoc.10.b";
const DRAFTED = "untoc.5.b";
const SECRET = "Zugzwang";
const DAY_MS = 86_400_000;

/** A letter as its reader sees it. */
interface Letter {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** As it lies in the outbox. */
  readonly raw: string;
}

/** The letters in the outbox, by address. */
async function letters(server: Pick<TestServer, "outboxDir">): Promise<readonly Letter[]> {
  const files = await readdir(server.outboxDir).catch(() => []);
  const read = await Promise.all(files.map((file) => readFile(join(server.outboxDir, file), "utf8")));
  return read.map(readLetter).toSorted((one, other) => (one.to < other.to ? -1 : 1));
}

function readLetter(raw: string): Letter {
  const end = raw.indexOf("\r\n\r\n");
  const headers = raw.slice(0, end).replaceAll(/\r\n[ \t]+/g, " ");
  const header = (name: string): string => new RegExp(`^${name}: (.*)$`, "im").exec(headers)?.[1] ?? "";
  const body = raw.slice(end + 4);
  const text =
    header("Content-Transfer-Encoding") === "base64"
      ? Buffer.from(body, "base64").toString("utf8")
      : fromQuotedPrintable(body);
  return { to: header("To"), subject: fromEncodedWords(header("Subject")), text, raw };
}

function fromQuotedPrintable(text: string): string {
  const bytes = text
    .replaceAll(/=\r?\n/g, "")
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

function fromEncodedWords(text: string): string {
  return text
    .replaceAll(/\?= =\?/g, "?==?")
    .replaceAll(/=\?UTF-8\?([QB])\?([^?]*)\?=/gi, (_, kind: string, words: string) =>
      kind.toUpperCase() === "B"
        ? Buffer.from(words, "base64").toString("utf8")
        : fromQuotedPrintable(words.replaceAll("_", " ")),
    );
}

describe("the daily letter", () => {
  it("names section, number and author to whom it concerns, and quotes nothing", async () => {
    const server = await startServer();
    const expertB = await CommentingPerson.enter(server, "expert.b");
    const focalA = await CommentingPerson.enter(server, "focal-point.a");
    const secretariat = await CommentingPerson.enter(server, "secretariat");
    const mentions = [await focalA.member()];
    const { thread } = await expertB.begin(SECTION, "team", { text: SECRET, mentions });
    await focalA.reply(SECTION, thread, `${SECRET}?`);
    await secretariat.reply(SECTION, thread, `${SECRET}!`);
    await server.digest.run(Date.now() + DAY_MS);
    const [toB, toA, ...others] = await letters(server);
    expect([others.length, toB?.to, toA?.to]).toEqual([
      0,
      "expert.b@example.org",
      "focal-point.a@example.org",
    ]);
    expect(toA?.subject).toBe("Travaux: comments that concern you");
    expect(toA?.text.replaceAll("\r\n", "\n").trim()).toBe(
      [
        "Dear Focal point of State A,",
        "There are comments you have not read yet that mention you or reply to what you wrote.",
        `Review of State A\n${server.url}/reviews/${focalA.visitor.review}/comments`,
        "Article 10. Liability of legal persons, (b) Observations on the implementation of the article\n" +
          "Mentions of you: 1. Replies to you: 1. From: Secretariat officer (Secretariat), Expert of State B (State B).",
        "This letter quotes none of them. It comes once a day at most.",
      ].join("\n\n"),
    );
    for (const letter of [toA, toB])
      expect(letter?.raw + (letter?.text ?? "")).not.toMatch(/Zugzwang|t[0-9a-f]{20}/);
  });

  it("to those outside an audience is the same, whether there is a discussion inside or not", async () => {
    const server = await startServer();
    const expertB = await CommentingPerson.enter(server, "expert.b");
    const expertC = await CommentingPerson.enter(server, "expert.c");
    const focalA = await CommentingPerson.enter(server, "focal-point.a");
    const inside = await expertB.begin(SECTION, "reviewers", {
      text: SECRET,
      mentions: [await expertC.member()],
    });
    for (const text of ["One", "Two", "Three"])
      await expertC.reply(SECTION, inside.thread, `${SECRET} ${text}`);
    await expertB.begin(SECTION, "team", { mentions: [await focalA.member()] });
    await server.digest.run(Date.now() + DAY_MS);
    const all = await letters(server);
    expect(all.map(({ to }) => to)).toEqual([
      "expert.b@example.org",
      "expert.c@example.org",
      "focal-point.a@example.org",
    ]);
    const toA = all[2];
    expect(toA?.text).toContain("Mentions of you: 1. From: Expert of State B (State B).");
    expect(toA?.text).not.toMatch(/Replies|State C|Zugzwang/);
    for (const { raw, text } of all) expect(raw + text).not.toMatch(new RegExp(`Zugzwang|${inside.thread}`));
  });

  it("comes once a day, and only with what no letter told of", async () => {
    const server = await startServer();
    const expertB = await CommentingPerson.enter(server, "expert.b");
    const focalA = await CommentingPerson.enter(server, "focal-point.a");
    const { thread } = await expertB.begin(SECTION, "team");
    await focalA.reply(SECTION, thread, "Yes.");
    const now = Date.now();
    await server.digest.run(now + DAY_MS);
    await server.digest.run(now + DAY_MS + 60_000);
    expect((await letters(server)).length).toBe(1);
    await focalA.reply(SECTION, thread, "And besides.");
    await server.digest.run(now + DAY_MS + 120_000);
    expect((await letters(server)).length).toBe(1);
    await server.digest.run(now + 2 * DAY_MS);
    await server.digest.run(now + 3 * DAY_MS);
    const all = await letters(server);
    expect(all.map(({ text }) => text.includes("Replies to you: 1."))).toEqual([true, true]);
  });

  it("is not written of what has been read, deleted, or may not be read any more", async () => {
    const server = await startServer();
    const expertB = await CommentingPerson.enter(server, "expert.b");
    const expertC = await CommentingPerson.enter(server, "expert.c");
    const focalC = await CommentingPerson.enter(server, "focal-point.c");
    const focalA = await CommentingPerson.enter(server, "focal-point.a");
    const secretariat = await CommentingPerson.enter(server, "secretariat");
    await expertB.begin(SECTION, "team", { mentions: [await focalA.member()] });
    await focalA.ask("POST", `${focalA.review}/comments/read`, {});
    const mentions = [await focalC.member()];
    const { thread, comment } = await expertB.begin(SECTION, "team", { mentions });
    await expertB.ask("DELETE", `${expertB.at(SECTION, thread)}/comments/${comment}`);
    const member = await expertC.member();
    await expertB.begin(DRAFTED, "reviewers", { mentions: [member] });
    await secretariat.ask("PATCH", `${secretariat.review}/members/${member}`, { standing: "ended" });
    await server.digest.run(Date.now() + DAY_MS);
    expect(await letters(server)).toEqual([]);
  });

  it("is in its reader's language", async () => {
    const server = await startServer();
    const expertB = await CommentingPerson.enter(server, "expert.b");
    const focalA = await CommentingPerson.enter(server, "focal-point.a");
    await focalA.ask("PATCH", "/api/session", { language: "ar" });
    await expertB.begin(SECTION, "team", { mentions: [await focalA.member()] });
    await server.digest.run(Date.now() + DAY_MS);
    const [letter] = await letters(server);
    expect(letter?.subject).toBe("Travaux: تعليقات تخصكم");
    expect(letter?.text).toContain("الإشارات إليكم: 1.");
    expect(letter?.text).toContain("الدولة باء");
  });

  it("goes out when the server starts, where it was down at the hour", async () => {
    const dataDir = await temporaryFolder();
    const before = new ServerProcess(dataDir, { DIGEST_AT: "off" });
    await before.start();
    const expertB = await CommentingPerson.enter(before, "expert.b");
    const focalA = await CommentingPerson.enter(before, "focal-point.a");
    await expertB.begin(SECTION, "team", { mentions: [await focalA.member()] });
    await before.kill();
    const outbox = { outboxDir: join(dataDir, "outbox") };
    expect(await letters(outbox)).toEqual([]);
    const after = new ServerProcess(dataDir, { DIGEST_AT: "00:00" });
    await after.start();
    await until("the letter is written", async () => (await letters(outbox)).some(({ to }) => to !== ""));
    expect((await letters(outbox)).map(({ to }) => to)).toEqual(["focal-point.a@example.org"]);
    expect(await after.stop()).toBe(0);
  });
});
