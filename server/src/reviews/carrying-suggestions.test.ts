import { parseRoomName, type RoomAddress } from "@travaux/blueprint";
import { suggestionId } from "@travaux/track-changes/model";
import { describe, expect, it } from "vitest";
import type { TextJson } from "../rooms/text-json.ts";
import {
  actorOf,
  firstRoom,
  granted,
  moveTo,
  openSample,
  sectionOf,
  seen,
  textOf,
  userOf,
  type Bench,
} from "./testing/sample-review.ts";

const OBSERVATIONS = "untoc.5.b";
const INFORMATION = "untoc.5.a";

type Sample = Awaited<ReturnType<typeof openSample>>;

/** A paragraph with more of somebody at its end, proposed. */
function proposing(text: string, more: string, by: string): TextJson {
  const id = suggestionId(by, more.replaceAll(/[^a-z]/gi, "").padEnd(4, "x"));
  return {
    type: "doc",
    content: [
      {
        type: "paragraph",
        attrs: { id: "n1" },
        content: [
          { type: "text", text },
          { type: "text", text: more, marks: [{ type: "insertion", attrs: { id, by } }] },
        ],
      },
    ],
  };
}

async function memberIn(bench: Sample, who: string): Promise<string> {
  return granted(await bench.reviews.view(actorOf(who), bench.review)).member;
}

async function act(
  { reviews, review }: Sample,
  who: string,
  request: {
    readonly act: "join" | "transmit" | "submit";
    readonly section?: string;
    readonly leave?: boolean;
  },
): Promise<unknown> {
  const { section = OBSERVATIONS, leave } = request;
  const { outcomes } = granted(
    await reviews.act(actorOf(who), review, {
      act: request.act,
      sections: [sectionOf(section)],
      ...(leave === undefined ? {} : { leaveSuggestions: leave }),
    }),
  );
  const [outcome] = outcomes;
  if (outcome === undefined) return null;
  const { section: _, ...told } = outcome;
  return told;
}

async function roomOf(
  bench: Sample,
  who: string,
  audience: string,
  section = OBSERVATIONS,
): Promise<RoomAddress> {
  const rooms = (await seen(bench, bench.review, who, section))?.rooms ?? [];
  const name = rooms.find((room) => room.audience === audience)?.name;
  const address = name === undefined ? null : parseRoomName(name);
  if (address === null) throw new RangeError(`${who} has no ${audience} room`);
  return address;
}

/** The reviewers' text with words that one of them has proposed in it. */
async function withOpenSuggestion(): Promise<Sample> {
  const bench = await openSample();
  await moveTo(bench, bench.review, "drafting");
  const by = await memberIn(bench, "c-expert");
  const room = await firstRoom(bench, bench.review, "b-expert", OBSERVATIONS);
  await bench.rooms.edit(userOf("c-expert"), room, proposing("Agreed", " not agreed", by));
  return bench;
}

async function transmitted(): Promise<Sample> {
  const bench = await openSample();
  await moveTo(bench, bench.review, "drafting");
  const room = await firstRoom(bench, bench.review, "b-expert", OBSERVATIONS);
  await bench.rooms.edit(userOf("b-expert"), room, textOf("Transmitted"));
  for (const who of ["b-focal", "c-focal"]) await act(bench, who, { act: "transmit" });
  return bench;
}

async function text(bench: Bench, room: RoomAddress): Promise<string> {
  const { doc } = await bench.rooms.read(room);
  return JSON.stringify(doc);
}

