import { createReportSchema } from "@travaux/blueprint";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { alignByLetters, alignByMarks, textOf, type Align, type Run } from "./text-edits.ts";

const strong = createReportSchema().mark("strong");
const goes = alignByMarks((marks) => marks.length > 0);

function follow(before: readonly Run[], after: readonly Run[], align: Align): string {
  const [old, fresh] = [textOf(before), textOf(after)];
  let made = "";
  let at = 0;
  for (const { kind, length } of align(before, after)) {
    if (kind === "keep") made += old.slice(at, at + length);
    if (kind === "insert") made += fresh.slice(made.length, made.length + length);
    if (kind !== "insert") at += length;
  }
  return at === old.length ? made : `${made} and ${old.length - at} letters that nothing was said of`;
}

const run = fc.record({
  text: fc.stringMatching(/^[ab]{0,4}$/),
  marks: fc.constantFrom<Run["marks"]>([], [strong]),
});

describe("how one text becomes another", () => {
  it("is said of every letter, whatever the two are", () => {
    const seed = Date.now();
    console.log(`seed ${seed}`);
    fc.assert(
      fc.property(fc.array(run, { maxLength: 6 }), fc.array(run, { maxLength: 6 }), (before, after) => {
        expect(follow(before, after, goes)).toBe(textOf(after));
        expect(follow(before, after, alignByLetters)).toBe(textOf(after));
      }),
      { seed, numRuns: 2000 },
    );
  });

  it("tells equal letters side by side apart by their marks", () => {
    const before = [
      { text: "a", marks: [] },
      { text: "a", marks: [strong] },
      { text: "a", marks: [] },
    ];
    expect(goes(before, [{ text: "aa", marks: [] }])).toEqual([
      { kind: "keep", length: 1 },
      { kind: "remove", length: 1 },
      { kind: "keep", length: 1 },
    ]);
  });
});
