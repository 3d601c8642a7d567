import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
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
  const look = useCallback((): void => {
    const top = column.current?.getBoundingClientRect().top;
    if (top === undefined) return;
    const near = cardsNear(sources, {
      from: -BEYOND,
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
  const events = useMemo(() => cardEvents(sources), [sources]);
  return (
    <div ref={column} className="card-column" role="presentation" {...events}>
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
