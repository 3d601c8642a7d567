import { reportSchema } from "@travaux/blueprint/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readSuggestions } from "../read/suggestions.ts";
import { comparable, countedIds, trackedSample, type SampleOptions } from "../testing/index.ts";
import type { Decision, TrackedDocument } from "../tracked.ts";
import { projectBase } from "./project.ts";
import { resolve, suggestionsIn } from "./resolve.ts";

const CASES = Number(process.env["CASES"] ?? 300);
const SEED = Number(process.env["SEED"] ?? fc.sample(fc.noBias(fc.nat()), 1)[0]);
console.info(`resolve properties: seed ${SEED}, ${CASES} cases each`);

const options = { seed: SEED, numRuns: CASES };

const numbers = fc.array(fc.nat({ max: 0xffff }), { maxLength: 300, size: "max" });
const choices = fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 16 });

function decider(list: readonly number[], of: readonly Decision[]): (id: string) => Decision {
  return (id) => {
    const sum = [...id].reduce((total, letter) => total * 31 + (letter.codePointAt(0) ?? 0), 7);
    return of[(list[Math.abs(sum) % list.length] ?? 0) % of.length] ?? "keep";
  };
}

function partners(tracked: TrackedDocument): string {
  const pieces = readSuggestions(tracked).flatMap(({ pieces: each }) => each);
  return JSON.stringify(pieces.flatMap((piece) => (piece.kind === "join" ? [piece.now] : [])));
}

function sample(tape: readonly number[], options: SampleOptions) {
  return trackedSample(reportSchema, tape, options);
}

const all: SampleOptions = { structures: "many", hostile: true };

test("rejecting everything gives back the base byte for byte (E67)", () => {
  fc.assert(
    fc.property(numbers, (tape) => {
      const { tracked, base } = sample(tape, all);
      tracked.doc.check();
      const { doc, records, superseded, stale } = resolve(tracked, () => "reject", countedIds());
      expect(JSON.stringify(doc.toJSON())).toBe(JSON.stringify(base.toJSON()));
      expect([records.size, superseded, stale]).toEqual([0, [], []]);
      expect(projectBase(tracked).eq(base)).toBe(true);
    }),
    options,
  );
});

test("rejecting in groups, in any order, comes to the same as rejecting everything", () => {
  fc.assert(
    fc.property(numbers, choices, (tape, list) => {
      const { tracked, base } = sample(tape, all);
      let now: TrackedDocument = tracked;
      const ids = [...suggestionsIn(tracked).keys()].sort((a, b) =>
        decider(list, ["accept", "reject", "keep"])(a) < decider(list, ["accept", "reject", "keep"])(b)
          ? -1
          : 1,
      );
      for (const id of ids) now = resolve(now, (each) => (each === id ? "reject" : "keep"), countedIds());
      expect(JSON.stringify(now.doc.toJSON())).toBe(JSON.stringify(base.toJSON()));
      expect(now.records.size).toBe(0);
    }),
    options,
  );
});

test("whatever is decided, the document stays valid, what was decided is gone, and nothing is lost unsaid", () => {
  fc.assert(
    fc.property(numbers, choices, (tape, list) => {
      const { tracked } = sample(tape, all);
      const decide = decider(list, ["accept", "reject", "keep"]);
      const result = resolve(tracked, decide, countedIds());
      result.doc.check();
      const ids = new Set<string>();
      result.doc.descendants((node) => {
        if (node.isText || node.type.name === "placeholder") return;
        const id = String(node.attrs["id"]);
        expect(ids.has(id)).toBe(false);
        ids.add(id);
      });
      const before = [...suggestionsIn(tracked).keys()];
      const after = suggestionsIn(result);
      for (const id of before) {
        const decided = decide(id) !== "keep";
        expect(result.decided.includes(id)).toBe(decided);
        expect(after.has(id)).toBe(!decided && !result.superseded.includes(id));
      }
      for (const id of after.keys()) expect(before).toContain(id);
      expect(
        readSuggestions(result)
          .map(({ id }) => id)
          .sort(),
      ).toEqual([...after.keys()].sort());
    }),
    options,
  );
});

test("deciding nothing gives back the very same document", () => {
  fc.assert(
    fc.property(numbers, (tape) => {
      const { tracked } = sample(tape, all);
      const result = resolve(tracked, () => "keep", countedIds());
      expect(result.doc).toBe(tracked.doc);
      expect(result.records).toBe(tracked.records);
    }),
    options,
  );
});

for (const structures of ["none", "one"] as const)
  test(`deciding some and then the rest comes to the same as deciding at once: ${structures}`, () => {
    fc.assert(
      fc.property(numbers, choices, choices, (tape, list, order) => {
        const { tracked } = sample(tape, { structures, hostile: false });
        const decide = decider(list, ["accept", "reject"]);
        const first = decider(order, ["accept", "reject"]);
        const newId = countedIds();
        const some = resolve(tracked, (id) => (first(id) === "accept" ? decide(id) : "keep"), newId);
        const rest = resolve(some, decide, newId);
        // What a join joins hangs on what proposed paragraphs before it became base before.
        const others = (id: string): Decision => (id.includes(":structure") ? "keep" : decide(id));
        fc.pre(partners(tracked) === partners(resolve(tracked, others, newId)));
        const once = resolve(tracked, decide, countedIds());
        expect(comparable(rest)).toBe(comparable(once));
      }),
      options,
    );
  });
