import type { SectionId } from "@travaux/blueprint";
import { useEffect, useRef, type ReactNode } from "react";
import { useReport } from "./report-model.ts";
import { useCellPart } from "./use-cell.ts";

interface CardReachProps {
  readonly section: SectionId;
  readonly onView: (inView: boolean) => void;
}

/**
 * As high as the cards beside a section stand, be it far beyond its text: says whether any of that is in view, and keeps
 * the page long enough to be scrolled there.
 */
export function CardReach({ section, onView }: CardReachProps): ReactNode {
  const { cardReach, observe } = useReport();
  const reach = useCellPart(cardReach, (all) => all.get(section) ?? null);
  const place = useRef<HTMLDivElement>(null);
  const isThere = reach !== null;
  useEffect(() => {
    if (!isThere || place.current === null) return undefined;
    const stop = observe(place.current, onView);
    return () => {
      stop();
      onView(false);
    };
  }, [observe, isThere, onView]);
  if (reach === null) return null;
  const { from, to } = reach;
  return (
    <div
      ref={place}
      className="card-reach"
      style={{ insetBlockStart: `${from}px`, blockSize: `${to - from}px` }}
    />
  );
}
