/**
 * What the gate adds to a key stroke, of who may edit and of who may suggest: milliseconds of `judge` for sections of 6,
 * 60 and 240 KB, and for 60 KB as one list or one table, beside plain `Y.applyUpdate` of the same updates in the same
 * run. At 60 KB it may take 0.3 ms on average, in one block 1 ms. Run with `node server/bench/gate.bench.ts` under the condition
 * `travaux-source`.
 */
import { createReportSchema, type Level, type MemberId } from "@travaux/blueprint";
import * as Y from "yjs";
import { createGate } from "../src/gate/gate.ts";
import { keyOfMark } from "../src/gate/mark-key.ts";
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

type Shape = "paragraphs" | "list" | "table";

/** A section of `bytes` letters: as paragraphs, or all of it as one list or one table. */
function seed(bytes: number, shape: Shape, struck: boolean): Uint8Array {
  const paragraphs = Array.from({ length: Math.ceil(bytes / PARAGRAPH.length) }, (_, at) => ({
    type: "paragraph",
    attrs: { id: `p${at}` },
    content: struck ? withSuggestions(at) : [{ type: "text", text: PARAGRAPH }],
  }));
  const inside = (type: string, id: string, content: readonly object[]): object => ({
    type,
    attrs: { id },
    content,
  });
  const content =
    shape === "paragraphs"
      ? paragraphs
      : shape === "list"
        ? [
            inside(
              "bullet_list",
              "l",
              paragraphs.map((each, at) => inside("list_item", `i${at}`, [each])),
            ),
          ]
        : [
            inside(
              "table",
              "t",
              paragraphs.map((each, at) =>
                inside("table_row", `r${at}`, [inside("table_cell", `c${at}`, [each])]),
              ),
            ),
          ];
  return seedUpdate(schema, { type: "doc", content }, SEED);
}

/** A paragraph in which others propose to insert and to strike. */
function withSuggestions(at: number): readonly object[] {
  const marks = (type: string): object[] => [
    { type, attrs: { id: `mother:s${1000 + at}${type}`, by: "mother" } },
  ];
  return [
    { type: "text", text: PARAGRAPH.slice(0, 100) },
    { type: "text", text: "newly ", marks: marks("insertion") },
    { type: "text", text: PARAGRAPH.slice(100, 120), marks: marks("deletion") },
    { type: "text", text: PARAGRAPH.slice(120) },
  ];
}

function texts(body: Y.XmlFragment): Y.XmlText[] {
  return [...body.createTreeWalker((node) => node instanceof Y.XmlText)].filter(
    (node) => node instanceof Y.XmlText,
  );
}

/** The updates of somebody who types letters all over the section, and now and then a new paragraph. */
function strokes(initial: Uint8Array, everySplit: number, level: Level): Uint8Array[] {
  const document = new Y.Doc();
  Y.applyUpdate(document, initial);
  document.clientID = WRITER;
  const updates: Uint8Array[] = [];
  document.on("update", (update: Uint8Array) => updates.push(update));
  const body = document.getXmlFragment("body");
  const all = texts(body);
  for (let stroke = 0; stroke < STROKES; stroke++) {
    if (stroke % everySplit === everySplit - 1) {
      const paragraph = new Y.XmlElement("paragraph");
      paragraph.setAttribute("id", `n${stroke}`);
      if (level === "suggest") paragraph.setAttribute("ins", `${member}:n${stroke}xxx`);
      body.insert((stroke * 31) % body.length, [paragraph]);
      continue;
    }
    // Twenty letters in one place, then on.
    const run = Math.floor(stroke / 20);
    const text = all[(run * 17) % all.length];
    const mark = schema.mark("insertion", { id: `${member}:r${1000 + run}`, by: member });
    const formats = level === "suggest" ? { [keyOfMark(mark)]: { ...mark.attrs } } : undefined;
    text?.insert(Math.min(text.length, 40 + (stroke % 20)), "x", formats);
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

interface Case {
  readonly bytes: number;
  readonly shape: Shape;
  readonly everySplit: number;
  readonly level: Level;
  /** Whether others propose something in every paragraph. */
  readonly struck: boolean;
}

function measure({ bytes, shape, everySplit, level, struck }: Case): void {
  const initial = seed(bytes, shape, struck);
  const updates = strokes(initial, everySplit, level);
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
    const verdict = gate.judge(update, { member, level });
    if (verdict.kind !== "admit") throw new Error(`Refused: ${JSON.stringify(verdict)}`);
    if (verdict.mended !== null) throw new Error(`Repaired: ${verdict.mended}`);
  }, updates);
  const start = performance.now();
  gate.reset(gate.state(), gate.owners());
  const rebuilt = performance.now() - start;
  const show = ({ mean, p95 }: Figures): string => `${mean.toFixed(4)} (${p95.toFixed(4)})`;
  const name = `${level.padEnd(7)} ${String(bytes / 1000).padStart(3)} KB ${shape}${struck ? " with suggestions" : ""}`;
  const splits = everySplit > STROKES ? "" : `, a block every ${everySplit}`;
  console.log(
    `${name}${splits}: applyUpdate ${show(applied)}, judge ${show(judged)}, ratio ${(judged.mean / applied.mean).toFixed(1)}, rebuild ${rebuilt.toFixed(1)}`,
  );
}

console.log("milliseconds, mean (p95)");
for (const level of ["edit", "suggest"] as const) {
  for (const bytes of [6000, 60_000, 240_000])
    for (const everySplit of [STROKES + 1, 100])
      measure({ bytes, shape: "paragraphs", everySplit, level, struck: false });
  measure({ bytes: 60_000, shape: "paragraphs", everySplit: STROKES + 1, level, struck: true });
  for (const shape of ["list", "table"] as const)
    for (const struck of [false, true])
      measure({ bytes: 60_000, shape, everySplit: STROKES + 1, level, struck });
}
