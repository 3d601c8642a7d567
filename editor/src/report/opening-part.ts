import type { OutlineEntry } from "@travaux/blueprint";
import { useDeferredValue, useEffect, useMemo } from "react";

/** How many headings are drawn before all the others: more than fit into a window. */
const OPENING_ENTRIES = 24;
/** So many of them lie before the one that the address names. */
const ENTRIES_BEFORE = 3;

/**
 * A report of several hundred sections takes a good part of a second to lay out: what the address names is drawn first
 * and everything else as soon as that stands, in pieces between which the page answers.
 */
export function useOpeningPart(entries: readonly OutlineEntry[]): {
  readonly drawn: readonly OutlineEntry[];
  readonly isWhole: boolean;
} {
  const isWhole = useDeferredValue(true, false);
  const drawn = useMemo(() => (isWhole ? entries : openingOf(entries, hashTarget())), [entries, isWhole]);
  useEffect(holdTarget, [isWhole]);
  return { drawn, isWhole };
}

/** The entries to draw first: around the one whose id is `target`, or the first ones if there is none. */
export function openingOf(entries: readonly OutlineEntry[], target: string): readonly OutlineEntry[] {
  const named = Math.max(
    0,
    entries.findIndex(({ id }) => id === target),
  );
  const from = Math.max(0, named - ENTRIES_BEFORE);
  return entries.slice(from, from + OPENING_ENTRIES);
}

/** What a person does when he wants to be elsewhere on the page. */
const MOVES = ["wheel", "touchmove", "keydown", "pointerdown"];

/**
 * Keeps the heading that the address names where it belongs, from the moment it is named until the person moves: texts
 * above it come later than it does, and would push it out of the window. Returns how to end it.
 */
function holdTarget(): () => void {
  let isHeld = false;
  const scroll = (): void => {
    if (isHeld) document.getElementById(hashTarget())?.scrollIntoView();
  };
  const hold = (): void => {
    isHeld = hashTarget() !== "";
    scroll();
  };
  const release = (): void => {
    isHeld = false;
  };
  const observer = new ResizeObserver(scroll);
  const report = document.getElementById("main");
  if (report !== null) observer.observe(report);
  for (const move of MOVES) window.addEventListener(move, release, { passive: true });
  window.addEventListener("hashchange", hold);
  hold();
  return () => {
    observer.disconnect();
    for (const move of MOVES) window.removeEventListener(move, release);
    window.removeEventListener("hashchange", hold);
  };
}

function hashTarget(): string {
  return window.location.hash.slice(1);
}
