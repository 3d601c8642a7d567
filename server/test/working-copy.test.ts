import type { ActResult, DecisionResult, SectionView } from "@travaux/blueprint";
import { readSuggestions, suggestionHash } from "@travaux/track-changes/model";
import { afterEach, describe, expect, it } from "vitest";
import { enterRoom } from "./deciding.ts";
import type { RawClient } from "./raw-client.ts";
import { firstText } from "./room-fixture.ts";
import { rawClient, startServer, type TestServer } from "./server-fixture.ts";
import { signIn, type Visitor } from "./server-process.ts";
import { baseOf, memberOf, proposed, proposeStriking, proposeWords, takeBack, textIn } from "./suggesting.ts";
import { cleanUp } from "./temporary.ts";
import { until } from "./until.ts";

afterEach(cleanUp);

/** A finding of the sample that lies before the State. */
const SECTION = "untoc.10.b";
const CANARY = "Zanzibarquartz";

async function sectionOf(visitor: Visitor, id = SECTION): Promise<SectionView> {
  const found = (await visitor.outline()).entries.find(({ section }) => section?.id === id)?.section;
  if (found === undefined || found === null) throw new Error(`${visitor.email} does not see ${id}`);
  return found;
}

async function submit(visitor: Visitor): Promise<ActResult["outcomes"]> {
  const answer = await visitor.send("POST", `/api/reviews/${visitor.review}/acts`, {
    act: "submit",
    sections: [SECTION],
  });
  expect(answer.status).toBe(200);
  return ((await answer.json()) as ActResult).outcomes;
}

/** The State's people in their working copy, a reviewer before the team's text. */
async function open(server: TestServer) {
  const [expert, focal, reviewer] = await Promise.all(
    ["expert.a", "focal-point.a", "expert.b"].map((name) => signIn(server, name)),
  );
  if (expert === undefined || focal === undefined || reviewer === undefined)
    throw new Error("nobody signed in");
  const [working, team] = (await sectionOf(expert)).rooms.map(({ name }) => name);
  if (working === undefined || team === undefined) throw new Error("no working copy");
  const member = await memberOf(expert);
  const writer = await rawClient(server, expert, working);
  return { expert, focal, reviewer, working, team, member, writer };
}

function bytesOf(client: RawClient): string {
  return client.received.map((bytes) => Buffer.from(bytes).toString("latin1")).join("");
}

describe("the working copy of an observation", () => {
  it("is the first room of the State's people, who propose there and read the team's text", async () => {
    const server = await startServer();
    const [expert, reviewer, office, observer] = await Promise.all(
      ["expert.a", "expert.b", "secretariat", "observer.a"].map((name) => signIn(server, name)),
    );
    const rooms = async (visitor: Visitor | undefined): Promise<readonly string[]> =>
      visitor === undefined
        ? []
        : (await sectionOf(visitor)).rooms.map(
            ({ audience, level, standing }) => `${audience} ${level} ${standing}`,
          );
    expect(await rooms(expert)).toEqual(["state suggest current", "team read current"]);
    expect(await rooms(reviewer)).not.toContain("state suggest current");
    expect((await rooms(office))[0]).toBe("team suggest current");
    expect(await rooms(observer)).toEqual(["team read current"]);
  });

  it("begins as the team's text, and takes proposals but no edits", async () => {
    const server = await startServer();
    const { expert, working, team, member, writer } = await open(server);
    expect((await textIn(server, working)).doc.eq((await textIn(server, team)).doc)).toBe(true);
    const before = baseOf(await textIn(server, working));
    proposeWords(writer, { by: member, at: 4, words: `${CANARY} ` });
    await writer.answered();
    expect(writer.closed).toEqual([]);
    const text = await textIn(server, working);
    expect(baseOf(text)).toBe(before);
    expect(proposed(text)).toHaveLength(1);
    for (const forge of [
      (client: RawClient) => client.edit((doc) => firstText(doc).delete(0, 3)),
      (client: RawClient) => client.edit((doc) => firstText(doc).format(0, 3, { strong: {} })),
      (client: RawClient) =>
        proposeWords(client, { by: "msomebodyelse", at: 0, words: "In another's name. " }),
      (client: RawClient) => client.edit((doc) => firstText(doc).insert(0, "Always been there. ")),
    ]) {
      const forger = await rawClient(server, expert, working);
      forge(forger);
      await forger.answered();
      forger.leave();
    }
    expect(proposed(await textIn(server, working), (by) => by !== member)).toEqual([]);
    expect(baseOf(await textIn(server, working))).toBe(before);
  });

  it("opens no way for its writers into the team's text itself", async () => {
    const server = await startServer();
    const { expert, team, member } = await open(server);
    const before = await textIn(server, team);
    for (const forge of [
      (client: RawClient) => proposeWords(client, { by: member, at: 0, words: CANARY }),
      (client: RawClient) => client.edit((doc) => firstText(doc).insert(0, CANARY)),
      (client: RawClient) =>
        client.edit((doc) => doc.getMap("suggestions").set(`${member}:abcd/delete/x`, 1)),
    ]) {
      const client = await rawClient(server, expert, team);
      forge(client);
      await until("refused", () => client.closed.length > 0);
      client.leave();
    }
    expect((await textIn(server, team)).doc.eq(before.doc)).toBe(true);
  });
});

