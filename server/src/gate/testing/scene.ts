import type { CloseReason, Level } from "@travaux/blueprint";
import { expect } from "vitest";
import * as Y from "yjs";
import { forge, type Id } from "./forge.ts";
import { Room, SAMPLE, schema } from "./room.ts";

export const MALLORY = 666;
export const ALICE = 100;

/** Finds the n-th element of a name, or its first text. */
export function find(document: Y.Doc, name: string, nth = 0): Y.XmlElement {
  const element = [
    ...document
      .getXmlFragment("body")
      .createTreeWalker((node) => node instanceof Y.XmlElement && node.nodeName === name),
  ][nth];
  if (!(element instanceof Y.XmlElement)) throw new Error(`No ${name}`);
  return element;
}

export function textIn(element: Y.XmlElement): Y.XmlText {
  const text = element.get(0);
  if (!(text instanceof Y.XmlText)) throw new Error("No text");
  return text;
}

export function idOf(type: Y.XmlElement | Y.XmlText): Id {
  const id = type._item?.id;
  if (id === undefined) throw new Error("Not in a document");
  return [id.client, id.clock];
}

export interface Scene {
  readonly room: Room;
  /** A document like everybody's, to find ids in. */
  readonly copy: Y.Doc;
  readonly paragraph: Y.XmlElement;
  readonly text: Y.XmlText;
  /** The update that `change` makes in Mallory's hands. */
  readonly act: (change: (document: Y.Doc) => void) => Uint8Array;
  /** An update of one struct of Mallory. */
  readonly one: (struct: Parameters<typeof forge>[0][number]["structs"][number]) => Uint8Array;
}

export function scene(json: unknown = SAMPLE, records: Readonly<Record<string, unknown>> = {}): Scene {
  const room = new Room(json, records);
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

export interface Attack {
  readonly reason: CloseReason;
  /** Whether nothing is left of it once Yjs has merged it with another update. */
  readonly mergesAway?: true;
  readonly level?: Level;
  readonly json?: unknown;
  readonly make: (scene: Scene) => Uint8Array;
}

export const insertionMark = schema.mark("insertion", { id: "mmallory:1", by: "mmallory" });
export const wholeState = (room: Room): Y.Doc => {
  const document = new Y.Doc();
  Y.applyUpdate(document, room.gate.state());
  return document;
};

export const WITH_PLACEHOLDER = {
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
