import type { Level } from "@travaux/blueprint";
import type { Node } from "prosemirror-model";
import { expect, test } from "vitest";
import * as Y from "yjs";
import type { Verdict } from "./gate.ts";
import { SUGGESTION_LIMIT } from "./limits.ts";
import { keyOfMark } from "./mark-key.ts";
import { readBody } from "./read-body.ts";
import type { Peer } from "./testing/peer.ts";
import { memberId, Room, schema } from "./testing/room.ts";

function text(words: string, ...marks: readonly object[]): object {
  return { type: "text", text: words, marks };
}

function proposal(name: string, by: string, sid = "aaaa"): object {
  return { type: name, attrs: { id: `m${by}:${sid}`, by: `m${by}` } };
}

function paragraphs(...contents: readonly (readonly object[])[]): object {
  return {
    type: "doc",
    content: contents.map((content, at) => ({ type: "paragraph", attrs: { id: `p${at}` }, content })),
  };
}

function formats(name: string, by: string, sid = "aaaa"): Record<string, object> {
  const mark = schema.mark(name, { id: `m${by}:${sid}`, by: `m${by}` });
  return { [keyOfMark(mark)]: { ...mark.attrs } };
}

function join(room: Room, name: string, clientID: number, level: Level): Peer {
  const peer = room.join(name, clientID);
  room.grant(peer, level);
  return peer;
}

function textOf(peer: Peer, nth = 0): Y.XmlText {
  const element = peer.body.get(nth);
  const inner = element instanceof Y.XmlElement ? element.get(0) : null;
  if (!(inner instanceof Y.XmlText)) throw new Error("No text");
  return inner;
}

/** A text as a line: `[name:author words]` for what is under a review mark. */
function show(node: Node): string {
  return node.children
    .map((child) => {
      if (child.text === undefined) return `<${child.type.name} ${show(child)}>`;
      const marks = child.marks.map((mark) => `${mark.type.name}:${String(mark.attrs["by"])}`).join(" ");
      return marks === "" ? child.text : `[${marks} ${child.text}]`;
    })
    .join("");
}

const shown = (room: Room): string => show(readBody(schema, room.live));
const mended = (verdict: Verdict | null): string | null | undefined =>
  verdict?.kind === "admit" ? verdict.mended : verdict?.kind;

test("words taken back after they were accepted become a proposal to delete them", () => {
  const room = new Room(paragraphs([text("Before after")]));
  const alice = join(room, "alice", 100, "suggest");
  textOf(alice).insert(7, "new ", formats("insertion", "alice"));
  expect(mended(room.flush(alice))).toBeNull();
  // The server's decision, of which the client knows nothing yet.
  const accepted = Object.fromEntries(Object.keys(formats("insertion", "alice")).map((key) => [key, null]));
  const live = room.live.getXmlFragment("body").get(0);
  const words = live instanceof Y.XmlElement ? live.get(0) : null;
  if (words instanceof Y.XmlText) words.format(7, 4, accepted);
  room.gate.reset(Y.encodeStateAsUpdate(room.live), [...room.gate.owners()]);
  textOf(alice).delete(7, 4);
  expect(mended(room.flush(alice))).toMatch(/^base-changed/);
  expect(shown(room)).toBe("<paragraph Before [deletion:malice new ]after>");
});

test("nobody takes back as his what another typed and what was accepted", () => {
  const room = new Room(paragraphs([text("Before after")]));
  const [alice, bob] = [join(room, "alice", 100, "suggest"), join(room, "bob", 200, "edit")];
  textOf(bob).insert(7, "new ");
  room.flush(bob);
  room.deliver(alice);
  textOf(alice).delete(7, 4);
  expect(room.flush(alice)).toMatchObject({ kind: "refuse", reason: "not-permitted" });
});

test("unmarked words of a suggester get his mark, and are one with what they continue", () => {
  const room = new Room(
    paragraphs([text("Before "), text("new", proposal("insertion", "alice")), text(" after")]),
  );
  const alice = join(room, "alice", 100, "suggest");
  textOf(alice).insert(10, "er", {});
  textOf(alice).insert(0, "Long ", {});
  const verdict = room.flush(alice);
  expect(mended(verdict)).toMatch(/^base-changed/);
  expect(shown(room)).toBe("<paragraph [insertion:malice Long ]Before [insertion:malice newer] after>");
  expect(verdict).toMatchObject({ appeared: [expect.stringMatching(/^malice:r/)] });
});

