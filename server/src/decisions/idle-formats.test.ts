import { BODY_ROOT, createReportSchema } from "@travaux/blueprint";
import { readSuggestions } from "@travaux/track-changes/model";
import { describe, expect, it } from "vitest";
import * as Y from "yjs";
import { keyOfMark } from "../gate/mark-key.ts";
import { readTracked } from "../gate/read-body.ts";
import { seedUpdate } from "../gate/seed-update.ts";
import { keepFormatting } from "../gate/shadow.ts";
import { beforeAfter } from "./model/before-after.ts";
import { bringBack } from "./model/bring-back.ts";
import { decideOn, goesWith } from "./model/plan-decision.ts";
import { alignByLetters, alignByMarks } from "./model/text-edits.ts";
import { dropIdleFormats } from "./idle-formats.ts";
import { TrackedText } from "./tracked-text.ts";

const schema = createReportSchema();
const SEED = {
  type: "doc",
  content: [
    { type: "paragraph", attrs: { id: "p1" }, content: [{ type: "text", text: "The law was adopted." }] },
  ],
};

function textOf(doc: Y.Doc): Y.XmlText {
  const paragraph = doc.getXmlFragment(BODY_ROOT).get(0);
  const text = paragraph instanceof Y.XmlElement ? paragraph.get(0) : null;
  if (!(text instanceof Y.XmlText)) throw new Error("There is no text");
  return text;
}

function format(type: string, by: string): Record<string, unknown> {
  const mark = schema.mark(type, { id: `${by}:abcd`, by });
  return { [keyOfMark(mark)]: mark.attrs };
}

/** A server that keeps every marker, and two people whose Yjs takes idle ones away. */
class Room {
  readonly server = new Y.Doc();
  readonly people: readonly [Y.Doc, Y.Doc] = [new Y.Doc(), new Y.Doc()];

  constructor() {
    keepFormatting(this.server);
    this.send(seedUpdate(schema, SEED, 1));
  }

  send(update: Uint8Array): void {
    for (const doc of [this.server, ...this.people]) Y.applyUpdate(doc, update);
  }

  edit(who: 0 | 1, change: (text: Y.XmlText) => void): void {
    const doc = this.people[who];
    const before = Y.encodeStateVector(doc);
    doc.transact(() => change(textOf(doc)));
    this.send(Y.encodeStateAsUpdate(doc, before));
  }

  text(): TrackedText {
    return new TrackedText(schema, Y.encodeStateAsUpdate(this.server));
  }
}

describe("markers that change no character's formats", () => {
  // In which order marks are stored hangs on the hash of their ids.
  const pairs = Array.from({ length: 20 }, (_, at) => [`ma${at}`, `mb${at * 7}`] as const);

  it.each(pairs)("are leant on by nothing that comes back: %s and %s", (one, other) => {
    const room = new Room();
    room.edit(0, (text) => text.insert(4, "old and venerable ", format("insertion", one)));
    room.edit(1, (text) => text.format(8, 14, format("deletion", other)));
    const before = room.text();
    const open = readSuggestions(before.tracked);
    const standing = open.filter(({ by }) => by === one);
    const decided = decideOn(before.tracked, open, { standing, choice: "reject" }, () => "unused");
    room.send(before.changeTo(decided.resolution, alignByMarks(goesWith(decided))).update);
    const after = room.text();
    const back = bringBack(beforeAfter(before.tracked, decided.resolution), after.tracked);
    if (back === null) throw new Error("It cannot be brought back");
    room.send(after.changeTo(back, alignByLetters).update);
    for (const doc of [room.server, ...room.people])
      expect(readTracked(schema, doc).doc.eq(before.tracked.doc)).toBe(true);
  });

  it("go, and every other one stays", () => {
    const room = new Room();
    room.edit(0, (text) => text.insert(4, "old ", format("insertion", "ma")));
    const doc = new Y.Doc();
    keepFormatting(doc);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(room.server));
    const markers = (): number => {
      let count = 0;
      for (let item = textOf(doc)._start; item !== null; item = item.right)
        if (!item.deleted && item.content instanceof Y.ContentFormat) count += 1;
      return count;
    };
    const shown = JSON.stringify(textOf(doc).toDelta());
    expect(markers()).toBe(2);
    dropIdleFormats(textOf(doc));
    expect([markers(), JSON.stringify(textOf(doc).toDelta())]).toEqual([2, shown]);
    // Without letters between them both are idle.
    doc.transact((transaction) => {
      for (let item = textOf(doc)._start; item !== null; item = item.right)
        if (item.content instanceof Y.ContentString && item.content.str === "old ") item.delete(transaction);
    });
    expect(markers()).toBe(2);
    dropIdleFormats(textOf(doc));
    expect(markers()).toBe(0);
  });
});
