import { useSyncExternalStore } from "react";
import type { Observable } from "./observable.ts";

/** The value as it stands; the component is drawn again when it changes. */
export function useObservable<Value>(observable: Observable<Value>): Value {
  return useSyncExternalStore(observable.subscribe, observable.get, observable.get);
}
