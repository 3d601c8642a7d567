import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cardsToDraw, layOutCards, type CardAnchor } from "./lay-out-cards.ts";

const GAP = 8;

const anchorLists = fc
  .array(fc.record({ step: fc.integer({ min: 0, max: 120 }), height: fc.integer({ min: 20, max: 200 }) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((steps) => {
    let top = 0;
    return steps.map(({ step, height }, index): CardAnchor => {
      top += step;
      return { id: String(index), top, height };
    });
  });

/** Prints the seed of a failing run by itself; `numRuns` keeps it short. */
const RUNS = { numRuns: 300, verbose: true, seed: Date.now() % 2 ** 31 };

describe(`the places of cards (seed ${RUNS.seed})`, () => {
  it("never overlap and keep the order of the text", () => {
    fc.assert(
      fc.property(anchorLists, fc.nat(50), (anchors, active) => {
        const tops = layOutCards(anchors, String(active), GAP);
        anchors.forEach(({ id, height }, index) => {
          const next = anchors[index + 1];
          if (next === undefined) return;
          expect(tops.get(next.id)).toBeGreaterThanOrEqual((tops.get(id) ?? 0) + height + GAP);
        });
      }),
      RUNS,
    );
  });

  it("put the active card exactly at its text", () => {
    fc.assert(
      fc.property(anchorLists, fc.nat(50), (anchors, at) => {
        const active = anchors[at % anchors.length];
        expect(layOutCards(anchors, active?.id ?? null, GAP).get(active?.id ?? "")).toBe(active?.top);
      }),
      RUNS,
    );
  });

  it("leave every card at its text where there is room", () => {
    const anchors = [0, 100, 260].map((top, index) => ({ id: String(index), top, height: 80 }));
    for (const active of [null, "0", "1", "2"])
      expect(anchors.map(({ id }) => [id, layOutCards(anchors, active, GAP).get(id)])).toEqual([
        ["0", 0],
        ["1", 100],
        ["2", 260],
      ]);
  });
});

describe("the cards that are drawn", () => {
  const cards = Array.from({ length: 40 }, (_, index): CardAnchor => ({
    id: String(index),
    top: 0,
    height: 92,
  }));
  const tops = layOutCards(cards, null, GAP);
  const there = cards.map(({ id }) => id);

  it("are those near the window, the first and the last", () => {
    const drawn = cardsToDraw(cards, tops, { near: { from: 1000, to: 1250 }, there, at: [null] });
    expect([...drawn].toSorted((one, other) => Number(one) - Number(other))).toEqual([
      "0",
      "10",
      "11",
      "12",
      "39",
    ]);
  });

  it("are wherever they stand those that the reader is at, and their neighbours", () => {
    const drawn = cardsToDraw(cards, tops, { near: { from: 0, to: 50 }, there, at: ["20", null, "gone"] });
    expect(drawn).toEqual(new Set(["0", "39", "19", "20", "21"]));
  });

  it("have neighbours only among those that can be drawn", () => {
    const some = there.filter((id) => id !== "19" && id !== "39");
    const drawn = cardsToDraw(cards, tops, { near: { from: 0, to: 50 }, there: some, at: ["20"] });
    expect(drawn).toEqual(new Set(["0", "38", "18", "20", "21"]));
  });

  it("are none where there are none", () => {
    const nobody = { near: { from: 0, to: 50 }, there: [], at: [null] };
    expect(cardsToDraw([], new Map(), nobody)).toEqual(new Set());
  });
});
