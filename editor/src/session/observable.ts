/** A value that can be read and watched, shaped for React's `useSyncExternalStore`. */
export interface Observable<Value> {
  readonly get: () => Value;
  /** Calls `listener` after every change, until the returned function is called. */
  readonly subscribe: (listener: () => void) => () => void;
}

/** An {@link Observable} in the hands of whoever may change it. */
export class Cell<Value> implements Observable<Value> {
  private value: Value;
  private readonly listeners = new Set<() => void>();

  constructor(value: Value) {
    this.value = value;
  }

  readonly get = (): Value => this.value;

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Says nothing when `value` is what stood there. */
  set(value: Value): void {
    if (Object.is(this.value, value)) return;
    this.value = value;
    for (const listener of this.listeners) listener();
  }
}