describe("a text with open suggestions", () => {
  it("is not transmitted until they are decided, and the number is told", async () => {
    const bench = await withOpenSuggestion();
    const left = { outcome: "left", code: "open-suggestions", open: 1 };
    expect(await act(bench, "b-focal", { act: "transmit" })).toEqual(left);
    expect(await act(bench, "b-focal", { act: "transmit", leave: false })).toEqual(left);
    expect(await seen(bench, bench.review, "a-expert", OBSERVATIONS)).toBeNull();
  });

  it("leaves them behind where the act says so: not a word of them reaches the State", async () => {
    const bench = await withOpenSuggestion();
    expect(await act(bench, "b-focal", { act: "transmit", leave: true })).toEqual({ outcome: "cleared" });
    expect(await act(bench, "c-focal", { act: "transmit", leave: true })).toEqual({ outcome: "done" });
    for (const audience of ["team", "state"]) {
      const carried = await text(bench, await roomOf(bench, "a-expert", audience));
      expect(carried).toContain("Agreed");
      expect(carried).not.toMatch(/not agreed|insertion/);
    }
    const kept = await text(bench, await roomOf(bench, "b-expert", "reviewers"));
    expect(kept).toContain("not agreed");
  });

  it("keeps its clearance while only proposals come, and loses it with the text itself", async () => {
    const bench = await withOpenSuggestion();
    const room = await firstRoom(bench, bench.review, "b-expert", OBSERVATIONS);
    await act(bench, "b-focal", { act: "transmit", leave: true });
    const by = await memberIn(bench, "c-expert");
    await bench.rooms.edit(userOf("c-expert"), room, proposing("Agreed", " perhaps not", by));
    expect((await seen(bench, bench.review, "c-focal", OBSERVATIONS))?.clearedBy).toEqual(["b"]);
    await bench.rooms.edit(userOf("c-expert"), room, proposing("Agreed at last", " perhaps not", by));
    expect((await seen(bench, bench.review, "c-focal", OBSERVATIONS))?.clearedBy).toEqual([]);
  });

  it("of another State's own draft, is no business of who joins: he learns no number", async () => {
    const bench = await openSample();
    await moveTo(bench, bench.review, "desk-review");
    const by = await memberIn(bench, "c-expert");
    const ofB = await firstRoom(bench, bench.review, "b-expert", OBSERVATIONS);
    const ofC = await firstRoom(bench, bench.review, "c-expert", OBSERVATIONS);
    await bench.rooms.edit(userOf("b-expert"), ofB, textOf("From B"));
    await bench.rooms.edit(userOf("c-expert"), ofC, proposing("From C", " unsure", by));
    expect(await act(bench, "c-focal", { act: "join" })).toMatchObject({ code: "open-suggestions", open: 1 });
    expect(await act(bench, "b-focal", { act: "join" })).toEqual({ outcome: "cleared" });
    expect(await act(bench, "c-focal", { act: "join", leave: true })).toEqual({ outcome: "done" });
    const joined = await text(bench, await roomOf(bench, "b-expert", "reviewers"));
    expect(joined).toContain("From C");
    expect(joined).not.toContain("unsure");
  });
});

describe("what the State supplies", () => {
  it("is submitted with what it proposes to its own earlier text, as proposals", async () => {
    const bench = await openSample();
    await moveTo(bench, bench.review, "self-assessment");
    const own = await firstRoom(bench, bench.review, "a-expert", INFORMATION);
    await bench.rooms.edit(userOf("a-expert"), own, textOf("The law of 2019"));
    expect(await act(bench, "a-focal", { act: "submit", section: INFORMATION })).toEqual({ outcome: "done" });
    await moveTo(bench, bench.review, "with-state");
    expect(await bench.rooms.edit(userOf("a-expert"), own, textOf("Rewritten"))).toBe(false);
    const by = await memberIn(bench, "a-expert");
    expect(
      await bench.rooms.suggest(userOf("a-expert"), own, proposing("The law of 2019", " as amended", by)),
    ).toBe(true);
    expect(await act(bench, "a-focal", { act: "submit", section: INFORMATION })).toEqual({ outcome: "done" });
    const team = await roomOf(bench, "b-expert", "team", INFORMATION);
    expect(team.epoch).toBe(2);
    expect(await text(bench, team)).toMatch(/"type":"insertion".*as amended|as amended.*"type":"insertion"/);
    expect(await act(bench, "a-focal", { act: "submit", section: INFORMATION })).toEqual({
      outcome: "left",
      code: "unchanged",
    });
    const rooms = (await seen(bench, bench.review, "a-expert", INFORMATION))?.rooms;
    expect(rooms).toMatchObject([
      { audience: "state", level: "suggest", mayDecide: true },
      { audience: "team", level: "read", mayDecide: true },
    ]);
  });
});

