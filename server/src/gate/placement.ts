import * as Y from "yjs";
import { Refusal } from "./refusal.ts";
import { sameId } from "./struct-index.ts";

type Parent = Y.Item["parent"];

/**
 * Checks that every new item is in one sequence with the neighbours it names. Yjs believes an item that names neighbours
 * of two parents, but a document that later loads its saved form drops it, and the room would fall apart.
 *
 * @param starts the first new clock of every client with new structs
 * @returns whether every new item also stands between its neighbours. Yjs's undo can name them in the wrong order; then
 *   a document that loads the saved form may place the item elsewhere
 * @throws {Refusal} `malformed`
 */
export function checkPlacement(document: Y.Doc, starts: ReadonlyMap<number, number>): boolean {
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
      } else if (!standsBeside(struct)) {
        const others = doubtful.get(struct.parent);
        if (others === undefined) doubtful.set(struct.parent, [struct]);
        else others.push(struct);
      }
    }
  }
  return [...doubtful].every(([parent, items]) => areOrdered(store, parent, items));
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

function areOrdered(store: Y.Doc["store"], parent: Parent, items: readonly Y.Item[]): boolean {
  // Without a parent an item is nowhere to be seen.
  if (!(parent instanceof Y.AbstractType)) return true;
  const places = new Map<Y.Item, number>();
  for (let item = parent._start, place = 0; item !== null; item = item.right, place++)
    places.set(item, place);
  const placeOf = (id: Y.ID | null, without: number): number =>
    id === null ? without : (places.get(Y.getItem(store, id)) ?? Number.NaN);
  return items.every((item) => {
    const place = places.get(item) ?? Number.NaN;
    return placeOf(item.origin, -1) < place && place < placeOf(item.rightOrigin, Number.POSITIVE_INFINITY);
  });
}
