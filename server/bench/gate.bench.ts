/**
 * What the gate adds to a key stroke: milliseconds of `judge` for sections of 6, 60 and 240 KB, beside plain
 * `Y.applyUpdate` of the same updates in the same run. Run with `node server/bench/gate.bench.ts` under the condition
 * `travaux-source`.
 */
import { createReportSchema, type MemberId } from "@travaux/blueprint";
import * as Y from "yjs";
import { createGate } from "../src/gate/gate.ts";
import { seedUpdate } from "../src/gate/seed-update.ts";
import { keepFormatting } from "../src/gate/shadow.ts";

const STROKES = 3000;
const WARM_UP = 500;
const PARAGRAPH =
  "The State under review criminalized participation in an organized criminal group in article 7 of its Act. ".repeat(
    4,
  );
const SEED = 1;
const WRITER = 100;
const schema = createReportSchema();
const member = "mwriter" as MemberId;

interface Figures {
  readonly mean: number;
  readonly p95: number;
}

function figures(times: readonly number[]): Figures {
  const sorted = times.slice(WARM_UP).toSorted((a, b) => a - b);
  return {
    mean: sorted.reduce((sum, time) => sum + time, 0) / sorted.length,
    p95: sorted[Math.floor(sorted.length * 0.95)] ?? 0,
  };
}

function seed(bytes: number): Uint8Array {
  const content = Array.from({ length: Math.ceil(bytes / PARAGRAPH.length) }, (_, at) => ({
    type: "paragraph",
    attrs: { id: `p${at}` },
    content: [{ type: "text", text: PARAGRAPH }],
  }));
  return seedUpdate(schema, { type: "doc", content }, SEED);
}

/** The updates of somebody who types letters all over the section, and now and then a new paragraph. */
function strokes(initial: Uint8Array, everySplit: number): Uint8Array[] {
  const document = new Y.Doc();
  Y.applyUpdate(document, initial);
  document.clientID = WRITER;
  const updates: Uint8Array[] = [];
  document.on("update", (update: Uint8Array) => updates.push(update));
  const body = document.getXmlFragment("body");
  for (let stroke = 0; stroke < STROKES; stroke++) {
    if (stroke % everySplit === everySplit - 1) {
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.setAttribute("id", `n${stroke}`);
      body.insert((stroke * 31) % body.length, [paragraph]);
      continue;
    }
    const paragraph = body.get((Math.floor(stroke / 20) * 17) % body.length);
    if (!(paragraph instanceof Y.XmlElement)) continue;
    if (paragraph.length === 0) paragraph.insert(0, [new Y.XmlText()]);
    const text = paragraph.get(0);
    if (text instanceof Y.XmlText) text.insert(Math.min(text.length, 40 + (stroke % 20)), "x");
  }
  return updates;
}

function time(run: (update: Uint8Array) => void, updates: readonly Uint8Array[]): Figures {
  const times = updates.map((update) => {
    const start = performance.now();
    run(update);
    return performance.now() - start;
  });
  return figures(times);
}

function measure(bytes: number, everySplit: number): void {
  const initial = seed(bytes);
  const updates = strokes(initial, everySplit);
  const plain = new Y.Doc();
  keepFormatting(plain);
  Y.applyUpdate(plain, initial);
  const applied = time((update) => Y.applyUpdate(plain, update), updates);
  const gate = createGate({
    schema,
    initial,
    owners: [],
    reserved: new Set([SEED]),
    repairClient: 2,
    freshId: () => crypto.randomUUID(),
  });
  const judged = time((update) => {
    const verdict = gate.judge(update, { member, level: "edit" });
    if (verdict.kind !== "admit") throw new Error(`Refused: ${JSON.stringify(verdict)}`);
  }, updates);
  const start = performance.now();
  gate.reset(gate.state(), gate.owners());
  const rebuilt = performance.now() - start;
  const show = ({ mean, p95 }: Figures): string => `${mean.toFixed(4)} (${p95.toFixed(4)})`;
  console.log(
    `${String(bytes / 1000).padStart(4)} KB, a block every ${String(everySplit).padStart(4)}: applyUpdate ${show(applied)}, judge ${show(judged)}, ratio ${(judged.mean / applied.mean).toFixed(1)}, rebuild ${rebuilt.toFixed(1)}`,
  );
}

console.log("milliseconds, mean (p95)");
for (const bytes of [6000, 60_000, 240_000])
  for (const everySplit of [STROKES + 1, 100]) measure(bytes, everySplit);