/** Everything that a person can ask about the section, with all that could tell something in the answers. */
async function everythingFor(server: TestServer, visitor: Visitor, working: string): Promise<string> {
  const base = `/api/reviews/${visitor.review}`;
  const guesses = ["state-a", "state-b", "reviewers", "team"].flatMap((audience) =>
    [1, 2].map((epoch) => working.replace("/state-a/", `/${audience}/`).replace(/\d+$/, String(epoch))),
  );
  const paths = [
    base,
    `${base}/outline`,
    `${base}/record`,
    `${base}/search?q=${CANARY}`,
    `${base}/search?q=the`,
    `${base}/sections/${SECTION}`,
    ...guesses.map((room) => `${base}/sections/${SECTION}?room=${encodeURIComponent(room)}`),
  ];
  const answers: unknown[] = [];
  for (const path of paths) {
    const answer = await fetch(`${server.url}${path}`, { headers: { cookie: visitor.cookie } });
    const headers = [...answer.headers].filter(([name]) => !["date", "x-request-id"].includes(name));
    answers.push([path, answer.status, headers, await answer.text()]);
  }
  return JSON.stringify(answers);
}

describe("what the State drafts in its working copy", () => {
  it("reaches nobody outside, on no channel, until it is submitted", { timeout: 60_000 }, async () => {
    const server = await startServer();
    const { focal, working, team, member, writer } = await open(server);
    const outsiders = await Promise.all(
      ["expert.b", "focal-point.c", "secretariat", "observer.a"].map((name) => signIn(server, name)),
    );
    const sockets = await Promise.all(outsiders.map((visitor) => rawClient(server, visitor, team)));
    const margins = await Promise.all(
      outsiders.map((visitor) => rawClient(server, visitor, team.replace("/text/", "/margin/"))),
    );
    const guessing = await Promise.all(
      [working, working.replace("/text/", "/margin/")].flatMap((room) =>
        outsiders.map((visitor) => rawClient(server, visitor, room)),
      ),
    );
    for (const client of guessing) expect(client.closed).toEqual(["no-room"]);
    const ask = (): Promise<readonly string[]> =>
      Promise.all(outsiders.map((visitor) => everythingFor(server, visitor, working)));
    const before = await ask();
    proposeWords(writer, { by: member, at: 0, words: `${CANARY} ` });
    proposeStriking(writer, { by: member, at: 30, length: 5 });
    await writer.answered();
    expect(writer.closed).toEqual([]);
    expect(JSON.stringify(await focal.get(`/api/reviews/${focal.review}/search?q=${CANARY}`))).toContain(
      working,
    );
    for (const client of [...sockets, ...margins]) await client.answered();
    const after = await ask();
    expect(after).toEqual(before);
    for (const client of [...sockets, ...margins, ...guessing]) {
      expect(bytesOf(client)).not.toContain(CANARY);
      expect(bytesOf(client)).not.toContain(`${member}:first1`);
    }
    expect(await submit(focal)).toEqual([{ section: SECTION, outcome: "done" }]);
    for (const client of sockets)
      await until("brought before the team", () => bytesOf(client).includes(CANARY));
    const told = await Promise.all(
      outsiders.map((visitor) =>
        visitor.get<readonly { act: string }[]>(`/api/reviews/${visitor.review}/record`),
      ),
    );
    for (const entries of told) expect(entries[0]).toMatchObject({ act: "suggestions-submitted" });
    expect(JSON.stringify(told)).not.toContain("state-a");
  });
});

