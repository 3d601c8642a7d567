import fc from "fast-check";
import { expect, it } from "vitest";
import type { AnchorPart, BlockText } from "./anchor.ts";
import { AnchorTracker } from "./anchor-tracker.ts";
import { fitsAt, placedAt } from "./place-part.ts";
import { edited, EDIT_KINDS, type Edit, type EditKind } from "./testing/edits.ts";
import { changeBetween } from "./testing/text-model.ts";

const CASES = Number(process.env["CASES"] ?? 300);
const SEED = Number(process.env["SEED"] ?? fc.sample(fc.noBias(fc.nat()), 1)[0]);
console.info(`anchor properties: seed ${SEED}, ${CASES} cases each`);
const options = { seed: SEED, numRuns: CASES };

const number = fc.nat({ max: 200 });

function edits(kinds: readonly EditKind[], text: fc.Arbitrary<string>): fc.Arbitrary<Edit> {
  const kind = fc.constantFrom(...kinds);
  return fc.record({ kind, block: number, other: number, from: number, length: fc.nat({ max: 40 }), text });
}

const words = fc.constantFrom(
  "the ",
  "State ",
  "party ",
  "of ",
  "shall ",
  "a",
  "b ",
  ". ",
  "\n",
  "\uFFFC",
  "😀",
);
const prose = fc.array(words, { maxLength: 30 }).map((all) => all.join(""));
const document = fc
  .array(prose, { minLength: 1, maxLength: 5 })
  .map((all) => all.map((text, at): BlockText => ({ id: `b${at}`, text })));
const stretches = fc.array(fc.record({ block: number, from: number, length: fc.nat({ max: 60 }) }), {
  minLength: 1,
  maxLength: 6,
});

function counter(): () => string {
  let made = 0;
  return () => `n${(made += 1)}`;
}

/** The parts of those of the stretches that hold any text. */
function partsIn(
  blocks: readonly BlockText[],
  chosen: readonly { readonly block: number; readonly from: number; readonly length: number }[],
): readonly AnchorPart[] {
  return chosen.flatMap(({ block, from, length }) => {
    const { id, text } = blocks[block % blocks.length] ?? { id: "", text: "" };
    const start = from % (text.length + 1);
    const end = Math.min(text.length, start + 1 + length);
    return start < end ? [placedAt(id, text, start, end)] : [];
  });
}

function trackerOf(parts: readonly AnchorPart[]): AnchorTracker {
  const tracker = new AnchorTracker();
  parts.forEach((part, at) => tracker.set(`t${at}`, [part]));
  return tracker;
}

function partsOf(tracker: AnchorTracker, count: number): readonly AnchorPart[] {
  return Array.from({ length: count }, (_, at) => tracker.parts(`t${at}`) ?? []).flat();
}

function textOf(blocks: readonly BlockText[], id: string): string | undefined {
  return blocks.find((block) => block.id === id)?.text;
}

it("loses no thread, and places none anywhere but at its words, whatever happens to the text", () => {
  const steps = fc.array(fc.array(edits(EDIT_KINDS, prose), { minLength: 1, maxLength: 4 }), {
    maxLength: 15,
  });
  fc.assert(
    fc.property(document, stretches, steps, fc.array(number), (start, chosen, plan, back) => {
      const parts = partsIn(start, chosen);
      const tracker = trackerOf(parts);
      const newId = counter();
      const seen: (readonly BlockText[])[] = [start];
      let now: readonly BlockText[] = start;
      for (const [at, step] of plan.entries()) {
        const undone = back[at];
        const isUndone = undone !== undefined && undone % 3 === 0;
        const next = isUndone
          ? (seen[undone % seen.length] ?? start)
          : step.reduce<readonly BlockText[]>((text, edit) => edited(text, edit, newId), now);
        const before = partsOf(tracker, parts.length);
        const changed = tracker.change(changeBetween(now, next));
        now = next;
        seen.push(next);
        const after = partsOf(tracker, parts.length);
        expect(after).toHaveLength(parts.length);
        expect(tracker.size).toBe(parts.length);
        for (const [index, part] of after.entries()) {
          expect(part.quote.length).toBeGreaterThan(0);
          const isAsTold = part.state === "orphaned" || fitsAt(part, textOf(now, part.block) ?? "");
          expect({ part, isAsTold }).toEqual({ part, isAsTold: true });
          const told = changed.get(`t${index}`);
          expect(told ?? [before[index]]).toEqual([part]);
        }
      }
    }),
    options,
  );
});

/** Text in which no letter stands twice, so that every letter is known wherever it goes. */
function distinct(): (length: number) => string {
  let next = 0x4e00;
  return (length) => Array.from({ length }, () => String.fromCodePoint((next += 1))).join("");
}

const shortText = fc.nat({ max: 12 }).map((length) => "x".repeat(length));

