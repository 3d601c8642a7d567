import type { Mark, Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import { Mapping, StepMap } from "prosemirror-transform";
import type { EditorView } from "prosemirror-view";
import { isMarkOf } from "../model/index.ts";
import { changedRange } from "./drawing/changed-range.ts";
import { withMeta } from "./tracking-state.ts";

/** A stretch of text under a mark. */
export interface MarkedText {
  readonly from: number;
  readonly to: number;
  readonly mark: Mark;
}

/**
 * Text of others that arrived within what `author` had struck before he saw it. Yjs strikes whatever lands between the
 * ends of a struck stretch; nobody meant that.
 */
export function unseenText(before: Node, after: Node, author: string): readonly MarkedText[] {
  const range = changedRange(before, after);
  if (range === null) return [];
  const known = new Map<unknown, Node>();
  before.nodesBetween(range.from, range.before, (node) => {
    if (node.isTextblock) known.set(node.attrs["id"], node);
    return !node.isTextblock;
  });
  const found: MarkedText[] = [];
  after.nodesBetween(range.from, range.after, (node, pos) => {
    const old = node.isTextblock ? known.get(node.attrs["id"]) : undefined;
    if (old !== undefined) found.push(...unseenIn(old, node, author).map((each) => shifted(each, pos + 1)));
    return !node.isTextblock;
  });
  return found;
}

function unseenIn(before: Node, after: Node, author: string): readonly MarkedText[] {
  const range = changedRange(before, after);
  if (range === null || range.before > range.from) return [];
  // At the block's end it may be text of the next block that somebody joined to it, struck in one's own sight.
  const $place = before.resolve(range.from);
  if ($place.nodeAfter === null) return [];
  const beside = [...($place.nodeBefore?.marks ?? []), ...$place.nodeAfter.marks];
  const strikes = beside.filter(
    (mark, index) =>
      mark.type.name === "deletion" &&
      isMarkOf(mark, author) &&
      beside.findIndex((each) => each.eq(mark)) === index,
  );
  const found: MarkedText[] = [];
  after.nodesBetween(range.from, range.after, (node, pos) => {
    const isOwn = node.marks.some((mark) => mark.type.name === "insertion" && isMarkOf(mark, author));
    const to = Math.min(pos + node.nodeSize, range.after);
    for (const mark of isOwn ? [] : strikes)
      if (mark.isInSet(node.marks)) found.push({ from: Math.max(pos, range.from), to, mark });
  });
  return found;
}

function shifted({ from, to, mark }: MarkedText, by: number): MarkedText {
  return { from: from + by, to: to + by, mark };
}

/** Takes one's own strikes from text that arrived unseen, once y-prosemirror is done with what brought it. */
export class UnseenText {
  readonly #author: string;
  #waiting: readonly MarkedText[] = [];
  #isScheduled = false;

  constructor(author: string) {
    this.#author = author;
  }

  /** To be called after every change of the text; `isOthers` for one that others made. */
  follow(view: EditorView, before: Node, isOthers: boolean): void {
    const { doc } = view.state;
    if (doc === before) return;
    this.#carryOn(before, doc);
    if (!isOthers) return;
    this.#waiting = [...this.#waiting, ...unseenText(before, doc, this.#author)];
    if (this.#waiting.length === 0 || this.#isScheduled) return;
    this.#isScheduled = true;
    queueMicrotask(() => this.#unstrike(view));
  }

  #carryOn(before: Node, after: Node): void {
    const range = this.#waiting.length === 0 ? null : changedRange(before, after);
    if (range === null) return;
    const map = new Mapping([new StepMap([range.from, range.before - range.from, range.after - range.from])]);
    this.#waiting = this.#waiting.map(({ from, to, mark }) => ({
      from: map.map(from, 1),
      to: map.map(to, -1),
      mark,
    }));
  }

  #unstrike(view: EditorView): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#isScheduled = false;
    if (view.isDestroyed) return;
    const { tr } = view.state;
    for (const { from, to, mark } of waiting) if (from < to) tr.removeMark(from, to, mark);
    if (tr.docChanged) view.dispatch(unrecorded(tr));
  }
}

// Not what somebody did, so nothing that he could undo.
function unrecorded(tr: Transaction): Transaction {
  return withMeta(tr.setMeta("addToHistory", false), { isTracked: true });
}
