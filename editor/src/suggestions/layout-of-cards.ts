import { placedThreads, coordsOf as threadCoords } from "@travaux/comments";
import { coordsOf } from "@travaux/track-changes";
import type { Suggestion } from "@travaux/track-changes/model";
import { sectionCards, type CommentItem } from "../comments/cards/section-cards.ts";
import { draftsOf } from "../comments/cards/use-drafts-in.ts";
import type { SectionCommentsLike } from "../comments/section-comments.ts";
import type { SectionProposals } from "./section-proposals.ts";
import { cardKey } from "./use-active-card.ts";
import type { CardSources } from "./use-lookouts.ts";

/** A proposal whose text is in or near the window. */
interface NearProposal {
  readonly kind: "proposal";
  readonly key: string;
  readonly of: SectionProposals;
  readonly proposal: Suggestion;
  /** Where its text begins, in pixels of the window. */
  readonly top: number;
  /** Where its text begins, as a position in its document. */
  readonly position: number;
}

/** A comment whose text, or whose section's heading, is in or near the window. */
interface NearComment {
  readonly kind: "comment";
  readonly key: string;
  readonly of: SectionCommentsLike;
  readonly item: CommentItem;
  readonly top: number;
  /** -1 at a heading. */
  readonly position: number;
}

export type NearCard = NearProposal | NearComment;

/** No more cards of a kind than this are drawn at once: so many fit beside several screens of text. */
const CARDS_LIMIT = 60;

interface Window {
  /** Two heights of the window, in pixels. */
  readonly from: number;
  readonly to: number;
  /** Whether comments are shown that are resolved. */
  readonly resolved: boolean;
  /** Where a section's heading stands, in pixels of the window; `null` where it is not on the page. */
  readonly headingOf: (section: string) => number | null;
}

/**
 * What has its text between two heights of the window, in the order of these heights. Looks at no more places than it
 * must: those of a text stand in its order, so the first one is found by halving.
 */
export function cardsNear({ proposals, comments }: CardSources, window: Window): readonly NearCard[] {
  const near = [...commentsNear(comments, proposals, window), ...proposalsNear(proposals, window)];
  return inTextOrder(near.toSorted((one, other) => one.top - other.top));
}

/** Two tops no further apart than this are of one line: marks of different kinds are not of quite the same height. */
const LINE_SLACK = 8;

/** Where to begin in a list of which only so many are drawn, so that what the reader is at is among them. */
function startAt(items: readonly { readonly id: string }[], first: number, active: string | null): number {
  const at = active === null ? -1 : items.findIndex(({ id }) => id === active);
  return at < first + CARDS_LIMIT ? first : at - Math.floor(CARDS_LIMIT / 2);
}

/** Puts what stands on one line into the order in which it is read there. @param near by their tops */
function inTextOrder(near: readonly NearCard[]): readonly NearCard[] {
  const lines: NearCard[][] = [];
  for (const card of near) {
    const line = lines.at(-1);
    if (line?.[0] !== undefined && card.top - line[0].top <= LINE_SLACK) line.push(card);
    else lines.push([card]);
  }
  return lines.flatMap((line) => line.toSorted((one, other) => one.position - other.position));
}

function proposalsNear(all: readonly SectionProposals[], { from, to }: Window): readonly NearProposal[] {
  const near: NearProposal[] = [];
  for (const of of all) {
    if (of.view.isDestroyed) continue;
    const { top, bottom } = of.view.dom.getBoundingClientRect();
    if (bottom < from || top > to) continue;
    const { all: proposals } = of.read.get();
    const topOf = (proposal: Suggestion): number => coordsOf(of.view, proposal.id)?.top ?? top;
    const first = firstAt(proposals, (each) => topOf(each) >= from);
    for (const proposal of proposals.slice(startAt(proposals, first, of.active.get()))) {
      const place = topOf(proposal);
      if (place > to || near.length >= CARDS_LIMIT) break;
      const key = cardKey(of.section, proposal.id);
      near.push({ kind: "proposal", key, of, proposal, top: place, position: proposal.from });
    }
  }
  return near;
}

function commentsNear(
  all: readonly SectionCommentsLike[],
  proposals: readonly SectionProposals[],
  { from, to, resolved, headingOf }: Window,
): readonly NearComment[] {
  const near: NearComment[] = [];
  for (const of of all) {
    const heading = headingOf(of.section);
    if (heading === null || heading > to) continue;
    const open = proposals.find(({ section }) => section === of.section)?.read.get().all ?? [];
    const said = {
      threads: of.threads.get(),
      drafts: draftsOf(of.drafts.get(), of.composing.get()),
      active: of.active.get(),
    };
    const cards = sectionCards(said, { proposals: new Set(open.map(({ id }) => id)), resolved });
    const add = (item: CommentItem, top: number): boolean => {
      if (top > to || near.length >= CARDS_LIMIT) return false;
      const position = positions.get(item.id) ?? -1;
      near.push({ kind: "comment", key: cardKey(of.section, item.id), of, item, top, position });
      return true;
    };
    const view = of.view.get();
    const isDrawn = view !== null && !view.isDestroyed;
    const positions = new Map(isDrawn ? placedThreads(view.state).map(({ id, from: at }) => [id, at]) : []);
    const topOf = ({ id }: CommentItem): number => (isDrawn ? threadCoords(view, id)?.top : null) ?? heading;
    if (heading >= from) cards.atHeading.every((item) => add(item, heading));
    const { placed } = cards;
    const first = firstAt(placed, (each) => topOf(each) >= from);
    placed.slice(startAt(placed, first, said.active)).every((item) => add(item, topOf(item)));
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
