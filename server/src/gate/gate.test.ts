import type { Level } from "@travaux/blueprint";
import fc from "fast-check";
import { Slice } from "prosemirror-model";
import { expect, test } from "vitest";
import * as Y from "yjs";
import { createGate, type Gate } from "./gate.ts";
import { readBody } from "./read-body.ts";
import { seedUpdate } from "./seed-update.ts";
import { keepFormatting } from "./shadow.ts";
import { content, forge } from "./testing/forge.ts";
import { canonical, memberId, REPAIR_CLIENT, Room, SAMPLE, schema, SEED_CLIENT } from "./testing/room.ts";

const alice = memberId("alice");
const bob = memberId("bob");

function paragraphs(...ids: readonly (string | null)[]): unknown {
  return {
    type: "doc",
    content: ids.map((id) => ({
      type: "paragraph",
      attrs: { id },
      content: [{ type: "text", text: `Text of ${String(id)}` }],
    })),
  };
}

function gateOf(
  state: Uint8Array,
  owners: Gate["owners"] extends () => infer Owners ? Owners : never = new Map(),
): Gate {
  let fresh = 0;
  return createGate({
    schema,
    initial: state,
    owners,
    reserved: new Set([SEED_CLIENT]),
    repairClient: REPAIR_CLIENT,
    freshId: () => `again${fresh++}`,
  });
}

function ids(document: Y.Doc): unknown[] {
  const found: unknown[] = [];
  readBody(schema, document).descendants(
    (node) => void (Object.hasOwn(node.attrs, "id") && found.push(node.attrs["id"])),
  );
  return found;
}

test("an admitted update is in the shadow, and its clientID is the author's from then on", () => {
  const room = new Room();
  const peer = room.join("alice", 100);
  peer.edit((doc) => doc.replace(1, 1, doc.slice(1, 3)));
  expect(room.flush(peer)).toMatchObject({ kind: "admit", claimed: [100] });
  expect(room.gate.ownerOf(100)).toBe(alice);
  peer.edit((doc) => doc.replace(1, 1, doc.slice(1, 3)));
  expect(room.flush(peer)).toMatchObject({ kind: "admit", claimed: [] });
  expect(canonical(room.gate.state())).toEqual(canonical(Y.encodeStateAsUpdate(room.live)));
  expect(Y.decodeStateVector(room.gate.stateVector()).get(100)).toBeGreaterThan(0);
});

test("an update that comes again is acknowledged and not taken twice", () => {
  const room = new Room();
  const peer = room.join("alice", 100);
  peer.edit((doc) => doc.replace(1, 1, doc.slice(1, 3)));
  const update = peer.send() ?? new Uint8Array();
  expect(room.submit(peer, update).kind).toBe("admit");
  expect(room.submit(peer, update).kind).toBe("nothing");
});

test("a reconnecting client repeats the whole document with what it wrote meanwhile, and only that is taken", () => {
  const room = new Room();
  const [a, b] = [room.join("alice", 100), room.join("bob", 200)];
  b.edit((doc) => doc.replace(1, 1, doc.slice(1, 3)));
  room.flush(b);
  room.deliver(a);
  a.edit((doc) => doc.replace(1, 2, Slice.empty));
  a.edit((doc) => doc.replace(4, 4, doc.slice(1, 3)));
  const verdict = room.submit(a, Y.encodeStateAsUpdate(a.document));
  expect(verdict).toMatchObject({ kind: "admit", claimed: [100] });
  if (verdict.kind !== "admit") return;
  expect(Y.decodeUpdate(verdict.update).structs.map(({ id }) => id.client)).not.toContain(200);
  expect(readBody(schema, room.live).eq(a.show())).toBe(true);
});

test("a client that was cut off in the middle of a word may send what the server has in part", () => {
  const room = new Room(paragraphs("p1"));
  const a = room.join("alice", 100);
  const text = (a.body.get(0) as Y.XmlElement).get(0) as Y.XmlText;
  text.insert(0, "abc");
  room.flush(a);
  text.insert(3, "def");
  a.send();
  // Yjs has joined both into one struct by now.
  const update = Y.encodeStateAsUpdate(a.document);
  expect(Y.decodeUpdate(update).structs.find(({ id }) => id.client === 100)?.length).toBe(6);
  expect(room.submit(a, update).kind).toBe("admit");
  expect(readBody(schema, room.live).textContent).toBe("abcdefText of p1");
});

test("text that was written and deleted offline comes as deleted or garbage-collected structs and is taken", () => {
  const room = new Room();
  const peer = room.join("alice", 100);
  peer.undo.destroy();
  const quote = new Y.XmlElement("blockquote");
  peer.body.insert(0, [quote]);
  quote.insert(0, [new Y.XmlElement("paragraph")]);
  peer.body.delete(0, 1);
  peer.edit((doc) => doc.replace(1, 1, doc.slice(1, 3)));
  const update = Y.encodeStateAsUpdate(peer.document, Y.encodeStateVector(room.live));
  expect(Y.decodeUpdate(update).structs.some((struct) => struct instanceof Y.GC)).toBe(true);
  expect(room.submit(peer, update).kind).toBe("admit");
  expect(readBody(schema, room.live).toJSON()).toEqual(readBody(schema, peer.document).toJSON());
});

