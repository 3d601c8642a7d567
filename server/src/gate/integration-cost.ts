import * as Y from "yjs";
import { SIBLING_LIMIT, GAP_LIMIT } from "./limits.ts";
import type { Incoming } from "./read-update.ts";
import { Refusal } from "./refusal.ts";
import { findStruct, indexStructs, sameId, type StructIndex } from "./struct-index.ts";

/**
 * Bounds the time Yjs takes to find the places of an update's items. Where an item's neighbours stand side by side there
 * is nothing to find; else Yjs walks all that lies between them, item by item, and a few kilobytes could hold the
 * server for minutes.
 *
 * @throws {Refusal} `too-large`
 */
export function checkIntegrationCost(document: Y.Doc, { fresh }: Incoming): void {
  const known = document.store.clients;
  const added = indexStructs(fresh);
  const siblings = new Map<string, number>();
  let walked = 0;
  for (const struct of fresh) {
    if (!(struct instanceof Y.Item)) continue;
    const key = siblingKey(struct);
    const count = (siblings.get(key) ?? 0) + 1;
    siblings.set(key, count);
    if (count > SIBLING_LIMIT) throw new Refusal("too-large", "siblings behind one origin");
    if (isNarrow(known, added, struct) || isFirstOfKey(document, struct)) continue;
    // Of the update's own items all may lie in between.
    walked += fresh.length + gapOf(known, added, struct, GAP_LIMIT - walked);
    if (walked > GAP_LIMIT) throw new Refusal("too-large", "items between distant neighbours");
  }
}

/** How many items of the document lie where `item` has its place, counted to `limit`. */
function gapOf(known: StructIndex, added: StructIndex, item: Y.Item, limit: number): number {
  let steps = 0;
  const anchor = (side: "origin" | "rightOrigin"): Y.ID | null => {
    let id = item[side];
    for (; id !== null && steps < limit; steps++) {
      const struct = findStruct(added, id.client, id.clock);
      if (!(struct instanceof Y.Item)) return id;
      id = struct[side];
    }
    return id;
  };
  const [from, to] = [anchor("origin"), anchor("rightOrigin")];
  for (
    let next = firstAfter(known, item, from, to);
    next !== null && steps < limit;
    next = next.right, steps++
  ) {
    if (
      to !== null &&
      next.id.client === to.client &&
      to.clock >= next.id.clock &&
      to.clock < next.id.clock + next.length
    )
      break;
  }
  return steps + 1;
}

/** The first item of the document that Yjs looks at for the place of `item`. */
function firstAfter(known: StructIndex, item: Y.Item, from: Y.ID | null, to: Y.ID | null): Y.Item | null {
  if (from !== null) {
    const left = findStruct(known, from.client, from.clock);
    return left instanceof Y.Item ? left : null;
  }
  const right = to === null ? null : findStruct(known, to.client, to.clock);
  let parent: unknown = right instanceof Y.Item ? right.parent : item.parent;
  if (parent instanceof Y.ID) {
    const owner = findStruct(known, parent.client, parent.clock);
    parent = owner instanceof Y.Item && owner.content instanceof Y.ContentType ? owner.content.type : null;
  }
  return parent instanceof Y.AbstractType ? parent._start : null;
}

function siblingKey({ origin, rightOrigin, parent, parentSub }: Y.Item): string {
  const id: unknown = origin ?? rightOrigin ?? parent;
  const side = origin !== null ? "after" : rightOrigin !== null ? "before" : `in ${parentSub ?? ""}`;
  return id instanceof Y.ID ? `${side} ${id.client}:${id.clock}` : side;
}

function isNarrow(known: StructIndex, added: StructIndex, item: Y.Item): boolean {
  const { origin, rightOrigin } = item;
  if (origin === null && rightOrigin === null) return isFirst(known, item);
  const left = origin === null ? null : findStruct(added, origin.client, origin.clock);
  const right = rightOrigin === null ? null : findStruct(added, rightOrigin.client, rightOrigin.clock);
  if (right !== null && rightOrigin !== null && sameId(originAt(right, rightOrigin), origin)) return true;
  if (left !== null) return left instanceof Y.Item && sameId(left.rightOrigin, rightOrigin);
  return right === null && isGapKnown(known, origin, rightOrigin);
}

/** The left neighbour that the character or item at `id` within `struct` names. */
function originAt(struct: Y.Item | Y.GC | Y.Skip, id: Y.ID): Y.ID | null {
  if (id.clock > struct.id.clock) return Y.createID(id.client, id.clock - 1);
  return struct instanceof Y.Item ? struct.origin : null;
}

/** Whether two neighbours in the document, of which one may be its sequence's end, stand side by side. */
function isGapKnown(known: StructIndex, origin: Y.ID | null, rightOrigin: Y.ID | null): boolean {
  if (origin !== null) {
    const left = findStruct(known, origin.client, origin.clock);
    // Beside what was garbage-collected an item is dropped without a search.
    if (!(left instanceof Y.Item)) return true;
    const isLast = origin.clock === left.id.clock + left.length - 1;
    return sameId(
      isLast ? (left.right?.id ?? null) : Y.createID(origin.client, origin.clock + 1),
      rightOrigin,
    );
  }
  const right = rightOrigin === null ? null : findStruct(known, rightOrigin.client, rightOrigin.clock);
  return !(right instanceof Y.Item) || (right.left === null && right.id.clock === rightOrigin?.clock);
}

/** Whether an item is the first under its key of a root map: then there is nothing to walk. */
function isFirstOfKey({ share }: Y.Doc, { parent, parentSub, origin, rightOrigin }: Y.Item): boolean {
  if (typeof parent !== "string" || parentSub === null || origin !== null || rightOrigin !== null)
    return false;
  return share.get(parent)?._map.has(parentSub) !== true;
}

/** Whether an item that names only its parent finds no others there. */
function isFirst(known: StructIndex, { parent, parentSub }: Y.Item): boolean {
  const id: unknown = parent;
  if (!(id instanceof Y.ID)) return false;
  const owner = findStruct(known, id.client, id.clock);
  const type = owner instanceof Y.Item && owner.content instanceof Y.ContentType ? owner.content.type : null;
  if (type === null) return true;
  return parentSub === null ? type._start === null : !type._map.has(parentSub);
}