describe("submitting what the State proposes", () => {
  it("brings it before the team exactly, and the base stays as it was", async () => {
    const server = await startServer();
    const { focal, reviewer, working, team, member, writer } = await open(server);
    const before = await textIn(server, team);
    proposeWords(writer, { by: member, at: 12, words: "first " });
    proposeStriking(writer, { by: member, at: 40, length: 6 });
    await writer.answered();
    const reading = await rawClient(server, reviewer, team);
    expect(await submit(focal)).toEqual([{ section: SECTION, outcome: "done" }]);
    const [ours, theirs] = [await textIn(server, working), await textIn(server, team)];
    expect(proposed(theirs)).toEqual(proposed(ours));
    expect(proposed(theirs)).toHaveLength(2);
    expect(baseOf(theirs)).toBe(baseOf(before));
    await until("shown live", () => firstText(reading.doc).toString().includes("first "));
    expect((await sectionOf(reviewer)).state).toBe("commented");
    expect(await submit(focal)).toEqual([{ section: SECTION, outcome: "left", code: "unchanged" }]);
  });

  it("again brings what changed and takes back what was withdrawn", async () => {
    const server = await startServer();
    const { focal, working, team, member, writer } = await open(server);
    expect(await submit(focal)).toEqual([{ section: SECTION, outcome: "left", code: "empty" }]);
    proposeWords(writer, { by: member, at: 12, words: "first " });
    proposeWords(writer, { by: member, at: 0, words: "second ", id: "second" });
    await writer.answered();
    await submit(focal);
    // Goes on with the first, withdraws the second, strikes something else.
    proposeWords(writer, { by: member, at: 12 + 7 + 5, words: "er" });
    takeBack(writer, 0, 7);
    proposeStriking(writer, { by: member, at: 60, length: 4 });
    await writer.answered();
    expect(writer.closed).toEqual([]);
    expect(await submit(focal)).toEqual([{ section: SECTION, outcome: "done" }]);
    const [ours, theirs] = [await textIn(server, working), await textIn(server, team)];
    expect(proposed(theirs)).toEqual(proposed(ours));
    expect(proposed(theirs).map((line) => line.split(" ")[0])).toEqual([
      `${member}:first1`,
      `${member}:struck1`,
    ]);
    const record = await focal.get<readonly { values: unknown }[]>(`/api/reviews/${focal.review}/record`);
    expect(record[0]).toMatchObject({
      act: "suggestions-submitted",
      values: { state: "a", brought: "1", changed: "1", withdrawn: "1" },
    });
  });

  it("keeps for each proposal the time at which it was made, and its author", async () => {
    const server = await startServer();
    const { expert, focal, reviewer, working, team, member, writer } = await open(server);
    proposeWords(writer, { by: member, at: 12, words: "first " });
    await writer.answered();
    const noted = async (visitor: Visitor, room: string): Promise<unknown> => {
      const margin = await rawClient(server, visitor, room.replace("/text/", "/margin/"));
      await until("noted", () => margin.doc.getMap("facts").has(`${member}:first1`));
      return margin.doc.getMap("facts").get(`${member}:first1`);
    };
    const made = await noted(expert, working);
    // The clock has gone on when it is submitted.
    await until("later", () => Date.now() > Number(Reflect.get(Object(made), "at")) + 5);
    const watching = await rawClient(server, reviewer, team.replace("/text/", "/margin/"));
    await submit(focal);
    await until("shown", () => watching.doc.getMap("facts").has(`${member}:first1`));
    expect(watching.doc.getMap("facts").get(`${member}:first1`)).toEqual(made);
    expect(await noted(reviewer, team)).toEqual(made);
  });

  it("is for the focal point of the State alone", async () => {
    const server = await startServer();
    const { expert, reviewer } = await open(server);
    const office = await signIn(server, "secretariat");
    const focalB = await signIn(server, "focal-point.b");
    for (const visitor of [expert, reviewer, office]) {
      const answer = await visitor.send("POST", `/api/reviews/${visitor.review}/acts`, {
        act: "submit",
        sections: [SECTION],
      });
      expect(answer.status).toBe(403);
    }
    expect(await submit(focalB)).toEqual([{ section: SECTION, outcome: "left", code: "not-permitted" }]);
  });
});

