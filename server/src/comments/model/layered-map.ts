/** How many changes lie over the base before both are put together. */
const LAYER_LIMIT = 64;

/**
 * A map that never changes and of which another with one more change is made in little time, however large it is: the
 * changes lie over a base that both share. In the order in which keys first came, as in any map.
 */
export class LayeredMap<Key, Value> implements ReadonlyMap<Key, Value> {
  readonly #base: ReadonlyMap<Key, Value>;
  readonly #over: ReadonlyMap<Key, Value>;
  readonly size: number;

  private constructor(base: ReadonlyMap<Key, Value>, over: ReadonlyMap<Key, Value>, size: number) {
    this.#base = base;
    this.#over = over;
    this.size = size;
  }

  static empty<Key, Value>(): LayeredMap<Key, Value> {
    return new LayeredMap(new Map(), new Map(), 0);
  }

  /** The same map but for the value of `key`. */
  with(key: Key, value: Value): LayeredMap<Key, Value> {
    const size = this.has(key) ? this.size : this.size + 1;
    const over = new Map(this.#over).set(key, value);
    if (over.size < LAYER_LIMIT) return new LayeredMap(this.#base, over, size);
    const base = new Map(this.#base);
    for (const [changed, its] of over) base.set(changed, its);
    return new LayeredMap(base, new Map(), size);
  }

  get(key: Key): Value | undefined {
    return this.#over.has(key) ? this.#over.get(key) : this.#base.get(key);
  }

  has(key: Key): boolean {
    return this.#over.has(key) || this.#base.has(key);
  }

  *entries(): MapIterator<[Key, Value]> {
    for (const [key, value] of this.#base)
      yield [key, this.#over.has(key) ? (this.#over.get(key) ?? value) : value];
    for (const [key, value] of this.#over) if (!this.#base.has(key)) yield [key, value];
  }

  *keys(): MapIterator<Key> {
    for (const [key] of this.entries()) yield key;
  }

  *values(): MapIterator<Value> {
    for (const [, value] of this.entries()) yield value;
  }

  [Symbol.iterator](): MapIterator<[Key, Value]> {
    return this.entries();
  }

  forEach(each: (value: Value, key: Key, map: ReadonlyMap<Key, Value>) => void): void {
    for (const [key, value] of this.entries()) each(value, key, this);
  }
}
