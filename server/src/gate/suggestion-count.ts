/** Which suggestions a document holds, and in how many places. */
export class SuggestionCount {
  readonly #places = new Map<string, number>();

  /** How many suggestions there are. */
  get size(): number {
    return this.#places.size;
  }

  /** What it would come to if `gone` went and `come` came; nothing is changed. */
  after(gone: Iterable<string>, come: Iterable<string>): SuggestionChange {
    const differences = new Map<string, number>();
    for (const id of gone) differences.set(id, (differences.get(id) ?? 0) - 1);
    for (const id of come) differences.set(id, (differences.get(id) ?? 0) + 1);
    const appeared: string[] = [];
    const vanished: string[] = [];
    for (const [id, difference] of differences) {
      const now = this.#places.get(id) ?? 0;
      if (now === 0 && difference > 0) appeared.push(id);
      if (now > 0 && now + difference === 0) vanished.push(id);
    }
    return { differences, appeared, vanished, size: this.size + appeared.length - vanished.length };
  }

  /** Makes a change stand. */
  take({ differences }: SuggestionChange): void {
    for (const [id, difference] of differences) {
      const now = (this.#places.get(id) ?? 0) + difference;
      if (now > 0) this.#places.set(id, now);
      else this.#places.delete(id);
    }
  }
}

/** What an update does to the suggestions of a document. */
export interface SuggestionChange {
  readonly differences: ReadonlyMap<string, number>;
  /** Those of which there was nothing before. */
  readonly appeared: readonly string[];
  /** Those of which nothing is left. */
  readonly vanished: readonly string[];
  /** How many there are afterwards. */
  readonly size: number;
}
