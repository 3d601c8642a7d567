import type { StepMap } from "prosemirror-transform";

/** Positions `from` to `to` of the original are those from `at` on of the rewriting. */
interface Span {
  readonly from: number;
  readonly to: number;
  readonly at: number;
}

/**
 * Which position of the rewritten document a position of the original one is, while both change step by step. Between
 * two spans the original may have what the rewriting has not (a block that is only proposed by a record), or the
 * rewriting what the original has not (struck text). Inverting the original's maps would not do: it forgets positions
 * inside what the original inserted.
 */
export class Correspondence {
  private spans: readonly Span[];

  /** @param size the size of the document's content that both begin with */
  constructor(size: number) {
    this.spans = [{ from: 0, to: size, at: 0 }];
  }

  /** The place in the rewriting. `side` says which end to take where the rewriting has something in between. */
  place(pos: number, side: -1 | 1): number {
    const touching = this.spans.filter(({ from, to }) => from <= pos && pos <= to);
    const span = side < 0 ? touching[0] : touching.at(-1);
    if (span !== undefined) return span.at + pos - span.from;
    const before = this.spans.findLast(({ to }) => to < pos);
    const after = this.spans.find(({ from }) => from > pos);
    if (side < 0 && before !== undefined) return before.at + before.to - before.from;
    return after?.at ?? (before === undefined ? 0 : before.at + before.to - before.from);
  }

  /** Whether the original's range, as a whole, stands in the rewriting without anything in between. */
  holds(from: number, to: number): boolean {
    return this.spans.some((span) => span.from <= from && to <= span.to);
  }

  /** The original changed by `map`. Call after {@link rewritten} for the same step. */
  original(map: StepMap): void {
    for (const { start, end, size } of changesOf(map)) {
      const shift = size - (end - start);
      this.spans = this.spans.flatMap((span, index) => {
        if (span.to < start || (span.to === start && !this.isEnd(span, index))) return [span];
        if (span.from >= end) return [{ ...span, from: span.from + shift, to: span.to + shift }];
        const left = { from: span.from, to: start, at: span.at };
        const right = { from: end + shift, to: span.to + shift, at: span.at + end - span.from };
        return [...(span.from <= start ? [left] : []), ...(span.to >= end ? [right] : [])];
      });
    }
  }

  /** The rewriting changed by `map`. */
  rewritten(map: StepMap): void {
    for (const { start, end, size } of changesOf(map)) {
      const shift = size - (end - start);
      this.spans = this.spans.flatMap((span, index) => {
        const last = span.at + span.to - span.from;
        if (last < start || (last === start && !this.isEnd(span, index))) return [span];
        if (span.at >= end) return [{ ...span, at: span.at + shift }];
        const left = { from: span.from, to: span.from + start - span.at, at: span.at };
        const right = { from: span.to - (last - end), to: span.to, at: end + shift };
        return [...(span.at <= start ? [left] : []), ...(last >= end ? [right] : [])];
      });
    }
  }

  // What is left of the document's end when everything before it went: it follows whatever is put there.
  private isEnd(span: Span, index: number): boolean {
    return index > 0 && index === this.spans.length - 1 && span.from === span.to;
  }

  /** What the original has from `from` to `to` was inserted in the rewriting at `at`. Call after {@link original}. */
  link(from: number, to: number, at: number): void {
    if (from === to) return;
    const index = this.spans.findIndex((span) => span.from >= to);
    const place = index < 0 ? this.spans.length : index;
    this.spans = this.spans.toSpliced(place, 0, { from, to, at });
  }
}

interface Change {
  readonly start: number;
  readonly end: number;
  readonly size: number;
}

// From the last to the first, so that each stands in positions of before.
function changesOf(map: StepMap): readonly Change[] {
  const changes: Change[] = [];
  map.forEach((start, end, newStart, newEnd) => changes.unshift({ start, end, size: newEnd - newStart }));
  return changes;
}
