import * as Y from "yjs";
import { Refusal } from "./refusal.ts";

type Parent = Y.Item["parent"];

/**
 * Checks that every new item stands between the neighbours it names, in one sequence with them. Yjs believes an item
 * that names neighbours of two parents, or in the wrong order, but a document that later loads its saved form may then
 * place or drop it differently, and the room would fall apart.
 *
 * @param starts the first new clock of every client with new structs
 * @throws {Refusal} `malformed`
 */
export function checkPlacement(document: Y.Doc, starts: ReadonlyMap<number, number>): void {
  const { store } = document;
  const doubtful = new Map<Parent, Y.Item[]>();
  for (const [client, start] of starts) {
    const structs = store.clients.get(client) ?? [];
    for (let at = structs.length - 1; at >= 0; at--) {
      const struct = structs[at];
      // An item that begins before was joined to its left neighbour by Yjs, so it stands right beside it.
      if (struct === undefined || struct.id.clock < start) break;
      if (!(struct instanceof Y.Item)) continue;
      checkKin(store, struct, struct.origin);
      checkKin(store, struct, struct.rightOrigin);
      if (struct.parentSub !== null) {
        if (struct.rightOrigin !== null) throw new Refusal("malformed", "attribute with a right neighbour");
      } else if (!standsBeside(struct))
        doubtful.set(struct.parent, [...(doubtful.get(struct.parent) ?? []), struct]);
    }
  }
  for (const [parent, items] of doubtful) checkOrder(store, parent, items);
}

function checkKin(store: Y.Doc["store"], item: Y.Item, neighbour: Y.ID | null): void {
  if (neighbour === null) return;
  const other: unknown = Y.getItem(store, neighbour);
  if (!(other instanceof Y.Item) || other.parent !== item.parent || other.parentSub !== item.parentSub) {
    throw new Refusal("malformed", "neighbour in another place");
  }
}

function standsBeside(item: Y.Item): boolean {
  return sameId(item.left?.lastId ?? null, item.origin) && sameId(item.right?.id ?? null, item.rightOrigin);
}

function sameId(a: Y.ID | null, b: Y.ID | null): boolean {
  return a === b || (a !== null && b !== null && a.client === b.client && a.clock === b.clock);
}

function checkOrder(store: Y.Doc["store"], parent: Parent, items: readonly Y.Item[]): void {
  if (!(parent instanceof Y.AbstractType)) throw new Refusal("malformed", "item without a parent");
  const places = new Map<Y.Item, number>();
  for (let item = parent._start, place = 0; item !== null; item = item.right, place++)
    places.set(item, place);
  const placeOf = (id: Y.ID | null, without: number): number =>
    id === null ? without : (places.get(Y.getItem(store, id)) ?? Number.NaN);
  for (const item of items) {
    const place = places.get(item) ?? Number.NaN;
    const ordered =
      placeOf(item.origin, -1) < place && place < placeOf(item.rightOrigin, Number.POSITIVE_INFINITY);
    if (!ordered) throw new Refusal("malformed", "neighbours in the wrong order");
  }
}
