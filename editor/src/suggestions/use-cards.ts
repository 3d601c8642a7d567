import type { OutlineEntry } from "@travaux/blueprint";
import { useCallback, useEffect, useRef, useState, type RefObject } from "react";
import { useReport } from "../report/report-model.ts";
import { placeCards, type CardOf, type CardPlace } from "./card-places.ts";
import { KnownCards, type Frame } from "./known-cards.ts";
import type { Stretch } from "./lay-out-cards.ts";
import { TextTops } from "./text-tops.ts";
import { useLookouts, type CardSources } from "./use-lookouts.ts";

/** Cards are drawn so far above and below the window, in pixels. */
const BEYOND = 700;
/** What is drawn changes with every so many pixels of scrolling. */
const STEP = 350;
/** Between two cards, in pixels. */
export const GAP = 10;
/** A card, and where its text begins, in pixels from the top of the column. */
export interface Placed {
  readonly place: CardPlace;
  readonly at: number;
  /** Where its section begins. */
  readonly frame: number;
}

interface Cards {
  /** To be given to the column. */
  readonly column: RefObject<HTMLDivElement | null>;
  /** All of them, in the order of their texts. */
  readonly cards: readonly Placed[];
  /** What of the column is in and near the window. */
  readonly near: Stretch;
}

/** All cards of the sections on the page, kept where their texts stand. */
export function useCards(sources: CardSources, resolved: boolean): Cards {
  const column = useRef<HTMLDivElement>(null);
  const { entries } = useReport();
  const [cards, setCards] = useState<readonly Placed[]>([]);
  const [near, setNear] = useState<Stretch>({ from: 0, to: 0 });
  const [memory] = useState(() => ({ known: new KnownCards(), tops: new TextTops() }));
  const look = useCallback((): void => {
    const top = column.current?.getBoundingClientRect().top;
    if (top === undefined) return;
    const frameOf = framesOf(entries.get());
    const { covered, hidden } = coveredBy(column.current);
    const next = placeCards(sources, { resolved, frameOf, ...memory }).map((place): Placed => {
      // What is read has its card in sight: not under what stands over the column's top.
      const isRead = place.top >= covered - 1 && place.top < hidden;
      const frame = frameOf(place.section)?.top ?? place.top;
      return { place, at: Math.round((isRead ? hidden : place.top) - top), frame: Math.round(frame - top) };
    });
    setCards((before) => (isSame(before, next) ? before : next));
    const from = Math.floor((-top - BEYOND) / STEP) * STEP;
    const to = Math.ceil((-top + window.innerHeight + BEYOND) / STEP) * STEP;
    setNear((before) => (before.from === from && before.to === to ? before : { from, to }));
  }, [sources, resolved, entries, memory]);
  useLookouts(sources, look);
  // Where other cards are asked for, nothing else need have changed.
  useEffect(look, [look]);
  return { column, cards, near };
}

/** Where sections stand now; each is looked at once. */
function framesOf(entries: readonly OutlineEntry[]): (section: string) => Frame | null {
  const frames = new Map<string, Frame | null>();
  return (section) => {
    const known = frames.get(section);
    if (known !== undefined) return known;
    const entry = entries.find((each) => each.section?.id === section);
    const place = entry === undefined ? null : document.getElementById(entry.id);
    const frame = place === null ? null : place.getBoundingClientRect();
    frames.set(section, frame);
    return frame;
  };
}

/** Down to which heights of the window the page's bar covers the text, and the column's head the cards. */
export function coveredBy(column: HTMLElement | null): { readonly covered: number; readonly hidden: number } {
  const head = column?.parentElement?.querySelector(".proposal-panel-head")?.getBoundingClientRect();
  return head === undefined ? { covered: 0, hidden: 0 } : { covered: head.top, hidden: head.bottom + GAP };
}

function isSame(before: readonly Placed[], next: readonly Placed[]): boolean {
  return (
    before.length === next.length &&
    before.every(({ place, at, frame }, index) => {
      const other = next[index];
      return (
        other !== undefined &&
        at === other.at &&
        frame === other.frame &&
        place.key === other.place.key &&
        saysTheSame(place.card, other.place.card)
      );
    })
  );
}

function saysTheSame(one: CardOf | null, other: CardOf | null): boolean {
  if (one === null || other === null) return one === other;
  if (one.of !== other.of) return false;
  if (one.kind === "proposal") return other.kind === "proposal" && one.proposal === other.proposal;
  if (other.kind !== "comment") return false;
  // A draft's card follows what is written by itself.
  if (one.item.kind === "draft" || other.item.kind === "draft") return one.item.kind === other.item.kind;
  return one.item.thread === other.item.thread;
}
