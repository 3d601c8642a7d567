import {
  useCallback,
  useEffect,
  useEffectEvent,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from "react";
import { layOutCards } from "./lay-out-cards.ts";
import { proposalsNear, type NearProposal } from "./layout-of-cards.ts";
import { PlacedCard } from "./placed-card.tsx";
import type { SectionProposals } from "./section-proposals.ts";

/** Cards are drawn for so much text above and below the window, in pixels. */
const BEYOND = 700;
/** After scrolling this far the cards to draw are looked for anew, in pixels. */
const STRIDE = 350;
/** Between two cards, in pixels. */
const GAP = 10;
/** How high a card is taken to be until it has been drawn, in pixels. */
const USUAL_HEIGHT = 132;

interface Placed extends NearProposal {
  /** Where its text begins, in pixels from the top of the column. */
  readonly at: number;
}

/** The cards of the proposals in and near the window, each beside its text, none over another. */
export function CardColumn({ sections }: { readonly sections: readonly SectionProposals[] }): ReactNode {
  const column = useRef<HTMLDivElement>(null);
  const [cards, setCards] = useState<readonly Placed[]>([]);
  const [heights, measure] = useHeights();
  const active = useActive(sections);
  const look = useCallback((): void => {
    const top = column.current?.getBoundingClientRect().top;
    if (top === undefined) return;
    const near = proposalsNear(sections, { from: -BEYOND, to: window.innerHeight + BEYOND });
    const { covered, hidden } = coveredBy(column.current);
    // What is read has its card in sight: not under what stands over the column's top.
    const next = near.map((each): Placed => {
      const isRead = each.top >= covered - 1 && each.top < hidden;
      return { ...each, at: Math.round((isRead ? hidden : each.top) - top) };
    });
    setCards((before) => (isSame(before, next) ? before : next));
  }, [sections]);
  useLookouts(sections, look);
  const tops = useMemo(
    () =>
      layOutCards(
        cards.map(({ key, at }) => ({ id: key, top: at, height: heights.get(key) ?? USUAL_HEIGHT })),
        active,
        GAP,
      ),
    [cards, heights, active],
  );
  return (
    <div ref={column} className="card-column">
      {cards.map(({ key, of, proposal }) => (
        <MeasuredCard key={key} name={key} top={tops.get(key) ?? 0} measure={measure}>
          <PlacedCard of={of} proposal={proposal} />
        </MeasuredCard>
      ))}
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
    before.every(({ key, at, proposal }, index) => {
      const other = next[index];
      return other !== undefined && key === other.key && at === other.at && proposal === other.proposal;
    })
  );
}

/** The key of the card of the proposal that the reader is at, in whichever section. */
function useActive(sections: readonly SectionProposals[]): string | null {
  const [active, setActive] = useState<string | null>(null);
  useEffect(() => {
    const stops = sections.map((of) =>
      of.active.subscribe(() => {
        const id = of.active.get();
        setActive((before) =>
          id !== null ? `${of.section} ${id}` : before?.startsWith(`${of.section} `) === true ? null : before,
        );
      }),
    );
    return () => stops.forEach((stop) => stop());
  }, [sections]);
  return active;
}

/** Calls `look` when the cards may stand elsewhere or others are needed; at most once a frame. */
function useLookouts(sections: readonly SectionProposals[], look: () => void): void {
  const again = useEffectEvent(look);
  useEffect(() => {
    let frame: number | null = null;
    let seenAt = window.scrollY;
    const soon = (): void => {
      frame ??= requestAnimationFrame(() => {
        frame = null;
        seenAt = window.scrollY;
        again();
      });
    };
    const scrolled = (): void => {
      if (Math.abs(window.scrollY - seenAt) > STRIDE) soon();
    };
    const stops = sections.flatMap((of) => [of.read.subscribe(soon), of.active.subscribe(soon)]);
    const report = document.getElementById("main");
    const sizes = new ResizeObserver(soon);
    for (const element of [report, document.querySelector(".proposal-panel-head")])
      if (element !== null) sizes.observe(element);
    window.addEventListener("scroll", scrolled, { passive: true });
    window.addEventListener("scrollend", soon);
    window.addEventListener("resize", soon);
    soon();
    return () => {
      if (frame !== null) cancelAnimationFrame(frame);
      stops.forEach((stop) => stop());
      sizes.disconnect();
      window.removeEventListener("scroll", scrolled);
      window.removeEventListener("scrollend", soon);
      window.removeEventListener("resize", soon);
    };
  }, [sections]);
}

type Measure = (key: string, element: HTMLElement) => () => void;

/** The heights of all cards by one observer, for they vary with what the cards say. */
function useHeights(): readonly [ReadonlyMap<string, number>, Measure] {
  const [heights, setHeights] = useState<ReadonlyMap<string, number>>(new Map());
  const [names] = useState(() => new WeakMap<Element, string>());
  const [observer] = useState(
    () =>
      new ResizeObserver((entries) => {
        const found = entries.flatMap(({ target }): readonly (readonly [string, number])[] => {
          const name = names.get(target);
          return name === undefined || !(target instanceof HTMLElement) ? [] : [[name, target.offsetHeight]];
        });
        setHeights((before) =>
          found.every(([name, height]) => before.get(name) === height)
            ? before
            : new Map([...before, ...found]),
        );
      }),
  );
  useEffect(() => () => observer.disconnect(), [observer]);
  const measure = useCallback<Measure>(
    (key, element) => {
      names.set(element, key);
      observer.observe(element);
      return () => observer.unobserve(element);
    },
    [names, observer],
  );
  return [heights, measure];
}

function MeasuredCard({
  name,
  top,
  measure,
  children,
}: {
  readonly name: string;
  readonly top: number;
  readonly measure: Measure;
  readonly children: ReactNode;
}): ReactNode {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (place.current === null ? undefined : measure(name, place.current)), [measure, name]);
  return (
    <div ref={place} className="card-place" style={{ insetBlockStart: `${top}px` }}>
      {children}
    </div>
  );
}