/** What a reviewer decides about what was proposed before the team. */
async function decide(
  server: TestServer,
  reviewer: Visitor,
  {
    team,
    decision,
    ids,
  }: { readonly team: string; readonly decision: "accept" | "reject"; readonly ids: readonly string[] },
): Promise<DecisionResult> {
  const open = readSuggestions(await textIn(server, team)).filter(({ id }) => ids.includes(id));
  const answer = await reviewer.send(
    "POST",
    `/api/reviews/${reviewer.review}/sections/${SECTION}/decisions`,
    {
      room: team,
      decision,
      suggestions: open.map((suggestion) => ({ id: suggestion.id, seen: suggestionHash(suggestion) })),
    },
  );
  expect(answer.status).toBe(200);
  return (await answer.json()) as DecisionResult;
}

async function undo(reviewer: Visitor, decision: string | null): Promise<DecisionResult> {
  const path = `/api/reviews/${reviewer.review}/sections/${SECTION}/decisions/${decision}/undo`;
  const answer = await reviewer.send("POST", path, {});
  expect(answer.status).toBe(200);
  return (await answer.json()) as DecisionResult;
}

describe("what the reviewing States decide before the team", () => {
  it("is decided in the working copy too, so that both go on from the same text, and undone there", async () => {
    const server = await startServer();
    const { focal, reviewer, working, team, member, writer } = await open(server);
    proposeWords(writer, { by: member, at: 12, words: "first " });
    proposeStriking(writer, { by: member, at: 40, length: 6 });
    await writer.answered();
    await submit(focal);
    const before = await textIn(server, team);
    const accepted = await decide(server, reviewer, { team, decision: "accept", ids: [`${member}:first1`] });
    expect(accepted.outcomes).toEqual([{ id: `${member}:first1`, outcome: "accepted" }]);
    await decide(server, reviewer, { team, decision: "reject", ids: [`${member}:struck1`] });
    const [ours, theirs] = [await textIn(server, working), await textIn(server, team)];
    expect(ours.doc.eq(theirs.doc)).toBe(true);
    expect(proposed(ours)).toEqual([]);
    expect(baseOf(ours)).toContain("first ");
    await until("decided before the State's eyes", () => {
      const parts: readonly { readonly insert?: unknown; readonly attributes?: unknown }[] = firstText(
        writer.doc,
      ).toDelta();
      return parts.every(({ attributes }) => attributes === undefined);
    });
    expect(await submit(focal)).toEqual([{ section: SECTION, outcome: "left", code: "empty" }]);
    expect((await undo(reviewer, accepted.decision)).outcomes).toEqual([
      { id: `${member}:first1`, outcome: "restored" },
    ]);
    const [back, backThere] = [await textIn(server, working), await textIn(server, team)];
    expect(back.doc.eq(backThere.doc)).toBe(true);
    expect(baseOf(back)).toBe(baseOf(before));
    expect(proposed(back)).toHaveLength(1);
  });

  it("leaves what the State has added meanwhile as its own proposal over the new text", async () => {
    const server = await startServer();
    const { focal, reviewer, working, team, member, writer } = await open(server);
    proposeWords(writer, { by: member, at: 12, words: "first " });
    await writer.answered();
    await submit(focal);
    proposeWords(writer, { by: member, at: 18, words: "and foremost " });
    proposeWords(writer, { by: member, at: 0, words: "Indeed: ", id: "indeed" });
    await writer.answered();
    await decide(server, reviewer, { team, decision: "accept", ids: [`${member}:first1`] });
    const [ours, theirs] = [await textIn(server, working), await textIn(server, team)];
    expect(baseOf(ours)).toBe(baseOf(theirs));
    expect(proposed(ours)).toHaveLength(2);
    expect(proposed(theirs)).toEqual([]);
    await writer.answered();
    expect(await submit(focal)).toEqual([{ section: SECTION, outcome: "done" }]);
    expect((await textIn(server, team)).doc.eq((await textIn(server, working)).doc)).toBe(true);
  });
});

