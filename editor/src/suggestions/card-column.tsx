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
import { useReport } from "../report/report-model.ts";
import { layOutCards } from "./lay-out-cards.ts";
import { cardsNear, type NearCard } from "./layout-of-cards.ts";
import { MeasuredCard, useHeights } from "./measured-card.tsx";
import { PlacedCard } from "./placed-card.tsx";
import { useActiveCard } from "./use-active-card.ts";
import { cardEvents } from "./card-events.ts";
import { useLookouts, type CardSources } from "./use-lookouts.ts";

/** Cards are drawn for so much text above and below the window, in pixels. */
const BEYOND = 700;
/** Between two cards, in pixels. */
const GAP = 10;
/** How high a card is taken to be until it has been drawn, in pixels. */
const USUAL_HEIGHT = 132;

/** A card to be drawn, and where its text begins, in pixels from the top of the column. */
interface Placed {
  readonly card: NearCard;
  readonly at: number;
}

interface CardColumnProps {
  readonly sources: CardSources;
  /** Whether comments are shown that are resolved. */
  readonly resolved: boolean;
}

/** The cards of what is in and near the window, each beside its text, none over another. */
export function CardColumn({ sources, resolved }: CardColumnProps): ReactNode {
  const text = useText();
  const { entries } = useReport();
  const column = useRef<HTMLDivElement>(null);
  const [cards, setCards] = useState<readonly Placed[]>([]);
  const [heights, measure] = useHeights();
  const active = useActiveCard(sources);
  // Cards of a crowded text hang far below it: they are drawn as long as any of them is in sight.
  const overhang = useRef(0);
  const look = useCallback((): void => {
    const top = column.current?.getBoundingClientRect().top;
    if (top === undefined) return;
    const near = cardsNear(sources, {
      from: -BEYOND - overhang.current,
      to: window.innerHeight + BEYOND,
      resolved,
      headingOf: (section) => {
        const entry = entries.get().find((each) => each.section?.id === section);
        const place = entry === undefined ? null : document.getElementById(entry.id);
        return place?.getBoundingClientRect().top ?? null;
      },
    });
    const { covered, hidden } = coveredBy(column.current);
    // What is read has its card in sight: not under what stands over the column's top.
    const next = near.map((card): Placed => {
      const isRead = card.top >= covered - 1 && card.top < hidden;
      return { card, at: Math.round((isRead ? hidden : card.top) - top) };
    });
    setCards((before) => (isSame(before, next) ? before : next));
  }, [sources, resolved, entries]);
  useLookouts(sources, look);
  // Where other cards are asked for, nothing else need have changed.
  useEffect(look, [look]);
  const tops = useMemo(
    () =>
      layOutCards(
        cards.map(({ card: { key }, at }) => ({
          id: key,
          top: at,
          height: heights.get(key) ?? USUAL_HEIGHT,
        })),
        active,
        GAP,
      ),
    [cards, heights, active],
  );
  useEffect(() => {
    overhang.current = Math.max(0, ...cards.map(({ card: { key }, at }) => (tops.get(key) ?? at) - at));
  }, [cards, tops]);
  const choose = useTextInSight(column, active, cards);
  const { onKeyDown, onFocus } = useMemo(() => cardEvents(sources), [sources]);
  return (
    <div
      ref={column}
      className="card-column"
      role="presentation"
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        choose();
        onFocus(event);
      }}
    >
      <div role="list" aria-label={text.say("comment.both")}>
        {cards.map(({ card }) => (
          <MeasuredCard key={card.key} name={card.key} top={tops.get(card.key) ?? 0} measure={measure}>
            {card.kind === "proposal" ? (
              <PlacedCard of={card.of} proposal={card.proposal} />
            ) : (
              <CommentItemCard of={card.of} item={card.item} />
            )}
          </MeasuredCard>
        ))}
      </div>
    </div>
  );
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
    const placed = cards.find(({ card }) => card.key === active);
    const top = column.current?.getBoundingClientRect().top;
    if (!isChosen.current || placed === undefined || top === undefined) return;
    isChosen.current = false;
    const place = top + placed.at;
    if (place >= coveredBy(column.current).covered && place < window.innerHeight * IN_SIGHT) return;
    window.scrollBy({ top: place - window.innerHeight / 3 });
  });
  useEffect(() => follow(), [active]);
  return useCallback(() => {
    isChosen.current = true;
  }, []);
}

/** The part of the window, from its top, in which a text must begin for its card to be in sight too. */
const IN_SIGHT = 0.9;

/** Down to which heights of the window the page's bar covers the text, and the column's head the cards. */
function coveredBy(column: HTMLElement | null): { readonly covered: number; readonly hidden: number } {
  const head = column?.parentElement?.querySelector(".proposal-panel-head")?.getBoundingClientRect();
  return head === undefined ? { covered: 0, hidden: 0 } : { covered: head.top, hidden: head.bottom + GAP };
}

function isSame(before: readonly Placed[], next: readonly Placed[]): boolean {
  return (
    before.length === next.length &&
    before.every(({ card, at }, index) => {
      const other = next[index];
      return other !== undefined && at === other.at && saysTheSame(card, other.card);
    })
  );
}

function saysTheSame(one: NearCard, other: NearCard): boolean {
  if (one.key !== other.key || one.of !== other.of) return false;
  if (one.kind === "proposal") return other.kind === "proposal" && one.proposal === other.proposal;
  if (other.kind !== "comment") return false;
  // A draft's card follows what is written by itself.
  if (one.item.kind === "draft" || other.item.kind === "draft") return one.item.kind === other.item.kind;
  return one.item.thread === other.item.thread;
}
