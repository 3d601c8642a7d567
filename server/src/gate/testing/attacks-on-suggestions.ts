import type { CloseReason } from "@travaux/blueprint";
import type { Mark } from "prosemirror-model";
import * as Y from "yjs";
import { keyOfMark } from "../mark-key.ts";
import { content, type Id } from "./forge.ts";
import { schema } from "./room.ts";
import { find, MALLORY, textIn, type Scene } from "./scene.ts";

/** A document with suggestions of Bob and of Mallory; Mallory attacks. */
export const SUGGESTED = {
  type: "doc",
  content: [
    { type: "heading", attrs: { id: "h1", level: 1 }, content: [{ type: "text", text: "Findings" }] },
    paragraph("p1", [
      text("State A "),
      text("has ", "insertion", "mbob"),
      text("criminalized "),
      text("the ", "deletion", "mbob"),
      text("participation", "fmt", "mbob"),
      text(" in "),
      text("small ", "insertion", "mmallory"),
      text("groups", "deletion", "mmallory"),
      text("."),
    ]),
    paragraph("p2", [
      {
        ...text("Mallory's words", "insertion", "mmallory"),
        marks: [mark("insertion", "mmallory"), mark("deletion", "mbob")],
      },
    ]),
    { ...paragraph("p3", [text("Bob's paragraph")]), attrs: { id: "p3", ins: "mbob:bbbb" } },
    {
      ...paragraph("p4", [text("Mallory's paragraph "), text("with Bob's words", "insertion", "mbob")]),
      attrs: { id: "p4", ins: "mmallory:cccc" },
    },
    {
      type: "bullet_list",
      attrs: { id: "l1" },
      content: [{ type: "list_item", attrs: { id: "li1" }, content: [paragraph("lp1", [text("One")])] }],
    },
    {
      type: "paragraph",
      attrs: { id: "p5" },
      content: [text("Before "), { type: "placeholder", attrs: { id: "s1" } }, text(" after")],
    },
  ],
};

/** Records of both. */
export const SUGGESTED_RECORDS = {
  "mbob:dddd/delete/p1": { kind: "delete", target: "p1" },
  "mbob:dddd/attrs/p1/lang": { kind: "attrs", target: "p1", name: "lang", value: "ar" },
  "mmallory:eeee/attrs/p1/lang": { kind: "attrs", target: "p1", name: "lang", value: "fr" },
};

interface TextJson {
  readonly type: "text";
  readonly text: string;
  readonly marks?: readonly MarkJson[];
}
interface MarkJson {
  readonly type: string;
  readonly attrs: Readonly<Record<string, string>>;
}

function paragraph(
  id: string,
  pieces: readonly TextJson[],
): { type: string; attrs: object; content: readonly TextJson[] } {
  return { type: "paragraph", attrs: { id }, content: pieces };
}

function mark(name: string, by: string): MarkJson {
  const op = name === "fmt" ? { op: '+{"type":"strong"}' } : {};
  return { type: name, attrs: { id: `${by}:aaaa`, by, ...op } };
}

function text(words: string, name?: string, by = ""): TextJson {
  return { type: "text", text: words, ...(name === undefined ? {} : { marks: [mark(name, by)] }) };
}

/** The format of a review mark, as the binding stores it. */
function format(
  of: Mark | null,
  name: string,
  attrs: Readonly<Record<string, string>>,
): Record<string, object | null> {
  const key = keyOfMark(of ?? schema.mark(name, attrs));
  return { [key]: { ...attrs } };
}

/** The format of a review mark of Mallory's. */
export const mine = (name = "insertion"): Record<string, object | null> =>
  format(null, name, mark(name, "mmallory").attrs);
const bobs = (name: string): Record<string, object | null> => format(null, name, mark(name, "mbob").attrs);
const off = (formats: Record<string, object | null>): Record<string, null> =>
  Object.fromEntries(Object.keys(formats).map((key) => [key, null]));

export interface Forgery {
  /** What a suggester is told; `repaired` where the server takes the harm out of it and goes on. */
  readonly suggester: CloseReason | "repaired";
  /** What an editor is told; `null` where it is his to do. */
  readonly editor: CloseReason | "repaired" | null;
  readonly make: (scene: Scene) => Uint8Array;
}

