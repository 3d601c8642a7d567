import type { Node } from "prosemirror-model";
import type { Decoration } from "prosemirror-view";
import { fitsAt, type AnchorPart } from "../model/index.ts";
import type { CommentsState, LostPart } from "./comments-state.ts";
import { blocksIn, type DocumentBlock, type Range } from "./document-blocks.ts";
import { drawPart, exchange, partsByThread, specOf } from "./draw-part.ts";
import { locateIn, sameOr, stillLost } from "./find-again.ts";
import type { ThreadMark } from "./options.ts";

/**
 * Draws `marks` in the place of those that were drawn. What is given as it was before stays where its words are by now.
 */
export function placeMarks(
  before: CommentsState,
  doc: Node,
  given: readonly ThreadMark[],
): Pick<CommentsState, "marks" | "placed" | "lost"> {
  const marks = new Map(given.map((mark) => [mark.id, mark]));
  const drawnBefore = partsByThread(before.placed);
  const lostBefore = Map.groupBy(before.lost, ({ thread }) => thread);
  const text = new WholeText(doc);
  const [old, drawn, lost]: [Decoration[], Decoration[], LostPart[]] = [[], [], []];
  for (const [id, parts] of drawnBefore) if (!marks.has(id)) old.push(...parts);
  for (const mark of marks.values()) {
    const was = before.marks.get(mark.id);
    const placed = drawnBefore.get(mark.id) ?? [];
    const isActive = mark.id === before.active;
    if (was !== undefined && haveSameParts(was, mark)) {
      lost.push(...(lostBefore.get(mark.id) ?? []));
      if (looksTheSame(was, mark)) continue;
      drawn.push(...placed.map((each) => drawPart(mark, specOf(each).part, each, isActive)));
    } else {
      mark.parts.forEach((words, part) => {
        const ranges = placePart(
          words,
          placed.filter((each) => specOf(each).part === part),
          text,
        );
        drawn.push(...ranges.map((range) => drawPart(mark, part, range, isActive)));
        if (ranges.length === 0) lost.push(stillLost({ thread: mark.id, part, words }));
      });
    }
    old.push(...placed);
  }
  return { marks, placed: exchange(before.placed, doc, old, drawn), lost: sameOr(before.lost, lost) };
}

/**
 * Whoever keeps the places may not know yet what was written here, nor this editor what was written elsewhere. So the
 * words stay where this editor has followed them to, as long as they are those that are meant; else they are where the
 * part says, if they are there; else, unless they are said to be gone, where they were followed to; else where they are
 * found.
 */
function placePart(part: AnchorPart, followed: readonly Range[], text: WholeText): readonly Range[] {
  if (followed.length > 0 && text.between(followed) === part.quote) return followed;
  const block = text.blocks(part.block).find((each) => fitsAt(part, each.text));
  if (block !== undefined) return [block.rangeOf(part)];
  if (followed.length > 0 && part.state === "placed") return followed;
  // Every thread may be sought at once, as when the page shows another text: only where it may well be found.
  const likely = text.all.filter((each) => each.id === part.block || each.text.includes(part.quote));
  const range = locateIn(likely, part);
  return range === null ? [] : [range];
}

/** A document whose blocks are looked up when the first of them is asked for. */
class WholeText {
  readonly #doc: Node;
  #all: readonly DocumentBlock[] | null = null;
  #byId: ReadonlyMap<string, readonly DocumentBlock[]> | null = null;

  constructor(doc: Node) {
    this.#doc = doc;
  }

  get all(): readonly DocumentBlock[] {
    return (this.#all ??= blocksIn(this.#doc, [{ from: 0, to: this.#doc.content.size }]));
  }

  /** Those with this id: one, unless two people divided it at the same moment. */
  blocks(id: string): readonly DocumentBlock[] {
    this.#byId ??= Map.groupBy(this.all, (block) => block.id);
    return this.#byId.get(id) ?? [];
  }

  between(ranges: readonly Range[]): string {
    return ranges.map(({ from, to }) => this.#doc.textBetween(from, to, "", "\uFFFC")).join("");
  }
}

function haveSameParts({ parts: one }: ThreadMark, { parts: other }: ThreadMark): boolean {
  return (
    one === other ||
    (one.length === other.length && one.every((part, index) => isSamePart(part, other[index])))
  );
}

function isSamePart(one: AnchorPart, other: AnchorPart | undefined): boolean {
  return (
    one === other ||
    (one.block === other?.block &&
      one.from === other.from &&
      one.to === other.to &&
      one.state === other.state &&
      one.quote === other.quote &&
      one.before === other.before &&
      one.after === other.after)
  );
}

function looksTheSame(one: ThreadMark, other: ThreadMark): boolean {
  return (
    one.audience === other.audience &&
    one.resolved === other.resolved &&
    (one.draft ?? false) === (other.draft ?? false) &&
    (one.unread ?? false) === (other.unread ?? false)
  );
}
