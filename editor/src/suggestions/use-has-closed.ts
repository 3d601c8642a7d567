import { useEffect, useState } from "react";
import { hasOtherThan, subscribeToMargin } from "./margin-facts.ts";
import type { SectionProposals } from "./section-proposals.ts";

/** Whether a proposal to the text is no longer open: it was decided or withdrawn. */
export function useHasClosed(of: SectionProposals): boolean {
  const [hasClosed, setHasClosed] = useState(false);
  useEffect(() => {
    let stopHearing = (): void => undefined;
    const look = (): void => {
      const margin = of.margin.get();
      const open = new Set(of.read.get().all.map(({ id }) => id));
      setHasClosed(margin !== null && hasOtherThan(margin, open));
    };
    const take = (): void => {
      stopHearing();
      const margin = of.margin.get();
      stopHearing = margin === null ? () => undefined : subscribeToMargin(margin, look);
      look();
    };
    const stops = [of.margin.subscribe(take), of.read.subscribe(look)];
    take();
    return () => {
      stops.forEach((stop) => stop());
      stopHearing();
    };
  }, [of]);
  return hasClosed;
}