const p = (document: Y.Doc, nth: number): Y.XmlText => textIn(find(document, "paragraph", nth));
const at = (document: Y.Doc, nth: number, words: string): number => {
  const whole = p(document, nth)
    .toDelta()
    .map(({ insert }: { insert: unknown }) => String(insert))
    .join("");
  const found = whole.indexOf(words);
  if (found < 0) throw new Error(`No ${words}`);
  return found;
};

function forgery(
  suggester: Forgery["suggester"],
  editor: Forgery["editor"],
  change: (document: Y.Doc) => void,
): Forgery {
  return { suggester, editor, make: ({ act }) => act(change) };
}

function element(name: string, attrs: Readonly<Record<string, string>>, words?: string): Y.XmlElement {
  const made = new Y.XmlElement(name);
  for (const [key, value] of Object.entries(attrs)) made.setAttribute(key, value);
  if (words !== undefined) made.insert(0, [new Y.XmlText(words)]);
  return made;
}

const records = (document: Y.Doc): Y.Map<unknown> => document.getMap("suggestions");
const body = (document: Y.Doc): Y.XmlFragment => document.getXmlFragment("body");

/** Every forgery of a suggester that was thought of, and what becomes of it in either hand. */
export const FORGERIES: Readonly<Record<string, Forgery>> = {
  // What is no suggestion at all.
  "a letter into the base": forgery("repaired", null, (doc) => p(doc, 0).insert(3, "x", {})),
  "a letter of the base away": forgery("not-permitted", null, (doc) => p(doc, 0).delete(0, 1)),
  "base text in bold": forgery("repaired", null, (doc) => p(doc, 0).format(0, 5, { strong: {} })),
  "a base block": forgery("not-permitted", null, (doc) =>
    body(doc).insert(1, [element("paragraph", { id: "x1" }, "new")]),
  ),
  "a base block away": forgery("not-permitted", null, (doc) => body(doc).delete(5, 1)),
  "E124 a language on a base block": forgery("not-permitted", null, (doc) =>
    find(doc, "bullet_list").setAttribute("lang", "fr"),
  ),
  "an id of a base block": forgery("not-permitted", null, (doc) =>
    find(doc, "bullet_list").setAttribute("id", "x1"),
  ),
  "E121 base text away, and a fake mark elsewhere": forgery("not-permitted", null, (doc) => {
    p(doc, 0).delete(0, 5);
    p(doc, 0).insert(4, "State", mine());
  }),
  "E121 a hidden deletion in an honest insertion": forgery("not-permitted", null, (doc) => {
    p(doc, 5).insert(0, "honest", mine());
    p(doc, 0).delete(1, 1);
  }),
  "E121 base text passed off as a proposal": forgery("repaired", null, (doc) =>
    p(doc, 0).format(0, 5, mine()),
  ),
  "E121 base text passed off as a proposal and taken back": forgery("not-permitted", null, (doc) => {
    p(doc, 0).format(0, 5, mine());
    p(doc, 0).delete(0, 5);
  }),
  "E121 a base block passed off as a proposal": forgery("not-permitted", null, (doc) =>
    find(doc, "bullet_list").setAttribute("ins", "mmallory:ffff"),
  ),
  "E122 the title": forgery("repaired", null, (doc) => textIn(find(doc, "heading")).insert(0, "No ", {})),
  "E122 the title away": forgery("not-permitted", null, (doc) => body(doc).delete(0, 1)),
  "E122 the level of the title": forgery("not-permitted", null, (doc) =>
    find(doc, "heading").setAttribute("level", 2 as never),
  ),
  "E122 a status of the section": {
    suggester: "reserved",
    editor: "reserved",
    make: ({ one }) => one({ content: content.any("signed"), parent: "status", key: "state" }),
  },
  "E122 the flag of a passage": forgery("reserved", "reserved", (doc) =>
    find(doc, "placeholder").setAttribute("id", "s2"),
  ),
  "E122 a flag taken away": forgery("reserved", "reserved", (doc) => find(doc, "paragraph", 5).delete(1, 1)),
  "E122 one's own proposal accepted": forgery("repaired", null, (doc) =>
    p(doc, 0).format(at(doc, 0, "small "), 6, off(mine())),
  ),
  "E122 one's own deletion accepted": forgery("not-permitted", null, (doc) =>
    p(doc, 0).delete(at(doc, 0, "groups"), 6),
  ),
  "E122 one's own block accepted": forgery("not-yours", null, (doc) =>
    find(doc, "paragraph", 3).removeAttribute("ins"),
  ),
  // Another's suggestions.
  "E122 another's insertion away": forgery("repaired", "repaired", (doc) =>
    p(doc, 0).delete(at(doc, 0, "has "), 4),
  ),
  "E122 another's insertion cut short": forgery("repaired", "repaired", (doc) =>
    p(doc, 0).delete(at(doc, 0, "has "), 1),
  ),
  "E122 another's insertion accepted": forgery("repaired", "repaired", (doc) =>
    p(doc, 0).format(at(doc, 0, "has "), 4, off(bobs("insertion"))),
  ),
  "another's insertion lengthened": forgery("repaired", "repaired", (doc) =>
    p(doc, 0).insert(at(doc, 0, "has ") + 2, "xx", bobs("insertion")),
  ),
  "another's insertion taken over": forgery("repaired", "repaired", (doc) =>
    p(doc, 0).format(at(doc, 0, "has "), 4, { ...off(bobs("insertion")), ...mine() }),
  ),
  "another's insertion covered": forgery("repaired", "repaired", (doc) =>
    p(doc, 0).format(at(doc, 0, "has "), 4, mine()),
  ),
  "another's insertion in bold": forgery("repaired", "repaired", (doc) =>
    p(doc, 0).format(at(doc, 0, "has "), 4, { strong: {} }),
  ),
  "another's deletion off": forgery("repaired", "repaired", (doc) =>
    p(doc, 0).format(at(doc, 0, "the "), 4, off(bobs("deletion"))),
  ),
  "another's deletion off, beside an honest word": forgery("repaired", "repaired", (doc) => {
    p(doc, 0).format(at(doc, 0, "the "), 4, off(bobs("deletion")));
    p(doc, 0).insert(0, "Now ", mine());
  }),
  "another's deletion longer": forgery("repaired", "repaired", (doc) =>
    p(doc, 0).format(at(doc, 0, "the "), 12, bobs("deletion")),
  ),
  "another's deletion carried out": forgery("not-yours", null, (doc) =>
    p(doc, 0).delete(at(doc, 0, "the "), 4),
  ),
  "another's format off": forgery("repaired", "repaired", (doc) =>
    p(doc, 0).format(at(doc, 0, "participation"), 13, off(bobs("fmt"))),
  ),
  "another's format carried out": forgery("repaired", "repaired", (doc) =>
    p(doc, 0).format(at(doc, 0, "participation"), 13, { ...off(bobs("fmt")), strong: {} }),
  ),
  "another's deletion off one's own text": forgery("repaired", "repaired", (doc) =>
    p(doc, 1).format(0, 15, off(bobs("deletion"))),
  ),
  "another's deletion off one's own text, shortened": forgery("repaired", "repaired", (doc) => {
    p(doc, 1).delete(0, 1);
    p(doc, 1).format(0, 14, off(bobs("deletion")));
  }),
  "another's block away": forgery("repaired", "repaired", (doc) => body(doc).delete(3, 1)),
  "another's block accepted": forgery("not-yours", "not-yours", (doc) =>
    find(doc, "paragraph", 2).removeAttribute("ins"),
  ),
  "another's block taken over": forgery("not-yours", "not-yours", (doc) =>
    find(doc, "paragraph", 2).setAttribute("ins", "mmallory:ffff"),
  ),
  "E124 unmarked words in another's block": forgery("repaired", "repaired", (doc) =>
    p(doc, 2).insert(3, "xx"),
  ),
  "E124 words of another's block away": forgery("repaired", "repaired", (doc) => p(doc, 2).delete(0, 2)),
  "one's own block away with another's words in it": forgery("repaired", "repaired", (doc) =>
    body(doc).delete(4, 1),
  ),
  "another's record away": forgery("not-yours", "not-yours", (doc) =>
    records(doc).delete("mbob:dddd/delete/p1"),
  ),
  "another's record changed": forgery("not-yours", "not-yours", (doc) =>
    records(doc).set("mbob:dddd/attrs/p1/lang", { kind: "attrs", target: "p1", name: "lang", value: "fr" }),
  ),
  "all records away": forgery("not-yours", "not-yours", (doc) => records(doc).clear()),
  // In another's name.
  "E125 an insertion in another's name": forgery("repaired", "repaired", (doc) =>
    p(doc, 5).insert(3, "x", bobs("insertion")),
  ),
  "E125 a deletion in another's name": forgery("repaired", "repaired", (doc) =>
    p(doc, 0).format(0, 5, bobs("deletion")),
  ),
  "E125 a mark of one's own over another's id": forgery("repaired", "repaired", (doc) =>
    p(doc, 5).insert(0, "x", format(null, "insertion", { id: "mbob:aaaa", by: "mmallory" })),
  ),
  "E125 another's mark over one's own id": forgery("repaired", "repaired", (doc) =>
    p(doc, 5).insert(0, "x", format(null, "insertion", { id: "mmallory:aaaa", by: "mbob" })),
  ),
  "E125 a mark of a stranger": forgery("repaired", "repaired", (doc) =>
    p(doc, 5).insert(0, "x", format(null, "insertion", { id: "mnobody:aaaa", by: "mnobody" })),
  ),
  "E125 a block in another's name": forgery("not-yours", "not-yours", (doc) =>
    body(doc).insert(1, [element("paragraph", { id: "x1", ins: "mbob:ffff" }, "new")]),
  ),
  "E125 a record in another's name": forgery("not-yours", "not-yours", (doc) =>
    records(doc).set("mbob:ffff/join/p2", { kind: "join", target: "p2" }),
  ),
  // Proposals that nobody could decide.
  "a proposal without an id": forgery("repaired", "repaired", (doc) =>
    p(doc, 5).insert(0, "x", format(null, "insertion", { id: "", by: "mmallory" })),
  ),
  "a change of format that says nothing": forgery("schema", "schema", (doc) =>
    p(doc, 0).format(0, 5, format(null, "fmt", { id: "mmallory:aaaa", by: "mmallory", op: "bold" })),
  ),
  "a change of format that runs": forgery("schema", "schema", (doc) =>
    p(doc, 0).format(
      0,
      5,
      format(null, "fmt", {
        id: "mmallory:aaaa",
        by: "mmallory",
        op: '+{"type":"link","attrs":{"href":"javascript:1"}}',
      }),
    ),
  ),
  "a mark with an attribute too many": forgery("schema", "schema", (doc) =>
    p(doc, 0).format(0, 5, { insertion: { id: "mmallory:aaaa", by: "mmallory", at: 1 } }),
  ),
  "a mark under a false key": forgery("schema", "schema", (doc) =>
    p(doc, 0).insert(0, "x", { "insertion--abcdefgh": { id: "mmallory:aaaa", by: "mmallory" } }),
  ),
  "a line feed without a mark": forgery("repaired", "schema", (doc) => p(doc, 0).insert(0, "\n")),
  "a line feed under a deletion": forgery("repaired", "schema", (doc) =>
    p(doc, 0).insert(0, "\n", mine("deletion")),
  ),
  "a pending paragraph straight in a list": forgery("schema", "schema", (doc) =>
    find(doc, "bullet_list").insert(0, [element("paragraph", { id: "x1", ins: "mmallory:ffff" }, "new")]),
  ),
  "a record that says nothing": forgery("schema", "schema", (doc) =>
    records(doc).set("mmallory:ffff/delete/p1", 1),
  ),
  "a record under another key": forgery("schema", "schema", (doc) =>
    records(doc).set("mmallory:ffff/delete/p1", { kind: "delete", target: "p2" }),
  ),
  "a record under no key": forgery("schema", "schema", (doc) =>
    records(doc).set("x", { kind: "delete", target: "p2" }),
  ),
  "a record under a property of objects": forgery("schema", "schema", (doc) =>
    records(doc).set("__proto__", { kind: "delete", target: "p2" }),
  ),
  "a record with more in it": forgery("schema", "schema", (doc) =>
    records(doc).set("mmallory:ffff/delete/p1", { kind: "delete", target: "p1", by: "mbob" }),
  ),
  "a record with a shared text in it": forgery("malformed", "malformed", (doc) =>
    records(doc).set("mmallory:ffff/delete/p1", new Y.Map()),
  ),
  "a record of several values": {
    suggester: "malformed",
    editor: "malformed",
    make: ({ one }) =>
      one({ content: content.any(1, 2), parent: "suggestions", key: "mmallory:ffff/delete/p1" }),
  },
  "a record hidden in a prototype": {
    suggester: "schema",
    editor: "schema",
    make: ({ one }) =>
      one({
        content: content.any(JSON.parse('{"__proto__":{"kind":"delete","target":"p1"}}')),
        parent: "suggestions",
        key: "mmallory:ffff/delete/p1",
      }),
  },
  "a list among the records": {
    suggester: "schema",
    editor: "schema",
    make: ({ one }) => one({ content: content.any({ kind: "delete", target: "p1" }), parent: "suggestions" }),
  },
  "a type behind a record": {
    suggester: "malformed",
    editor: "malformed",
    make: ({ one, copy }) =>
      one({ content: content.type(1), origin: recordId(copy, "mmallory:eeee/attrs/p1/lang") }),
  },
  "a record that aims at nothing": forgery("repaired", "repaired", (doc) =>
    records(doc).set("mmallory:ffff/delete/x9", { kind: "delete", target: "x9" }),
  ),
  // As the study's unchecked servers suffered them.
  "2.1 a base character under an unknown mark": forgery("schema", "schema", (doc) =>
    p(doc, 0).format(0, 1, { blink: {} }),
  ),
  "2.1 structs after a gap": {
    suggester: "out-of-order",
    editor: "out-of-order",
    make: ({ act }) =>
      Y.diffUpdate(
        act((doc) => p(doc, 0).insert(0, "xy", mine())),
        Y.encodeStateVector(new Map([[MALLORY, 1]])),
      ),
  },
};