test("unmarked words of an editor in another's block get his mark", () => {
  const room = new Room({
    type: "doc",
    content: [{ type: "paragraph", attrs: { id: "p0", ins: "malice:aaaa" }, content: [text("Proposed")] }],
  });
  const bob = join(room, "bob", 200, "edit");
  textOf(bob).insert(0, "Well ");
  expect(mended(room.flush(bob))).toMatch(/^foreign-suggestion/);
  expect(shown(room)).toBe("<paragraph [insertion:mbob Well ]Proposed>");
});

test("what is proposed in a paragraph while it is deleted comes back alone, in its place", () => {
  const room = new Room(paragraphs([text("One")], [text("Two")], [text("Three")]));
  const [alice, bob] = [join(room, "alice", 100, "suggest"), join(room, "bob", 200, "edit")];
  textOf(alice, 1).insert(3, " and a half", formats("insertion", "alice"));
  bob.edit((doc) => doc.type.create(null, [doc.child(0), doc.child(2)]));
  expect(mended(room.flush(alice))).toBeNull();
  expect(mended(room.flush(bob))).toMatch(/^foreign-suggestion/);
  expect(shown(room)).toBe("<paragraph One><paragraph [insertion:malice  and a half]><paragraph Three>");
  room.settle();
  expect(show(bob.show())).toBe(shown(room));
  expect(show(alice.show())).toBe(shown(room));
});

test("what is proposed in a paragraph while a heading is made of it stands in the heading, in its place", () => {
  const room = new Room(paragraphs([text("One two")]));
  const [alice, bob] = [join(room, "alice", 100, "suggest"), join(room, "bob", 200, "edit")];
  textOf(alice).insert(4, "and ", formats("insertion", "alice"));
  textOf(alice).format(0, 3, formats("deletion", "alice"));
  bob.edit((doc) => doc.type.create(null, [schema.node("heading", { id: "p0" }, doc.child(0).content)]));
  room.flush(alice);
  expect(mended(room.flush(bob))).toMatch(/^foreign-suggestion/);
  expect(shown(room)).toBe("<heading [deletion:malice One] [insertion:malice and ]two>");
});

test("a table proposed in a list item while the list is deleted comes back whole, in its item", () => {
  const room = new Room({
    type: "doc",
    content: [
      {
        type: "bullet_list",
        attrs: { id: "l1" },
        content: [
          { type: "list_item", attrs: { id: "i1" }, content: [{ type: "paragraph", attrs: { id: "p0" } }] },
        ],
      },
      { type: "paragraph", attrs: { id: "p1" } },
    ],
  });
  const [alice, bob] = [join(room, "alice", 100, "suggest"), join(room, "bob", 200, "edit")];
  const cell = schema.node("table_cell", { id: "c1" }, [
    schema.node("paragraph", { id: "p2" }, [schema.text("x")]),
  ]);
  const table = schema.node("table", { id: "t1", ins: "malice:aaaa" }, [
    schema.node("table_row", { id: "r1" }, [cell]),
  ]);
  alice.edit((doc) => {
    const item = doc.child(0).child(0);
    return doc.copy(
      doc.content.replaceChild(
        0,
        doc.child(0).copy(doc.child(0).content.replaceChild(0, item.copy(item.content.addToEnd(table)))),
      ),
    );
  });
  bob.edit((doc) => doc.type.create(null, [doc.child(1)]));
  expect(mended(room.flush(alice))).toBeNull();
  expect(mended(room.flush(bob))).toMatch(/^foreign-suggestion/);
  expect(shown(room)).toBe(
    "<bullet_list <list_item <table <table_row <table_cell <paragraph x>>>>>><paragraph >",
  );
});

test("Yjs's clean-up of formats passes with a proposal in one update", () => {
  const room = new Room(paragraphs([text("Some words")]));
  const [alice, bob, carol] = [
    join(room, "alice", 100, "suggest"),
    join(room, "bob", 200, "edit"),
    join(room, "carol", 300, "edit"),
  ];
  for (const peer of [bob, carol]) textOf(peer).format(0, 4, { strong: {} });
  room.flush(bob);
  room.flush(carol);
  room.deliver(alice);
  expect(alice.outbox.length).toBeGreaterThan(0);
  textOf(alice).insert(4, " new", formats("insertion", "alice"));
  expect(mended(room.flush(alice))).toBeNull();
});

