import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffSequences, type Stretch } from "./diff-sequences.ts";

const words = fc.array(fc.constantFrom("a", "b", "c"), { maxLength: 30 });

/** `to`, put together from what the way keeps of `from` and what it adds. */
function follow(from: readonly string[], to: readonly string[], way: readonly Stretch[]): readonly string[] {
  const made: string[] = [];
  let at = 0;
  for (const stretch of way) {
    if (stretch.kind === "same") made.push(...from.slice(at, at + stretch.length));
    else made.push(...to.slice(made.length, made.length + stretch.added));
    at += stretch.kind === "same" ? stretch.length : stretch.removed;
  }
  return at === from.length ? made : ["does not use up what it came from"];
}

/** How many values two sequences have in common, in order, at best. */
function longestCommon(from: readonly string[], to: readonly string[]): number {
  let row = Array.from({ length: to.length + 1 }, () => 0);
  for (const value of from) {
    const next = [0];
    for (const [at, other] of to.entries())
      next.push(value === other ? (row[at] ?? 0) + 1 : Math.max(row[at + 1] ?? 0, next[at] ?? 0));
    row = next;
  }
  return row.at(-1) ?? 0;
}

describe("the way from one sequence to another", () => {
  it("leads there and keeps as much as can be kept", () => {
    const seed = Date.now();
    console.log(`seed ${seed}`);
    fc.assert(
      fc.property(words, words, (from, to) => {
        const way = diffSequences(from, to);
        expect(follow(from, to, way)).toEqual(to);
        const kept = way.reduce((sum, stretch) => sum + (stretch.kind === "same" ? stretch.length : 0), 0);
        expect(kept).toBe(longestCommon(from, to));
      }),
      { seed, numRuns: 2000 },
    );
  });

  it("keeps the ends where too much differs to look at it one by one", () => {
    const from = ["x", ...Array.from({ length: 3000 }, (_, at) => `from ${at}`), "y"];
    const to = ["x", ...Array.from({ length: 3000 }, (_, at) => `to ${at}`), "y"];
    expect(diffSequences(from, to)).toEqual([
      { kind: "same", length: 1 },
      { kind: "other", removed: 3000, added: 3000 },
      { kind: "same", length: 1 },
    ]);
  });
});
