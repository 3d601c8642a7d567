import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { AnchorPart, BlockText } from "./anchor.ts";
import { locatePart } from "./locate-part.ts";
import { fitsAt } from "./place-part.ts";
import { blocksOf, bracketed, inBrackets, partOn } from "./testing/text-model.ts";

const CASES = Number(process.env["CASES"] ?? 300);
const SEED = Number(process.env["SEED"] ?? fc.sample(fc.noBias(fc.nat()), 1)[0]);
console.info(`locating properties: seed ${SEED}, ${CASES} cases each`);

/** Looks for the part in brackets in blocks `a`, `b`, … of these texts. */
function locate(marked: string, ...texts: readonly string[]): string {
  return shown(locatePart(bracketed(marked).part, blocksOf(...texts)), blocksOf(...texts));
}

function shown(part: AnchorPart, blocks: readonly BlockText[]): string {
  if (part.state === "orphaned") return `orphan: ${part.quote}`;
  return `${part.block}: ${inBrackets(part, blocks.find(({ id }) => id === part.block)?.text ?? "")}`;
}

describe("in its own block", () => {
  it("stands where it stood", () => {
    const { block, part } = bracketed("see [the text] here");
    expect(locatePart(part, [block])).toEqual(part);
  });

  it("is found where its words have moved to", () => {
    expect(locate("see [the text] here", "You may see the text here")).toBe("a: You may see [the text] here");
  });

  it("is told from like words by what is around it", () => {
    expect(
      locate(
        "first the group, second [the group], third",
        "zeroth the group, first the group, second the group, third",
      ),
    ).toBe("a: zeroth the group, first the group, second [the group], third");
  });

  it("is not taken for like words among others", () => {
    expect(locate("they shall adopt [the] measures", "whereas the States")).toBe("orphan: the");
  });

  it("covers what stands between what was around it once words inside it are others", () => {
    expect(
      locate("see [the old text of the law] here", "You see the new text of the law here, and there"),
    ).toBe("a: You see [the new text of the law] here, and there");
  });

  it("is cropped where some of it went, and an orphan where most of it did", () => {
    expect(locate("see [the text of the law] here", "see the text of the here")).toBe(
      "a: see [the text of the] here",
    );
    expect(locate("see [the text of the law] here", "see the here")).toBe("orphan: the text of the law");
  });
});

describe("in another block", () => {
  const sentence = "the State party shall adopt such measures";

  it("is found by what is around it", () => {
    expect(
      locate(`Where ${sentence}, [it shall say so] at once`, "", `Where ${sentence}, it shall say so here`),
    ).toBe(`b: Where ${sentence}, [it shall say so] here`);
  });

  it("is found where a long quotation stands once, and nowhere where it stands twice", () => {
    expect(locate(`[${sentence}]`, "Other", `Moreover ${sentence}.`)).toBe(`b: Moreover [${sentence}].`);
    expect(locate(`[${sentence}]`, "Other", `Moreover ${sentence}.`, `And ${sentence}.`)).toBe(
      `orphan: ${sentence}`,
    );
  });

  it("is not taken for a few like words", () => {
    expect(locate("under [article 5] of it", "Nothing", "see article 5 there")).toBe("orphan: article 5");
  });

  it("is found where a short block stands as it stood", () => {
    expect(locate("[Yes]", "No", "Yes")).toBe("b: [Yes]");
    expect(locate("[Yes]", "No", "Yesterday")).toBe("orphan: Yes");
  });

  it("covers the longer half of what a new paragraph split", () => {
    expect(
      locate(`See [${sentence}] at once`, "See the State", ` party shall adopt such measures at once`),
    ).toBe("b:  [party shall adopt such measures] at once");
  });
});

describe("an orphan", () => {
  const { part } = bracketed("Where it must, [the organized criminal group] shall be heard");
  const orphan: AnchorPart = { ...part, state: "orphaned" };

  it("comes back where its words stand among what was around them", () => {
    const text = "Where it must, the organized criminal group shall be heard";
    expect(locatePart(orphan, [{ id: "a", text }])).toEqual(part);
    expect(locatePart(orphan, [{ id: "b", text }])).toEqual({ ...part, block: "b" });
  });

  it("stays one where its words stand elsewhere, be it but once", () => {
    const blocks = blocksOf(
      "Where it must,  shall be heard",
      "An organized criminal group is the organized criminal group.",
    );
    expect(locatePart(orphan, blocks)).toEqual(orphan);
  });
});

it("points at its words or is an orphan with the words it had, in any text", () => {
  const words = fc.constantFrom("the ", "State ", "of ", "a", "b ", "\n", "\uFFFC", "😀");
  const prose = fc.array(words, { maxLength: 40 }).map((all) => all.join(""));
  const texts = fc.array(prose, { maxLength: 4 }).map((all) => blocksOf(...all));
  const chosen = fc.record({ text: prose, from: fc.nat({ max: 100 }), length: fc.nat({ max: 50 }) });
  fc.assert(
    fc.property(texts, chosen, fc.boolean(), (blocks, { text, from, length }, isOrphan) => {
      const source = `${text}x`;
      const start = from % source.length;
      const end = Math.min(source.length, start + 1 + length);
      const { part } = bracketed(
        `${source.slice(0, start)}[${source.slice(start, end)}]${source.slice(end)}`,
      );
      const found = locatePart(isOrphan ? { ...part, state: "orphaned" } : part, blocks);
      const there = blocks.find(({ id }) => id === found.block)?.text ?? "";
      const isRight =
        found.state === "placed"
          ? fitsAt(found, there)
          : found.quote === part.quote && found.block === part.block;
      expect({ found, isRight }).toEqual({ found, isRight: true });
      expect(locatePart(found, blocks)).toEqual(found);
    }),
    { seed: SEED, numRuns: CASES },
  );
});

it("has no place in a text without blocks", () => {
  expect(locatePart(partOn(blocksOf("some text"), "some"), [])).toMatchObject({
    state: "orphaned",
    quote: "some",
  });
});
