import type { AnchorPart, TextChange } from "./anchor.ts";
import { held, type HeldPart } from "./held-part.ts";
import { mapPart, textNews, type TextNews } from "./map-part.ts";

interface Anchor {
  readonly id: string;
  parts: readonly HeldPart[];
  /** The number of the last change in which it was looked at. */
  seen: number;
}

/**
 * Keeps anchors in their places through the changes of one text. A change costs its blocks and the anchors in them, and
 * what is sought of the orphans in the text that came with it.
 */
export class AnchorTracker {
  readonly #anchors = new Map<string, Anchor>();
  /** The anchors with a placed part, by block. */
  readonly #byBlock = new Map<string, Set<Anchor>>();
  /** The anchors with a part that is an orphan. */
  readonly #orphans = new Set<Anchor>();
  #changes = 0;

  /** How many anchors there are. */
  get size(): number {
    return this.#anchors.size;
  }

  /**
   * Takes an anchor in, or puts other parts in the place of those it has. What is remembered of a part that stays as it
   * is stays remembered.
   */
  set(id: string, parts: readonly AnchorPart[]): void {
    const anchor = this.#anchors.get(id) ?? { id, parts: [], seen: 0 };
    this.#anchors.set(id, anchor);
    const known = anchor.parts;
    this.#put(
      anchor,
      parts.map((part) => known.find((each) => isSame(each.part, part)) ?? held(part)),
    );
  }

  delete(id: string): void {
    const anchor = this.#anchors.get(id);
    if (anchor !== undefined) this.#put(anchor, []);
    this.#anchors.delete(id);
  }

  has(id: string): boolean {
    return this.#anchors.has(id);
  }

  /** The parts of an anchor as they stand now; `null` of one that it does not have. */
  parts(id: string): readonly AnchorPart[] | null {
    return this.#anchors.get(id)?.parts.map(({ part }) => part) ?? null;
  }

  /** Maps every anchor through a change of the text. Returns the parts of those that are not as they were. */
  change(change: TextChange): ReadonlyMap<string, readonly AnchorPart[]> {
    const news = textNews(change);
    const changed = new Map<string, readonly AnchorPart[]>();
    for (const anchor of this.#affectedBy(news)) {
      const before = anchor.parts;
      const after = mapParts(before, news);
      if (after === before) continue;
      if (after.every((each, at) => isListedAs(each, before[at]))) anchor.parts = after;
      else this.#put(anchor, after);
      changed.set(
        anchor.id,
        after.map(({ part }) => part),
      );
    }
    return changed;
  }

  #affectedBy({ touched }: TextNews): readonly Anchor[] {
    this.#changes += 1;
    const affected: Anchor[] = [];
    const take = (anchor: Anchor): void => {
      if (anchor.seen === this.#changes) return;
      anchor.seen = this.#changes;
      affected.push(anchor);
    };
    this.#orphans.forEach(take);
    for (const block of touched) this.#byBlock.get(block)?.forEach(take);
    return affected;
  }

  #put(anchor: Anchor, parts: readonly HeldPart[]): void {
    this.#orphans.delete(anchor);
    for (const { part } of anchor.parts) {
      const within = this.#byBlock.get(part.block);
      within?.delete(anchor);
      if (within?.size === 0) this.#byBlock.delete(part.block);
    }
    anchor.parts = parts;
    for (const { part } of parts) {
      if (part.state === "orphaned") this.#orphans.add(anchor);
      else listed(this.#byBlock, part.block).add(anchor);
    }
  }
}

/** The parts after a change; the same array where all are as they were. */
function mapParts(before: readonly HeldPart[], news: TextNews): readonly HeldPart[] {
  let after: HeldPart[] | null = null;
  for (const [at, part] of before.entries()) {
    const mapped = mapPart(part, news);
    if (mapped === part) continue;
    after ??= [...before];
    after[at] = mapped;
  }
  return after ?? before;
}

/** Whether a part is found where the other was. */
function isListedAs({ part }: HeldPart, other: HeldPart | undefined): boolean {
  return other !== undefined && part.block === other.part.block && part.state === other.part.state;
}

function listed(byBlock: Map<string, Set<Anchor>>, block: string): Set<Anchor> {
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
