import { blockquote, doc, li, p, reportSchema, ul } from "@travaux/blueprint/testing";
import { anchorParts } from "@travaux/comments/model";
import fc from "fast-check";
import { baseKeymap, setBlockType } from "prosemirror-commands";
import { wrapInList } from "prosemirror-schema-list";
import { TextSelection } from "prosemirror-state";
import { afterEach, beforeAll, expect, it } from "vitest";
import {
  placesOf,
  RecordOfThreads,
  seenAnew,
  startCommentedRooms,
  threadsIn,
  writerIn,
} from "./comments-rooms-fixture.ts";
import { enter } from "./room-fixture.ts";
import { cleanUp, temporaryFolder } from "./temporary.ts";
import { installDom } from "./track-changes/dom.ts";
import type { Writer } from "./track-changes/writer.ts";
import { until } from "./until.ts";

beforeAll(() => void installDom());
afterEach(cleanUp);

const TEXT = doc(
  p({ id: "a" }, "The law provides for it. The law provides for more."),
  p({ id: "b" }, "In practice the provision has been applied twice, in 2019 and in 2023."),
  blockquote({ id: "q" }, p({ id: "c" }, "Quoted: the law provides for it.")),
  ul(
    { id: "u" },
    li({ id: "l" }, p({ id: "d" }, "First.")),
    li({ id: "m" }, p({ id: "e" }, "Second, and last.")),
  ),
);

/** Where something is done, as shares of the text's length, and what. */
const edits = fc.record({
  who: fc.integer({ min: 0, max: 1 }),
  from: fc.double({ min: 0, max: 1, noNaN: true }),
  length: fc.integer({ min: 1, max: 40 }),
  kind: fc.constantFrom(
    "type",
    "type",
    "delete",
    "delete",
    "split",
    "join",
    "heading",
    "list",
    "bold",
    "cut",
    "paste",
    "undo",
    "wait",
  ),
});
type Edit = typeof edits extends fc.Arbitrary<infer Value> ? Value : never;

class Clipboard {
  html = "<p>the law provides for it</p>";
}

function perform(writer: Writer, { from: share, length, kind }: Edit, clipboard: Clipboard): void {
  const { size } = writer.doc.content;
  const from = Math.floor(share * size);
  const to = Math.min(size, from + length);
  const { state } = writer.view;
  const between = TextSelection.between(state.doc.resolve(from), state.doc.resolve(to));
  writer.view.dispatch(
    state.tr.setSelection(
      kind === "split" || kind === "type" ? TextSelection.near(state.doc.resolve(from)) : between,
    ),
  );
  switch (kind) {
    case "type":
      return void writer.type(" it.");
    case "delete":
      return void writer.run(baseKeymap["Delete"] ?? (() => false));
    case "cut":
      clipboard.html = writer.view.state.selection.empty ? clipboard.html : writer.copy().html;
      return void writer.run(baseKeymap["Delete"] ?? (() => false));
    case "paste":
      return void writer.pasteHtml(clipboard.html);
    case "split":
      return void writer.press("Enter");
    case "join":
      return void writer.run(baseKeymap["Mod-Backspace"] ?? (() => false));
    case "heading":
      return void (
        reportSchema.nodes["heading"] && writer.run(setBlockType(reportSchema.nodes["heading"], { level: 2 }))
      );
    case "list":
      return void (
        reportSchema.nodes["bullet_list"] && writer.run(wrapInList(reportSchema.nodes["bullet_list"]))
      );
    case "bold":
      return void writer.press("Mod-b");
    case "undo":
      return void writer.pause().undo();
    case "wait":
      return undefined;
    default:
      return kind satisfies never;
  }
}

/** Ranges of the text that threads are about: each paragraph, pieces of them, and some over more than one. */
const RANGES: readonly (readonly [number, number])[] = [
  [1, 25],
  [5, 8],
  [26, 30],
  [60, 70],
  [40, 75],
  [54, 123],
  [130, 150],
  [1, 180],
];

it(
  "loses no thread and lets none point outside its text, whatever two people do at once",
  { timeout: 120_000 },
  async () => {
    const record = new RecordOfThreads(TEXT);
    const server = await startCommentedRooms(await temporaryFolder(), record);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(edits, { minLength: 4, maxLength: 25 }), async (script) => {
        const places = placesOf(`untoc.${(run += 1)}.b`);
        record.texts.splice(0, Infinity, { address: places.text, standing: "current" });
        const ids: string[] = [];
        for (const [at, [from, to]] of RANGES.entries()) {
          const parts = anchorParts(TEXT, from, Math.min(to, TEXT.content.size));
          if (parts === null) continue;
          const id = `t${`${at}`.padStart(20, "0")}`;
          ids.push(id);
          record.begin(places.threads, id, places.text, parts);
        }
        expect(ids.length).toBeGreaterThan(5);
        const people = [await writerIn(server, "b", places.text), await writerIn(server, "c", places.text)];
        const reader = enter(server, "c", places.threads);
        await reader.ready();
        const clipboard = new Clipboard();
        for (const edit of script) {
          const person = people[edit.who];
          if (person === undefined) continue;
          if (edit.kind === "wait") await person.writer.connection.saved();
          perform(person.writer, edit, clipboard);
        }
        for (const { writer } of people) await writer.connection.saved();
        const kept = await server.rooms.anchorsOf(places.threads);
        await until("what is shown is what is kept", () =>
          threadsIn(reader.doc).every(
            ({ id, anchor }) => JSON.stringify(anchor) === JSON.stringify(kept.get(id)),
          ),
        );
        const seen = await seenAnew(server, places);
        expect(seen.threads.map(({ id }) => id).toSorted()).toEqual(ids);
        const texts = new Map(seen.blocks.map(({ id, text }) => [id, text]));
        for (const { anchor } of seen.threads) {
          expect(anchor?.parts.length).toBeGreaterThan(0);
          for (const part of anchor?.parts ?? []) {
            expect(part.quote).not.toBe("");
            if (part.state === "orphaned") continue;
            expect(part.from).toBeLessThan(part.to);
            expect(texts.get(part.block)?.slice(part.from, part.to)).toBe(part.quote);
          }
        }
        for (const { leave } of people) leave();
        reader.leave();
      }),
      { numRuns: 25 },
    );
  },
);
