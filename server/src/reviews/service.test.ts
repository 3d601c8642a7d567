import { formatRoomName } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import {
  actorOf,
  firstRoom,
  granted,
  moveTo,
  openBench,
  openSample,
  SAMPLE_REQUEST,
  sectionOf,
  seen,
  stateOf,
  textOf,
  userOf,
} from "./testing/sample-review.ts";

const OBSERVATIONS = "untoc.5.b";
const INFORMATION = "untoc.5.a";

describe("opening a review", () => {
  it("makes the officer who opens it its first Secretariat member, and nobody else", async () => {
    const { reviews } = openBench();
    const view = granted(await reviews.create(actorOf("staff"), SAMPLE_REQUEST));
    expect(view).toMatchObject({
      phase: "created",
      role: "secretariat",
      nextPhases: ["self-assessment", "suspended", "deferred"],
    });
    expect(view.members).toHaveLength(1);
    expect(view.states.map(({ id, part, instruments }) => [id, part, instruments])).toEqual([
      ["a", "under-review", ["UNTOC"]],
      ["b", "reviewing", ["UNTOC"]],
      ["c", "reviewing", ["UNTOC"]],
    ]);
    expect(await reviews.list(actorOf("staff"))).toHaveLength(1);
    expect(await reviews.list(actorOf("staff2"))).toEqual([]);
  });

  it("is refused to everybody but staff, and leaves nothing behind", async () => {
    const { reviews, logs } = openBench();
    expect(await reviews.create(actorOf("b-focal"), SAMPLE_REQUEST)).toEqual({ refused: "not-permitted" });
    expect(await logs.reviews()).toEqual([]);
  });

  it("answers alike for a review that does not exist and for one in which one does not serve", async () => {
    const { reviews, review } = await openSample();
    const made = `${review.slice(0, -1)}${review.endsWith("0") ? "1" : "0"}` as typeof review;
    for (const id of [review, made]) {
      const stranger = actorOf("staff2");
      expect(await reviews.view(stranger, id)).toEqual({ refused: "absent" });
      expect(await reviews.outline(stranger, id)).toEqual({ refused: "absent" });
      expect(await reviews.record(stranger, id, null)).toEqual({ refused: "absent" });
      expect(await reviews.search(stranger, id, "word")).toEqual({ refused: "absent" });
      expect(await reviews.movePhase(stranger, id, { to: "closed" })).toEqual({ refused: "absent" });
      expect(await reviews.act(stranger, id, { act: "join", sections: [sectionOf("i")] })).toEqual({
        refused: "absent",
      });
    }
  });
});

