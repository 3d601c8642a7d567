import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { enterRoom, settled } from "./deciding.ts";
import { rawClient, startServer } from "./server-fixture.ts";
import { ServerProcess, signIn } from "./server-process.ts";
import { cleanUp, temporaryFolder } from "./temporary.ts";
import { until } from "./until.ts";

afterEach(cleanUp);

function margin(room: string): string {
  return room.replace("/text/", "/margin/");
}

function facts(doc: Y.Doc): Record<string, unknown> {
  return doc.getMap("facts").toJSON();
}

describe("the margin of a text", () => {
  it("E85 says when each suggestion came and from whom, decided or not, to everybody who reads the text", async () => {
    const server = await startServer();
    const secretariat = await enterRoom(server, "secretariat");
    const expert = await enterRoom(server, "expert.b");
    const beside = await rawClient(server, expert.visitor, margin(expert.room));
    const begun = Date.now();
    const first = secretariat.insert(0, "First. ");
    await secretariat.client.answered();
    await until("the first is noted", () => first in facts(beside.doc));
    const noted = facts(beside.doc)[first];
    expect(noted).toEqual({ at: expect.any(Number), by: secretariat.member });
    expect(Number(Reflect.get(Object(noted), "at"))).toBeGreaterThanOrEqual(begun);
    // Going on with it does not make it younger; and one more comes beside it.
    secretariat.insert(6, " draft", first);
    const second = secretariat.strike(20, 3);
    await settled([secretariat, expert]);
    await until("the second is noted", () => second in facts(beside.doc));
    expect(facts(beside.doc)[first]).toEqual(noted);
    // A decision takes nothing away: it may be undone.
    await expert.decide("reject", [first, second]);
    await settled([secretariat, expert]);
    expect(Object.keys(facts(beside.doc))).toEqual([first, second]);
  });

  it("is not for those who do not read the text, and is written by no client", async () => {
    const server = await startServer();
    const secretariat = await enterRoom(server, "secretariat");
    const expert = await enterRoom(server, "expert.b", "reviewers");
    const state = await signIn(server, "expert.a");
    const stranger = await rawClient(server, state, margin(expert.room));
    expect(stranger.closed).toEqual(["no-room"]);
    const id = secretariat.insert(0, "First. ");
    await secretariat.client.answered();
    const forged = await rawClient(server, secretariat.visitor, margin(secretariat.room));
    await until("noted", () => id in facts(forged.doc));
    // What one was given may be sent back: a page does so when its line comes back.
    forged.update(Y.encodeStateAsUpdate(forged.doc));
    await forged.answered();
    expect(forged.closed).toEqual([]);
    forged.edit((doc) => doc.getMap("facts").set(id, { at: 0, by: "mforged" }));
    await until("refused", () => forged.closed.length > 0);
    expect(forged.closed).toEqual(["reserved"]);
    for (const change of [
      (doc: Y.Doc) => doc.getMap("facts").delete(id),
      (doc: Y.Doc) => void doc.getMap("anything").set("x", 1),
    ]) {
      const again = await rawClient(server, secretariat.visitor, margin(secretariat.room));
      expect(facts(again.doc)[id]).toEqual({ at: expect.any(Number), by: secretariat.member });
      again.edit(change);
      await until("refused", () => again.closed.length > 0);
      expect(again.closed).toEqual(["reserved"]);
    }
  });

  it("has after a kill what was noted, and what the text tells is missing", { timeout: 60_000 }, async () => {
    const server = new ServerProcess(await temporaryFolder());
    await server.start();
    const secretariat = await enterRoom(server, "secretariat");
    const beside = await rawClient(server, secretariat.visitor, margin(secretariat.room));
    const id = secretariat.insert(0, "First. ");
    await secretariat.client.answered();
    await until("noted", () => id in facts(beside.doc));
    const noted = facts(beside.doc)[id];
    for (let round = 0; round < 2; round += 1) {
      await server.kill();
      await server.start();
      const back = await enterRoom(server, "secretariat");
      const reopened = await rawClient(server, back.visitor, margin(back.room));
      expect(facts(reopened.doc)[id]).toEqual(noted);
      const more = back.strike(10 + 4 * round, 2);
      await back.client.answered();
      await until("noted", () => more in facts(reopened.doc));
      expect(Object.keys(facts(reopened.doc))).toHaveLength(2 + round);
    }
  });
});
