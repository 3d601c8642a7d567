import { parseRoomName, type MemberId, type RoomView } from "@travaux/blueprint";
import { projectFinal, readSuggestions, recordKey, suggestionHash } from "@travaux/track-changes/model";
import type { Node } from "prosemirror-model";
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { enterRoom, freshId, roomOf, SECTION, settled, textOf, type Decider } from "./deciding.ts";
import { startServer, type TestServer } from "./server-fixture.ts";
import { signIn } from "./server-process.ts";
import { cleanUp } from "./temporary.ts";

afterEach(cleanUp);

const PARAGRAPHS = ["The law was adopted in 2004.", "It covers all offences.", "Courts have applied it."];

function document(texts: readonly string[]): { type: "doc"; content: readonly unknown[] } {
  const content = texts.map((text, at) => ({
    type: "paragraph",
    attrs: { id: `p${at + 1}` },
    content: [{ type: "text", text }],
  }));
  return { type: "doc", content };
}

async function moveTo(server: TestServer, ...phases: readonly string[]): Promise<void> {
  const secretariat = await signIn(server, "secretariat");
  for (const to of phases) {
    const moved = await secretariat.send("POST", `/api/reviews/${secretariat.review}/phase`, { to });
    if (!moved.ok) throw new Error(`Not moved to ${to}: ${await moved.text()}`);
  }
}

/** A transmitted finding in consensus with three paragraphs, in which the Secretariat and both States propose. */
async function cast(doc: { type: "doc"; content: readonly unknown[] } = document(PARAGRAPHS)) {
  const server = await startServer();
  await moveTo(server, "with-state", "consensus");
  const visitor = await signIn(server, "secretariat");
  const address = parseRoomName(await roomOf(visitor, SECTION, "team"));
  if (address === null) throw new Error("The sample has no such room");
  await server.rooms.write(address, doc, "msample" as MemberId);
  const secretariat = await enterRoom(server, "secretariat");
  const b = await enterRoom(server, "expert.b");
  const c = await enterRoom(server, "expert.c");
  return { server, address, secretariat, b, c, all: [secretariat, b, c] };
}

function json({ client }: Decider): string {
  return JSON.stringify({
    body: client.doc.getXmlFragment("body").toJSON(),
    records: client.doc.getMap("suggestions").toJSON(),
  });
}

/** The names that Yjs has for the letters of the first text: they tell who wrote each. */
function letters({ client }: Decider): readonly string[] {
  const found: string[] = [];
  for (let item = textOf(client.doc)._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    for (let at = 0; at < item.length; at += 1) found.push(`${item.id.client}:${item.id.clock + at}`);
  }
  return found;
}

function ids(decider: Decider): readonly string[] {
  return decider.suggestions().map(({ id }) => id);
}

function texts(doc: Node): readonly string[] {
  return doc.children.map(({ textContent }) => textContent);
}

describe("E67 accepting and rejecting all", () => {
  async function proposals() {
    const people = await cast();
    const { secretariat, b, c } = people;
    const before = json(c);
    secretariat.strike(0, 4);
    secretariat.insert(4, "new ");
    await settled(people.all);
    b.embolden(10, 6);
    c.insert(0, "Indeed. ");
    const deletion = freshId(secretariat.member);
    secretariat.strikeBlock(2, deletion);
    secretariat.record(`${deletion}/delete/p3`, { kind: "delete", target: "p3" });
    b.record(`${freshId(b.member)}/attrs/p2/lang`, {
      kind: "attrs",
      target: "p2",
      name: "lang",
      value: "fr",
    });
    await settled(people.all);
    return { ...people, before };
  }

  it("leaves the text as proposed on every screen, and nothing open", async () => {
    const { b, all } = await proposals();
    const final = projectFinal(b.tracked(), () => "unused");
    const open = ids(b);
    expect(open).toHaveLength(6);
    const { outcomes } = await b.decide("accept", open);
    expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(["accepted"]));
    await settled(all);
    for (const person of all) {
      expect(person.tracked().doc.eq(final)).toBe(true);
      expect(ids(person)).toEqual([]);
      expect(person.client.closed).toEqual([]);
    }
  });

  it("or the very text that was there, byte for byte", async () => {
    const { b, all, before } = await proposals();
    await b.decide("reject", ids(b));
    await settled(all);
    for (const person of all) {
      expect(json(person)).toBe(before);
      expect(ids(person)).toEqual([]);
    }
  });
});

