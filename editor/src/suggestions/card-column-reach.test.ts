import { expect, it } from "vitest";
import { reachOf } from "./card-column-reach.ts";
import { layOutCards } from "./lay-out-cards.ts";

const GAP = 10;
const place = (
  section: string,
  key: string,
  at: number,
  frame: number,
): Parameters<typeof reachOf>[0][number] & {
  readonly at: number;
} => ({ place: { key, section, top: 0, position: 0, card: null }, at, frame });

const CARDS = [
  place("a", "one", 120, 100),
  place("a", "two", 120, 100),
  place("a", "three", 120, 100),
  place("b", "four", 400, 380),
];
const laidOut = CARDS.map(({ place: { key: id }, at: top }) => ({ id, top, height: 200 }));

it("reaches from a section's first card past its last, which others have pushed down", () => {
  const reach = reachOf(CARDS, { tops: layOutCards(laidOut, null, GAP), laidOut, held: [null] });
  // Cards at 120, 330, 540 and 750; a little room below each last one.
  expect(reach.get("a")).toEqual({ from: 20, to: 664, isHeld: false });
  expect(reach.get("b")).toEqual({ from: 370, to: 594, isHeld: false });
});

it("reaches above a section where the card that the reader is at has pushed others up, and holds only that section", () => {
  const reach = reachOf(CARDS, { tops: layOutCards(laidOut, "three", GAP), laidOut, held: ["three", null] });
  // Cards at -300, -90 and 120.
  expect(reach.get("a")).toEqual({ from: -400, to: 244, isHeld: true });
  expect(reach.get("b")?.isHeld).toBe(false);
});

it("says nothing of sections without cards", () => {
  expect(reachOf([], { tops: new Map(), laidOut: [], held: ["gone"] }).size).toBe(0);
});
