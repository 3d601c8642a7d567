import type { AnchorPart, TextChange } from "./anchor.ts";
import { held, type HeldPart } from "./held-part.ts";
import { mapPart, textNews } from "./map-part.ts";

/**
 * Keeps anchors in their places through the changes of one text. A change costs its blocks and the anchors in them, and
 * what is sought of the orphans in the text that came with it.
 */
export class AnchorTracker {
  readonly #anchors = new Map<string, readonly HeldPart[]>();
  /** The anchors with a placed part, by block. */
  readonly #byBlock = new Map<string, Set<string>>();
  /** The anchors with a part that is an orphan. */
  readonly #orphans = new Set<string>();

  /** How many anchors there are. */
  get size(): number {
    return this.#anchors.size;
  }

  /**
   * Takes an anchor in, or puts other parts in the place of those it has. What is remembered of a part that stays as it
   * is stays remembered.
   */
  set(id: string, parts: readonly AnchorPart[]): void {
    const known = this.#anchors.get(id) ?? [];
    this.#put(
      id,
      parts.map((part) => known.find((each) => isSame(each.part, part)) ?? held(part)),
    );
  }

  delete(id: string): void {
    this.#unlist(id);
    this.#anchors.delete(id);
  }

  has(id: string): boolean {
    return this.#anchors.has(id);
  }

  /** The parts of an anchor as they stand now; `null` of one that it does not have. */
  parts(id: string): readonly AnchorPart[] | null {
    return this.#anchors.get(id)?.map(({ part }) => part) ?? null;
  }

  /** Maps every anchor through a change of the text. Returns the parts of those that are not as they were. */
  change(change: TextChange): ReadonlyMap<string, readonly AnchorPart[]> {
    const news = textNews(change);
    const affected = new Set(this.#orphans);
    for (const block of news.touched) for (const id of this.#byBlock.get(block) ?? []) affected.add(id);
    const changed = new Map<string, readonly AnchorPart[]>();
    for (const id of affected) {
      const before = this.#anchors.get(id) ?? [];
      const after = before.map((each) => mapPart(each, news));
      if (after.every((each, at) => each === before[at])) continue;
      this.#put(id, after);
      changed.set(
        id,
        after.map(({ part }) => part),
      );
    }
    return changed;
  }

  #put(id: string, parts: readonly HeldPart[]): void {
    this.#unlist(id);
    this.#anchors.set(id, parts);
    for (const { part } of parts) {
      if (part.state === "orphaned") this.#orphans.add(id);
      else listed(this.#byBlock, part.block).add(id);
    }
  }

  #unlist(id: string): void {
    this.#orphans.delete(id);
    for (const { part } of this.#anchors.get(id) ?? []) {
      const within = this.#byBlock.get(part.block);
      within?.delete(id);
      if (within?.size === 0) this.#byBlock.delete(part.block);
    }
  }
}

function listed(byBlock: Map<string, Set<string>>, block: string): Set<string> {
  const within = byBlock.get(block) ?? new Set();
  byBlock.set(block, within);
  return within;
}

function isSame(one: AnchorPart, other: AnchorPart): boolean {
  return (
    one.block === other.block &&
    one.from === other.from &&
    one.to === other.to &&
    one.quote === other.quote &&
    one.before === other.before &&
    one.after === other.after &&
    one.state === other.state
  );
}
