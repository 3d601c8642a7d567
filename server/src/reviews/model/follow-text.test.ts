import { projectBase, readSuggestions, resolve, type TrackedDocument } from "@travaux/track-changes/model";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { countedIds, plainSample, propose, schema, strokes } from "../testing/drafting.ts";
import { followText, renewBase } from "./follow-text.ts";
import { sameText } from "./same-text.ts";

const SEED = Number(process.env["SEED"] ?? Date.now() % 1_000_000);
// Properties over many cases, beside other tests on a busy machine.
vi.setConfig({ testTimeout: 60_000 });
console.info(`following: seed ${SEED}`);
const options = { seed: SEED, numRuns: 200 };
const given = { isOfState: (by: string): boolean => by === "mstate", isSupplied: false };

const choices = fc.array(fc.constantFrom("accept" as const, "reject" as const, "keep" as const), {
  minLength: 1,
  maxLength: 8,
});

/** The text after a choice was made of each suggestion in turn. */
function decided(
  text: TrackedDocument,
  list: readonly ("accept" | "reject" | "keep")[],
  newId: () => string,
): TrackedDocument {
  const ids = readSuggestions(text).map(({ id }) => id);
  const { doc, records } = resolve(text, (id) => list[ids.indexOf(id) % list.length] ?? "keep", newId);
  return { doc, records };
}

function words(...runs: readonly (readonly [string, ("insertion" | "deletion")?])[]): TrackedDocument {
  const text = runs.map(([run, mark]) =>
    schema.text(run, mark === undefined ? [] : [schema.mark(mark, { id: "mstate:s0001", by: "mstate" })]),
  );
  return {
    doc: schema.node("doc", null, [schema.node("paragraph", { id: "p0" }, text)]),
    records: new Map(),
  };
}

function followed(before: TrackedDocument, after: TrackedDocument, copy: TrackedDocument): string {
  const made = followText({ before, after, copy }, given);
  const shown: string[] = [];
  made?.doc.descendants((node) => {
    const mark = node.marks.map(({ type }) => type.name.slice(0, 3)).join();
    if (node.isText) shown.push(mark === "" ? (node.text ?? "") : `{${mark} ${node.text}}`);
  });
  return shown.join("");
}

describe("a copy whose State has submitted and goes on", () => {
  const before = words(["It "], ["really ", "insertion"], ["was"]);
  const accepted = words(["It really was"]);
  const rejected = words(["It was"]);

  it("has what was accepted as text, and what was added since as a proposal", () => {
    const copy = words(["It "], ["really and truly ", "insertion"], ["was"]);
    expect(followed(before, accepted, copy)).toBe("It really {ins and truly }was");
    expect(followed(before, rejected, copy)).toBe("It {ins and truly }was");
  });

  it("strikes what was accepted after it had been taken back", () => {
    expect(followed(before, accepted, words(["It was"]))).toBe("It {del really }was");
    expect(followed(before, accepted, words(["It "], ["real ", "insertion"], ["was"]))).toBe(
      "It real{del ly} was",
    );
  });

  it("lets go what was rejected, with what was struck besides", () => {
    const copy = words(["It "], ["really ", "insertion"], ["was", "deletion"]);
    expect(followed(before, rejected, copy)).toBe("It {del was}");
  });

  it("takes another's accepted proposal as text", () => {
    const other = schema.mark("insertion", { id: "mother:s0001", by: "mother" });
    const text = (more: readonly Parameters<typeof schema.text>[]): TrackedDocument => ({
      doc: schema.node("doc", null, [
        schema.node(
          "paragraph",
          { id: "p0" },
          more.map((run) => schema.text(...run)),
        ),
      ]),
      records: new Map(),
    });
    const copy = words(["It was"], [" not", "insertion"]);
    expect(followed(text([["It "], ["still ", [other]], ["was"]]), text([["It still was"]]), copy)).toBe(
      "It still was{ins  not}",
    );
    expect(followed(text([["It "], ["still ", [other]], ["was"]]), text([["It was"]]), copy)).toBe("");
  });
});

describe("whatever is proposed and decided", () => {
  it("the copy is the very text where the State did nothing since", () => {
    fc.assert(
      fc.property(strokes, choices, (own, list) => {
        const newId = countedIds();
        const team = propose(plainSample(), "mstate", own, newId);
        const after = decided(team, list, newId);
        const copy = followText({ before: team, after, copy: team }, given);
        expect(copy === null ? sameText(after, team) : sameText(copy, after)).toBe(true);
      }),
      options,
    );
  });

  it("both have one base, or the copy is left whole; and nobody else's proposals come into it", () => {
    let left = 0;
    let cases = 0;
    fc.assert(
      fc.property(strokes, strokes, strokes, choices, (own, others, since, list) => {
        const newId = countedIds();
        const submitted = propose(plainSample(), "mstate", own, newId);
        const team = propose(submitted, "mother", others, newId);
        const copy = propose(submitted, "mstate", since, newId);
        const after = decided(team, list, newId);
        const made = followText({ before: team, after, copy }, given);
        cases += 1;
        if (made === null) {
          if (!projectBase(copy).eq(projectBase(after))) left += 1;
          return;
        }
        made.doc.check();
        expect(projectBase(made).eq(projectBase(after))).toBe(true);
        expect(readSuggestions(made).filter(({ by }) => by !== "mstate")).toEqual([]);
      }),
      options,
    );
    console.info(`following: ${left} of ${cases} copies left behind`);
    expect(left).toBeLessThan(cases / 4);
  });

  it("an undone decision is undone in the copy", () => {
    fc.assert(
      fc.property(strokes, choices, (own, list) => {
        const newId = countedIds();
        const team = propose(plainSample(), "mstate", own, newId);
        const after = decided(team, list, newId);
        const back = followText({ before: after, after: team, copy: after }, given);
        expect(back === null ? sameText(after, team) : sameText(back, team)).toBe(true);
      }),
      options,
    );
  });
});

describe("a copy that has fallen behind", () => {
  it("comes over the base that its text has now, with what is proposed in it", () => {
    const copy = words(["It was"], [" not", "insertion"], [" so"]);
    const text = words(["It still was so"]);
    expect(renewBase(copy, text)?.doc.textContent).toBe("It still was not so");
    expect(renewBase(copy, copy)).toBe(copy);
  });
});