describe("the members of a review", () => {
  it("are known to each other, their addresses to their delegation and the Secretariat alone", async () => {
    const { reviews, review } = await openSample();
    const asB = granted(await reviews.view(actorOf("b-expert"), review)).members;
    const shown = (who: string): object | undefined => asB.find(({ user }) => user === userOf(who));
    expect(shown("b-focal")).toMatchObject({ email: "b-focal@example.org", noteVerbale: "NV/b-focal" });
    for (const who of ["a-focal", "c-focal", "staff"]) {
      expect(shown(who)).toMatchObject({ name: `Name of ${who}` });
      expect(Object.keys(shown(who) ?? {})).not.toEqual(expect.arrayContaining(["email"]));
      expect(JSON.stringify(shown(who))).not.toMatch(/example\.org|NV\//);
    }
    const asStaff = granted(await reviews.view(actorOf("staff"), review)).members;
    expect(asStaff.filter(({ email }) => email !== undefined)).toHaveLength(7);
  });

  it("lose everything at the moment their membership ends", async () => {
    const bench = await openSample();
    const { reviews, review, members, rooms } = bench;
    await moveTo(bench, review, "drafting");
    const room = await firstRoom(bench, review, "b-expert", OBSERVATIONS);
    expect(await reviews.grant(userOf("b-expert"), room)).toMatchObject({
      level: "edit",
      role: "reviewing-expert",
      stateName: "State B",
    });
    const told = rooms.changes.length;
    const id = members.get("b-expert")?.id;
    if (id === undefined) throw new Error("b-expert is a member");
    granted(await reviews.changeMember(actorOf("staff"), review, id, { standing: "ended" }));
    expect(rooms.changes.length).toBe(told + 1);
    expect(await reviews.grant(userOf("b-expert"), room)).toBeNull();
    expect(await reviews.view(actorOf("b-expert"), review)).toEqual({ refused: "absent" });
    expect(await reviews.list(actorOf("b-expert"))).toEqual([]);
  });

  it("are succeeded by those who take their role; their texts stay where they are", async () => {
    const bench = await openSample();
    const { reviews, review, members, rooms } = bench;
    await moveTo(bench, review, "desk-review");
    const room = await firstRoom(bench, review, "b-focal", OBSERVATIONS);
    expect(await rooms.edit(userOf("b-focal"), room, textOf("Draft of the predecessor"))).toBe(true);
    const predecessor = members.get("b-focal");
    const successor = {
      user: userOf("b-new"),
      role: "reviewing-focal-point" as const,
      state: stateOf("b"),
      noteVerbale: "NV/2",
    };
    expect(await reviews.addMember(actorOf("staff"), review, successor)).toEqual({
      refused: "focal-point-taken",
    });
    if (predecessor === undefined) throw new Error("b-focal is a member");
    const added = granted(
      await reviews.addMember(actorOf("staff"), review, { ...successor, replaces: predecessor.id }),
    );
    expect(added).toMatchObject({
      replaces: predecessor.id,
      standing: "serving",
      role: "reviewing-focal-point",
    });
    expect(await reviews.grant(userOf("b-focal"), room)).toBeNull();
    expect(await reviews.grant(userOf("b-new"), room)).toMatchObject({ level: "edit", member: added.id });
    expect((await rooms.read(room)).doc).toMatchObject(textOf("Draft of the predecessor"));
    const old = granted(await reviews.view(actorOf("staff"), review)).members.find(
      ({ id }) => id === predecessor.id,
    );
    expect(old).toMatchObject({ standing: "ended", user: userOf("b-focal") });
  });
});

describe("observations", () => {
  it("do not exist for the State under review until they are transmitted: on no channel, by no trace", async () => {
    const bench = await openSample();
    const { reviews, review, rooms } = bench;
    await moveTo(bench, review, "drafting");
    const room = await firstRoom(bench, review, "b-expert", OBSERVATIONS);
    const before = granted(await reviews.outline(actorOf("a-expert"), review));
    const recordBefore = granted(await reviews.record(actorOf("a-expert"), review, null));
    await rooms.edit(userOf("b-expert"), room, textOf("A hidden observation"));
    const cleared = await reviews.act(actorOf("b-focal"), review, {
      act: "transmit",
      sections: [sectionOf(OBSERVATIONS)],
    });
    expect(cleared).toEqual({ outcomes: [{ section: OBSERVATIONS, outcome: "cleared" }] });

    for (const who of ["a-expert", "a-focal"]) {
      const outline = granted(await reviews.outline(actorOf(who), review));
      expect(outline.entries.filter(({ id }) => /^untoc\.\d+\.[bcd]$/.test(id))).toEqual([]);
      expect(outline.entries.find(({ id }) => id === "untoc.5.e")).toMatchObject({ label: "(e)" });
      expect(await reviews.text(actorOf(who), review, sectionOf(OBSERVATIONS))).toEqual({
        refused: "absent",
      });
      expect(await reviews.text(actorOf(who), review, sectionOf(OBSERVATIONS), formatRoomName(room))).toEqual(
        { refused: "absent" },
      );
      expect(await reviews.search(actorOf(who), review, "hidden")).toEqual([]);
      expect(await reviews.grant(userOf(who), room)).toBeNull();
      const act = await reviews.act(actorOf("a-focal"), review, {
        act: "submit",
        sections: [sectionOf(OBSERVATIONS), sectionOf("no.such")],
      });
      expect(act).toEqual({
        outcomes: [
          { section: OBSERVATIONS, outcome: "left", code: "absent" },
          { section: "no.such", outcome: "left", code: "absent" },
        ],
      });
    }
    expect(granted(await reviews.outline(actorOf("a-expert"), review))).toEqual(before);
    expect(granted(await reviews.record(actorOf("a-expert"), review, null))).toEqual(recordBefore);
  });

  it("reach the team when the focal points of both reviewing States have cleared the same words", async () => {
    const bench = await openSample();
    const { reviews, review, rooms } = bench;
    await moveTo(bench, review, "drafting");
    const room = await firstRoom(bench, review, "c-expert", OBSERVATIONS);
    const transmit = { act: "transmit" as const, sections: [sectionOf(OBSERVATIONS)] };
    await rooms.edit(userOf("c-expert"), room, textOf("First words"));
    expect(await reviews.act(actorOf("b-expert"), review, transmit)).toEqual({ refused: "not-permitted" });
    expect(await reviews.act(actorOf("staff"), review, transmit)).toEqual({ refused: "not-permitted" });
    expect(await reviews.act(actorOf("b-focal"), review, transmit)).toMatchObject({
      outcomes: [{ outcome: "cleared" }],
    });
    expect(await seen(bench, review, "c-focal", OBSERVATIONS)).toMatchObject({
      clearedBy: ["b"],
      state: "team-ready",
    });
    // Other words: what B has cleared is not what stands.
    await rooms.edit(userOf("c-expert"), room, textOf("Second words"));
    expect(await seen(bench, review, "c-focal", OBSERVATIONS)).toMatchObject({
      clearedBy: [],
      state: "draft",
    });
    expect(await reviews.act(actorOf("c-focal"), review, transmit)).toMatchObject({
      outcomes: [{ outcome: "cleared" }],
    });
    expect(await reviews.act(actorOf("c-focal"), review, transmit)).toMatchObject({
      outcomes: [{ outcome: "cleared" }],
    });
    expect(await reviews.act(actorOf("b-focal"), review, transmit)).toMatchObject({
      outcomes: [{ outcome: "done" }],
    });

    const section = await seen(bench, review, "a-expert", OBSERVATIONS);
    expect(section).toMatchObject({
      state: "transmitted",
      clearedBy: [],
      rooms: [
        { audience: "state", level: "suggest", standing: "current" },
        { audience: "team", level: "read", standing: "current" },
      ],
    });
    const text = granted(await reviews.text(actorOf("a-expert"), review, sectionOf(OBSERVATIONS)));
    expect(JSON.stringify(text.doc)).toContain("Second words");
    expect(JSON.stringify(text.doc)).not.toContain("First words");
  });

  it("come to the team as a document of their own: the words, and no bytes of the room they were drafted in", async () => {
    const bench = await openSample();
    const { reviews, review, rooms, payloads } = bench;
    await moveTo(bench, review, "drafting");
    const room = await firstRoom(bench, review, "b-expert", OBSERVATIONS);
    await rooms.edit(userOf("b-expert"), room, textOf("Deleted before it went out"));
    await rooms.edit(userOf("c-expert"), room, textOf("What went out"));
    for (const who of ["b-focal", "c-focal"])
      await reviews.act(actorOf(who), review, { act: "transmit", sections: [sectionOf(OBSERVATIONS)] });
    const team = await firstRoom(bench, review, "staff", OBSERVATIONS);
    const seed = await reviews.seed(team);
    expect(JSON.stringify(seed)).not.toContain("Deleted before");
    expect(seed).toMatchObject({
      type: "doc",
      content: [{ type: "paragraph", attrs: { id: "n1" }, content: [{ text: "What went out" }] }],
    });
    // Sealed under the key of the room that it opened: purging the drafting room leaves it readable.
    expect(payloads.rooms()).toContain(formatRoomName(team));
    payloads.destroy(room);
    expect(await reviews.seed(team)).toEqual(seed);
    const record = JSON.stringify(granted(await reviews.record(actorOf("a-expert"), review, null)));
    expect(record).toContain("transmitted");
    expect(record).not.toMatch(/cleared|joined|What went out/);
  });

  it("that each State drafted alone are joined, first the State assigned first, once both have agreed to it", async () => {
    const bench = await openSample();
    const { reviews, review, rooms } = bench;
    await moveTo(bench, review, "desk-review");
    const ofC = await firstRoom(bench, review, "c-expert", OBSERVATIONS);
    const ofB = await firstRoom(bench, review, "b-expert", OBSERVATIONS);
    expect(formatRoomName(ofB)).not.toBe(formatRoomName(ofC));
    await rooms.edit(userOf("c-expert"), ofC, textOf("From C"));
    await rooms.edit(userOf("b-expert"), ofB, textOf("From B"));
    expect(await reviews.grant(userOf("c-expert"), ofB)).toBeNull();
    await moveTo(bench, review, "drafting");
    const join = { act: "join" as const, sections: [sectionOf(OBSERVATIONS), sectionOf("untoc.5.c")] };
    expect(await reviews.act(actorOf("c-focal"), review, join)).toEqual({
      outcomes: [
        { section: OBSERVATIONS, outcome: "cleared" },
        { section: "untoc.5.c", outcome: "left", code: "not-permitted" },
      ],
    });
    expect(await reviews.act(actorOf("b-focal"), review, join)).toMatchObject({
      outcomes: [{ outcome: "done" }, { outcome: "left" }],
    });
    const joined = await firstRoom(bench, review, "c-expert", OBSERVATIONS);
    expect(joined.audience).toEqual({ kind: "reviewers" });
    const { doc } = await rooms.read(joined);
    expect(doc.content).toMatchObject([
      { attrs: { id: "n1" }, content: [{ text: "From B" }] },
      { attrs: { id: "n1-2" }, content: [{ text: "From C" }] },
    ]);
    expect(await reviews.grant(userOf("c-expert"), ofC)).toMatchObject({ level: "read" });
    expect(await reviews.grant(userOf("c-expert"), ofB)).toBeNull();
  });

  it("of one State alone are joined by its own word; the other has nothing to give and gives nothing away", async () => {
    const bench = await openSample();
    const { reviews, review, rooms } = bench;
    await moveTo(bench, review, "desk-review");
    await rooms.edit(
      userOf("b-expert"),
      await firstRoom(bench, review, "b-expert", OBSERVATIONS),
      textOf("From B"),
    );
    await moveTo(bench, review, "drafting");
    const join = { act: "join" as const, sections: [sectionOf(OBSERVATIONS)] };
    expect(await reviews.act(actorOf("c-focal"), review, join)).toMatchObject({
      outcomes: [{ outcome: "left", code: "empty" }],
    });
    expect(await reviews.act(actorOf("b-focal"), review, join)).toMatchObject({
      outcomes: [{ outcome: "done" }],
    });
  });

  it("can be redrafted and transmitted anew when the review returns to drafting; the old room is left behind", async () => {
    const bench = await openSample();
    const { reviews, review, rooms } = bench;
    await moveTo(bench, review, "drafting");
    const transmit = async (who: string): Promise<unknown> =>
      reviews.act(actorOf(who), review, { act: "transmit", sections: [sectionOf(OBSERVATIONS)] });
    const drafting = await firstRoom(bench, review, "b-expert", OBSERVATIONS);
    await rooms.edit(userOf("b-expert"), drafting, textOf("First version"));
    await transmit("b-focal");
    await transmit("c-focal");
    const first = await firstRoom(bench, review, "staff", OBSERVATIONS);
    await moveTo(bench, review, "with-state");
    expect(await reviews.movePhase(actorOf("staff"), review, { to: "drafting" })).toEqual({
      refused: "reason-missing",
    });
    granted(
      await reviews.movePhase(actorOf("staff"), review, { to: "drafting", reason: "New facts came in" }),
    );
    expect(await transmit("b-focal")).toMatchObject({ outcomes: [{ outcome: "left", code: "unchanged" }] });
    expect(await rooms.edit(userOf("c-expert"), drafting, textOf("Second version"))).toBe(true);
    expect(JSON.stringify(await rooms.read(first))).toContain("First version");
    await transmit("b-focal");
    expect(await transmit("c-focal")).toMatchObject({ outcomes: [{ outcome: "done" }] });
    const second = await firstRoom(bench, review, "staff", OBSERVATIONS);
    expect(second).toEqual({ ...first, epoch: 2 });
    expect(await reviews.grant(userOf("a-expert"), first)).toBeNull();
    expect(await reviews.seed(first)).toBeNull();
    expect(JSON.stringify(await rooms.read(second))).toContain("Second version");
  });
});

describe("the facts of the State under review", () => {
  it("are its own until its focal point submits them, then the team's to read, and its own to redraft", async () => {
    const bench = await openSample();
    const { reviews, review, rooms } = bench;
    await moveTo(bench, review, "self-assessment");
    const own = await firstRoom(bench, review, "a-expert", INFORMATION);
    await rooms.edit(userOf("a-expert"), own, textOf("The law of 2019"));
    const submit = { act: "submit" as const, sections: [sectionOf(INFORMATION), sectionOf("untoc.6.a")] };
    for (const who of ["staff", "b-expert", "c-focal"]) {
      expect(await seen(bench, review, who, INFORMATION)).toBeNull();
      expect(await reviews.grant(userOf(who), own)).toBeNull();
      expect(await reviews.search(actorOf(who), review, "law of 2019")).toEqual([]);
    }
    expect(await reviews.act(actorOf("a-expert"), review, submit)).toEqual({ refused: "not-permitted" });
    expect(await reviews.act(actorOf("a-focal"), review, submit)).toEqual({
      outcomes: [
        { section: INFORMATION, outcome: "done" },
        { section: "untoc.6.a", outcome: "left", code: "empty" },
      ],
    });
    expect(await reviews.search(actorOf("b-expert"), review, "LAW of 2019")).toMatchObject([
      { section: INFORMATION, block: "n1", offset: 4 },
    ]);
    expect(await reviews.act(actorOf("a-focal"), review, submit)).toMatchObject({
      outcomes: [{ code: "unchanged" }, { code: "empty" }],
    });
    expect(
      (await seen(bench, review, "a-expert", INFORMATION))?.rooms.map(({ audience }) => audience),
    ).toEqual(["state", "team"]);
  });

  it("are carried exactly as they stand: an edit that arrives during the act comes after it", async () => {
    const bench = await openSample();
    const { reviews, review, rooms } = bench;
    await moveTo(bench, review, "self-assessment");
    const own = await firstRoom(bench, review, "a-expert", INFORMATION);
    await rooms.edit(userOf("a-expert"), own, textOf("Before"));
    const act = reviews.act(actorOf("a-focal"), review, {
      act: "submit",
      sections: [sectionOf(INFORMATION)],
    });
    const late = rooms.edit(userOf("a-expert"), own, textOf("After"));
    await Promise.all([act, late]);
    const team = await firstRoom(bench, review, "staff", INFORMATION);
    const carried = JSON.stringify((await rooms.read(team)).doc);
    expect(["Before", "After"].filter((word) => carried.includes(word))).toHaveLength(1);
    expect(JSON.stringify((await rooms.read(own)).doc)).toContain("After");
  });
});

describe("a store that fails", () => {
  it("refuses the act, and nothing of it stands", async () => {
    const bench = await openSample();
    const { reviews, review, logs } = bench;
    logs.failing = true;
    expect(await reviews.movePhase(actorOf("staff"), review, { to: "self-assessment" })).toEqual({
      refused: "unavailable",
    });
    logs.failing = false;
    expect(granted(await reviews.view(actorOf("staff"), review)).phase).toBe("created");
    granted(await reviews.movePhase(actorOf("staff"), review, { to: "self-assessment" }));
  });

  it("may have kept the act after all: then it counts, and the next one chains on it", async () => {
    const bench = await openSample();
    const { reviews, review, logs, payloads } = bench;
    logs.landing = true;
    expect(await reviews.movePhase(actorOf("staff"), review, { to: "self-assessment" })).toEqual({
      refused: "unavailable",
    });
    logs.landing = false;
    expect(granted(await reviews.view(actorOf("staff"), review)).phase).toBe("self-assessment");
    await moveTo(bench, review, "desk-review");
    const again = openBench(logs.reopened(), payloads);
    expect(granted(await again.reviews.view(actorOf("staff"), review)).phase).toBe("desk-review");
  });

  it("shows the same review to another process, entry for entry", async () => {
    const bench = await openSample();
    await moveTo(bench, bench.review, "drafting");
    const again = openBench(bench.logs.reopened(), bench.payloads);
    for (const who of ["staff", "a-focal", "b-expert"]) {
      expect(await again.reviews.view(actorOf(who), bench.review)).toEqual(
        await bench.reviews.view(actorOf(who), bench.review),
      );
      const before = granted(await bench.reviews.outline(actorOf(who), bench.review));
      const after = granted(await again.reviews.outline(actorOf(who), bench.review));
      expect(after.entries).toEqual(before.entries);
    }
  });

  it("leaves a review with a forged record for reading, up to the last good one", async () => {
    const bench = await openSample();
    const { review, payloads } = bench;
    await moveTo(bench, review, "drafting");
    const logs = bench.logs.reopened();
    const forged = logs.actsOf(review).pop();
    if (forged === undefined) throw new Error("there is a last act");
    const bytes = new TextEncoder().encode(
      new TextDecoder().decode(forged.bytes).replace('"at":18', '"at":17'),
    );
    logs.actsOf(review).push({ ...forged, bytes: bytes.fill(0x20, 0, 1) });
    const { reviews } = openBench(logs, payloads);
    expect(granted(await reviews.view(actorOf("staff"), review)).phase).toBe("dialogue");
    expect(await reviews.movePhase(actorOf("staff"), review, { to: "drafting" })).toEqual({
      refused: "unavailable",
    });
    const outline = granted(await reviews.outline(actorOf("staff"), review));
    const sections = outline.entries.flatMap(({ section }) => (section === null ? [] : [section]));
    const levels = (of: "rooms" | "margins"): ReadonlySet<string> =>
      new Set(sections.flatMap((section) => section[of].map(({ level }) => level)));
    expect([levels("rooms"), levels("margins")]).toEqual([new Set(["read"]), new Set(["read"])]);
  });
});

describe("treaty text", () => {
  const text = {
    instrument: "UNTOC" as const,
    language: "fr" as const,
    source: "Depositary notification",
    articles: [
      { number: 1, paragraphs: ["Objet"] },
      { number: 5, paragraphs: ["1. Chaque État Partie adopte", "2. La connaissance"] },
    ],
  };

  it("is loaded by the Secretariat for the articles under review, and read by everybody in it", async () => {
    const { reviews, review } = await openSample();
    expect(await reviews.loadTreatyText(actorOf("b-focal"), review, text)).toEqual({
      refused: "not-permitted",
    });
    const ask = (who: string, article: number, language: "fr" | "en"): Promise<unknown> =>
      reviews.treatyText(actorOf(who), review, "UNTOC", article, language);
    expect(await ask("a-expert", 5, "fr")).toMatchObject({ paragraphs: null, source: null });
    expect(await reviews.loadTreatyText(actorOf("staff"), review, text)).toEqual({ loaded: 1 });
    expect(await ask("a-expert", 5, "fr")).toMatchObject({
      paragraphs: text.articles[1]?.paragraphs,
      source: text.source,
      language: "fr",
    });
    expect(await ask("a-expert", 5, "en")).toMatchObject({ paragraphs: null });
    expect(await ask("a-expert", 7, "fr")).toEqual({ refused: "absent" });
    expect(await ask("staff2", 5, "fr")).toEqual({ refused: "absent" });
  });
});

describe("the record of the review", () => {
  it("numbers for each reader what he may know of, without gaps", async () => {
    const bench = await openSample();
    const { reviews, review, rooms } = bench;
    await moveTo(bench, review, "drafting");
    await rooms.edit(
      userOf("b-expert"),
      await firstRoom(bench, review, "b-expert", OBSERVATIONS),
      textOf("Words"),
    );
    for (const who of ["b-focal", "c-focal"])
      await reviews.act(actorOf(who), review, { act: "transmit", sections: [sectionOf(OBSERVATIONS)] });
    const acts = async (who: string): Promise<readonly string[]> => {
      const entries = granted(await reviews.record(actorOf(who), review, null));
      expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => entries.length - index));
      return entries.map(({ act }) => act);
    };
    expect(await acts("staff")).toContain("cleared");
    expect(await acts("c-expert")).toContain("cleared");
    const asA = await acts("a-focal");
    expect(asA).not.toContain("cleared");
    expect(asA[0]).toBe("transmitted");
    const page = granted(await reviews.record(actorOf("a-focal"), review, 3));
    expect(page.map(({ seq }) => seq)).toEqual([2, 1]);
  });

  it("has the acts on an account, for the Secretariat and the person alone", async () => {
    const { reviews, review } = await openSample();
    await reviews.recordAccountAct(actorOf("staff"), userOf("b-expert"), "second-factor-reset");
    const has = async (who: string): Promise<boolean> =>
      granted(await reviews.record(actorOf(who), review, null)).some(({ act }) => act === "account-act");
    expect([await has("staff"), await has("b-expert"), await has("b-focal"), await has("a-focal")]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});
