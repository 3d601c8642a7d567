import { useEffect, useEffectEvent, useState } from "react";
import type { SectionCommentsLike, ShownThread } from "../comments/section-comments.ts";
import type { Observable } from "../session/observable.ts";
import type { SectionProposals } from "./section-proposals.ts";

/**
 * What `read` makes of several sections together, read again when one of the observables that `watch` names changes, and
 * drawn again only where it `isSame` no more.
 */
export function useSections<Value, Of = SectionProposals>(
  sections: readonly Of[],
  watch: (of: Of) => readonly Observable<unknown>[],
  {
    read,
    isSame = Object.is,
  }: {
    readonly read: (sections: readonly Of[]) => Value;
    readonly isSame?: (one: Value, other: Value) => boolean;
  },
): Value {
  const [value, setValue] = useState(() => read(sections));
  const take = useEffectEvent(() => {
    const next = read(sections);
    setValue((before) => (isSame(before, next) ? before : next));
  });
  const watched = useEffectEvent(watch);
  useEffect(() => {
    const stops = sections.flatMap((of) => watched(of).map((cell) => cell.subscribe(take)));
    take();
    return () => stops.forEach((stop) => stop());
  }, [sections]);
  return value;
}

/** How many proposals are open in the sections together. */
export function useOpenCount(sections: readonly SectionProposals[]): number {
  return useSections(sections, ({ read }) => [read], {
    read: (all) => all.reduce((sum, of) => sum + of.read.get().all.length, 0),
  });
}

/** How many comments are open in the sections together. */
export function useOpenComments(sections: readonly SectionCommentsLike[]): number {
  return useSections(sections, ({ threads }) => [threads], {
    read: (all) => all.reduce((sum, of) => sum + of.threads.get().filter(isOpenThread).length, 0),
  });
}

/** How many comments are resolved in the sections together. */
export function useResolvedComments(sections: readonly SectionCommentsLike[]): number {
  return useSections(sections, ({ threads }) => [threads], {
    read: (all) =>
      all.reduce((sum, of) => sum + of.threads.get().filter((each) => !isOpenThread(each)).length, 0),
  });
}

function isOpenThread({ resolved }: ShownThread): boolean {
  return resolved === null;
}

/** Whether several proposals are being selected. */
export function useSelecting(sections: readonly SectionProposals[]): boolean {
  return useSections(sections, ({ selected }) => [selected], {
    read: (all) => all.some((of) => of.selected.get() !== null),
  });
}
