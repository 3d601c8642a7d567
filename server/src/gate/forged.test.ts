import { UPDATE_LIMIT_BYTES, type CloseReason, type Level } from "@travaux/blueprint";
import { expect, test } from "vitest";
import { yXmlFragmentToProseMirrorRootNode } from "y-prosemirror";
import * as Y from "yjs";
import { createGate } from "./gate.ts";
import { keyOfMark } from "./mark-key.ts";
import { readBody } from "./read-body.ts";
import { content, forge, type Id } from "./testing/forge.ts";
import { canonical, memberId, REPAIR_CLIENT, Room, SAMPLE, schema, SEED_CLIENT } from "./testing/room.ts";

const MALLORY = 666;
const ALICE = 100;

/** Finds the n-th element of a name, or its first text. */
function find(document: Y.Doc, name: string, nth = 0): Y.XmlElement {
  const element = [
    ...document
      .getXmlFragment("body")
      .createTreeWalker((node) => node instanceof Y.XmlElement && node.nodeName === name),
  ][nth];
  if (!(element instanceof Y.XmlElement)) throw new Error(`No ${name}`);
  return element;
}

function textIn(element: Y.XmlElement): Y.XmlText {
  const text = element.get(0);
  if (!(text instanceof Y.XmlText)) throw new Error("No text");
  return text;
}

function idOf(type: Y.XmlElement | Y.XmlText): Id {
  const id = type._item?.id;
  if (id === undefined) throw new Error("Not in a document");
  return [id.client, id.clock];
}

interface Scene {
  readonly room: Room;
  /** A document like everybody's, to find ids in. */
  readonly copy: Y.Doc;
  readonly paragraph: Y.XmlElement;
  readonly text: Y.XmlText;
  /** The update that `change` makes in Mallory's hands. */
  act(change: (document: Y.Doc) => void): Uint8Array;
  /** An update of one struct of Mallory. */
  one(struct: Parameters<typeof forge>[0][number]["structs"][number]): Uint8Array;
}

function scene(json: unknown = SAMPLE): Scene {
  const room = new Room(json);
  const alice = room.join("alice", ALICE);
  alice.edit((doc) =>
    doc.type.create(null, [
      ...doc.children,
      schema.node("paragraph", { id: "pa" }, [schema.text("Alice was here")]),
    ]),
  );
  expect(room.flush(alice)?.kind).toBe("admit");
  const act = (change: (document: Y.Doc) => void): Uint8Array => {
    const document = new Y.Doc();
    Y.applyUpdate(document, room.gate.state());
    document.clientID = MALLORY;
    const before = Y.encodeStateVector(document);
    const got: Uint8Array[] = [];
    document.on("update", (update: Uint8Array) => got.push(update));
    document.transact(() => change(document));
    return got.length === 1 && got[0] !== undefined ? got[0] : Y.encodeStateAsUpdate(document, before);
  };
  const copy = new Y.Doc();
  Y.applyUpdate(copy, room.gate.state());
  const paragraph = find(copy, "paragraph");
  return {
    room,
    copy,
    paragraph,
    text: textIn(paragraph),
    act,
    one: (struct) => forge([{ client: MALLORY, clock: 0, structs: [struct] }]),
  };
}

interface Attack {
  readonly reason: CloseReason;
  /** Whether nothing is left of it once Yjs has merged it with another update. */
  readonly mergesAway?: true;
  readonly level?: Level;
  readonly json?: unknown;
  make(scene: Scene): Uint8Array;
}

const insertionMark = schema.mark("insertion", { id: "mmallory:1", by: "mmallory" });
const wholeState = (room: Room): Y.Doc => {
  const document = new Y.Doc();
  Y.applyUpdate(document, room.gate.state());
  return document;
};

