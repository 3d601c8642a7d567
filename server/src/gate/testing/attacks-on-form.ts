import { UPDATE_LIMIT_BYTES } from "@travaux/blueprint";
import * as Y from "yjs";
import { content, forge, type Id } from "./forge.ts";
import { REPAIR_CLIENT, SEED_CLIENT } from "./room.ts";
import { ALICE, find, idOf, MALLORY, textIn, wholeState, type Attack } from "./scene.ts";

/** Size, form, order and provenance, with what the study of unchecked servers found. */
export const ATTACKS_ON_FORM: Readonly<Record<string, Attack>> = {
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
  "hundreds of items between distant neighbours": {
    reason: "too-large",
    make: ({ copy }) => {
      const [client, clock] = firstIn(textIn(find(copy, "heading")));
      const structs = Array.from({ length: 500 }, () => ({
        content: content.string("x"),
        origin: [client, clock] as const,
        right: [client, clock + 5] as const,
      }));
      return forge([{ client: MALLORY, clock: 0, structs }]);
    },
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
  "neighbours in two paragraphs": {
    reason: "malformed",
    make: ({ copy, one, text }) =>
      one({
        content: content.string("x"),
        origin: firstIn(text),
        right: firstIn(textIn(find(copy, "paragraph", 1))),
      }),
  },
  "an attribute that follows a letter": {
    reason: "malformed",
    make: ({ one, text, paragraph }) =>
      one({ content: content.any("fr"), origin: firstIn(text), right: attributeOf(paragraph, "id") }),
  },
  "an attribute with a right neighbour": {
    reason: "malformed",
    make: ({ one, paragraph }) => one({ content: content.any("p9"), right: attributeOf(paragraph, "id") }),
  },
  "half a character deleted": {
    reason: "malformed",
    make: ({ text }) =>
      forge(
        [
          {
            client: MALLORY,
            clock: 0,
            structs: [{ content: content.string("\u{1F600}"), parent: idOf(text) }],
          },
        ],
        [[MALLORY, [0, 1]]],
      ),
  },
  "a letter inside a character": {
    reason: "malformed",
    make: ({ text }) =>
      forge([
        {
          client: MALLORY,
          clock: 0,
          structs: [
            { content: content.string("\u{1F600}"), parent: idOf(text) },
            { content: content.string("x"), origin: [MALLORY, 0] },
          ],
        },
      ]),
  },
};

function firstIn(text: Y.XmlText): Id {
  return [text._start?.id.client ?? 0, text._start?.id.clock ?? 0];
}

function attributeOf(element: Y.XmlElement, name: string): Id {
  const id = element._map.get(name)?.id;
  return [id?.client ?? 0, id?.clock ?? 0];
}