function recordId(document: Y.Doc, key: string): Id {
  const item = records(document)._map.get(key);
  return item === undefined ? [0, 0] : [item.id.client, item.id.clock];
}

/** What a raw client of a suggester may do at the edges of what is his and of the section. */
export const HARMLESS: Readonly<Record<string, (document: Y.Doc) => void>> = {
  "E124 a break at the start of a paragraph": (doc) => p(doc, 0).insert(0, "\n", mine()),
  "E124 a break inside": (doc) => p(doc, 0).insert(3, "\n", mine()),
  "E124 a break at the end": (doc) => p(doc, 0).insert(p(doc, 0).length, "\n", mine()),
  "E124 the first block of the section written anew as it was": (doc) => {
    const heading = new Y.XmlElement("heading");
    heading.setAttribute("id", "h1");
    heading.setAttribute("level", 1 as never);
    heading.insert(0, [new Y.XmlText("Findings")]);
    body(doc).delete(0, 1);
    body(doc).insert(0, [heading]);
  },
  "E124 a block before the first and one behind the last": (doc) => {
    body(doc).insert(0, [element("paragraph", { id: "x1", ins: "mmallory:ffff" }, "first")]);
    body(doc).insert(body(doc).length, [element("paragraph", { id: "x2", ins: "mmallory:ffff" }, "last")]);
  },
  "a word inside another's pending block, under one's own mark": (doc) => p(doc, 2).insert(4, "x", mine()),
  "a mark over another's pending word": (doc) => p(doc, 0).format(at(doc, 0, "has "), 3, mine("deletion")),
  "one's own word away with the marks of others on it": (doc) => p(doc, 1).delete(0, 9),
  "one's own record away": (doc) => records(doc).delete("mmallory:eeee/attrs/p1/lang"),
  "one's own record changed": (doc) =>
    records(doc).set("mmallory:eeee/attrs/p1/lang", {
      kind: "attrs",
      target: "p1",
      name: "lang",
      value: "ar",
    }),
};