it("a new version of what the State supplies keeps what others proposed to the last", async () => {
  const bench = await openSample();
  await moveTo(bench, bench.review, "self-assessment");
  const own = await firstRoom(bench, bench.review, "a-expert", INFORMATION);
  await bench.rooms.edit(userOf("a-expert"), own, textOf("The law of 2019"));
  await act(bench, "a-focal", { act: "submit", section: INFORMATION });
  await moveTo(bench, bench.review, "drafting");
  const first = await roomOf(bench, "b-expert", "team", INFORMATION);
  const [ofA, ofB] = [await memberIn(bench, "a-expert"), await memberIn(bench, "b-expert")];
  const asked = proposing("The law of 2019", " which law", ofB);
  expect(await bench.rooms.suggest(userOf("b-expert"), first, asked)).toBe(true);
  await bench.rooms.suggest(userOf("a-expert"), own, proposing("The law of 2019", " as amended", ofA));
  expect(await act(bench, "a-focal", { act: "submit", section: INFORMATION })).toEqual({ outcome: "done" });
  const second = await roomOf(bench, "b-expert", "team", INFORMATION);
  expect(second.epoch).toBe(2);
  for (const words of [" which law", " as amended"]) expect(await text(bench, second)).toContain(words);
  expect(await text(bench, own)).not.toContain("which law");
  expect(await act(bench, "a-focal", { act: "submit", section: INFORMATION })).toMatchObject({
    code: "unchanged",
  });
});

describe("who may know of the working copy", () => {
  it("is told of no clearance or joining by having one", async () => {
    const bench = await transmitted();
    const record = JSON.stringify(
      granted(await bench.reviews.record(actorOf("a-focal"), bench.review, null)),
    );
    expect(record).toContain("transmitted");
    expect(record).not.toMatch(/cleared|joined/);
    expect(await seen(bench, bench.review, "a-focal", OBSERVATIONS)).toMatchObject({
      clearedBy: [],
      acts: ["submit"],
    });
  });

  it("are the State's people alone, while others' outlines stay as they were, to the version", async () => {
    const bench = await transmitted();
    const { review, reviews, rooms } = bench;
    const others = ["b-expert", "c-focal", "staff"];
    const look = (): Promise<readonly unknown[]> =>
      Promise.all(others.map((who) => reviews.outline(actorOf(who), review)));
    const before = await look();
    const working = await firstRoom(bench, review, "a-expert", OBSERVATIONS);
    expect(working.audience).toEqual({ kind: "state", state: "a" });
    const by = await memberIn(bench, "a-expert");
    expect(await rooms.suggest(userOf("a-expert"), working, proposing("Transmitted", " by whom", by))).toBe(
      true,
    );
    for (const who of others) {
      expect(await reviews.grant(userOf(who), working)).toBeNull();
      expect(await rooms.suggest(userOf(who), working, textOf("Not mine"))).toBe(false);
    }
    expect(await look()).toEqual(before);
    expect(await act(bench, "a-focal", { act: "submit" })).toEqual({ outcome: "done" });
    expect(await seen(bench, review, "b-expert", OBSERVATIONS)).toMatchObject({ state: "commented" });
    expect(await text(bench, await roomOf(bench, "b-expert", "team"))).toContain("by whom");
  });

  it("goes with each version: a later transmission begins another", async () => {
    const bench = await transmitted();
    const first = await firstRoom(bench, bench.review, "a-expert", OBSERVATIONS);
    await moveTo(bench, bench.review, "with-state");
    const back = { to: "drafting" as const, reason: "New facts" };
    granted(await bench.reviews.movePhase(actorOf("staff"), bench.review, back));
    expect((await bench.reviews.grant(userOf("a-expert"), first))?.level).toBe("read");
    const drafting = await roomOf(bench, "b-expert", "reviewers");
    await bench.rooms.edit(userOf("b-expert"), drafting, textOf("Second version"));
    for (const who of ["b-focal", "c-focal"]) await act(bench, who, { act: "transmit" });
    const second = await firstRoom(bench, bench.review, "a-expert", OBSERVATIONS);
    expect(second).toEqual({ ...first, epoch: 2 });
    expect(await text(bench, second)).toContain("Second version");
    expect(await text(bench, second)).not.toContain("insertion");
    expect(await bench.reviews.grant(userOf("a-expert"), first)).toBeNull();
  });
});