describe("E68 E70 E77 deciding some", () => {
  it("decides the asked alone, by their ids, whatever else lies on the same words", async () => {
    const { secretariat, b, c, all } = await cast();
    const asked = secretariat.strike(4, 3);
    await settled(all);
    const other = c.strike(4, 3);
    const inserted = b.insert(0, "Now: ");
    await settled(all);
    expect((await b.decide("reject", [asked])).outcomes).toEqual([{ id: asked, outcome: "rejected" }]);
    await settled(all);
    expect(new Set(ids(c))).toEqual(new Set([other, inserted]));
    expect(texts(c.tracked().doc)[0]).toBe("Now: The law was adopted in 2004.");
  });

  it("decides all of an author and nothing of others", async () => {
    const { secretariat, b, c, all } = await cast();
    secretariat.insert(0, "One. ");
    secretariat.strike(9, 3);
    await settled(all);
    const left = c.insert(0, "Two. ");
    await settled(all);
    const theirs = b.suggestions().filter(({ by }) => by === secretariat.member);
    await b.decide(
      "accept",
      theirs.map(({ id }) => id),
    );
    await settled(all);
    expect(ids(c)).toEqual([left]);
  });
});

describe("E73 E74 rejecting deletions", () => {
  it("brings back the very letters, under the names of those who wrote them, in their order", async () => {
    const { secretariat, b, c, all } = await cast();
    const before = letters(c);
    const first = secretariat.strike(0, 4);
    const second = secretariat.strike(4, 4);
    await settled(all);
    await b.decide("reject", [second]);
    await settled(all);
    expect(ids(c)).toEqual([first]);
    await b.decide("reject", [first]);
    await settled(all);
    expect(letters(c)).toEqual(before);
    expect(ids(c)).toEqual([]);
    expect(texts(c.tracked().doc)[0]).toBe(PARAGRAPHS[0]);
  });

  it("E10 takes away the proposed letter and not its equal beside it", async () => {
    const { secretariat, b, c, all } = await cast();
    const before = letters(c);
    const id = secretariat.insert(1, "h");
    await settled(all);
    await b.decide("reject", [id]);
    await settled(all);
    expect(letters(c)).toEqual(before);
  });
});

describe("E76 one proposal inside another", () => {
  async function nested() {
    const people = await cast();
    const { secretariat, c } = people;
    const outer = secretariat.insert(4, "old and venerable ");
    await settled(people.all);
    const inner = c.strike(8, 14);
    await settled(people.all);
    return { ...people, outer, inner };
  }

  it.each([
    ["accept", "inner", "The old law was adopted in 2004."],
    ["reject", "inner", "The old and venerable law was adopted in 2004."],
    ["accept", "outer", "The old and venerable law was adopted in 2004."],
  ] as const)("%s the %s leaves the other open", async (decision, which, text) => {
    const { b, c, all, outer, inner } = await nested();
    const asked = which === "inner" ? inner : outer;
    await b.decide(decision, [asked]);
    await settled(all);
    expect(ids(c)).toEqual([which === "inner" ? outer : inner]);
    expect(texts(c.tracked().doc)[0]).toBe(text);
  });

  it("rejecting the outer takes the inner with it, and the record says so", async () => {
    const { b, c, all, outer, inner } = await nested();
    const { outcomes } = await b.decide("reject", [outer]);
    expect(outcomes).toEqual([
      { id: outer, outcome: "rejected" },
      { id: inner, outcome: "superseded" },
    ]);
    await settled(all);
    expect(ids(c)).toEqual([]);
    const [entry] = await c.entries();
    expect(entry).toMatchObject({
      act: "suggestions-decided",
      values: { outcome: "rejected", superseded: "1" },
    });
  });
});

