import { useSyncExternalStore } from "react";
import type { Observable } from "../session/observable.ts";

/** The value of a cell, drawn again when it changes. */
export function useCell<Value>(cell: Observable<Value>): Value {
  return useSyncExternalStore(cell.subscribe, cell.get);
}

/** What `read` makes of a cell's value; drawn again only when that differs. `read` must give the same for the same. */
export function useCellPart<Value, Part>(cell: Observable<Value>, read: (value: Value) => Part): Part {
  return useSyncExternalStore(cell.subscribe, () => read(cell.get()));
}
