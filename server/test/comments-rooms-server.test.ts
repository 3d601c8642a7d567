import { formatRoomName, parseRoomName, ROOM_NAME_LIMIT } from "@travaux/blueprint";
import { afterEach, describe, expect, it } from "vitest";
import { Commenter, placesOf } from "./comments/commenting.ts";
import { roomOf } from "./deciding.ts";
import type { RawClient } from "./raw-client.ts";
import { firstText } from "./room-fixture.ts";
import { rawClient, startServer } from "./server-fixture.ts";
import { ServerProcess } from "./server-process.ts";
import { cleanUp, temporaryFolder } from "./temporary.ts";

afterEach(cleanUp);

/** What the reviewing States of the sample are drafting together. */
const DRAFT = "untoc.5.b";
/** A finding that they have transmitted: the State under review reads it. */
const TRANSMITTED = "untoc.10.b";

function bytesOf(client: RawClient): string {
  return client.received.map((frame) => Buffer.from(frame).toString("latin1")).join("\n");
}

/** What stands in the first paragraph. */
function firstWords({ doc }: RawClient): string {
  const pieces: readonly { readonly insert?: unknown }[] = firstText(doc).toDelta();
  return pieces.map(({ insert }) => String(insert)).join("");
}

function threadsRoom(review: string, section: string, audience: string, epoch = 1): string {
  const name = `${review}/${section}/${audience}/threads/${epoch}`;
  const address = name.length > ROOM_NAME_LIMIT ? null : parseRoomName(name);
  if (address === null) throw new RangeError(name);
  return formatRoomName(address);
}

describe("threads of the reviewers", () => {
  it("are to the State under review like rooms that do not exist, and it gets no byte of them", async () => {
    const server = await startServer();
    const expert = await Commenter.enter(server, "expert.b");
    const state = await Commenter.enter(server, "expert.a");
    const { review } = state.visitor;
    const text = await rawClient(server, state.visitor, await roomOf(state.visitor, TRANSMITTED, "team"));
    const team = await rawClient(server, state.visitor, threadsRoom(review, TRANSMITTED, "team"));
    expect(team.closed).toEqual([]);
    await Promise.all([text.answered(), team.answered()]);
    const before = [text.received.length, team.received.length];

    const thread = await expert.says(TRANSMITTED, "Between ourselves alone", { audience: "reviewers" });
    await expert.reply(TRANSMITTED, thread, "Not for the others");
    await expert.settle(TRANSMITTED, thread, true);
    await expert.seesThread(TRANSMITTED, "reviewers", thread, ({ resolved }) => resolved !== null);

    // All that came is the answer to what was asked.
    await Promise.all([text.answered(), team.answered()]);
    expect([text.received.length, team.received.length]).toEqual(before.map((count) => count + 1));
    for (const room of [
      threadsRoom(review, TRANSMITTED, "reviewers"),
      threadsRoom(review, TRANSMITTED, "reviewers", 2),
      threadsRoom(review, TRANSMITTED, "state-b"),
      threadsRoom(review, TRANSMITTED, "secretariat"),
      threadsRoom(review, TRANSMITTED, "team", 2),
      threadsRoom(review, "untoc.99.b", "team"),
    ]) {
      const refused = await rawClient(server, state.visitor, room);
      expect(refused.closed).toEqual(["no-room"]);
      expect(refused.stateless).toEqual([]);
      expect(bytesOf(refused)).not.toContain(thread.slice(1));
    }
    for (const client of [text, team]) {
      expect(bytesOf(client)).not.toContain(thread.slice(1));
      expect(bytesOf(client)).not.toContain("ourselves");
    }
    // Those who may read them do, by the same way.
    const colleague = await Commenter.enter(server, "expert.c");
    const own = await rawClient(server, colleague.visitor, threadsRoom(review, TRANSMITTED, "reviewers"));
    expect(own.doc.getMap("threads").has(thread)).toBe(true);
    expect(bytesOf(own)).toContain("ourselves");
  });
});

describe("after a kill", () => {
  it("each thread stands at its words, whatever was written last", { timeout: 90_000 }, async () => {
    const server = new ServerProcess(await temporaryFolder());
    await server.start();
    const enter = async () => {
      const expert = await Commenter.enter(server, "expert.b");
      const writer = await rawClient(
        server,
        expert.visitor,
        await roomOf(expert.visitor, DRAFT, "reviewers"),
      );
      return { expert, writer };
    };
    const { expert, writer } = await enter();
    const words = firstWords(writer);
    const [from, quote] = [12, words.slice(12, 40)];
    const thread = await expert.says(DRAFT, "On this", { audience: "reviewers", on: quote });
    await expert.seesThread(DRAFT, "reviewers", thread);
    let wanted = quote;
    const acts: readonly ((writer: RawClient, at: number) => void)[] = [
      (each) => each.edit((doc) => firstText(doc).insert(0, "Before all: ")),
      (each, at) => {
        each.edit((doc) => firstText(doc).insert(at + 14, " and more "));
        wanted = `${quote.slice(0, 14)} and more ${quote.slice(14)}`;
      },
      (each, at) => each.edit((doc) => firstText(doc).delete(Math.max(0, at - 9), 5)),
    ];
    for (const [number, act] of acts.entries()) {
      const { writer: at } = number === 0 ? { writer } : await enter();
      const plain = firstWords(at);
      act(at, number === 0 ? from : plain.indexOf(wanted));
      await at.answered();
      await server.kill();
      await server.start();
      const back = await Commenter.enter(server, "expert.c");
      const found = await back.seesThread(DRAFT, "reviewers", thread);
      expect(placesOf(found)).toEqual([`placed: ${wanted}`]);
      const reader = await rawClient(server, back.visitor, await roomOf(back.visitor, DRAFT, "reviewers"));
      const text = firstWords(reader);
      const [part] = found.anchor?.parts ?? [];
      expect(text.slice(part?.from, part?.to)).toBe(wanted);
    }
  });
});
