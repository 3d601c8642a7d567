import { coordsOf } from "@travaux/track-changes";
import type { Suggestion } from "@travaux/track-changes/model";
import type { SectionProposals } from "./section-proposals.ts";

/** A proposal whose text is in or near the window. */
export interface NearProposal {
  readonly key: string;
  readonly of: SectionProposals;
  readonly proposal: Suggestion;
  /** Where its text begins, in pixels of the window. */
  readonly top: number;
}

/** No more cards than this are drawn at once: so many fit beside several screens of text. */
export const CARDS_LIMIT = 60;

/**
 * The proposals whose text lies between two heights of the window, in the order of the report, at most
 * {@link CARDS_LIMIT}. Looks at no more proposals than it must: those of a text stand in the order of their places, so
 * the first one is found by halving.
 */
export function proposalsNear(
  all: readonly SectionProposals[],
  { from, to }: { readonly from: number; readonly to: number },
): readonly NearProposal[] {
  const near: NearProposal[] = [];
  for (const of of all) {
    if (of.view.isDestroyed) continue;
    const { top, bottom } = of.view.dom.getBoundingClientRect();
    if (bottom < from || top > to) continue;
    const { all: proposals } = of.read.get();
    const topOf = (proposal: Suggestion): number => coordsOf(of.view, proposal.id)?.top ?? top;
    for (const proposal of proposals.slice(firstAt(proposals, (each) => topOf(each) >= from))) {
      const place = topOf(proposal);
      if (place > to || near.length >= CARDS_LIMIT) break;
      near.push({ key: `${of.section} ${proposal.id}`, of, proposal, top: place });
    }
  }
  return near;
}

/** The index of the first item that `isPast`, where all after it are past too. */
function firstAt<Item>(items: readonly Item[], isPast: (item: Item) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const item = items[middle];
    if (item !== undefined && isPast(item)) high = middle;
    else low = middle + 1;
  }
  return low;
}