describe("what was seen", () => {
  it("counts: a proposal that reads differently now is left, and the others are decided", async () => {
    const { secretariat, b, all } = await cast();
    const changed = secretariat.insert(0, "First. ");
    const same = secretariat.insert(20, "x");
    await settled(all);
    const seen = new Map(b.suggestions().map((each) => [each.id, suggestionHash(each)]));
    secretariat.insert(6, " draft", changed);
    await settled(all);
    const response = await b.visitor.send(
      "POST",
      `/api/reviews/${b.visitor.review}/sections/${SECTION}/decisions`,
      {
        room: b.room,
        decision: "accept",
        suggestions: [changed, same].map((id) => ({ id, seen: seen.get(id) })),
      },
    );
    expect(await response.json()).toMatchObject({
      outcomes: [
        { id: changed, outcome: "left", code: "changed" },
        { id: same, outcome: "accepted" },
      ],
    });
  });

  it("E82 deciding what is gone is no error, and changes nothing", async () => {
    const { secretariat, b, c, all } = await cast();
    const id = secretariat.insert(0, "First. ");
    await settled(all);
    await b.decide("accept", [id]);
    await settled(all);
    const before = json(c);
    const entries = await c.entries();
    expect(await b.decide("accept", [id, freshId(c.member)])).toMatchObject({
      decision: null,
      outcomes: [{ id, outcome: "left", code: "gone" }, { code: "gone" }],
    });
    await settled(all);
    expect(json(c)).toBe(before);
    expect(await c.entries()).toEqual(entries);
  });

  it("two who decide at once decide once", async () => {
    const { secretariat, b, c, all } = await cast();
    const id = secretariat.insert(0, "First. ");
    await settled(all);
    const results = await Promise.all([b.decide("accept", [id]), c.decide("reject", [id])]);
    expect(results.map(({ outcomes }) => outcomes[0]?.outcome)).toEqual(["accepted", "left"]);
    await settled(all);
    expect(texts(c.tracked().doc)[0]).toBe(`First. ${PARAGRAPHS[0]}`);
  });
});

describe("E79 E80 the right to decide", () => {
  it("is the same on the screen and at the server, for everybody in every room of a section", async () => {
    const server = await startServer();
    const told: string[] = [];
    for (const name of [
      "secretariat",
      "expert.a",
      "focal-point.a",
      "expert.b",
      "focal-point.c",
      "observer",
    ]) {
      const visitor = await signIn(server, name).catch(() => null);
      if (visitor === null) continue;
      const { entries } = await visitor.outline();
      for (const id of [SECTION, "untoc.5.b", "untoc.5.a", "cover"]) {
        const rooms: readonly RoomView[] =
          entries.find(({ section }) => section?.id === id)?.section?.rooms ?? [];
        for (const room of rooms) {
          const answer = await visitor.send(
            "POST",
            `/api/reviews/${visitor.review}/sections/${id}/decisions`,
            {
              room: room.name,
              decision: "accept",
              suggestions: [{ id: "mnobody:abcd", seen: "0".repeat(64) }],
            },
          );
          expect(answer.status, `${name} in ${room.name}`).toBe(room.mayDecide ? 200 : 403);
          told.push(`${name} ${id} ${room.audience} ${room.mayDecide}`);
        }
      }
    }
    expect(told).toContain(`expert.b ${SECTION} team true`);
    expect(told).toContain(`secretariat ${SECTION} team false`);
    expect(told).toContain(`expert.a ${SECTION} state false`);
    expect(told).toContain("expert.a untoc.5.a team true");
    expect(told.length).toBeGreaterThan(10);
  });

  it("E80 who has none is refused with a reason, and nothing is changed or recorded", async () => {
    const { server, secretariat, b, c, all } = await cast();
    const id = secretariat.insert(0, "First. ");
    const own = b.insert(0, "Second. ");
    await settled(all);
    const before = json(c);
    const entries = await c.entries();
    const state = await enterRoom(server, "expert.a");
    for (const [person, asked] of [
      [state, [id]],
      [secretariat, [own]],
    ] as const) {
      for (const decision of ["accept", "reject"] as const) {
        const refused = await person.send(decision, asked);
        expect(refused.status).toBe(403);
        expect(await refused.json()).toMatchObject({ code: "not-permitted" });
      }
    }
    await settled(all);
    expect(json(c)).toBe(before);
    expect(await c.entries()).toEqual(entries);
  });

  it("one may always take back what is one's own, but not together with what is another's", async () => {
    const { secretariat, b, all } = await cast();
    const own = secretariat.insert(0, "First. ");
    const other = b.insert(0, "Second. ");
    await settled(all);
    expect((await secretariat.send("reject", [own, other])).status).toBe(403);
    expect((await secretariat.send("accept", [own])).status).toBe(403);
    expect((await secretariat.decide("reject", [own])).outcomes).toEqual([{ id: own, outcome: "rejected" }]);
    await settled(all);
    expect(ids(b)).toEqual([other]);
  });

  it("ends when the section is at rest", async () => {
    const { server, secretariat, b, all } = await cast();
    const id = secretariat.insert(0, "First. ");
    await settled(all);
    await moveTo(server, "agreed");
    for (const decision of ["accept", "reject"] as const)
      expect((await b.send(decision, [id])).status).toBe(403);
    expect((await secretariat.send("reject", [id])).status).toBe(403);
  });

  it("answers alike for a room that is not there and one that is not for the asker", async () => {
    const { server, b } = await cast();
    const state = await signIn(server, "expert.a");
    const inner = await roomOf(b.visitor, SECTION, "reviewers");
    for (const room of [inner, inner.replace("reviewers", "secretariat"), "nonsense", `${inner}0`]) {
      const answer = await state.send("POST", `/api/reviews/${state.review}/sections/${SECTION}/decisions`, {
        room,
        decision: "accept",
        suggestions: [{ id: "mnobody:abcd", seen: "0".repeat(64) }],
      });
      expect(answer.status).toBe(404);
    }
  });

  it("a request that is none is told which field is wrong, and decides nothing", async () => {
    const { secretariat, b, all } = await cast();
    const id = secretariat.insert(0, "First. ");
    await settled(all);
    const [suggestion] = b.suggestions();
    if (suggestion === undefined) throw new Error("Nothing was proposed");
    const sound = {
      room: b.room,
      decision: "accept",
      suggestions: [{ id, seen: suggestionHash(suggestion) }],
    };
    const many = Array.from({ length: 5001 }, (_, at) => ({ id: `ma:${1000 + at}`, seen: "0".repeat(64) }));
    for (const wrong of [
      { ...sound, suggestions: [] },
      { ...sound, suggestions: many },
      { ...sound, suggestions: [{ id, seen: "as it was" }] },
      { ...sound, suggestions: [{ id: "", seen: "0".repeat(64) }] },
      { ...sound, decision: "maybe" },
      { ...sound, reason: "x".repeat(4001) },
      { ...sound, more: true },
      [],
    ]) {
      const path = `/api/reviews/${b.visitor.review}/sections/${SECTION}/decisions`;
      const answer = await b.visitor.send("POST", path, wrong);
      expect([answer.status, (await answer.json()).code]).toEqual([422, "invalid"]);
    }
    await settled(all);
    expect(ids(b)).toEqual([id]);
  });

  it("a text that lies before the State under review stands still until it has answered", async () => {
    const server = await startServer();
    await moveTo(server, "with-state");
    const secretariat = await enterRoom(server, "secretariat");
    const b = await enterRoom(server, "expert.b");
    const id = secretariat.insert(0, "First. ");
    await settled([secretariat, b]);
    expect((await b.decide("accept", [id])).outcomes).toEqual([
      { id, outcome: "left", code: "with-the-state" },
    ]);
    expect((await b.decide("reject", [id])).outcomes).toEqual([{ id, outcome: "rejected" }]);
  });
});

