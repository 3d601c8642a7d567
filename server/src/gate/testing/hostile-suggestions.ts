import type { Mark } from "prosemirror-model";
import * as Y from "yjs";
import { keyOfMark } from "../mark-key.ts";
import { schema } from "./room.ts";

type Random = (below: number) => number;

function pick<Value>(values: readonly Value[], random: Random): Value {
  const value = values[random(values.length)];
  if (value === undefined) throw new Error("Nothing to pick from");
  return value;
}

const SIDS = ["aaaa", "bbbb", "cccc", "ffff", "gggg"];
const OPS = ['+{"type":"strong"}', '-{"type":"strong"}', '+{"type":"em"}', "bold", '+{"type":"insertion"}'];
const WORDS = ["x", "State ", "the ", "\n", "\uFFFC", "😀", "abc", "Bob's words", " "];
const NODES = [
  "paragraph",
  "heading",
  "list_item",
  "bullet_list",
  "table",
  "footnote_text",
  "footnotes",
  "blockquote",
];

/** A mark of Mallory's, of Bob's, of both or of nobody's. */
function anyMark(random: Random): Mark {
  const name = pick(["insertion", "insertion", "deletion", "fmt"], random);
  const [id, by] = pick(
    [
      ["mmallory", "mmallory"],
      ["mmallory", "mmallory"],
      ["mmallory", "mmallory"],
      ["mbob", "mbob"],
      ["mbob", "mmallory"],
      ["mmallory", "mbob"],
      ["mmallory2", "mmallory"],
      ["mnobody", "mnobody"],
    ] as const,
    random,
  );
  const op = name === "fmt" ? { op: pick(OPS, random) } : {};
  return schema.mark(name, { id: `${id}:${pick(SIDS, random)}`, by, ...op });
}

function anyFormats(random: Random): Record<string, object | null> | undefined {
  const dice = random(8);
  if (dice === 0) return undefined;
  if (dice === 1) return {};
  if (dice === 2) return { strong: {} };
  const formats: Record<string, object | null> = {};
  for (let count = 1 + random(2); count > 0; count--) {
    const mark = anyMark(random);
    formats[keyOfMark(mark)] = random(4) === 0 ? null : { ...mark.attrs };
  }
  return formats;
}

/** Switches off a mark that is there, or on. */
function toggles(text: Y.XmlText, random: Random): Record<string, object | null> | undefined {
  const present = new Set<string>();
  for (let item = text._start; item !== null; item = item.right)
    if (!item.deleted && item.content instanceof Y.ContentFormat) present.add(item.content.key);
  return present.size > 0 && random(2) === 0 ? { [pick([...present], random)]: null } : anyFormats(random);
}

function anySid(random: Random): string {
  return `${pick(["mmallory", "mmallory", "mbob", "mnobody", ""], random)}:${pick(SIDS, random)}`;
}

function anyElement(random: Random): Y.XmlElement {
  const name = pick(NODES, random);
  const element = new Y.XmlElement(name);
  element.setAttribute("id", `x${random(50)}`);
  if (random(3) > 0) element.setAttribute("ins", anySid(random));
  if (name === "heading") element.setAttribute("level", 1 as never);
  if (["paragraph", "heading", "footnote_text"].includes(name)) {
    const text = new Y.XmlText();
    text.insert(0, pick(["new", "words", "x"], random), anyFormats(random));
    element.insert(0, [text]);
  }
  return element;
}

function anyRecord(ids: readonly string[], random: Random): [key: string, value: unknown] {
  const sid = anySid(random);
  const target = random(5) === 0 ? "x99" : pick(ids, random);
  switch (random(5)) {
    case 0:
      return [`${sid}/join/${target}`, { kind: "join", target }];
    case 1:
      return [
        `${sid}/attrs/${target}/lang`,
        { kind: "attrs", target, name: "lang", value: pick(["fr", null, 1], random) },
      ];
    case 2:
      return [
        `${sid}/shape/${target}`,
        { kind: "shape", target, last: target, to: [{ keep: target, type: "heading" }] },
      ];
    case 3:
      return [`${sid}/delete/${target}`, pick<unknown>([1, null, "x", {}, { kind: "join", target }], random)];
    default:
      return [`${sid}/delete/${target}`, { kind: "delete", target }];
  }
}

function actOnText(text: Y.XmlText, random: Random): void {
  const at = random(text.length + 1);
  const length = random(Math.min(12, text.length - at) + 1);
  const dice = random(6);
  if (dice < 2) text.insert(at, pick(WORDS, random), anyFormats(random));
  else if (dice < 4) {
    if (length > 0) text.format(at, length, toggles(text, random) ?? {});
  } else if (length > 0) text.delete(at, length);
}

function actOnElement(element: Y.XmlElement, random: Random): void {
  switch (random(6)) {
    case 0:
      return element.setAttribute("ins", anySid(random));
    case 1:
      return element.removeAttribute("ins");
    case 2:
      return element.setAttribute(pick(["lang", "id"], random), pick(["fr", "p1", "x3"], random));
    case 3:
      return element.length > 0 ? element.delete(random(element.length), 1) : undefined;
    default:
      return element.insert(random(element.length + 1), [anyElement(random)]);
  }
}

/** One thing that somebody might do to the suggestions of a document who knows how they are stored. */
function abuseSuggestions(document: Y.Doc, random: Random): void {
  const body = document.getXmlFragment("body");
  const records = document.getMap("suggestions");
  const all = [...body.createTreeWalker(() => true)];
  const texts = all.filter((node) => node instanceof Y.XmlText);
  const elements = all.filter((node) => node instanceof Y.XmlElement);
  const ids = elements.map((element) => String(element.getAttribute("id")));
  const dice = random(20);
  if (dice < 12 && texts.length > 0) actOnText(pick(texts, random), random);
  else if (dice < 15 && elements.length > 0) actOnElement(pick(elements, random), random);
  else if (dice < 17) {
    if (random(2) === 0 || body.length < 3) body.insert(random(body.length + 1), [anyElement(random)]);
    else body.delete(random(body.length), 1);
  } else if (dice === 17 && records.size > 0) records.delete(pick([...records.keys()], random));
  else if (ids.length > 0) records.set(...anyRecord(ids, random));
}

/** What a hostile member makes of a state, as one update. */
export function hostileSuggestion(state: Uint8Array, client: number, random: Random): Uint8Array | null {
  const document = new Y.Doc({ guid: "hostile" });
  Y.applyUpdate(document, state);
  document.clientID = client;
  const updates: Uint8Array[] = [];
  document.on("update", (update: Uint8Array) => updates.push(update));
  for (let count = 1 + random(3); count > 0; count--) {
    if (random(2) === 0) document.transact(() => abuseSuggestions(document, random));
    else abuseSuggestions(document, random);
  }
  document.destroy();
  return updates.length === 0 ? null : Y.mergeUpdates(updates);
}