const WITH_PLACEHOLDER = {
  type: "doc",
  content: [
    {
      type: "paragraph",
      attrs: { id: "p1" },
      content: [
        { type: "text", text: "Before " },
        { type: "placeholder", attrs: { id: "s1" } },
        { type: "text", text: " after" },
      ],
    },
    {
      type: "paragraph",
      attrs: { id: "p2" },
      content: [
        { type: "text", text: "tracked", marks: [{ type: "insertion", attrs: { id: "mb:1", by: "mb" } }] },
      ],
    },
    { type: "paragraph", attrs: { id: "p3", ins: "mb:2" } },
    { type: "placeholder_block", attrs: { id: "s2" } },
  ],
};

const ATTACKS: Readonly<Record<string, Attack>> = {
  // What the study of unchecked servers found.
  "a base character under an unknown mark": {
    reason: "schema",
    make: ({ act }) => act((doc) => textIn(find(doc, "paragraph")).format(0, 1, { blink: {} })),
  },
  "a paragraph straight in a list": {
    reason: "schema",
    make: ({ act }) => act((doc) => find(doc, "bullet_list").insert(0, [new Y.XmlElement("paragraph")])),
  },
  "a mark with an attribute too many": {
    reason: "schema",
    make: ({ act }) => act((doc) => textIn(find(doc, "paragraph")).format(0, 1, { strong: { loud: true } })),
  },
  "a mark without its attribute": {
    reason: "schema",
    make: ({ act }) => act((doc) => textIn(find(doc, "paragraph")).format(0, 1, { link: {} })),
  },
  "a deletion of what another client will type next": {
    reason: "future-delete",
    make: () => forge([], [[ALICE, [1000, 1]]]),
  },
  "a deletion that begins in the present and ends in the future": {
    reason: "future-delete",
    make: () => forge([], [[ALICE, [0, 100_000]]]),
  },
  "a deletion of a client nobody has seen": {
    reason: "future-delete",
    make: () => forge([], [[4711, [0, 1]]]),
  },
  "structs after a gap": {
    reason: "out-of-order",
    make: ({ text }) =>
      forge([{ client: MALLORY, clock: 5, structs: [{ content: content.string("x"), parent: idOf(text) }] }]),
  },
  "structs under the clientID of somebody else": {
    reason: "foreign-client",
    make: ({ room, text }) =>
      forge([
        {
          client: ALICE,
          clock: Y.getState(wholeState(room).store, ALICE),
          structs: [{ content: content.string("x"), parent: idOf(text) }],
        },
      ]),
  },
  // Size and form.
  "more bytes than the limit": {
    reason: "too-large",
    make: ({ act }) => act((doc) => textIn(find(doc, "paragraph")).insert(0, "x".repeat(UPDATE_LIMIT_BYTES))),
  },
  "more structs than the limit": {
    reason: "too-large",
    make: () =>
      forge([
        {
          client: MALLORY,
          clock: 0,
          structs: Array.from({ length: 20_001 }, () => ({ content: content.gc(1) })),
        },
      ]),
  },
  "a clock that jumps": { reason: "too-large", make: ({ one }) => one({ content: content.gc(1_000_001) }) },
  "a clock that jumps by degrees": {
    reason: "too-large",
    make: () =>
      forge([
        {
          client: MALLORY,
          clock: 0,
          structs: [{ content: content.gc(999_999) }, { content: content.gc(2) }],
        },
      ]),
  },
  "thousands of siblings behind one origin": {
    reason: "too-large",
    make: ({ text }) =>
      forge([
        {
          client: MALLORY,
          clock: 0,
          structs: Array.from({ length: 2002 }, () => ({
            content: content.string("x"),
            origin: [text._start?.id.client ?? 0, text._start?.id.clock ?? 0] satisfies Id,
          })),
        },
      ]),
  },
  "more clients than one person has": {
    reason: "too-large",
    make: ({ text }) =>
      forge(
        Array.from({ length: 65 }, (_, at) => ({
          client: 8000 - at,
          clock: 0,
          structs: [{ content: content.string("x"), parent: idOf(text) }],
        })),
      ),
  },
  "more deletions than the limit": {
    reason: "too-large",
    make: () =>
      forge(
        [{ client: MALLORY, clock: 0, structs: [{ content: content.gc(500_000) }] }],
        [[MALLORY, ...Array.from({ length: 50_001 }, (_, at) => [at * 2, 1] as const)]],
      ),
  },
  "no bytes": { reason: "malformed", make: () => new Uint8Array() },
  "random bytes": {
    reason: "malformed",
    make: () => Uint8Array.from({ length: 64 }, (_, at) => 255 - at * 3),
  },
  "a truncated update": {
    reason: "malformed",
    make: ({ act }) => act((doc) => textIn(find(doc, "paragraph")).insert(0, "hello")).slice(0, -4),
  },
  "an empty struct": {
    reason: "malformed",
    make: ({ one, text }) => one({ content: content.string(""), parent: idOf(text) }),
  },
  "an empty deletion": { reason: "malformed", make: () => forge([], [[ALICE, [0, 0]]]) },
  "overlapping deletions": {
    reason: "malformed",
    mergesAway: true,
    make: () => forge([], [[ALICE, [0, 2], [1, 2]]]),
  },
  "a struct that refers to itself": {
    reason: "malformed",
    make: ({ one }) => one({ content: content.string("x"), origin: [MALLORY, 0] }),
  },
  "a clientID beyond 32 bits": {
    reason: "malformed",
    make: ({ text }) =>
      forge([{ client: 2 ** 40, clock: 0, structs: [{ content: content.string("x"), parent: idOf(text) }] }]),
  },
  "one client's structs in two pieces": {
    reason: "out-of-order",
    mergesAway: true,
    make: ({ text }) =>
      forge(
        [0, 1].map((clock) => ({
          client: MALLORY,
          clock,
          structs: [{ content: content.string("x"), parent: idOf(text) }],
        })),
      ),
  },
  "one client's structs twice": {
    reason: "malformed",
    mergesAway: true,
    make: ({ text }) =>
      forge(
        [0, 0].map((clock) => ({
          client: MALLORY,
          clock,
          structs: [{ content: content.string("x"), parent: idOf(text) }],
        })),
      ),
  },
  // Order and provenance.
  "an announced gap": {
    reason: "out-of-order",
    make: ({ text }) =>
      forge([
        {
          client: MALLORY,
          clock: 0,
          structs: [{ content: content.skip(3) }, { content: content.string("x"), parent: idOf(text) }],
        },
      ]),
  },
  "an origin nobody knows": {
    reason: "out-of-order",
    make: ({ one }) => one({ content: content.string("x"), origin: [4711, 0] }),
  },
  "a right neighbour nobody knows": {
    reason: "out-of-order",
    make: ({ one }) => one({ content: content.string("x"), right: [ALICE, 5000] }),
  },
  "a parent nobody knows": {
    reason: "out-of-order",
    make: ({ one }) => one({ content: content.string("x"), parent: [4711, 0] }),
  },
  "two structs that wait for each other": {
    reason: "out-of-order",
    make: () =>
      forge([
        { client: MALLORY, clock: 0, structs: [{ content: content.string("x"), origin: [667, 0] }] },
        { client: 667, clock: 0, structs: [{ content: content.string("y"), origin: [MALLORY, 0] }] },
      ]),
  },
  "structs of the seed's client": {
    reason: "foreign-client",
    make: ({ room, text }) =>
      forge([
        {
          client: SEED_CLIENT,
          clock: Y.getState(wholeState(room).store, SEED_CLIENT),
          structs: [{ content: content.string("x"), parent: idOf(text) }],
        },
      ]),
  },
  "structs of the repairing client": {
    reason: "foreign-client",
    make: ({ text }) =>
      forge([
        { client: REPAIR_CLIENT, clock: 0, structs: [{ content: content.string("x"), parent: idOf(text) }] },
      ]),
  },
  // Roots and kinds of content.
  "an unknown root": {
    reason: "reserved",
    make: ({ one }) => one({ content: content.any(1), parent: "elsewhere", key: "x" }),
  },
  "a suggestion record": {
    reason: "reserved",
    make: ({ act }) => act((doc) => doc.getMap("suggestions").set("mmallory:1", { kind: "delete" })),
  },
  "an attribute on the body": {
    reason: "schema",
    make: ({ one }) => one({ content: content.any("x"), parent: "body", key: "id" }),
  },
  "text straight in the body": {
    reason: "schema",
    make: ({ act }) => act((doc) => doc.getXmlFragment("body").insert(0, [new Y.XmlText("x")])),
  },
  "a string straight in the body": {
    reason: "schema",
    make: ({ one }) => one({ content: content.string("x"), parent: "body" }),
  },
  "an embed": {
    reason: "malformed",
    make: ({ one, text }) => one({ content: content.embed({ image: 1 }), parent: idOf(text) }),
  },
  "JSON content": {
    reason: "malformed",
    make: ({ one, text }) => one({ content: content.json({ a: 1 }), parent: idOf(text) }),
  },
  "binary content": {
    reason: "malformed",
    make: ({ one, text }) => one({ content: content.binary(Uint8Array.of(1)), parent: idOf(text) }),
  },
  "a subdocument": {
    reason: "malformed",
    make: ({ one, paragraph }) => one({ content: content.document(), parent: idOf(paragraph) }),
  },
  "a map": {
    reason: "malformed",
    make: ({ one, paragraph }) => one({ content: content.type(1), parent: idOf(paragraph) }),
  },
  "an array": {
    reason: "malformed",
    make: ({ one, paragraph }) => one({ content: content.type(0), parent: idOf(paragraph) }),
  },
  "a plain text": {
    reason: "malformed",
    make: ({ one, paragraph }) => one({ content: content.type(2), parent: idOf(paragraph) }),
  },
  "a fragment": {
    reason: "malformed",
    make: ({ one, paragraph }) => one({ content: content.type(4), parent: idOf(paragraph) }),
  },
  "a hook": {
    reason: "malformed",
    make: ({ one, paragraph }) => one({ content: content.type(5), parent: idOf(paragraph) }),
  },
  "an element in a text": {
    reason: "schema",
    make: ({ one, text }) => one({ content: content.type(3), parent: idOf(text) }),
  },
  "a format among elements": {
    reason: "schema",
    make: ({ one, paragraph }) => one({ content: content.format("strong", {}), parent: idOf(paragraph) }),
  },
  "a string among elements": {
    reason: "schema",
    make: ({ one, paragraph }) => one({ content: content.string("x"), parent: idOf(paragraph) }),
  },
  "an attribute on a text": {
    reason: "schema",
    make: ({ act }) => act((doc) => textIn(find(doc, "paragraph")).setAttribute("id", "x")),
  },
  "text in a list": {
    reason: "schema",
    make: ({ act }) => act((doc) => find(doc, "bullet_list").insert(0, [new Y.XmlText("x")])),
  },
  "an empty text in a list": {
    reason: "schema",
    make: ({ act }) => act((doc) => find(doc, "bullet_list").insert(0, [new Y.XmlText()])),
  },
  // Nodes, attributes, marks.
  "an unknown node": {
    reason: "schema",
    make: ({ act }) => act((doc) => doc.getXmlFragment("body").insert(0, [new Y.XmlElement("script")])),
  },
  "a document in the document": {
    reason: "schema",
    make: ({ act }) => act((doc) => doc.getXmlFragment("body").insert(0, [new Y.XmlElement("doc")])),
  },
  "an element called text": {
    reason: "schema",
    make: ({ act }) => act((doc) => find(doc, "paragraph").insert(0, [new Y.XmlElement("text")])),
  },
  "a node called like a property of objects": {
    reason: "schema",
    make: ({ act }) => act((doc) => doc.getXmlFragment("body").insert(0, [new Y.XmlElement("__proto__")])),
  },
  "a row outside a table": {
    reason: "schema",
    make: ({ act }) => act((doc) => doc.getXmlFragment("body").insert(0, [new Y.XmlElement("table_row")])),
  },
  "a block in a paragraph": {
    reason: "schema",
    make: ({ act }) => act((doc) => find(doc, "paragraph").insert(0, [new Y.XmlElement("paragraph")])),
  },
  "blocks nested without end": {
    reason: "schema",
    make: ({ act }) =>
      act((doc) => {
        let inner: Y.XmlFragment = doc.getXmlFragment("body");
        for (let depth = 0; depth < 60; depth++) {
          const quote = new Y.XmlElement("blockquote");
          inner.insert(0, [quote]);
          inner = quote;
        }
      }),
  },
  "blocks nested by the thousand": {
    reason: "schema",
    make: () =>
      forge([
        {
          client: MALLORY,
          clock: 0,
          structs: Array.from({ length: 14_000 }, (_, at) => ({
            content: content.type(3, "blockquote"),
            parent: at === 0 ? "body" : ([MALLORY, at - 1] satisfies Id),
          })),
        },
      ]),
  },
  "an unknown attribute": {
    reason: "schema",
    make: ({ act }) => act((doc) => find(doc, "paragraph").setAttribute("onclick", "x")),
  },
  "an attribute called like a property of objects": {
    reason: "schema",
    make: ({ act }) => act((doc) => find(doc, "paragraph").setAttribute("constructor", "x")),
  },
  "a heading of level 9": {
    reason: "schema",
    make: ({ act }) => act((doc) => find(doc, "heading").setAttribute("level", 9 as never)),
  },
  'a heading of level "1"': {
    reason: "schema",
    make: ({ act }) => act((doc) => find(doc, "heading").setAttribute("level", "1")),
  },
  "an empty id": {
    reason: "schema",
    make: ({ act }) => act((doc) => find(doc, "paragraph").setAttribute("id", "")),
  },
  "an object as an attribute": {
    reason: "malformed",
    make: ({ act }) => act((doc) => find(doc, "paragraph").setAttribute("lang", { a: 1 } as never)),
  },
  "an array as an attribute": {
    reason: "malformed",
    make: ({ act }) => act((doc) => find(doc, "table_cell").setAttribute("colwidth", [100] as never)),
  },
  "null as an attribute": {
    reason: "malformed",
    make: ({ act }) => act((doc) => find(doc, "paragraph").setAttribute("lang", null as never)),
  },
  "two values as one attribute": {
    reason: "malformed",
    make: ({ one, paragraph }) =>
      one({ content: content.any("fr", "en"), parent: idOf(paragraph), key: "lang" }),
  },
  "a string as an attribute's struct": {
    reason: "schema",
    make: ({ one, paragraph }) => one({ content: content.string("f"), parent: idOf(paragraph), key: "lang" }),
  },
  "an attribute without end": {
    reason: "malformed",
    make: ({ act }) => act((doc) => find(doc, "paragraph").setAttribute("lang", "x".repeat(3000))),
  },
  "a hash on a mark that has none": {
    reason: "schema",
    make: ({ act }) => act((doc) => textIn(find(doc, "paragraph")).format(0, 1, { "strong--abcdefgh": {} })),
  },
  "a mark that is only true": {
    reason: "schema",
    make: ({ act }) => act((doc) => textIn(find(doc, "paragraph")).format(0, 1, { strong: true })),
  },
  "a link that runs": {
    reason: "schema",
    make: ({ act }) =>
      act((doc) => textIn(find(doc, "paragraph")).format(0, 1, { link: { href: "javascript:alert(1)" } })),
  },
  "a control character": {
    reason: "schema",
    make: ({ act }) => act((doc) => textIn(find(doc, "paragraph")).insert(0, "\u0007")),
  },
  "a line feed in base text": {
    reason: "schema",
    make: ({ act }) => act((doc) => textIn(find(doc, "paragraph")).insert(0, "\n")),
  },
  "a footnote character without its mark": {
    reason: "schema",
    make: ({ act }) => act((doc) => textIn(find(doc, "paragraph")).insert(0, "\uFFFC")),
  },
  // What only the server writes.
  "a review mark": {
    reason: "reserved",
    make: ({ act }) =>
      act((doc) =>
        textIn(find(doc, "paragraph")).format(0, 1, {
          [keyOfMark(insertionMark)]: { ...insertionMark.attrs },
        }),
      ),
  },
  "a review mark under a false key": {
    reason: "reserved",
    make: ({ act }) =>
      act((doc) => textIn(find(doc, "paragraph")).format(0, 1, { insertion: { ...insertionMark.attrs } })),
  },
  "a line feed under a review mark": {
    reason: "reserved",
    make: ({ act }) =>
      act((doc) =>
        textIn(find(doc, "paragraph")).insert(0, "\n", {
          [keyOfMark(insertionMark)]: { ...insertionMark.attrs },
        }),
      ),
  },
  "a block as a suggestion": {
    reason: "reserved",
    make: ({ act }) => act((doc) => find(doc, "paragraph").setAttribute("ins", "mmallory:1")),
  },
  "a block that is no suggestion any more": {
    reason: "reserved",
    json: WITH_PLACEHOLDER,
    make: ({ act }) => act((doc) => find(doc, "paragraph", 2).removeAttribute("ins")),
  },
  "a review mark taken away": {
    reason: "reserved",
    json: WITH_PLACEHOLDER,
    make: ({ act }) => act((doc) => textIn(find(doc, "paragraph", 1)).delete(0, 3)),
  },
  "a block with review marks taken away": {
    reason: "reserved",
    json: WITH_PLACEHOLDER,
    make: ({ act }) => act((doc) => doc.getXmlFragment("body").delete(1, 1)),
  },
  "a placeholder": {
    reason: "reserved",
    make: ({ act }) => act((doc) => find(doc, "paragraph").insert(1, [new Y.XmlElement("placeholder")])),
  },
  "a placeholder block": {
    reason: "reserved",
    make: ({ act }) =>
      act((doc) => doc.getXmlFragment("body").insert(1, [new Y.XmlElement("placeholder_block")])),
  },
  "a placeholder taken away": {
    reason: "reserved",
    json: WITH_PLACEHOLDER,
    make: ({ act }) => act((doc) => find(doc, "paragraph").delete(1, 1)),
  },
  "a placeholder renamed": {
    reason: "reserved",
    json: WITH_PLACEHOLDER,
    make: ({ act }) => act((doc) => find(doc, "placeholder").setAttribute("id", "s2")),
  },
  "a placeholder's paragraph taken away": {
    reason: "reserved",
    json: WITH_PLACEHOLDER,
    make: ({ act }) => act((doc) => doc.getXmlFragment("body").delete(0, 1)),
  },
  "a placeholder block taken away": {
    reason: "reserved",
    json: WITH_PLACEHOLDER,
    make: ({ act }) => act((doc) => doc.getXmlFragment("body").delete(3, 1)),
  },
  // Access.
  "a letter from one who may suggest": {
    reason: "not-permitted",
    level: "suggest",
    make: ({ act }) => act((doc) => textIn(find(doc, "paragraph")).insert(0, "x")),
  },
  "a letter from one who may comment": {
    reason: "not-permitted",
    level: "comment",
    make: ({ act }) => act((doc) => textIn(find(doc, "paragraph")).insert(0, "x")),
  },
  "a deletion from one who may read": {
    reason: "not-permitted",
    level: "read",
    make: ({ act }) => act((doc) => textIn(find(doc, "paragraph")).delete(0, 1)),
  },
  "a format taken away by one who may read": {
    reason: "not-permitted",
    level: "read",
    make: ({ text }) => {
      const markers: Y.ID[] = [];
      for (let item = text._start; item !== null; item = item.right)
        if (item.content instanceof Y.ContentFormat && item.content.key === "strong") markers.push(item.id);
      return forge([], [[SEED_CLIENT, ...markers.map(({ clock }) => [clock, 1] as const)]]);
    },
  },
  "garbage from one who may read": { reason: "malformed", level: "read", make: () => Uint8Array.of(9, 9, 9) },
  "a harmless struct from one who has nothing": {
    reason: "not-permitted",
    level: "none",
    make: ({ one }) => one({ content: content.gc(1) }),
  },
};