describe("what cannot be accepted", () => {
  it("can be rejected, and keeps nothing else from being decided", async () => {
    const malformed = { type: "fmt", attrs: { id: "mghost:abcd", by: "mghost", op: "?nothing" } };
    const { secretariat, b, c, all } = await cast({
      type: "doc",
      content: [
        {
          type: "paragraph",
          attrs: { id: "p1" },
          content: [
            { type: "text", text: "Odd", marks: [malformed] },
            { type: "text", text: " words." },
          ],
        },
      ],
    });
    const stale = freshId(secretariat.member);
    secretariat.record(recordKey(stale, { kind: "join", target: "p1" }), { kind: "join", target: "p1" });
    const sound = secretariat.insert(0, "Now: ");
    await settled(all);
    expect(secretariat.client.closed).toEqual([]);
    const { outcomes } = await b.decide("accept", ["mghost:abcd", stale, sound]);
    expect(outcomes).toEqual([
      { id: "mghost:abcd", outcome: "left", code: "stale" },
      { id: stale, outcome: "left", code: "stale" },
      { id: sound, outcome: "accepted" },
    ]);
    await settled(all);
    await b.decide("reject", ["mghost:abcd", stale]);
    await settled(all);
    expect(ids(c)).toEqual([]);
    expect(texts(c.tracked().doc)).toEqual(["Now: Odd words."]);
  });
});

