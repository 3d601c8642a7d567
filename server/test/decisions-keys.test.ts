import { afterEach, describe, expect, it } from "vitest";
import type { RecordEntry } from "@travaux/blueprint";
import { enterRoom, openTwoKeyReview, roomOf, SECTION, settled, type Decider } from "./deciding.ts";
import { rawClient, startServer } from "./server-fixture.ts";
import { cleanUp } from "./temporary.ts";
import { until } from "./until.ts";

afterEach(cleanUp);

/** Both reviewing States, the Secretariat and the State under review in a finding where both must decide. */
async function cast() {
  const server = await startServer();
  const review = await openTwoKeyReview(server);
  const enter = (name: string): Promise<Decider> => enterRoom(server, name, "team", { review });
  const [secretariat, b, c, a] = await Promise.all(
    ["secretariat", "expert.b", "expert.c", "expert.a"].map(enter),
  );
  if (secretariat === undefined || b === undefined || c === undefined || a === undefined)
    throw new Error("Somebody is missing");
  const inner = (await roomOf(b.visitor, SECTION, "reviewers", review)).replace("/text/", "/margin/");
  const reviewers = await rawClient(server, b.visitor, inner);
  const team = await rawClient(server, a.visitor, a.room.replace("/text/", "/margin/"));
  return { server, review, secretariat, b, c, a, all: [secretariat, b, c, a], reviewers, team, inner };
}

function acts(entries: readonly RecordEntry[]): readonly string[] {
  return entries.map(({ act }) => act).filter((act) => act.startsWith("decision") || act.startsWith("sugg"));
}

describe("where each reviewing State must decide the same way", () => {
  it("the first word is kept, and the second one decides", async () => {
    const { secretariat, b, c, a, all, reviewers } = await cast();
    const id = secretariat.insert(0, "First. ");
    await settled(all);
    expect(await b.decide("accept", [id], "Agreed.")).toEqual({
      decision: null,
      outcomes: [{ id, outcome: "waiting" }],
    });
    await until("the reviewers see it", () => reviewers.doc.getMap("keys").has(id));
    expect(reviewers.doc.getMap("keys").toJSON()).toEqual({
      [id]: { b: { choice: "accept", by: b.member, at: expect.any(Number) } },
    });
    await settled(all);
    expect(a.suggestions()).toHaveLength(1);
    expect((await c.decide("accept", [id])).outcomes).toEqual([{ id, outcome: "accepted" }]);
    await settled(all);
    expect(a.suggestions()).toEqual([]);
    await until("the key is gone", () => reviewers.doc.getMap("keys").size === 0);
    expect(acts(await c.entries())).toEqual(["suggestions-decided", "decision-keyed"]);
    expect((await c.entries())[1]?.values).toMatchObject({ state: "b", choice: "accept", reason: "Agreed." });
    expect(acts(await secretariat.entries())).toEqual(["suggestions-decided", "decision-keyed"]);
  });

  it("a contradicting word decides nothing, until one State says otherwise", async () => {
    const { secretariat, b, c, all } = await cast();
    const id = secretariat.insert(0, "First. ");
    await settled(all);
    await b.decide("accept", [id]);
    expect((await c.decide("reject", [id])).outcomes).toEqual([{ id, outcome: "waiting" }]);
    expect((await b.decide("accept", [id])).outcomes).toEqual([{ id, outcome: "waiting" }]);
    await settled(all);
    expect(b.suggestions()).toHaveLength(1);
    expect((await b.decide("reject", [id])).outcomes).toEqual([{ id, outcome: "rejected" }]);
    await settled(all);
    expect(b.suggestions()).toEqual([]);
  });

  it("two of one State are one word", async () => {
    const { server, review, secretariat, b, all } = await cast();
    const focal = await enterRoom(server, "focal-point.b", "team", { review });
    const id = secretariat.insert(0, "First. ");
    await settled([...all, focal]);
    await b.decide("accept", [id]);
    expect((await focal.decide("accept", [id])).outcomes).toEqual([{ id, outcome: "waiting" }]);
  });

  it("a word is about what was seen: what changed after it must be decided by both", async () => {
    const { secretariat, b, c, all } = await cast();
    const id = secretariat.insert(0, "First. ");
    await settled(all);
    await b.decide("accept", [id]);
    secretariat.insert(5, " draft", id);
    await settled(all);
    expect((await c.decide("accept", [id])).outcomes).toEqual([{ id, outcome: "waiting" }]);
    expect((await b.decide("accept", [id])).outcomes).toEqual([{ id, outcome: "accepted" }]);
  });

  it("taking back one's own needs nobody's word", async () => {
    const { b, all } = await cast();
    const id = b.insert(0, "First. ");
    await settled(all);
    expect((await b.decide("reject", [id])).outcomes).toEqual([{ id, outcome: "rejected" }]);
  });

  it("the State under review learns that it is considered, and no more, on any channel", async () => {
    const { server, review, secretariat, b, c, a, all, team, inner } = await cast();
    const id = secretariat.insert(0, "First. ");
    const other = secretariat.strike(12, 3);
    await settled(all);
    const before = await a.entries();
    const outline = await a.visitor.get(`/api/reviews/${review}/outline`);
    await b.decide("accept", [id], "Between us.");
    await until("considered", () => {
      const fact: unknown = team.doc.getMap("facts").get(id);
      return Reflect.get(Object(fact), "considered") === true;
    });
    await c.decide("reject", [id], "We cannot agree.");
    await settled(all);
    await a.client.answered();
    await team.answered();
    expect(team.doc.getMap("facts").toJSON()).toEqual({
      [id]: { at: expect.any(Number), by: secretariat.member, considered: true },
      [other]: { at: expect.any(Number), by: secretariat.member },
    });
    expect(team.doc.getMap("keys").size).toBe(0);
    expect(await a.entries()).toEqual(before);
    expect(await a.visitor.get(`/api/reviews/${review}/outline`)).toEqual(outline);
    const stranger = await rawClient(server, a.visitor, inner);
    expect(stranger.closed).toEqual(["no-room"]);
    const received = [...a.client.received, ...team.received, ...stranger.received]
      .map((bytes) => new TextDecoder().decode(bytes))
      .join("");
    for (const secret of ["Between us", "cannot agree", b.member, c.member, "choice"])
      expect(received).not.toContain(secret);
    await b.decide("reject", [id]);
    await settled(all);
    expect(acts(await a.entries())).toEqual(["suggestions-decided"]);
    await until("no longer considered", () => {
      const fact: unknown = team.doc.getMap("facts").get(id);
      return Reflect.get(Object(fact), "considered") === undefined;
    });
    expect(JSON.stringify(await a.entries())).not.toContain("cannot agree");
  });
});
