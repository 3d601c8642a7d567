import { useEffect } from "react";
import { useReport, type CardReach } from "../report/report-model.ts";
import type { Placed } from "./use-cards.ts";
import type { CardAnchor } from "./lay-out-cards.ts";

interface LaidOut {
  readonly tops: ReadonlyMap<string, number>;
  readonly laidOut: readonly CardAnchor[];
  /** The cards that the reader is at. */
  readonly held: readonly (string | null)[];
}

/** Tells the page how far from their sections cards stand, and which sections the reader is at: there they are kept. */
export function useCardReach(
  cards: readonly Placed[],
  { tops, laidOut, held: [active, focused] }: LaidOut,
): void {
  const { cardReach } = useReport();
  useEffect(() => {
    const next = reachOf(cards, { tops, laidOut, held: [active ?? null, focused ?? null] });
    const before = cardReach.get();
    const kept = new Map(
      [...next].map(([section, reach]) => {
        const earlier = before.get(section);
        return [section, earlier !== undefined && isSame(earlier, reach) ? earlier : reach];
      }),
    );
    const isOther = kept.size !== before.size || [...kept].some(([key, reach]) => before.get(key) !== reach);
    if (isOther) cardReach.set(kept);
  }, [cardReach, cards, tops, laidOut, active, focused]);
  useEffect(() => () => cardReach.set(new Map()), [cardReach]);
}

/** Below the last card of a section the page goes on for so much at least, in pixels. */
const ROOM_BELOW = 24;

/** From the top of the first to the end of the last card of each section, in pixels from the section's top. */
export function reachOf(
  cards: readonly Pick<Placed, "place" | "frame">[],
  { tops, laidOut, held }: LaidOut,
): ReadonlyMap<string, CardReach> {
  const all = new Map<string, CardReach>();
  cards.forEach(({ place: { key, section }, frame }, index) => {
    const from = (tops.get(key) ?? frame) - frame;
    const to = from + (laidOut[index]?.height ?? 0) + ROOM_BELOW;
    const before = all.get(section);
    all.set(section, {
      from: Math.min(from, before?.from ?? from),
      to: Math.max(to, before?.to ?? to),
      isHeld: before?.isHeld === true || held.includes(key),
    });
  });
  return all;
}

function isSame(one: CardReach, other: CardReach): boolean {
  return one.from === other.from && one.to === other.to && one.isHeld === other.isHeld;
}