test.each(Object.entries(ATTACKS))(
  "%s is refused and leaves no trace",
  (_name, { make, reason, level, json }) => {
    const stage = scene(json);
    const { gate } = stage.room;
    const update = make(stage);
    const before = gate.state();
    const owners = [...gate.owners()];
    const verdict = gate.judge(update, { member: memberId("mallory"), level: level ?? "edit" });
    expect(verdict).toMatchObject({ kind: "refuse", reason });
    expect(canonical(gate.state())).toEqual(canonical(before));
    expect([...gate.owners()]).toEqual(owners);
    expect(gate.ownerOf(MALLORY)).toBeNull();
  },
);

const MERGEABLE = Object.entries(ATTACKS).filter(
  ([, { level, mergesAway }]) => level === undefined && mergesAway === undefined,
);

test.each(MERGEABLE)(
  "%s hidden in an honest update takes that down with it",
  (_name, { make, reason, json }) => {
    const stage = scene(json);
    const attack = make(stage);
    let merged: Uint8Array;
    try {
      merged = Y.mergeUpdates([attack, honestUpdate(stage.room)]);
    } catch {
      // Yjs itself cannot read the attack, so that no update can be made with it.
      expect(reason).toMatch(/malformed|too-large/);
      return;
    }
    const before = stage.room.gate.state();
    expect(stage.room.gate.judge(merged, { member: memberId("mallory"), level: "edit" }).kind).toBe("refuse");
    expect(canonical(stage.room.gate.state())).toEqual(canonical(before));
  },
);

