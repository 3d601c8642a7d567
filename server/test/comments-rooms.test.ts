import { doc, p, reportSchema } from "@travaux/blueprint/testing";
import { anchorParts, partRange } from "@travaux/comments/model";
import { setBlockType } from "prosemirror-commands";
import { insertFootnote } from "@travaux/footnotes";
import { Fragment, type Node } from "prosemirror-model";
import { wrapInList } from "prosemirror-schema-list";
import type { Command } from "prosemirror-state";
import { afterEach, beforeAll, describe, expect, it } from "vitest";
import {
  placesOf,
  RecordOfThreads,
  seenAnew,
  startCommentedRooms,
  writerIn,
  type CommentedRooms,
  type Places,
} from "./comments-rooms-fixture.ts";
import { cleanUp, temporaryFolder } from "./temporary.ts";
import { installDom } from "./track-changes/dom.ts";
import { findNode, findWords, type Writer } from "./track-changes/writer.ts";

beforeAll(() => void installDom());
afterEach(cleanUp);

const TARGET = "TARGET WORDS";
const THREAD = "t00000000000000000001";

function text(): Node {
  return doc(
    p({ id: "one" }, "The first paragraph says what comes."),
    p({ id: "two" }, `The law of the State has ${TARGET} in its second article.`),
    p({ id: "three" }, "The last paragraph says what came."),
  );
}

/** What somebody does to the text, and the words that the thread is about afterwards; `null` for an orphan. */
interface Operation {
  readonly name: string;
  /** One after another, each with a change of the text that reaches the server by itself. */
  readonly acts: readonly ((writer: Writer) => unknown)[];
  readonly words: string | null;
}

const { heading, bullet_list: bulletList } = reportSchema.nodes;

/** Takes a block out and puts it in elsewhere at once, as dragging it does. */
function drag(writer: Writer): void {
  const { node, pos } = findNode(writer.doc, "two");
  const { tr } = writer.view.state;
  tr.delete(pos, pos + node.nodeSize);
  writer.view.dispatch(tr.insert(tr.doc.content.size, Fragment.from(node)));
}

function cutAndPaste(): Operation["acts"] {
  let html = "";
  const cut = (writer: Writer): void => {
    ({ html } = writer.select(`of the State has ${TARGET} in its second`).copy());
    writer.press("Delete");
  };
  return [cut, (writer) => writer.after("what came").pasteHtml(html)];
}

function put(command: Command | null | undefined): Operation["acts"] {
  return [(writer) => command && writer.before(TARGET).run(command)];
}

const undo = (writer: Writer): unknown => writer.pause().undo();

/** The operations that a place is to be kept through, with what the thread is about then. */
const OPERATIONS: readonly Operation[] = [
  {
    name: "typing before",
    acts: [(w) => w.before("The law").type("Indeed: "), (w) => w.before(TARGET).type("few ")],
    words: TARGET,
  },
  { name: "typing inside", acts: [(w) => w.after("TARGET ").type("more ")], words: "TARGET more WORDS" },
  { name: "typing after", acts: [(w) => w.after(TARGET).type(" indeed")], words: TARGET },
  { name: "deleting before", acts: [(w) => w.select("The law of ").press("Delete")], words: TARGET },
  { name: "deleting a part", acts: [(w) => w.select("GET W").press("Delete")], words: "TARORDS" },
  { name: "deleting the whole", acts: [(w) => w.select(TARGET).press("Delete")], words: null },
  { name: "bold", acts: [(w) => w.select("TARGET").press("Mod-b")], words: TARGET },
  { name: "a split before", acts: [(w) => w.before("has").press("Enter")], words: TARGET },
  { name: "a split inside", acts: [(w) => w.after("TARGET WO").press("Enter")], words: "TARGET WO" },
  { name: "a join", acts: [(w) => w.into("two").press("Backspace")], words: TARGET },
  { name: "a heading made of it", acts: put(heading && setBlockType(heading, { level: 2 })), words: TARGET },
  { name: "a list made of it", acts: put(bulletList && wrapInList(bulletList)), words: TARGET },
  { name: "a move", acts: [drag], words: TARGET },
  { name: "cut and paste", acts: cutAndPaste(), words: TARGET },
  { name: "a footnote before it", acts: put(insertFootnote(() => "note1")), words: TARGET },
  {
    name: "deleting and undoing",
    acts: [(w) => w.pause().select(TARGET).press("Delete"), undo],
    words: TARGET,
  },
  {
    name: "deleting the block and undoing",
    acts: [(w) => w.pause().selectNode("two").press("Delete"), undo],
    words: TARGET,
  },
];

/** A server with one thread on the target of a section. */
async function commented() {
  const folder = await temporaryFolder();
  const record = new RecordOfThreads(text());
  const places = placesOf("untoc.5.b");
  record.texts.push({ address: places.text, standing: "current" });
  const { from, to } = findWords(record.seed, TARGET);
  record.begin(places.threads, THREAD, places.text, anchorParts(record.seed, from, to) ?? []);
  const server = await startCommentedRooms(folder, record);
  return { folder, record, places, server };
}

async function perform({ acts }: Operation, writer: Writer): Promise<void> {
  for (const act of acts) {
    const before = writer.doc;
    act(writer);
    if (writer.doc.eq(before)) throw new Error("Nothing was done");
    await writer.connection.saved();
  }
}

/** What somebody who comes anew sees of the thread: the words it is shown at, those that it says, and the text. */
async function foundAnew(server: CommentedRooms, places: Places): Promise<Found> {
  const { doc: text, threads } = await seenAnew(server, places);
  const [part, ...more] = threads.find(({ id }) => id === THREAD)?.anchor?.parts ?? [];
  if (part === undefined || more.length > 0) throw new Error("Not one part");
  const range = partRange(text, part);
  const shown = range === null ? null : text.textBetween(range.from, range.to, "", "\uFFFC");
  return { shown, quote: part.quote, state: part.state, text: text.toJSON() };
}

interface Found {
  readonly shown: string | null;
  readonly quote: string;
  readonly state: string;
  readonly text: unknown;
}

function wanted({ words }: Operation, left: Node): Found {
  const state = words === null ? "orphaned" : "placed";
  return { shown: words, quote: words ?? TARGET, state, text: left.toJSON() };
}

describe.for(OPERATIONS)("a thread keeps its place through $name", (operation) => {
  it("and is found there by who comes after the server was started anew", async () => {
    const { folder, record, places, server } = await commented();
    const { writer, leave } = await writerIn(server, "b", places.text);
    await perform(operation, writer);
    const { doc: left } = writer;
    leave();
    await server.stop();
    const again = await startCommentedRooms(folder, record);
    expect(await foundAnew(again, places)).toEqual(wanted(operation, left));
  });

  it("where the server ended before it had written that down", async () => {
    const { folder, record, places, server } = await commented();
    const { writer, leave } = await writerIn(server, "b", places.text);
    await perform(operation, writer);
    server.faulty.weather = "full";
    const { doc: left } = writer;
    leave();
    await server.stop();
    const again = await startCommentedRooms(folder, record);
    expect(await foundAnew(again, places)).toEqual(wanted(operation, left));
  });
});
