/**
 * What keeping anchors adds to a key stroke in an open text: milliseconds that applying it to the live document takes
 * longer with 500 threads in a section of 60 KB, spread over it or all in one block, than without any, in the same run.
 * It may be 0.2 ms on average. Run with `node server/bench/anchors-live.bench.ts` under the condition `travaux-source`.
 */
import { BODY_ROOT, createReportSchema, parseRoomName, type RoomAddress } from "@travaux/blueprint";
import type { AnchorPart } from "@travaux/comments/model";
import { pino } from "pino";
import * as Y from "yjs";
import { seedUpdate } from "../src/gate/seed-update.ts";
import { keepFormatting } from "../src/gate/shadow.ts";
import { AnchorKeeper } from "../src/rooms/anchor-keeper.ts";
import { nameInReview } from "../src/rooms/name-in-review.ts";
import { SEED_CLIENT } from "../src/rooms/room-state.ts";
import { ThreadsDocument } from "../src/rooms/threads-document.ts";

const STROKES = 3000;
const WARM_UP = 500;
const THREADS = 500;
const BLOCKS = 150;
const LIMIT_MS = 0.2;
const SENTENCE =
  "The State under review criminalized participation in an organized criminal group in its Act. ";
const schema = createReportSchema();
const TEXT = addressOf("rbench001/untoc.5.b/reviewers/text/1");

function addressOf(name: string): RoomAddress {
  const address = parseRoomName(name);
  if (address === null) throw new RangeError(name);
  return address;
}

/** A section; the first block is long enough for all threads. */
function section(): Uint8Array {
  const content = Array.from({ length: BLOCKS }, (_, at) => ({
    type: "paragraph",
    attrs: { id: `p${at}` },
    content: [{ type: "text", text: SENTENCE.repeat(4) }],
  }));
  return seedUpdate(schema, { type: "doc", content }, SEED_CLIENT);
}

/** The anchor of the nth thread: over three words of a block. */
function partOf(thread: number, blocks: number): AnchorPart {
  const text = SENTENCE.repeat(4);
  const from = (thread * 7) % (text.length - 60);
  const to = from + 20;
  return {
    block: `p${thread % blocks}`,
    from,
    to,
    quote: text.slice(from, to),
    before: text.slice(Math.max(0, from - 32), from),
    after: text.slice(to, to + 32),
    state: "placed",
  };
}

/** Nothing is stored: what a write costs the disk is measured elsewhere. */
function emptyDocument(): ThreadsDocument {
  const address: RoomAddress = { ...TEXT, document: "threads" };
  let seq = 0;
  return new ThreadsDocument(address, {
    room: nameInReview(address),
    log: { append: async () => (seq += 1), listen: () => () => undefined },
    restored: { state: Y.encodeStateAsUpdate(new Y.Doc()), owners: new Map(), upTo: 0, damaged: false },
    logger: pino({ level: "silent" }),
  });
}

/** One person's key strokes all over the first blocks, as updates. */
function strokes(state: Uint8Array, blocks: number): readonly Uint8Array[] {
  const writer = new Y.Doc();
  Y.applyUpdate(writer, state);
  const updates: Uint8Array[] = [];
  writer.on("update", (update: Uint8Array) => updates.push(update));
  const body = writer.getXmlFragment(BODY_ROOT);
  for (let stroke = 0; stroke < STROKES; stroke += 1) {
    const block = body.get(stroke % blocks);
    const text = block instanceof Y.XmlElement ? block.get(0) : null;
    if (text instanceof Y.XmlText) text.insert((stroke * 13) % text.length, "x");
  }
  return updates;
}

/** @param blocks in how many blocks the threads stand, and what is written; 0 threads where `keeping` is false */
async function measure(
  blocks: number,
  keeping: boolean,
): Promise<{ mean: number; p95: number; flush: number }> {
  const state = section();
  const live = new Y.Doc();
  keepFormatting(live);
  Y.applyUpdate(live, state);
  const threads = emptyDocument();
  const keeper = new AnchorKeeper({
    room: nameInReview(TEXT),
    body: live.getXmlFragment(BODY_ROOT),
    isTextblock: (name) => schema.nodes[name]?.isTextblock ?? false,
    retain: () => () => undefined,
  });
  for (let thread = 0; keeping && thread < THREADS; thread += 1) {
    const id = `t${String(thread).padStart(20, "0")}`;
    const parts = [partOf(thread, blocks)];
    keeper.track(threads, id, parts);
    await threads.write(new Map(), new Map([[id, { room: nameInReview(TEXT), parts }]]));
  }
  const times: number[] = [];
  for (const update of strokes(state, blocks)) {
    const begun = performance.now();
    Y.applyUpdate(live, update);
    times.push(performance.now() - begun);
  }
  const begun = performance.now();
  await threads.flush();
  const flush = performance.now() - begun;
  keeper.close();
  threads.close();
  const sorted = times.slice(WARM_UP).toSorted((a, b) => a - b);
  const mean = sorted.reduce((sum, time) => sum + time, 0) / sorted.length;
  return { mean, p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0, flush };
}

for (const blocks of [BLOCKS, 1]) {
  const without = await measure(blocks, false);
  const kept = await measure(blocks, true);
  const added = kept.mean - without.mean;
  const where = blocks === 1 ? "all in one block" : `in ${blocks} blocks`;
  console.log(
    `${THREADS} threads ${where}: a key stroke takes ${added.toFixed(3)} ms longer (${without.mean.toFixed(3)} → ${kept.mean.toFixed(3)}, p95 ${kept.p95.toFixed(3)}); writing all that moved takes ${kept.flush.toFixed(1)} ms`,
  );
  if (blocks > 1 && added > LIMIT_MS) process.exitCode = 1;
}
