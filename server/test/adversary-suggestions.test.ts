import { parseRoomName } from "@travaux/blueprint";
import { afterEach, describe, expect, it } from "vitest";
import * as Y from "yjs";
import { enterRoom, openTwoKeyReview, roomOf, SECTION, settled, textOf, type Decider } from "./deciding.ts";
import { startServer } from "./server-fixture.ts";
import { cleanUp } from "./temporary.ts";

afterEach(cleanUp);

/** Who may say a word, and who may not, in a finding where both reviewing States must. */
async function cast() {
  const server = await startServer();
  const review = await openTwoKeyReview(server);
  const enter = (name: string): Promise<Decider> => enterRoom(server, name, "team", { review });
  const [secretariat, b, c, a] = await Promise.all(
    ["secretariat", "expert.b", "expert.c", "expert.a"].map(enter),
  );
  if (secretariat === undefined || b === undefined || c === undefined || a === undefined)
    throw new Error("Somebody is missing");
  return { review, secretariat, b, c, a, all: [secretariat, b, c, a] };
}

function paragraph(doc: Y.Doc, at: number): Y.XmlText {
  const block = doc.getXmlFragment("body").get(at);
  const text = block instanceof Y.XmlElement ? block.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new Error("No such paragraph");
  return text;
}

function words(reader: Decider): string {
  const { doc } = reader.tracked();
  return doc.textBetween(0, doc.content.size, "|");
}

describe("a word that was given", () => {
  it("is about the paragraph too: the same letters moved into another need both words again", async () => {
    const { secretariat, b, c, all } = await cast();
    const id = secretariat.insert(4, "not ");
    await settled(all);
    await b.decide("accept", [id]);
    secretariat.client.edit((doc) => {
      const [, piece]: { readonly attributes?: object }[] = textOf(doc).toDelta();
      textOf(doc).delete(4, 4);
      paragraph(doc, 1).insert(3, "not ", piece?.attributes ?? {});
    });
    await settled(all);
    expect(words(c)).toBe("The law was adopted in 2004.|It not covers all offences.");
    expect((await c.decide("accept", [id])).outcomes).toEqual([{ id, outcome: "waiting" }]);
  });

  it("is used up by the decision: once that is undone, one word alone decides nothing again", async () => {
    const { secretariat, b, c, all } = await cast();
    const id = secretariat.insert(0, "First. ");
    await settled(all);
    await b.decide("accept", [id]);
    const { decision } = await c.decide("accept", [id]);
    await settled(all);
    const undone = await Promise.all([c.undo(decision), b.undo(decision), c.undo(decision)]);
    expect(undone.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(undone.filter(({ status }) => status === 409)).toHaveLength(2);
    await settled(all);
    expect((await c.decide("accept", [id])).outcomes).toEqual([{ id, outcome: "waiting" }]);
    expect((await c.decide("accept", [id])).outcomes).toEqual([{ id, outcome: "waiting" }]);
    expect(b.suggestions()).toHaveLength(1);
  });
});

describe("requests to decide from a hostile hand", () => {
  it("decide nothing, and tell nobody what is none of his", async () => {
    const { review, secretariat, b, c, a, all } = await cast();
    const id = secretariat.insert(0, "First. ");
    await settled(all);
    const before = words(c);
    const entries = await c.entries();
    const path = `/api/reviews/${review}/sections/${SECTION}/decisions`;
    const one = { id, seen: "0".repeat(64) };
    const send = async (by: Decider, body: object, to = path): Promise<number> =>
      (await by.visitor.send("POST", to, { room: b.room, decision: "accept", suggestions: [one], ...body }))
        .status;
    const inner = await roomOf(b.visitor, SECTION, "reviewers", review);
    const { epoch } = parseRoomName(b.room) ?? {};
    // Rooms that are no text of the section, that are another's, or that are gone.
    expect(await send(b, { room: b.room.replace("/text/", "/margin/") })).toBe(404);
    expect(await send(b, { room: b.room.replace(/\d+$/, String((epoch ?? 0) + 1)) })).toBe(404);
    expect(await send(b, { room: b.room.replace(review, "r000000000000000000000") })).toBe(404);
    for (const room of [inner, inner.replace("/reviewers/", "/state-b/"), "", "../../etc"])
      expect([404, 422]).toContain(await send(a, { room }));
    expect(await send(b, {}, path.replace(SECTION, "untoc.5.b"))).toBe(404);
    // What is too much, and what is no suggestion.
    expect(await send(b, { reason: "x".repeat(1_000_000) })).toBe(422);
    const many = Array.from({ length: 5001 }, (_, at) => ({ id: `mx:${1000 + at}`, seen: one.seen }));
    expect(await send(b, { suggestions: many })).toBe(422);
    const odd = ["__proto__", "constructor", "~", " ", id].map((each) => ({ id: each, seen: one.seen }));
    expect(await send(b, { suggestions: odd })).toBe(200);
    // The State under review may ask for nothing here, and learns no more of what there is than of what there is not.
    const undo = (by: Decider, decision: string): Promise<number> => send(by, {}, `${path}/${decision}/undo`);
    expect(await send(a, {})).toBe(403);
    expect(await undo(a, "__proto__")).toBe(await undo(a, "d000000000000000000000"));
    await settled(all);
    expect(words(c)).toBe(before);
    expect(await c.entries()).toEqual(entries);
  });
});