it("what the State had drafted goes along to its copy of the next version, and no further", async () => {
  const bench = await transmitted();
  const { review, rooms } = bench;
  const by = await memberIn(bench, "a-expert");
  const first = await firstRoom(bench, review, "a-expert", OBSERVATIONS);
  await rooms.suggest(userOf("a-expert"), first, proposing("Transmitted", " by whom", by));
  await moveTo(bench, review, "with-state");
  const back = { to: "drafting" as const, reason: "New facts" };
  granted(await bench.reviews.movePhase(actorOf("staff"), review, back));
  const drafting = await roomOf(bench, "b-expert", "reviewers");
  await rooms.edit(userOf("b-expert"), drafting, textOf("Newly Transmitted", "And more"));
  for (const who of ["b-focal", "c-focal"]) await act(bench, who, { act: "transmit" });
  const second = await firstRoom(bench, review, "a-expert", OBSERVATIONS);
  expect(second).toEqual({ ...first, epoch: 2 });
  expect(await text(bench, second)).toMatch(/Newly Transmitted.* by whom.*And more/);
  const team = await roomOf(bench, "b-expert", "team");
  expect(await text(bench, team)).not.toContain("by whom");
  expect(await act(bench, "a-focal", { act: "submit" })).toEqual({ outcome: "done" });
  expect(await text(bench, team)).toContain("by whom");
});

describe("writing live before the team", () => {
  const name = async (bench: Sample, who: string, ...named: readonly string[]): Promise<unknown> => {
    const members = named.flatMap((each) => bench.members.get(each)?.id ?? []);
    return bench.reviews.allowLive(actorOf(who), bench.review, { members });
  };

  it("is for those whom their focal point names, at once, and told to no other delegation", async () => {
    const bench = await transmitted();
    await moveTo(bench, bench.review, "consensus");
    const team = await roomOf(bench, "a-expert", "team");
    const level = async (who: string): Promise<string | undefined> =>
      (await bench.reviews.grant(userOf(who), team))?.level;
    expect([await level("a-expert"), await level("b-expert")]).toEqual(["read", "suggest"]);
    const changes = bench.rooms.changes.length;
    expect(await name(bench, "a-focal", "a-expert")).toEqual({
      members: [bench.members.get("a-expert")?.id],
    });
    expect(bench.rooms.changes.length).toBe(changes + 1);
    expect(await name(bench, "b-focal", "b-expert")).toMatchObject({ members: [expect.any(String)] });
    expect([await level("a-expert"), await level("b-expert")]).toEqual(["suggest", "edit"]);
    expect([await level("a-focal"), await level("c-expert")]).toEqual(["read", "suggest"]);
    expect((await seen(bench, bench.review, "a-expert", OBSERVATIONS))?.rooms[0]?.audience).toBe("team");
    const told = async (who: string): Promise<readonly string[]> =>
      granted(await bench.reviews.record(actorOf(who), bench.review, null))
        .filter(({ act: kind }) => kind === "live-allowed")
        .map(({ values }) => values["state"] ?? "");
    expect([
      await told("a-expert"),
      await told("b-expert"),
      await told("c-focal"),
      await told("staff"),
    ]).toEqual([["a"], ["b"], [], ["b", "a"]]);
    const live = async (who: string): Promise<unknown> =>
      granted(await bench.reviews.view(actorOf(who), bench.review)).members.find(
        ({ id }) => id === bench.members.get("a-expert")?.id,
      )?.live;
    expect([await live("a-focal"), await live("staff"), await live("b-focal")]).toEqual([
      true,
      true,
      undefined,
    ]);
  });

  it("ends when it is taken back, with the membership, and with the phase", async () => {
    const bench = await transmitted();
    await moveTo(bench, bench.review, "consensus");
    const team = await roomOf(bench, "a-expert", "team");
    const level = async (): Promise<string | undefined> =>
      (await bench.reviews.grant(userOf("a-expert"), team))?.level;
    await name(bench, "a-focal", "a-expert");
    expect(await level()).toBe("suggest");
    await name(bench, "a-focal");
    expect(await level()).toBe("read");
    const records = bench.logs.actsOf(bench.review).length;
    await name(bench, "a-focal");
    expect(bench.logs.actsOf(bench.review).length).toBe(records);
    await name(bench, "a-focal", "a-expert");
    await moveTo(bench, bench.review, "agreed");
    expect(await level()).toBe("read");
  });

  it("is nobody else's to grant, and for no stranger", async () => {
    const bench = await transmitted();
    for (const who of ["a-expert", "b-expert", "staff"])
      expect(await name(bench, who, "a-expert")).toEqual({ refused: "not-permitted" });
    expect(await name(bench, "b-focal", "b-expert", "a-expert")).toEqual({
      refused: "invalid",
      faults: [{ pointer: "/members/1", code: "unknown" }],
    });
  });
});
