/** Rooms that are held back, open or not. */
export class Holds {
  readonly #held = new Map<string, Promise<void>>();

  has(name: string): boolean {
    return this.#held.has(name);
  }

  /** Resolves when nobody holds it, at that moment. */
  async ended(name: string): Promise<void> {
    while (this.#held.has(name)) await this.#held.get(name);
  }

  /** Waits for its turn. @returns what ends the hold */
  async begin(name: string): Promise<() => void> {
    await this.ended(name);
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#held.set(name, promise);
    return () => {
      this.#held.delete(name);
      resolve();
    };
  }
}
