import { placedThreads, coordsOf as threadCoords } from "@travaux/comments";
import { coordsOf } from "@travaux/track-changes";
import type { Suggestion } from "@travaux/track-changes/model";
import { sectionCards, type CommentItem } from "../comments/cards/section-cards.ts";
import { draftsOf } from "../comments/cards/use-drafts-in.ts";
import type { SectionCommentsLike } from "../comments/section-comments.ts";
import type { Frame, KnownCards } from "./known-cards.ts";
import type { SectionProposals } from "./section-proposals.ts";
import type { TextTops } from "./text-tops.ts";
import { cardKey } from "./use-active-card.ts";
import type { CardSources } from "./use-lookouts.ts";

/** What a card is of. */
export type CardOf =
  | { readonly kind: "proposal"; readonly of: SectionProposals; readonly proposal: Suggestion }
  | { readonly kind: "comment"; readonly of: SectionCommentsLike; readonly item: CommentItem };

/** Where the text of a card stands. */
export interface CardPlace {
  readonly key: string;
  readonly section: string;
  /** Where its text, or its section's heading, begins, in pixels of the window. */
  readonly top: number;
  /** Where its text begins, as a position in its document; -1 at a heading. */
  readonly position: number;
  /** `null` where its section is not on the page now: its room is kept, for the reader may come back to it. */
  readonly card: CardOf | null;
}

interface Page {
  /** Whether comments are shown that are resolved. */
  readonly resolved: boolean;
  /** Where a section stands, with its heading, in pixels of the window; `null` where it is not on the page. */
  readonly frameOf: (section: string) => Frame | null;
  readonly known: KnownCards;
  readonly tops: TextTops;
}

/** All cards, in the order in which their texts are read. */
export function placeCards(sources: CardSources, page: Page): readonly CardPlace[] {
  const live = new Map<string, CardPlace[]>();
  for (const place of [...placeComments(sources, page), ...placeProposals(sources.proposals, page)]) {
    const own = live.get(place.section);
    if (own === undefined) live.set(place.section, [place]);
    else own.push(place);
  }
  const there = new Set<object>([...sources.proposals, ...sources.comments]);
  const all = page.known.take(live, { there, frameOf: page.frameOf, height: window.innerHeight });
  return inTextOrder(all.toSorted((one, other) => one.top - other.top));
}

/** Two tops no further apart than this are of one line: marks of different kinds are not of quite the same height. */
const LINE_SLACK = 8;

/** Puts what stands on one line into the order in which it is read there. @param all by their tops */
function inTextOrder(all: readonly CardPlace[]): readonly CardPlace[] {
  const lines: CardPlace[][] = [];
  for (const place of all) {
    const line = lines.at(-1);
    if (line?.[0] !== undefined && place.top - line[0].top <= LINE_SLACK) line.push(place);
    else lines.push([place]);
  }
  return lines.flatMap((line) => line.toSorted((one, other) => one.position - other.position));
}

function placeProposals(all: readonly SectionProposals[], page: Page): readonly CardPlace[] {
  return all.flatMap((of) => {
    const frame = page.frameOf(of.section);
    if (of.view.isDestroyed || frame === null) return [];
    const topOf = page.tops.of(of.view, coordsOf);
    const { top: text } = of.view.dom.getBoundingClientRect();
    return of.read.get().all.map((proposal): CardPlace => {
      const key = cardKey(of.section, proposal.id);
      const top = topOf(proposal.id) ?? page.known.topOf(of.section, key, frame) ?? text;
      const card: CardOf = { kind: "proposal", of, proposal };
      return { key, section: of.section, top, position: proposal.from, card };
    });
  });
}

function placeComments({ proposals, comments }: CardSources, page: Page): readonly CardPlace[] {
  return comments.flatMap((of) => {
    const frame = page.frameOf(of.section);
    if (frame === null) return [];
    const open = proposals.find(({ section }) => section === of.section)?.read.get().all ?? [];
    const said = {
      threads: of.threads.get(),
      drafts: draftsOf(of.drafts.get(), of.composing.get()),
      active: of.active.get(),
    };
    const shown = { proposals: new Set(open.map(({ id }) => id)), resolved: page.resolved };
    const { atHeading, placed } = sectionCards(said, shown);
    const view = of.view.get();
    const isDrawn = view !== null && !view.isDestroyed;
    const topOf = isDrawn ? page.tops.of(view, threadCoords) : () => null;
    const positions = new Map(isDrawn ? placedThreads(view.state).map(({ id, from }) => [id, from]) : []);
    const place = (item: CommentItem, own: number | null): CardPlace => {
      const key = cardKey(of.section, item.id);
      const top = own ?? page.known.topOf(of.section, key, frame) ?? frame.top;
      const card: CardOf = { kind: "comment", of, item };
      return { key, section: of.section, top, position: positions.get(item.id) ?? -1, card };
    };
    return [
      // Before its editor is there, nothing has a place in a text.
      ...atHeading.map((item) => place(item, isDrawn ? frame.top : null)),
      ...placed.map((item) => place(item, topOf(item.id))),
    ];
  });
}