test("what is typed into a paragraph that somebody deleted meanwhile is taken and shown nowhere", () => {
  const room = new Room(paragraphs("p1", "p2"));
  const [a, b] = [room.join("alice", 100), room.join("bob", 200)];
  a.edit((doc) => doc.type.create(null, [doc.child(1)]));
  b.edit((doc) => doc.replace(3, 3, doc.slice(1, 3)));
  expect(room.flush(a)?.kind).toBe("admit");
  expect(room.flush(b)?.kind).toBe("admit");
  expect(room.settle().every(({ kind }) => kind !== "refuse")).toBe(true);
  expect(b.show().toJSON()).toEqual(readBody(schema, room.live).toJSON());
});

test("a clientID belongs to the first who claims it", () => {
  const gate = gateOf(seedUpdate(schema, SAMPLE, SEED_CLIENT));
  expect(gate.claim(100, alice)).toBe(true);
  expect(gate.claim(100, alice)).toBe(true);
  expect(gate.claim(100, bob)).toBe(false);
  expect(gate.ownerOf(100)).toBe(alice);
  expect([...gate.owners()]).toEqual([[100, alice]]);
});

test.each([SEED_CLIENT, REPAIR_CLIENT, -1, 0.5, 2 ** 32, Number.NaN])(
  "nobody claims clientID %s",
  (clientID) => {
    expect(gateOf(seedUpdate(schema, SAMPLE, SEED_CLIENT)).claim(clientID, alice)).toBe(false);
  },
);

test("nobody claims a clientID whose structs nobody owns", () => {
  expect(gateOf(seedUpdate(schema, SAMPLE, 300)).claim(300, alice)).toBe(false);
});

test("a second claimant's updates are refused though the first has not written yet", () => {
  const room = new Room();
  room.gate.claim(100, bob);
  const peer = room.join("alice", 100);
  peer.edit((doc) => doc.replace(1, 1, doc.slice(1, 3)));
  expect(room.flush(peer)).toMatchObject({ kind: "refuse", reason: "foreign-client" });
});

test.each(["none", "read", "comment"] satisfies Level[])(
  "with %s nothing but repetition and clean-up passes",
  (level) => {
    const room = new Room();
    const reader = { member: alice, level };
    expect(room.gate.judge(forge([]), reader).kind).toBe("nothing");
    expect(room.gate.judge(Y.encodeStateAsUpdate(room.live), reader).kind).toBe("nothing");
    const peer = room.join("alice", 100);
    peer.edit((doc) => doc.replace(1, 1, doc.slice(1, 3)));
    expect(room.gate.judge(peer.send() ?? new Uint8Array(), reader)).toMatchObject({
      kind: "refuse",
      reason: "not-permitted",
    });
  },
);

test("Yjs's own clean-up of format markers is swallowed from those who may not edit and taken from those who may", () => {
  const room = new Room(paragraphs("p1"));
  const writer = room.join("bob", 200);
  const reader = room.join("alice", 100);
  const text = (writer.body.get(0) as Y.XmlElement).get(0) as Y.XmlText;
  // Two people ask for the same format at once: one of the two pairs of markers is left over.
  const other = room.join("carol", 300);
  text.format(0, 4, { strong: {} });
  ((other.body.get(0) as Y.XmlElement).get(0) as Y.XmlText).format(0, 4, { strong: {} });
  room.flush(writer);
  room.flush(other);
  room.deliver(reader);
  const cleanUp = reader.send();
  if (cleanUp === null) throw new Error("Yjs cleaned nothing up");
  expect(Y.decodeUpdate(cleanUp).structs).toEqual([]);
  const before = canonical(room.gate.state());
  expect(room.gate.judge(cleanUp, { member: alice, level: "read" }).kind).toBe("nothing");
  expect(canonical(room.gate.state())).toEqual(before);
  expect(room.gate.judge(cleanUp, { member: alice, level: "edit" }).kind).toBe("admit");
});

test("of two blocks with one id the newcomer gets another, in the same record", () => {
  const room = new Room(paragraphs("p1", "p2"));
  const [a, b] = [room.join("alice", 100), room.join("bob", 200)];
  const retype = (level: number) => (doc: ReturnType<typeof a.show>) =>
    doc.type.create(null, [schema.node("heading", { id: "p1", level }, doc.child(0).content), doc.child(1)]);
  a.edit(retype(1));
  b.edit(retype(2));
  expect(room.flush(a)?.kind).toBe("admit");
  const verdict = room.flush(b);
  expect(verdict?.kind).toBe("admit");
  expect(ids(room.live)).toHaveLength(3);
  expect(new Set(ids(room.live)).size).toBe(3);
  expect(ids(room.live)).toContain("p1");
  expect(
    Y.decodeUpdate(room.journal.at(-1) ?? new Uint8Array()).structs.map(({ id }) => id.client),
  ).toContain(REPAIR_CLIENT);
});

