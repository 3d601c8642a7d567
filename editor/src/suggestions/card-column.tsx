import {
  useCallback,
  useEffect,
  useEffectEvent,
  useMemo,
  useRef,
  useState,
  type ReactNode,
  type RefObject,
} from "react";
import { CommentItemCard } from "../comments/cards/comment-item-card.tsx";
import { useText } from "../interface-text/text.tsx";
import { useCardReach } from "./card-column-reach.ts";
import { cardEvents } from "./card-events.ts";
import type { CardOf } from "./card-places.ts";
import { cardsToDraw, layOutCards } from "./lay-out-cards.ts";
import { MeasuredCard, useHeights } from "./measured-card.tsx";
import { PlacedCard } from "./placed-card.tsx";
import { useActiveCard } from "./use-active-card.ts";
import { coveredBy, GAP, useCards, type Placed } from "./use-cards.ts";
import type { CardSources } from "./use-lookouts.ts";

/** How high a card is taken to be until it has been drawn, in pixels. */
const USUAL_HEIGHT = 132;

interface CardColumnProps {
  readonly sources: CardSources;
  /** Whether comments are shown that are resolved. */
  readonly resolved: boolean;
}

/** Cards beside their texts, none over another: all have their place, those in and near the window are drawn. */
export function CardColumn({ sources, resolved }: CardColumnProps): ReactNode {
  const text = useText();
  const { column, cards, near } = useCards(sources, resolved);
  const [heights, measure] = useHeights();
  const active = useActiveCard(sources);
  const [focused, setFocused] = useState<string | null>(null);
  const laidOut = useMemo(
    () =>
      cards.map(({ place: { key }, at }) => ({
        id: key,
        top: at,
        height: heights.get(key) ?? USUAL_HEIGHT,
      })),
    [cards, heights],
  );
  const tops = useMemo(() => layOutCards(laidOut, active, GAP), [laidOut, active]);
  useCardReach(cards, { tops, laidOut, held: [active, focused] });
  const choose = useTextInSight(column, active, cards);
  const { onKeyDown, onFocus } = useMemo(() => cardEvents(sources), [sources]);
  const there = cards.flatMap(({ place: { key, card } }) => (card === null ? [] : [{ key, card }]));
  const drawn = cardsToDraw(laidOut, tops, {
    near,
    there: there.map(({ key }) => key),
    at: [active, focused],
  });
  return (
    <div
      ref={column}
      className="card-column"
      role="presentation"
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        setFocused(event.target.closest<HTMLElement>("[data-card]")?.dataset["card"] ?? null);
        choose();
        onFocus(event);
      }}
      onBlur={({ relatedTarget, currentTarget }) => {
        if (!(relatedTarget instanceof Node && currentTarget.contains(relatedTarget))) setFocused(null);
      }}
    >
      <div role="list" aria-label={text.say("comment.both")}>
        {there.map(
          ({ key, card }, index) =>
            drawn.has(key) && (
              <MeasuredCard
                key={key}
                name={key}
                top={tops.get(key) ?? 0}
                place={{ index, of: there.length }}
                measure={measure}
              >
                <Card {...card} />
              </MeasuredCard>
            ),
        )}
      </div>
    </div>
  );
}

function Card(card: CardOf): ReactNode {
  if (card.kind === "proposal") return <PlacedCard of={card.of} proposal={card.proposal} />;
  return <CommentItemCard of={card.of} item={card.item} />;
}

/**
 * A card that is chosen goes to the height of its text, which may be out of sight where cards are many: the page follows.
 *
 * @returns to be called when the focus comes to a card; the text of one that the caret came to is in sight already
 */
function useTextInSight(
  column: RefObject<HTMLDivElement | null>,
  active: string | null,
  cards: readonly Placed[],
): () => void {
  const isChosen = useRef(false);
  const follow = useEffectEvent(() => {
    const placed = cards.find(({ place: { key } }) => key === active);
    const top = column.current?.getBoundingClientRect().top;
    if (!isChosen.current || placed === undefined || top === undefined) return;
    isChosen.current = false;
    const at = top + placed.at;
    if (at >= coveredBy(column.current).covered && at < window.innerHeight * IN_SIGHT) return;
    window.scrollBy({ top: at - window.innerHeight / 3 });
  });
  useEffect(() => follow(), [active]);
  return useCallback(() => {
    isChosen.current = true;
  }, []);
}

/** The part of the window, from its top, in which a text must begin for its card to be in sight too. */
const IN_SIGHT = 0.9;