function honestUpdate(room: Room): Uint8Array {
  const document = wholeState(room);
  document.clientID = 777;
  const before = Y.encodeStateVector(document);
  textIn(find(document, "paragraph")).insert(0, "honest ");
  const structs = Y.encodeStateAsUpdate(document, before);
  return structs;
}

test("after every attack the room goes on as if nothing had been", () => {
  for (const { make, level, json } of Object.values(ATTACKS)) {
    const stage = scene(json);
    stage.room.gate.judge(make(stage), { member: memberId("mallory"), level: level ?? "edit" });
    const alice = [...stage.room.inboxes.keys()][0];
    alice?.edit((doc) =>
      doc.type.create(null, [
        ...doc.children,
        schema.node("paragraph", { id: "next" }, [schema.text("more")]),
      ]),
    );
    const verdict = alice === undefined ? null : stage.room.flush(alice);
    expect(verdict).toMatchObject({ kind: "admit" });
    expect(canonical(stage.room.gate.state())).toEqual(canonical(Y.encodeStateAsUpdate(stage.room.live)));
    expect(
      readBody(schema, stage.room.live).eq(
        yXmlFragmentToProseMirrorRootNode(stage.room.live.getXmlFragment("body"), schema),
      ),
    ).toBe(true);
  }
});

test("a section grows to its limit and no further", () => {
  const chunk = "x".repeat(250_000);
  const full = {
    type: "doc",
    content: Array.from({ length: 8 }, (_, at) => ({
      type: "paragraph",
      attrs: { id: `p${at}` },
      content: [{ type: "text", text: chunk.slice(at === 7 ? 10 : 0) }],
    })),
  };
  const room = new Room(full);
  const peer = room.join("alice", ALICE);
  const type = (text: string): ReturnType<Room["flush"]> => {
    textIn(find(peer.document, "paragraph")).insert(0, text);
    return room.flush(peer);
  };
  expect(type("x".repeat(10))).toMatchObject({ kind: "admit" });
  expect(type("x")).toMatchObject({ kind: "refuse", reason: "too-large" });
});

test("a damaged body is told when the gate is made", () => {
  const document = new Y.Doc();
  document.getXmlFragment("body").insert(0, [new Y.XmlElement("script")]);
  const make = (): unknown =>
    createGate({
      schema,
      initial: Y.encodeStateAsUpdate(document),
      owners: [],
      reserved: new Set(),
      repairClient: REPAIR_CLIENT,
      freshId: () => "f",
    });
  expect(make).toThrow(expect.objectContaining({ reason: "schema" }));
});