test("blocks that come without an id get one, at every depth", () => {
  const room = new Room(paragraphs("p1"));
  const peer = room.join("alice", 100);
  peer.edit((doc) =>
    doc.type.create(null, [
      ...doc.children,
      schema.node("bullet_list", null, [schema.node("list_item", null, [schema.node("paragraph")])]),
    ]),
  );
  expect(room.flush(peer)?.kind).toBe("admit");
  expect(ids(room.live)).toEqual(["p1", "f0", "f1", "f2"]);
});

test("an id is free again once its block is gone", () => {
  const room = new Room(paragraphs("p1", "p2"));
  const peer = room.join("alice", 100);
  peer.edit((doc) => doc.type.create(null, [doc.child(1)]));
  room.flush(peer);
  peer.edit((doc) => doc.type.create(null, [doc.child(0), schema.node("heading", { id: "p1" })]));
  room.flush(peer);
  expect(ids(room.live)).toEqual(["p2", "p1"]);
});

test("repairs go on without a gap after a restart", () => {
  const room = new Room(paragraphs("p1"));
  const peer = room.join("alice", 100);
  const append = (): void =>
    peer.edit((doc) => doc.type.create(null, [...doc.children, schema.node("paragraph")]));
  append();
  room.settle();
  const live = new Y.Doc();
  keepFormatting(live);
  for (const record of [room.initial, ...room.journal]) Y.applyUpdate(live, record);
  const gate = gateOf(Y.encodeStateAsUpdate(live), room.gate.owners());
  append();
  const verdict = gate.judge(peer.send() ?? new Uint8Array(), { member: alice, level: "edit" });
  if (verdict.kind !== "admit") throw new Error(JSON.stringify(verdict));
  Y.applyUpdate(live, verdict.update);
  expect(live.store.pendingStructs).toBeNull();
  expect(ids(live)).toEqual(["p1", "f0", "again0"]);
});

test("a format of two exclusive marks at once is settled by the server", () => {
  const room = new Room(paragraphs("p1"));
  const [a, b] = [room.join("alice", 100), room.join("bob", 200)];
  for (const [peer, mark] of [
    [a, "superscript"],
    [b, "subscript"],
  ] as const)
    ((peer.body.get(0) as Y.XmlElement).get(0) as Y.XmlText).format(0, 4, { [mark]: {} });
  expect(room.flush(a)?.kind).toBe("admit");
  expect(room.flush(b)?.kind).toBe("admit");
  const marked = readBody(schema, room.live).child(0).child(0);
  expect(marked.marks.map((mark) => mark.type.name)).toEqual(["superscript"]);
  room.settle();
  expect(a.show().toJSON()).toEqual(b.show().toJSON());
});

test("after a failed append everything judged since is void and may be sent again", () => {
  const room = new Room();
  const peer = room.join("alice", 100);
  peer.edit((doc) => doc.replace(1, 1, doc.slice(1, 3)));
  const update = peer.send() ?? new Uint8Array();
  const author = { member: alice, level: "edit" } as const;
  expect(room.gate.judge(update, author).kind).toBe("admit");
  room.gate.reset(Y.encodeStateAsUpdate(room.live), []);
  expect(room.gate.ownerOf(100)).toBeNull();
  expect(canonical(room.gate.state())).toEqual(canonical(Y.encodeStateAsUpdate(room.live)));
  expect(room.gate.judge(update, author)).toMatchObject({ kind: "admit", claimed: [100] });
});

test("what follows a refused update of the same client is refused too, and another client goes on", () => {
  const room = new Room();
  const [a, b] = [room.join("alice", 100), room.join("bob", 200)];
  ((a.body.get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(0, "\u0001");
  expect(room.flush(a)).toMatchObject({ kind: "refuse", reason: "schema" });
  ((a.body.get(0) as Y.XmlElement).get(0) as Y.XmlText).insert(0, "x");
  expect(room.flush(a)).toMatchObject({ kind: "refuse", reason: "out-of-order" });
  b.edit((doc) => doc.replace(1, 1, doc.slice(1, 3)));
  expect(room.flush(b)?.kind).toBe("admit");
});

test("no bytes at all make the gate throw or move", () => {
  const room = new Room();
  const before = canonical(room.gate.state());
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const verdict = room.gate.judge(bytes, { member: alice, level: "edit" });
      expect(verdict.kind).not.toBe("admit");
    }),
    { numRuns: 2000 },
  );
  expect(canonical(room.gate.state())).toEqual(before);
});

test("a claim is undone with the update that made it", () => {
  const room = new Room();
  const update = forge([
    { client: 100, clock: 0, structs: [{ content: content.type(3, "script"), parent: "body" }] },
  ]);
  expect(room.gate.judge(update, { member: alice, level: "edit" }).kind).toBe("refuse");
  expect(room.gate.claim(100, bob)).toBe(true);
});
