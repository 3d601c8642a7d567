import type { AnchorPart, TextChange } from "./anchor.ts";
import { locatePart } from "./locate-part.ts";

/** Keeps anchors in their places through the changes of one text. */
export class AnchorTracker {
  readonly #anchors = new Map<string, readonly AnchorPart[]>();

  /** How many anchors there are. */
  get size(): number {
    return this.#anchors.size;
  }

  /** Takes an anchor in, or puts other parts in the place of the ones it has. */
  set(id: string, parts: readonly AnchorPart[]): void {
    this.#anchors.set(id, parts);
  }

  delete(id: string): void {
    this.#anchors.delete(id);
  }

  has(id: string): boolean {
    return this.#anchors.has(id);
  }

  /** The parts of an anchor as they stand now; `null` of one it does not have. */
  parts(id: string): readonly AnchorPart[] | null {
    return this.#anchors.get(id) ?? null;
  }

  /** Maps every anchor through a change of the text. Returns the anchors that it changed. */
  change(change: TextChange): ReadonlyMap<string, readonly AnchorPart[]> {
    const blocks = [...change.changed.map(({ id, after }) => ({ id, text: after })), ...change.added];
    const touched = new Set([...change.changed, ...change.removed].map(({ id }) => id));
    const moved = new Map<string, readonly AnchorPart[]>();
    for (const [id, parts] of this.#anchors) {
      const next = parts.map((part) =>
        part.state === "orphaned" || touched.has(part.block) ? locatePart(part, blocks) : part,
      );
      if (next.every((part, at) => part === parts[at])) continue;
      this.#anchors.set(id, next);
      moved.set(id, next);
    }
    return moved;
  }
}
