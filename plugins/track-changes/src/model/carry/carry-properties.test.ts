import { reportSchema } from "@travaux/blueprint/testing";
import fc from "fast-check";
import { expect, test } from "vitest";
import { readSuggestions } from "../read/suggestions.ts";
import { projectBase } from "../resolve/project.ts";
import { resolve, suggestionsIn } from "../resolve/resolve.ts";
import { comparable, countedIds, trackedSample } from "../testing/index.ts";
import type { Decision, TrackedDocument } from "../tracked.ts";
import { carrySuggestions } from "./carry.ts";

const CASES = Number(process.env["CASES"] ?? 200);
const SEED = Number(process.env["SEED"] ?? fc.sample(fc.noBias(fc.nat()), 1)[0]);
console.info(`carry properties: seed ${SEED}, ${CASES} cases each`);
const options = { seed: SEED, numRuns: CASES };

const numbers = fc.array(fc.nat({ max: 0xffff }), { maxLength: 300, size: "max" });
const choices = fc.array(fc.nat({ max: 2 }), { minLength: 1, maxLength: 16 });
const authors = (by: string): boolean => by === "ada";

function decider(list: readonly number[], of: readonly Decision[]): (id: string) => Decision {
  return (id) => {
    const sum = [...id].reduce((total, letter) => total * 31 + (letter.codePointAt(0) ?? 0), 7);
    return of[(list[Math.abs(sum) % list.length] ?? 0) % of.length] ?? "keep";
  };
}

/** What everybody but the carried authors proposes. */
function others(tracked: TrackedDocument): string {
  const own = readSuggestions(tracked).filter(({ by }) => !authors(by));
  return JSON.stringify(own.map(({ id, content }) => [id, content]));
}

function sample(tape: readonly number[]): TrackedDocument {
  return trackedSample(reportSchema, tape, { structures: "many", hostile: false }).tracked;
}

function without(tracked: TrackedDocument, gone: (id: string, by: string) => boolean): TrackedDocument {
  const result = resolve(tracked, (id, by) => (gone(id, by) ? "reject" : "keep"), countedIds());
  // A draft in which somebody else proposes something within the author's own proposals is none that can come about.
  fc.pre(result.superseded.length === 0);
  return result;
}

test("carrying onto what a draft began as gives the draft, exactly", () => {
  fc.assert(
    fc.property(numbers, (tape) => {
      const draft = sample(tape);
      const from = without(draft, (_id, by) => authors(by));
      fc.pre(others(from) === others(draft));
      const result = carrySuggestions({ from, draft, onto: from, authors });
      expect(result.left).toEqual([]);
      expect(comparable(result.tracked)).toBe(comparable(draft));
    }),
    options,
  );
});

test("what was withdrawn in a draft goes, and nothing else", () => {
  fc.assert(
    fc.property(numbers, choices, (tape, list) => {
      const from = sample(tape);
      const chosen = decider(list, ["accept", "reject"]);
      const draft = without(from, (id, by) => authors(by) && chosen(id) === "reject");
      fc.pre(others(from) === others(draft));
      const result = carrySuggestions({ from, draft, onto: from, authors });
      expect(comparable(result.tracked)).toBe(comparable(draft));
      const gone = [...suggestionsIn(from)].filter(([id, by]) => authors(by) && chosen(id) === "reject");
      expect([...result.withdrawn].sort()).toEqual(gone.map(([id]) => id).sort());
    }),
    options,
  );
});

test("carrying onto a text that has gone on leaves its base and everybody else's proposals alone", () => {
  fc.assert(
    fc.property(numbers, choices, (tape, list) => {
      const draft = sample(tape);
      const from = without(draft, (_id, by) => authors(by));
      fc.pre(others(from) === others(draft));
      const decide = decider(list, ["keep", "accept", "reject"]);
      const onto = resolve(from, (id) => decide(id), countedIds());
      const result = carrySuggestions({ from, draft, onto, authors });
      result.tracked.doc.check();
      expect(projectBase(result.tracked).eq(projectBase(onto))).toBe(true);
      expect(others(result.tracked)).toBe(others(onto));
      const wanted = [...suggestionsIn(draft)].filter(([, by]) => authors(by)).map(([id]) => id);
      expect([...result.carried, ...result.left].sort()).toEqual(wanted.sort());
      const present = suggestionsIn(result.tracked);
      expect([...present.keys()].filter((id) => authors(present.get(id) ?? "")).sort()).toEqual(
        [...result.carried].sort(),
      );
    }),
    options,
  );
});