it("covers exactly what is left of its letters between the first and the last of them", () => {
  const plain = edits(["write", "delete", "write over"], shortText);
  const lengths = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 3 });
  fc.assert(
    fc.property(lengths, stretches, fc.array(plain, { maxLength: 12 }), (sizes, chosen, plan) => {
      const fresh = distinct();
      let now: readonly BlockText[] = sizes.map((size, at) => ({ id: `b${at}`, text: fresh(size) }));
      const parts = partsIn(now, chosen);
      const tracker = trackerOf(parts);
      for (const step of plan) {
        const before = partsOf(tracker, parts.length);
        const next = edited(now, { ...step, text: fresh(step.text.length) }, counter());
        const isOverwriting = step.kind === "write over" && step.text !== "";
        tracker.change(changeBetween(now, next));
        now = next;
        for (const [index, part] of partsOf(tracker, parts.length).entries()) {
          const was = before[index] ?? part;
          const text = textOf(now, was.block) ?? "";
          const left = Array.from(was.quote).filter((letter) => text.includes(letter));
          const [first, last] = [left.at(0) ?? "", left.at(-1) ?? ""];
          const expected = text.slice(text.indexOf(first), text.indexOf(last) + 1);
          const isByChance = isOverwriting && left.length <= 2 && left.length * 2 < was.quote.length;
          const isGone =
            was.state === "orphaned" || left.length === 0 || (isByChance && part.state === "orphaned");
          expect([part.state, part.state === "placed" ? part.quote : ""]).toEqual(
            isGone ? ["orphaned", ""] : ["placed", expected],
          );
        }
      }
    }),
    options,
  );
});

it("never takes in a letter at its ends that it did not have", () => {
  const lengths = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 4 });
  const steps = fc.array(fc.array(edits(EDIT_KINDS, shortText), { minLength: 1, maxLength: 4 }), {
    maxLength: 10,
  });
  fc.assert(
    fc.property(lengths, stretches, steps, (sizes, chosen, plan) => {
      const fresh = distinct();
      const newId = counter();
      let now: readonly BlockText[] = sizes.map((size, at) => ({ id: `b${at}`, text: fresh(size) }));
      const parts = partsIn(now, chosen);
      const tracker = trackerOf(parts);
      const had = parts.map(({ quote }) => new Set(quote));
      for (const step of plan) {
        const next = step.reduce<readonly BlockText[]>(
          (text, edit) => edited(text, { ...edit, text: fresh(edit.text.length) }, newId),
          now,
        );
        tracker.change(changeBetween(now, next));
        now = next;
        for (const [index, { quote, state }] of partsOf(tracker, parts.length).entries()) {
          const known = had[index] ?? new Set();
          const ends = [quote.at(0) ?? "", quote.at(-1) ?? ""];
          expect(ends.filter((letter) => !known.has(letter))).toEqual([]);
          if (state === "placed") for (const letter of quote) known.add(letter);
        }
      }
    }),
    options,
  );
});

it("stands as it stood once what was done is undone", () => {
  // Of two neighbours of one or two letters that change places nobody can tell which was moved.
  const isTold = ({ kind, from, length }: Edit): boolean =>
    kind !== "move text" || (from < 20 && length >= 4);
  const acts = edits(EDIT_KINDS, shortText).filter(isTold);
  const lengths = fc.array(fc.integer({ min: 30, max: 90 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(lengths, stretches, acts, (sizes, chosen, edit) => {
      const fresh = distinct();
      const start = sizes.map((size, at): BlockText => ({ id: `b${at}`, text: fresh(size) }));
      const parts = partsIn(start, chosen);
      const tracker = trackerOf(parts);
      const next = edited(start, { ...edit, text: fresh(edit.text.length) }, counter());
      tracker.change(changeBetween(start, next));
      tracker.change(changeBetween(next, start));
      expect(partsOf(tracker, parts.length)).toEqual(parts);
    }),
    options,
  );
});

it("goes with text that is moved with it, in one change or in two", () => {
  const sizes = fc.record({
    before: fc.nat({ max: 40 }),
    quote: fc.integer({ min: 4, max: 60 }),
    after: number,
  });
  const around = fc.record({ left: fc.nat({ max: 20 }), right: fc.nat({ max: 20 }), into: number });
  fc.assert(
    fc.property(sizes, around, fc.boolean(), ({ before, quote, after }, { left, right, into }, isAtOnce) => {
      const fresh = distinct();
      const text = fresh(before + quote + after);
      const goal = fresh(50);
      const start = [
        { id: "a", text },
        { id: "b", text: goal },
      ];
      const part = placedAt("a", text, before, before + quote);
      const tracker = trackerOf([part]);
      const [from, to] = [Math.max(0, before - left), before + quote + right];
      const cut = [
        { id: "a", text: text.slice(0, from) + text.slice(to) },
        { id: "b", text: goal },
      ];
      const place = into % 51;
      const pasted = goal.slice(0, place) + text.slice(from, to) + goal.slice(place);
      const moved = cut.with(1, { id: "b", text: pasted });
      if (!isAtOnce) tracker.change(changeBetween(start, cut));
      tracker.change(changeBetween(isAtOnce ? start : cut, moved));
      expect(tracker.parts("t0")).toMatchObject([{ block: "b", quote: part.quote, state: "placed" }]);
    }),
    options,
  );
});
