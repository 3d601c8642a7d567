/** A card to be placed beside the text: where its text stands, and how high it is, both in CSS pixels. */
export interface CardAnchor {
  readonly id: string;
  readonly top: number;
  readonly height: number;
}

/**
 * Places cards beside their texts: each as near to its text as the others let it, none over another, in the order given.
 * The active one stands exactly at its text; those before it make room upwards, those after it downwards.
 *
 * @param anchors in the order of the text, so that `top` never falls
 * @param gap between two cards, in pixels
 * @returns the tops by id
 */
export function layOutCards(
  anchors: readonly CardAnchor[],
  active: string | null,
  gap: number,
): ReadonlyMap<string, number> {
  const tops = new Map<string, number>();
  const at = Math.max(
    0,
    anchors.findIndex(({ id }) => id === active),
  );
  let free = -Infinity;
  for (const { id, top, height } of anchors.slice(at)) {
    const place = Math.max(top, free);
    tops.set(id, place);
    free = place + height + gap;
  }
  const first = anchors[at];
  if (first !== undefined) placeAbove(anchors.slice(0, at), first.top - gap, tops, gap);
  return tops;
}

/** Those before the active card: first downwards as they like, then pushed up by what lacks. */
function placeAbove(
  anchors: readonly CardAnchor[],
  limit: number,
  tops: Map<string, number>,
  gap: number,
): void {
  let free = -Infinity;
  for (const { id, top, height } of anchors) {
    const place = Math.max(top, free);
    tops.set(id, place);
    free = place + height + gap;
  }
  let bottom = limit;
  for (const { id, height } of anchors.toReversed()) {
    const place = Math.min(tops.get(id) ?? 0, bottom - height);
    tops.set(id, place);
    bottom = place - gap;
  }
}

/** A part of the column, in pixels from its top. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

interface Reader {
  /** What is in and near the window. */
  readonly near: Stretch;
  /** The ids of those that can be drawn, in the order of the text. */
  readonly there: readonly string[];
  /** Those that the reader is at. */
  readonly at: readonly (string | null)[];
}

/**
 * The ids of the cards to be drawn: those near the window; wherever they stand those that the reader is at, with their
 * neighbours, and the first and the last, for the keys lead there.
 */
export function cardsToDraw(
  cards: readonly CardAnchor[],
  tops: ReadonlyMap<string, number>,
  { near, there, at }: Reader,
): ReadonlySet<string> {
  const drawn = new Set<string>();
  for (const { id, height } of cards) {
    const top = tops.get(id);
    if (top !== undefined && top <= near.to && top + height >= near.from) drawn.add(id);
  }
  const places = at.flatMap((id) => {
    const place = id === null ? -1 : there.indexOf(id);
    return place < 0 ? [] : [place - 1, place, place + 1];
  });
  for (const place of [0, there.length - 1, ...places]) {
    const id = there[place];
    if (id !== undefined) drawn.add(id);
  }
  return drawn;
}
