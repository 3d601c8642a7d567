import { afterEach, describe, expect, it } from "vitest";
import { suggestionHash } from "@travaux/track-changes/model";
import { startFerretDb } from "../src/storage/testing/ferretdb.ts";
import { StorageFailure, type Commit } from "../src/storage/storage.ts";
import { enterRoom, SECTION, settled } from "./deciding.ts";
import { startServer, type TestServer } from "./server-fixture.ts";
import { ServerProcess } from "./server-process.ts";
import { afterTest, cleanUp, temporaryFolder } from "./temporary.ts";
import { until } from "./until.ts";

afterEach(cleanUp);

/** Lets the store fail when it is to append, as `fate` says for each kind; before it wrote, or after. */
function failing(
  server: TestServer,
  fate: (kind: Commit["kind"]) => "done" | "full" | "landed",
): { calm: boolean } {
  const weather = { calm: false };
  const { commits } = server.storage;
  const append = commits.append.bind(commits);
  Object.assign(commits, {
    append: async (review: string, commit: Commit) => {
      const now = weather.calm ? "done" : fate(commit.kind);
      if (now === "full") throw new StorageFailure("full", "No space left");
      const outcome = await append(review, commit);
      if (now === "landed") throw new StorageFailure("unavailable", "No answer");
      return outcome;
    },
  });
  return weather;
}

async function cast() {
  const server = await startServer();
  const secretariat = await enterRoom(server, "secretariat");
  const expert = await enterRoom(server, "expert.b");
  const id = secretariat.insert(0, "First. ");
  await settled([secretariat, expert]);

  return { server, secretariat, expert, id };
}

describe("a decision while the store fails", () => {
  it("is not taken if its record cannot be written", async () => {
    const { server, secretariat, expert, id } = await cast();
    const weather = failing(server, (kind) => (kind === "act" ? "full" : "done"));
    expect((await expert.send("reject", [id])).status).toBe(503);
    weather.calm = true;
    await settled([secretariat, expert]);
    expect(expert.suggestions()).toHaveLength(1);
    expect((await expert.entries())[0]?.act).not.toBe("suggestions-decided");
    expect((await expert.decide("reject", [id])).outcomes).toEqual([{ id, outcome: "rejected" }]);
  });

  it("stands once it is on record, and reaches its text as soon as that can be written", async () => {
    const { server, secretariat, expert, id } = await cast();
    const weather = failing(server, (kind) => (kind === "journal" ? "full" : "done"));
    expect((await expert.decide("reject", [id])).outcomes).toEqual([{ id, outcome: "rejected" }]);
    expect((await expert.entries())[0]?.act).toBe("suggestions-decided");
    expect(expert.suggestions()).toHaveLength(1);
    weather.calm = true;
    await server.rooms.maintain();
    await settled([secretariat, expert]);
    expect(expert.suggestions()).toEqual([]);
    expect(secretariat.client.closed).toEqual([]);
  });

  it("that was written without an answer is found to stand, and reaches its text", async () => {
    const { server, secretariat, expert, id } = await cast();
    const weather = failing(server, (kind) => (kind === "act" ? "landed" : "done"));
    expect((await expert.send("reject", [id])).status).toBe(503);
    weather.calm = true;
    // The store is asked what became of it before anything else is written.
    secretariat.strike(12, 2);
    await secretariat.client.answered();
    await until("the decision is in the text", () => expert.suggestions().every((each) => each.id !== id));
    await settled([secretariat, expert]);
    expect((await expert.entries())[0]?.act).toBe("suggestions-decided");
    const next = expert.suggestions()[0]?.id ?? "";
    expect((await expert.decide("reject", [next])).outcomes).toEqual([{ id: next, outcome: "rejected" }]);
    await settled([secretariat, expert]);
    expect(expert.suggestions()).toEqual([]);
  });
});

describe("a text that nobody has open", () => {
  it("is decided as well, and can be undone", async () => {
    const { server, secretariat, expert, id } = await cast();
    const seen = expert.suggestions().map((each) => suggestionHash(each))[0];
    for (const { client } of [secretariat, expert]) client.leave();
    await until("the room is let go", () => server.rooms.size === 0);
    const path = `/api/reviews/${expert.visitor.review}/sections/${SECTION}/decisions`;
    const asked = { room: expert.room, decision: "reject", suggestions: [{ id, seen }] };
    const answer = await expert.visitor.send("POST", path, asked);
    const { decision, outcomes } = (await answer.json()) as { decision: string; outcomes: unknown };
    expect(outcomes).toEqual([{ id, outcome: "rejected" }]);
    expect(server.rooms.size).toBe(0);
    const back = await enterRoom(server, "expert.c");
    expect(back.suggestions()).toEqual([]);
    back.client.leave();
    await until("the room is let go", () => server.rooms.size === 0);
    expect((await expert.undo(decision)).status).toBe(200);
    expect((await enterRoom(server, "expert.c")).suggestions().map((each) => each.id)).toEqual([id]);
  });
});

it("a decision on a server of MongoDB's protocol is there after a kill", { timeout: 120_000 }, async () => {
  const database = await startFerretDb();
  afterTest(() => database.stop());
  const server = new ServerProcess(await temporaryFolder(), { MONGODB_URI: database.uri });
  await server.start();
  const secretariat = await enterRoom(server, "secretariat");
  const expert = await enterRoom(server, "expert.b");
  const [one, other] = [secretariat.insert(0, "First. "), secretariat.strike(20, 4)];
  await settled([secretariat, expert]);
  const { decision } = await expert.decide("reject", [one]);
  await server.kill();
  await server.start();
  const back = await enterRoom(server, "expert.c");
  expect(back.suggestions().map(({ id }) => id)).toEqual([other]);
  expect((await back.undo(decision)).status).toBe(200);
  await settled([back]);
  expect(new Set(back.suggestions().map(({ id }) => id))).toEqual(new Set([one, other]));
});
