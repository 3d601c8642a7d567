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
