/** What is read once and kept as long as somebody uses it. */
export interface Keepable {
  /** Resolves when nothing of it is still on its way to disk; never rejects. */
  finish(): Promise<void>;
  close(): void;
}

interface Kept<Value> {
  readonly opening: Promise<Value>;
  value: Value | null;
  users: number;
  /** How often it was asked for. */
  uses: number;
}

/** Things by their names, each opened once and closed when the last who uses it has let it go. */
export class KeptOpen<Value extends Keepable> {
  readonly #kept = new Map<string, Kept<Value>>();

  has(name: string): boolean {
    return this.#kept.has(name);
  }

  /** What is being opened or is open. */
  names(): readonly string[] {
    return [...this.#kept.keys()];
  }

  /** Those that have been opened. */
  *values(): Iterable<Value> {
    for (const { value } of this.#kept.values()) if (value !== null) yield value;
  }

  /** Opens it unless it is open, until it is released as often. Where `open` throws there is nothing to be released. */
  async acquire(name: string, open: () => Promise<Value>): Promise<Value> {
    const known = this.#kept.get(name) ?? this.#open(name, open);
    known.users += 1;
    known.uses += 1;
    return known.opening;
  }

  release(name: string): void {
    const known = this.#kept.get(name);
    if (known !== undefined) this.#release(name, known);
  }

  /** Keeps what is being opened, or is open, open for somebody more. @returns a function that lets it go, once */
  retain(name: string): () => void {
    const known = this.#kept.get(name);
    if (known === undefined) throw new RangeError(`${name} is not open`);
    known.users += 1;
    known.uses += 1;
    return () => this.#release(name, known);
  }

  #open(name: string, open: () => Promise<Value>): Kept<Value> {
    const opening = open();
    const kept: Kept<Value> = { opening, value: null, users: 0, uses: 0 };
    this.#kept.set(name, kept);
    opening.then(
      (value) => {
        kept.value = value;
      },
      // It is told to who opens it; the next one tries again.
      () => this.#kept.delete(name),
    );
    return kept;
  }

  #release(name: string, kept: Kept<Value>): void {
    kept.users -= 1;
    if (kept.users === 0) void this.#letGo(name, kept);
  }

  /** It stays findable until it is written, so that nobody reads it anew from what lies behind it. */
  async #letGo(name: string, kept: Kept<Value>): Promise<void> {
    const { uses, value } = kept;
    await value?.finish();
    if (kept.users > 0 || kept.uses !== uses) return;
    this.#kept.delete(name);
    value?.close();
  }
}
