import { useCallback, useEffect, useLayoutEffect, useRef, useState, type ReactNode } from "react";

/** Has a card's height kept by its name; returns the way to stop. */
export type Measure = (key: string, element: HTMLElement) => () => void;

/** The heights of all cards by one observer, for they vary with what the cards say. */
export function useHeights(): readonly [ReadonlyMap<string, number>, Measure] {
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

/** A card at its place in the column, measured. */
export function MeasuredCard({
  name,
  top,
  place: { index, of },
  measure,
  children,
}: {
  readonly name: string;
  readonly top: number;
  /** Which it is among all cards, of which not all are drawn. */
  readonly place: { readonly index: number; readonly of: number };
  readonly measure: Measure;
  readonly children: ReactNode;
}): ReactNode {
  const card = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (card.current === null ? undefined : measure(name, card.current)), [measure, name]);
  return (
    <div
      ref={card}
      className="card-place"
      role="listitem"
      aria-posinset={index + 1}
      aria-setsize={of}
      data-card={name}
      style={{ insetBlockStart: `${top}px` }}
    >
      {children}
    </div>
  );
}
