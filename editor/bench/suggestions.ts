import { deletion, doc, insertion, p, reportSchema } from "@travaux/blueprint/testing";
import {
  readSuggestions,
  resolve,
  rewriteTransaction,
  suggestionId,
  type TrackedDocument,
} from "@travaux/track-changes/model";
import type { Node } from "prosemirror-model";
import { EditorState } from "prosemirror-state";

/**
 * What tracking costs beside ProseMirror's own work, in one run: rewriting a key stroke and reading the suggestions
 * again, each as a multiple of applying the plain transaction; and accepting many suggestions at once.
 */

const KEYS = 300;
const NO_RECORDS: TrackedDocument["records"] = new Map();

function documentWith(blocks: number, each: number): Node {
  return doc(
    ...Array.from({ length: blocks }, (_, block) =>
      p(
        { id: `b${block}` },
        ...Array.from({ length: each }, (__, at) => at).flatMap((at) => [
          `plain ${block} ${at} `,
          at % 2 === 0
            ? insertion({ id: `m2:a${block}x${at}`, by: "m2" }, "added ")
            : deletion({ id: `m2:a${block}x${at}`, by: "m2" }, "struck "),
        ]),
      ),
    ),
  );
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

function at95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)] ?? Number.NaN;
}

function timed<Result>(took: number[], work: () => Result): Result {
  const before = performance.now();
  const result = work();
  took.push(performance.now() - before);
  return result;
}

let minted = 0;
const newId = (): string => `n${(minted += 1)}`;

function typeAmong(name: string, blocks: number, each: number): void {
  let state = EditorState.create({ schema: reportSchema, doc: documentWith(blocks, each) });
  const place = Math.floor(state.doc.content.size / 2);
  let at = state.doc.resolve(place).start() + 3;
  readSuggestions({ doc: state.doc, records: NO_RECORDS });
  const [plain, rewriting, reading]: [number[], number[], number[]] = [[], [], []];
  for (let key = 0; key < KEYS; key += 1) {
    const tr = state.tr.insertText("k", at);
    timed(plain, () => state.apply(tr));
    const rewritten = timed(rewriting, () =>
      rewriteTransaction(tr, state, {
        author: "m1",
        mode: "suggest",
        records: NO_RECORDS,
        newSuggestion: () => suggestionId("m1", `k${String(key).padStart(5, "0")}`),
        newId,
      }),
    );
    if (rewritten.kind !== "rewritten") throw new Error(`A key stroke was ${rewritten.kind}`);
    state = state.apply(rewritten.tr);
    at += 1;
    timed(reading, () => readSuggestions({ doc: state.doc, records: NO_RECORDS }));
  }
  const unit = median(plain);
  for (const [what, took] of [
    ["rewrite", rewriting],
    ["read again", reading],
  ] as const) {
    console.log(
      `${name}: ${what} p50 ${median(took).toFixed(3)} ms, p95 ${at95(took).toFixed(3)} ms, ${(median(took) / unit).toFixed(1)} × plain ProseMirror (${unit.toFixed(3)} ms)`,
    );
  }
}

function acceptAll(count: number): void {
  const tracked = { doc: documentWith(count / 5, 5), records: NO_RECORDS };
  const took: number[] = [];
  for (let round = 0; round < 5; round += 1) timed(took, () => resolve(tracked, () => "accept", newId));
  console.log(`accept all of ${count}: ${median(took).toFixed(0)} ms`);
}

typeAmong("3 000 suggestions in 600 paragraphs", 600, 5);
typeAmong("3 000 suggestions in one paragraph", 1, 3000);
acceptAll(1000);
acceptAll(3000);