describe("undoing a decision", () => {
  it("E38 brings back a deletion over three paragraphs with its ids, ranges and records", async () => {
    const { secretariat, b, c, all } = await cast();
    const id = freshId(secretariat.member);
    secretariat.strike(8, 20, id);
    secretariat.strikeBlock(1, id);
    secretariat.strikeBlock(2, id);
    for (const [kind, target] of [
      ["delete", "p2"],
      ["delete", "p3"],
    ] as const)
      secretariat.record(recordKey(id, { kind, target }), { kind, target });
    await settled(all);
    const before = json(c);
    const tracked = c.tracked();
    const result = await b.decide("accept", [id]);
    expect(result.outcomes).toEqual([{ id, outcome: "accepted" }]);
    await settled(all);
    expect(texts(c.tracked().doc)).toEqual(["The law "]);
    const undone = await c.undo(result.decision);
    expect(await undone.json()).toEqual({
      decision: result.decision,
      outcomes: [{ id, outcome: "restored" }],
    });
    await settled(all);
    expect(c.tracked().doc.eq(tracked.doc)).toBe(true);
    expect(JSON.parse(json(c))).toMatchObject({ records: JSON.parse(before).records });
    // It can be decided again, otherwise.
    await b.decide("reject", [id]);
    await settled(all);
    expect(texts(c.tracked().doc)).toEqual(PARAGRAPHS);
  });

  it("brings back what went with another's decision, and what was rejected", async () => {
    const { secretariat, b, c, all } = await cast();
    const outer = secretariat.insert(4, "old and venerable ");
    await settled(all);
    const inner = c.strike(8, 14);
    await settled(all);
    const tracked = c.tracked();
    const { decision } = await b.decide("reject", [outer]);
    await settled(all);
    const undone = await b.undo(decision);
    expect((await undone.json()).outcomes.map((each: { id: string }) => each.id).toSorted()).toEqual(
      [outer, inner].toSorted(),
    );
    await settled(all);
    expect(c.tracked().doc.eq(tracked.doc)).toBe(true);
    expect(readSuggestions(c.tracked()).map(suggestionHash)).toEqual(
      readSuggestions(tracked).map(suggestionHash),
    );
  });

  it("leaves alone what was done elsewhere since, in the same paragraph too", async () => {
    const { secretariat, b, c, all } = await cast();
    const first = secretariat.insert(4, "old ");
    const second = secretariat.strike(16, 8);
    await settled(all);
    const { decision } = await b.decide("accept", [first]);
    await settled(all);
    await c.decide("accept", [second]);
    const third = c.insert(0, "Indeed: ");
    await settled(all);
    expect((await b.undo(decision)).status).toBe(200);
    await settled(all);
    expect(new Set(ids(c))).toEqual(new Set([first, third]));
    expect(texts(c.tracked().doc)[0]).toBe("Indeed: The old law was in 2004.");
  });

  it("is refused where the decided words were changed since, and twice", async () => {
    const { secretariat, b, c, all } = await cast();
    const first = secretariat.insert(4, "old ");
    await settled(all);
    const { decision } = await b.decide("accept", [first]);
    await settled(all);
    const second = secretariat.strike(4, 4);
    await settled(all);
    const cut = await b.decide("accept", [second]);
    await settled(all);
    const refused = await b.undo(decision);
    expect([refused.status, (await refused.json()).code]).toEqual([409, "changed-since"]);
    expect((await c.undo(cut.decision)).status).toBe(200);
    const again = await c.undo(cut.decision);
    expect([again.status, (await again.json()).code]).toEqual([409, "already-undone"]);
    await settled(all);
    expect(ids(c)).toEqual([second]);
    const [entry] = await b.entries();
    expect(entry).toMatchObject({ act: "decision-undone", values: { count: "1", decision: cut.decision } });
  });

  it("E80 is for those who may decide, and for a decision that there was", async () => {
    const { server, secretariat, b, all } = await cast();
    const id = secretariat.insert(4, "old ");
    await settled(all);
    const { decision } = await b.decide("accept", [id]);
    const state = await enterRoom(server, "expert.a");
    expect((await state.undo(decision)).status).toBe(403);
    expect((await secretariat.undo(decision)).status).toBe(403);
    expect((await b.undo("d00000000000000000000")).status).toBe(404);
    expect((await b.undo("nonsense")).status).toBe(404);
  });
});

describe("the record", () => {
  it("says who proposed and who decided, how many, why, and what a single one said", async () => {
    const { secretariat, b, c, all } = await cast();
    const one = secretariat.insert(4, "old ");
    await settled(all);
    await b.decide("accept", [one], "  As agreed in the session.  ");
    await settled(all);
    const [entry] = await c.entries();
    expect(entry).toMatchObject({
      act: "suggestions-decided",
      by: b.member,
      sections: [SECTION],
      values: {
        outcome: "accepted",
        count: "1",
        proposers: "Secretariat officer",
        suggestion: "insertion",
        inserted: "old",
        deleted: "",
        reason: "As agreed in the session.",
      },
    });
  });
});
