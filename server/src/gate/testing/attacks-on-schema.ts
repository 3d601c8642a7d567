import * as Y from "yjs";
import { content, forge, type Id } from "./forge.ts";
import { find, idOf, MALLORY, textIn, type Attack } from "./scene.ts";

/** Roots, kinds of content, nodes, attributes and marks. */
export const ATTACKS_ON_SCHEMA: Readonly<Record<string, Attack>> = {
  // Roots and kinds of content.
  "an unknown root": {
    reason: "reserved",
    make: ({ one }) => one({ content: content.any(1), parent: "elsewhere", key: "x" }),
  },
  "a suggestion record that nobody can read": {
    reason: "schema",
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
    level: "edit",
    make: ({ act }) => act((doc) => textIn(find(doc, "paragraph")).insert(0, "\n")),
  },
  "a footnote character without its mark": {
    reason: "schema",
    make: ({ act }) => act((doc) => textIn(find(doc, "paragraph")).insert(0, "\uFFFC")),
  },
};
