import type { OutlineView } from "@travaux/blueprint";
import { readdir, readFile } from "node:fs/promises";
import { afterEach, describe, expect, it } from "vitest";
import type { RawClient } from "../raw-client.ts";
import { rawClient, startServer } from "../server-fixture.ts";
import { cleanUp } from "../temporary.ts";
import { until } from "../until.ts";
import { Commenter } from "./commenting.ts";

afterEach(cleanUp);

/** A finding that the sample's reviewers have transmitted. */
const SECTION = "untoc.10.b";
const SECRET = "Zugzwang 7731";

/** Everything that his browser can ask for about a review, as it is answered. */
async function answersTo(person: Commenter): Promise<Readonly<Record<string, string>>> {
  const { visitor } = person;
  const review = `/api/reviews/${visitor.review}`;
  const { entries } = await visitor.get<OutlineView>(`${review}/outline`);
  const sections = entries.flatMap(({ section }) => (section === null ? [] : [section.id]));
  const paths = [
    "/api/notifications",
    review,
    `${review}/outline`,
    `${review}/record`,
    `${review}/comments`,
    `${review}/comments.csv`,
    `${review}/comments/counts`,
    `${review}/search?q=${encodeURIComponent("Zugzwang")}`,
    ...sections.map((id) => `${review}/sections/${id}`),
  ];
  const answers: Record<string, string> = {};
  for (const path of paths) {
    const response = await visitor.send("GET", path, undefined);
    answers[path] = `${response.status} ${await response.text()}`;
  }
  return answers;
}

/** He has every document open that his outline names, and its margins. */
async function listening(server: { readonly url: string }, person: Commenter): Promise<readonly RawClient[]> {
  const { entries } = await person.visitor.get<OutlineView>(`/api/reviews/${person.visitor.review}/outline`);
  const names = entries.flatMap(({ section }) => [
    ...(section?.rooms ?? []).flatMap(({ name }) => [name, name.replace("/text/", "/margin/")]),
    ...(section?.margins ?? []).map(({ name }) => name),
  ]);
  const clients: RawClient[] = [];
  for (const name of names) clients.push(await rawClient(server, person.visitor, name));
  expect(clients.every(({ closed }) => closed.length === 0)).toBe(true);
  return clients;
}

function bytesHeard(clients: readonly RawClient[]): number {
  return clients.reduce((sum, { received }) => sum + received.reduce((all, part) => all + part.length, 0), 0);
}

describe("an internal discussion on the very sentence that the State reads", () => {
  it("leaves no trace at the State: not a byte, not a count, not another answer to anything", async () => {
    const server = await startServer();
    const [expertB, focalC, secretariat] = [
      await Commenter.enter(server, "expert.b"),
      await Commenter.enter(server, "focal-point.c"),
      await Commenter.enter(server, "secretariat"),
    ];
    const strangers = [
      await Commenter.enter(server, "expert.a"),
      await Commenter.enter(server, "focal-point.a"),
      await Commenter.enter(server, "observer.a"),
    ];
    const team = (await expertB.text(SECTION)).room;
    expect(team).toContain("/team/");
    const heard = [];
    for (const stranger of strangers) heard.push(await listening(server, stranger));
    const before = [];
    for (const stranger of strangers) before.push(await answersTo(stranger));
    const quiet = heard.map(bytesHeard);

    const thread = await expertB.says(SECTION, `Is this ${SECRET}?`, {
      audience: "reviewers",
      on: "administrative",
      room: team,
      mentions: [focalC.member as never, secretariat.member as never],
    });
    await focalC.reply(SECTION, thread, `No, not ${SECRET}.`, { mentions: [expertB.member] });
    await expertB.edit(SECTION, thread, thread.replace("t", "c"), `Is this really ${SECRET}?`);
    await expertB.settle(SECTION, thread, true);
    await expertB.says(SECTION, `State B alone: ${SECRET}`, {
      audience: "state-b",
      on: "article",
      room: team,
    });
    await secretariat.says(SECTION, `The Secretariat alone: ${SECRET}`, { audience: "secretariat" });
    await focalC.seesThread(SECTION, "reviewers", thread, ({ resolved }) => resolved !== null);

    for (const [index, stranger] of strangers.entries()) {
      expect(await answersTo(stranger)).toEqual(before[index]);
      for (const client of heard[index] ?? []) await client.answered();
    }
    for (const clients of heard) {
      const all = Buffer.concat(clients.flatMap(({ received }) => received));
      for (const words of [SECRET, thread, thread.slice(1), expertB.member])
        expect(all.includes(words)).toBe(false);
    }
    // Nothing was said to them but the answers to their own questions: the same number of bytes to each of the three.
    for (const [index, clients] of heard.entries()) {
      const answers = clients.reduce((sum, { received }) => sum + (received.at(-1)?.length ?? 0), 0);
      expect(bytesHeard(clients)).toBe((quiet[index] ?? 0) + answers);
    }
    // The room itself is not there for them, whichever way its name is come by.
    for (const audience of ["reviewers", "state-b", "state-c", "secretariat"])
      for (const stranger of strangers) {
        const name = `${stranger.visitor.review}/${SECTION}/${audience}/threads/1`;
        expect((await rawClient(server, stranger.visitor, name)).closed).toEqual(["no-room"]);
      }
  });

  it("is in no letter to the State, and the letters to those who are in it quote nothing", async () => {
    const server = await startServer();
    const expertB = await Commenter.enter(server, "expert.b");
    const focalC = await Commenter.enter(server, "focal-point.c");
    const focalA = await Commenter.enter(server, "focal-point.a");
    const thread = await expertB.says(SECTION, `Is this ${SECRET}?`, {
      audience: "reviewers",
      mentions: [focalC.member as never],
    });
    const asked = await expertB.says(SECTION, `A question: ${SECRET}`, {
      mentions: [focalA.member as never],
    });
    await server.digest.run(Date.now() + 36 * 3_600_000);
    const folder = server.outboxDir;
    await until("two letters", async () => (await readdir(folder)).length >= 2);
    const letters = await Promise.all(
      (await readdir(folder)).map((file) => readFile(`${folder}/${file}`, "utf8")),
    );
    const to = (address: string): readonly string[] =>
      letters.filter((letter) => letter.includes(`To: ${address}`));
    expect(to("focal-point.c@example.org")).toHaveLength(1);
    expect(to("focal-point.a@example.org")).toHaveLength(1);
    expect(letters).toHaveLength(2);
    for (const letter of letters) {
      const plain = decodeLetter(letter);
      for (const words of [SECRET, "Zugzwang", thread, asked]) expect(plain).not.toContain(words);
    }
    const toA = decodeLetter(to("focal-point.a@example.org")[0] ?? "");
    expect(toA).toContain("Expert of State B");
    expect(toA).not.toMatch(/\b2\b/);
  });
});

/** A letter as it is read: its encoded lines opened. */
function decodeLetter(letter: string): string {
  const [head = "", ...body] = letter.split(/\r?\n\r?\n/);
  const text = body.join("\n\n");
  if (/content-transfer-encoding: base64/i.test(head))
    return `${head}\n${Buffer.from(text, "base64").toString()}`;
  if (/content-transfer-encoding: quoted-printable/i.test(head))
    return `${head}\n${text.replaceAll(/=\r?\n/g, "").replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCodePoint(Number.parseInt(hex, 16)))}`;
  return letter;
}
