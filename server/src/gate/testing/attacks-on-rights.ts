import * as Y from "yjs";
import { content, forge } from "./forge.ts";
import { SEED_CLIENT } from "./room.ts";
import { find, insertionMark, textIn, WITH_PLACEHOLDER, type Attack } from "./scene.ts";

/** What only the server writes, and what the level of access does not cover. */
export const ATTACKS_ON_RIGHTS: Readonly<Record<string, Attack>> = {
  // What only the server writes.
  "a review mark under a false key": {
    reason: "schema",
    make: ({ act }) =>
      act((doc) => textIn(find(doc, "paragraph")).format(0, 1, { insertion: { ...insertionMark.attrs } })),
  },
  "a block as a suggestion of nobody": {
    reason: "not-yours",
    make: ({ act }) => act((doc) => find(doc, "paragraph").setAttribute("ins", "mmallory:1")),
  },
  "a block that is no suggestion any more": {
    reason: "not-yours",
    json: WITH_PLACEHOLDER,
    make: ({ act }) => act((doc) => find(doc, "paragraph", 2).removeAttribute("ins")),
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
