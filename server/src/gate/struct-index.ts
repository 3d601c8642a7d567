import type * as Y from "yjs";
import type { Struct } from "./read-update.ts";

/** Where structs are found by client: the store of a document, or what {@link indexStructs} makes. */
export type StructIndex = ReadonlyMap<number, readonly Struct[]>;

/** Structs by client, each in the order of its clocks. */
export function indexStructs(structs: readonly Struct[]): StructIndex {
  const index = new Map<number, Struct[]>();
  for (const struct of structs) {
    const others = index.get(struct.id.client);
    if (others === undefined) index.set(struct.id.client, [struct]);
    else others.push(struct);
  }
  return index;
}

/** The struct that contains a clock of a client, `null` if there is none. */
export function findStruct(index: StructIndex, client: number, clock: number): Struct | null {
  const structs = index.get(client);
  let low = 0;
  let high = (structs?.length ?? 0) - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const struct = structs?.[middle];
    if (struct === undefined) return null;
    if (clock < struct.id.clock) high = middle - 1;
    else if (clock >= struct.id.clock + struct.length) low = middle + 1;
    else return struct;
  }
  return null;
}

/** Whether two ids, each perhaps `null`, are the same. */
export function sameId(a: Y.ID | null, b: Y.ID | null): boolean {
  return a === b || (a !== null && b !== null && a.client === b.client && a.clock === b.clock);
}
