import * as Y from "yjs";
import { content, forge, type ForgedContent, type ForgedStruct, type Id } from "./forge.ts";

type Random = (below: number) => number;

function pick<Value>(values: readonly Value[], random: Random): Value {
  const value = values[random(values.length)];
  if (value === undefined) throw new Error("Nothing to pick from");
  return value;
}

const NODES = [
  "paragraph",
  "heading",
  "bullet_list",
  "list_item",
  "table",
  "table_row",
  "table_cell",
  "blockquote",
  "footnotes",
  "footnote_text",
  "placeholder",
  "placeholder_block",
  "doc",
  "text",
  "script",
  "__proto__",
  "",
];
const ATTRIBUTES = [
  "id",
  "ins",
  "lang",
  "dir",
  "level",
  "order",
  "colspan",
  "colwidth",
  "onclick",
  "constructor",
  "",
];
const VALUES = ["p1", "", "fr", "rtl", 1, 2, 99, true, null, { a: 1 }, [1], "x".repeat(200), "mb:1", 0.5];
const KEYS = [
  "strong",
  "em",
  "superscript",
  "subscript",
  "link",
  "footnote",
  "insertion",
  "deletion--abcdefgh",
  "fmt",
  "strong--abcdefgh",
  "blink",
  "__proto__",
  "ychange",
];
const FORMATS = [
  {},
  null,
  true,
  { href: "https://example.org" },
  { href: "javascript:1" },
  { id: "n1" },
  { id: 1 },
  { id: "mb:1", by: "mb" },
  { type: "added" },
  [],
];
const TEXTS = ["a", "base", "\n", "\uFFFC", "\u0000", "😀", "", "\t", "\uFFFC\uFFFC", "long ".repeat(20)];
const ROOTS = ["body", "body", "body", "suggestions", "elsewhere", ""];

/** Everything in the document that can be named. */
function types(document: Y.Doc): (Y.XmlElement | Y.XmlText)[] {
  return [...document.getXmlFragment("body").createTreeWalker(() => true)].filter(
    (node) => node instanceof Y.XmlElement || node instanceof Y.XmlText,
  );
}

function anyId(document: Y.Doc, random: Random): Id {
  const clients = [...document.store.clients.keys()];
  const client = pick(clients, random);
  const top = Y.getState(document.store, client);
  return random(12) === 0 ? [client, top + random(4)] : [client, random(top)];
}

/** Uses Yjs as a client would, but does anything to anything. */
function abuse(document: Y.Doc, random: Random): void {
  const body = document.getXmlFragment("body");
  const targets = types(document);
  const target = targets.length === 0 ? body : pick(targets, random);
  const make = (): Y.XmlElement | Y.XmlText => {
    if (random(3) === 0) return new Y.XmlText(pick(TEXTS, random));
    const element = new Y.XmlElement(pick(NODES, random));
    if (random(2) === 0) element.setAttribute(pick(ATTRIBUTES, random), pick(VALUES, random) as string);
    return element;
  };
  const dice = random(9);
  if (dice === 0 && random(4) === 0) document.getMap("suggestions").set("x", 1);
  else if (dice === 1 && body.length > 0) body.delete(random(body.length), 1);
  else if (dice === 2) body.insert(random(body.length + 1), [make()]);
  else if (target instanceof Y.XmlText) {
    const at = random(target.length + 1);
    if (dice < 5)
      target.insert(
        at,
        pick(TEXTS, random),
        random(3) === 0 ? { [pick(KEYS, random)]: pick(FORMATS, random) } : undefined,
      );
    else if (dice < 7)
      target.format(at, random(target.length - at + 1), { [pick(KEYS, random)]: pick(FORMATS, random) });
    else if (dice === 7) target.delete(at, random(target.length - at + 1));
    else target.setAttribute(pick(ATTRIBUTES, random), pick(VALUES, random));
  } else if (target instanceof Y.XmlElement) {
    if (dice < 6) target.setAttribute(pick(ATTRIBUTES, random), pick(VALUES, random) as string);
    else if (dice === 6) target.removeAttribute(pick(ATTRIBUTES, random));
    else if (dice === 7 && target.length > 0) target.delete(random(target.length), 1);
    else target.insert(random(target.length + 1), [make()]);
  }
}

function abusedUpdate(state: Uint8Array, client: number, random: Random): Uint8Array {
  const document = new Y.Doc();
  Y.applyUpdate(document, state);
  document.clientID = client;
  const updates: Uint8Array[] = [];
  document.on("update", (update: Uint8Array) => updates.push(update));
  for (let count = 1 + random(3); count > 0; count--) document.transact(() => abuse(document, random));
  return updates.length === 0 ? forge([]) : Y.mergeUpdates(updates);
}

function forgedContent(random: Random): ForgedContent {
  switch (random(16)) {
    case 0:
      return content.gc(random(20));
    case 1:
      return content.deleted(random(20));
    case 2:
      return content.embed(pick(FORMATS, random));
    case 3:
      return content.json(1);
    case 4:
      return content.binary(Uint8Array.of(1));
    case 5:
      return content.document();
    case 6:
      return content.skip(random(3));
    case 7:
    case 8:
    case 9:
      return content.type(pick([0, 1, 2, 3, 3, 3, 3, 4, 5, 6, 6], random), pick(NODES, random));
    case 10:
    case 11:
      return content.format(pick(KEYS, random), pick(FORMATS, random));
    case 12:
    case 13:
      return content.any(...Array.from({ length: random(3) === 0 ? 2 : 1 }, () => pick(VALUES, random)));
    default:
      return content.string(pick(TEXTS, random));
  }
}

function forgedUpdate(state: Uint8Array, client: number, clock: number, random: Random): Uint8Array {
  const document = new Y.Doc();
  Y.applyUpdate(document, state);
  const structs = Array.from({ length: random(5) }, (_, at): ForgedStruct => {
    const own: Id = [client, clock + random(at + 1)];
    const reference = (): Id => (random(4) === 0 ? own : anyId(document, random));
    const placed: Partial<ForgedStruct> =
      random(2) === 0
        ? { parent: random(3) === 0 ? pick(ROOTS, random) : reference() }
        : { origin: reference(), ...(random(2) === 0 ? { right: reference() } : {}) };
    return {
      content: forgedContent(random),
      ...placed,
      ...(random(4) === 0 ? { key: pick(ATTRIBUTES, random) } : {}),
    };
  });
  const [victim, at] = anyId(document, random);
  return forge(
    structs.length === 0 ? [] : [{ client, clock: random(15) === 0 ? clock + 1 : clock, structs }],
    random(3) === 0 ? [[victim, [at, 1 + random(6)]]] : [],
  );
}

function mutated(update: Uint8Array, random: Random): Uint8Array {
  const bytes = update.slice(0, random(5) === 0 ? random(update.length + 1) : update.length);
  for (let count = 1 + random(3); count > 0 && bytes.length > 0; count--)
    bytes[random(bytes.length)] = random(256);
  return bytes;
}

/** Something a hostile member sends who knows all of the document: abused, forged by hand, or damaged. */
export function hostileUpdate(state: Uint8Array, client: number, clock: number, random: Random): Uint8Array {
  const dice = random(10);
  if (dice < 5) return abusedUpdate(state, client, random);
  if (dice < 8) return forgedUpdate(state, client, clock, random);
  return mutated(
    random(2) === 0 ? abusedUpdate(state, client, random) : forgedUpdate(state, client, clock, random),
    random,
  );
}