test("the gate says which suggestions an update brings and which it takes", () => {
  const room = new Room(paragraphs([text("Some words"), text("old", proposal("insertion", "alice"))]));
  const alice = join(room, "alice", 100, "suggest");
  expect(room.gate.openSuggestions()).toBe(1);
  textOf(alice).insert(0, "New ", formats("insertion", "alice", "bbbb"));
  alice.write(alice.show(), [
    { key: "malice:cccc/delete/p0", record: { kind: "delete", target: "p0" } },
    { key: "malice:cccc/attrs/p0/lang", record: { kind: "attrs", target: "p0", name: "lang", value: "fr" } },
  ]);
  expect(room.flush(alice)).toMatchObject({ appeared: ["malice:bbbb", "malice:cccc"], vanished: [] });
  expect(room.gate.openSuggestions()).toBe(3);
  textOf(alice).insert(1, "e", formats("insertion", "alice", "bbbb"));
  expect(room.flush(alice)).toMatchObject({ appeared: [], vanished: [] });
  alice.write(alice.show(), [{ key: "malice:cccc/delete/p0", record: null }]);
  expect(room.flush(alice)).toMatchObject({ appeared: [], vanished: [] });
  alice.write(alice.show(), [{ key: "malice:cccc/attrs/p0/lang", record: null }]);
  textOf(alice).delete(0, 5);
  expect(room.flush(alice)).toMatchObject({ appeared: [], vanished: ["malice:bbbb", "malice:cccc"] });
  expect(room.gate.openSuggestions()).toBe(1);
  room.gate.reset(Y.encodeStateAsUpdate(room.live), []);
  expect(room.gate.openSuggestions()).toBe(1);
});

test(
  "a section takes so many suggestions and no more, and is let off some at any time",
  { timeout: 60_000 },
  () => {
    const words = Array.from({ length: SUGGESTION_LIMIT }, (_, at) =>
      text("x", proposal("insertion", "alice", `s${1000 + at}`)),
    );
    const room = new Room(paragraphs(words.slice(0, 2500), words.slice(2500), [text("base")]));
    const alice = join(room, "alice", 100, "suggest");
    expect(room.gate.openSuggestions()).toBe(SUGGESTION_LIMIT);
    textOf(alice, 2).insert(0, "one more", formats("insertion", "alice", "more"));
    expect(room.flush(alice)).toMatchObject({ kind: "refuse", reason: "too-many-suggestions" });
    const again = join(room, "alice", 101, "suggest");
    textOf(again, 0).insert(1, "longer", formats("insertion", "alice", "s1000"));
    expect(mended(room.flush(again))).toBeNull();
    textOf(again, 0).delete(0, 7);
    expect(mended(room.flush(again))).toBeNull();
    textOf(again, 2).insert(0, "one more", formats("insertion", "alice", "more"));
    expect(mended(room.flush(again))).toBeNull();
  },
);

test("a record that nobody can read is its author's to remove, and blocks nothing", () => {
  const room = new Room(paragraphs([text("base")]), { "malice:aaaa/split/p0": { kind: "split" } });
  const [bob, alice] = [join(room, "bob", 200, "edit"), join(room, "alice", 100, "suggest")];
  expect(room.gate.openSuggestions()).toBe(1);
  textOf(alice).insert(0, "new ", formats("insertion", "alice"));
  expect(mended(room.flush(alice))).toBeNull();
  room.deliver(bob);
  bob.write(bob.show(), [{ key: "malice:aaaa/split/p0", record: null }]);
  expect(room.flush(bob)).toMatchObject({ kind: "refuse", reason: "not-yours" });
  alice.write(alice.show(), [{ key: "malice:aaaa/split/p0", record: null }]);
  expect(mended(room.flush(alice))).toBeNull();
  expect(room.live.getMap("suggestions").size).toBe(0);
});

test("a proposal about a block that somebody deleted meanwhile is dropped, and the rest of the update stands", () => {
  const room = new Room(paragraphs([text("One")], [text("Two")]));
  const [alice, bob] = [join(room, "alice", 100, "suggest"), join(room, "bob", 200, "edit")];
  bob.edit((doc) => doc.type.create(null, [doc.child(0)]));
  textOf(alice).insert(0, "Now ", formats("insertion", "alice"));
  alice.write(alice.show(), [{ key: "malice:bbbb/delete/p1", record: { kind: "delete", target: "p1" } }]);
  room.flush(bob);
  expect(mended(room.flush(alice))).toMatch(/^malformed-record/);
  expect(room.live.getMap("suggestions").size).toBe(0);
  expect(shown(room)).toBe("<paragraph [insertion:malice Now ]One>");
});

test("a proposal to delete a thousand blocks at once is taken", () => {
  const room = new Room(paragraphs(...Array.from({ length: 1000 }, (_, at) => [text(`Block ${at}`)])));
  const alice = join(room, "alice", 100, "suggest");
  const records = Array.from({ length: 1000 }, (_, at) => ({
    key: `malice:aaaa/delete/p${at}`,
    record: { kind: "delete", target: `p${at}` },
  }));
  alice.write(alice.show(), records);
  expect(mended(room.flush(alice))).toBeNull();
  expect(room.gate.openSuggestions()).toBe(1);
  expect(memberId("alice")).toBe("malice");
});