async function must(answer: Promise<Response>): Promise<void> {
  const { status } = await answer;
  expect(status).toBe(200);
}

describe("writing before the team, live", () => {
  it("is open to the named at once, and closed again at once", async () => {
    const server = await startServer();
    const { expert, focal, reviewer, team, member } = await open(server);
    const office = await signIn(server, "secretariat");
    for (const to of ["with-state", "consensus"])
      await must(office.send("POST", `/api/reviews/${office.review}/phase`, { to }));
    const name = (members: readonly string[]): Promise<void> =>
      must(focal.send("PUT", `/api/reviews/${focal.review}/live`, { members }));
    const reading = await rawClient(server, reviewer, team);
    await name([member]);
    expect((await sectionOf(expert)).rooms.map(({ audience, level }) => `${audience} ${level}`)).toEqual([
      "team suggest",
      "state suggest",
    ]);
    const live = await rawClient(server, expert, team);
    proposeWords(live, { by: member, at: 0, words: `${CANARY} `, id: "live1" });
    await live.answered();
    expect(live.closed).toEqual([]);
    await until("seen by the reviewers", () => firstText(reading.doc).toString().includes(CANARY));
    // What is proposed live is nothing that a submission would take back.
    const before = proposed(await textIn(server, team));
    expect(await submit(focal)).toEqual([{ section: SECTION, outcome: "left", code: "empty" }]);
    expect(proposed(await textIn(server, team))).toEqual(before);
    await name([]);
    proposeWords(live, { by: member, at: 0, words: "Too late. ", id: "live2" });
    await until("refused", () => live.closed.length > 0);
    expect(proposed(await textIn(server, team))).toEqual(before);
    const refused = await expert.send("PUT", `/api/reviews/${expert.review}/live`, { members: [member] });
    expect(refused.status).toBe(403);
  });
});

describe("what others propose to what the State supplied", () => {
  it("is decided by the State before the team, and comes into its own text, where it goes on writing", async () => {
    const server = await startServer();
    const section = "untoc.5.a";
    const reviewer = await enterRoom(server, "expert.b", "team", { section });
    const state = await enterRoom(server, "expert.a", "team", { section });
    const own = await enterRoom(server, "expert.a", "state", { section });
    const added = own.insert(0, "Added since. ");
    await own.client.answered();
    const [wanted, unwanted] = [reviewer.insert(3, "(wanted) "), reviewer.insert(0, "Unwanted. ")];
    await reviewer.client.answered();
    await until("seen by the State", () => state.suggestions().length === 2);
    const refused = await reviewer.send("accept", [wanted]);
    expect(refused.status).toBe(403);
    expect((await state.decide("accept", [wanted])).outcomes).toEqual([{ id: wanted, outcome: "accepted" }]);
    await state.decide("reject", [unwanted]);
    const [ours, theirs] = [await textIn(server, own.room), await textIn(server, state.room)];
    expect(baseOf(ours)).toBe(baseOf(theirs));
    expect(baseOf(ours)).toContain("(wanted) ");
    expect(proposed(theirs)).toEqual([]);
    expect(proposed(ours).map((line) => line.split(" ")[0])).toEqual([added]);
  });
});
