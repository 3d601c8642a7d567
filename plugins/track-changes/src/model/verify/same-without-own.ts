import type { Mark, Node } from "prosemirror-model";
import { insertionOf, isReviewMark } from "../review-marks.ts";
import {
  foreignInsertion,
  hasOwnInsertion,
  isForeignBlock,
  isHalfOwn,
  isOwnBlock,
  isOwnText,
  sameMarks,
  withoutOwn,
  type Layer,
} from "./layers.ts";
import type { OwnText } from "./own-text.ts";
import { violation, type Violation } from "./violation.ts";

type Unit = { readonly kind: "node"; readonly node: Node } | ({ readonly kind: "text" } & Layer);

interface Sides {
  readonly author: string;
  readonly before: OwnText;
  readonly after: OwnText;
}

/**
 * Whether two nodes of one place are the same once everything that `author` proposes in them is left out. Subtrees that
 * are identical by reference are not looked at. His own pending text is handed to the two {@link OwnText}s.
 */
export function compareWithoutOwn(before: Node, after: Node, sides: Sides): Violation | null {
  if (before === after) return null;
  if (!before.sameMarkup(after))
    return differ({ kind: "node", node: before }, { kind: "node", node: after }, sides.author);
  const [then, now] = withoutCommonEnds(before.children, after.children);
  const a = unitsOf(then, false, sides.author, sides.before);
  const b = unitsOf(now, false, sides.author, sides.after);
  return compareUnits(a, b, sides);
}

/** Children that stand at both ends of either list, the same by reference, are left out. */
export function withoutCommonEnds(
  before: readonly Node[],
  after: readonly Node[],
): readonly [readonly Node[], readonly Node[]] {
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before[start] === after[start]) start++;
  let end = 0;
  while (end < shorter - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return [before.slice(start, before.length - end), after.slice(start, after.length - end)];
}

function unitsOf(nodes: readonly Node[], inOwnBlock: boolean, author: string, own: OwnText): Unit[] {
  const units: Unit[] = [];
  for (const node of nodes) {
    if (node.text !== undefined) {
      if (isOwnText(node.marks, author, inOwnBlock)) own.add(node.text, node.marks);
      else
        units.push({
          kind: "text",
          text: node.text,
          kept: withoutOwn(node.marks, author),
          covered: hasOwnInsertion(node.marks, author),
        });
    } else if (isOwnBlock(node, author) || (inOwnBlock && !isForeignBlock(node, author)))
      units.push(...unitsOf(node.children, true, author, own));
    else if (isVoid(node, author)) unitsOf(node.children, false, author, own);
    else units.push({ kind: "node", node });
  }
  return units;
}

/** A container of footnotes with none in it but the author's proposals comes with the first and goes with the last. */
function isVoid(node: Node, author: string): boolean {
  return (
    node.type.name === "footnotes" &&
    insertionOf(node) === null &&
    node.children.every(
      (child) =>
        isOwnBlock(child, author) &&
        child.children.every((piece) => piece.isText && foreignInsertion(piece.marks, author) === null),
    )
  );
}

function compareUnits(before: readonly Unit[], after: readonly Unit[], sides: Sides): Violation | null {
  const then = new Cursor(before);
  const now = new Cursor(after);
  for (;;) {
    const [a, b] = [then.unit, now.unit];
    if (a === undefined && b === undefined) return null;
    if (a?.kind === "node" && b?.kind === "node") {
      const found = compareWithoutOwn(a.node, b.node, sides);
      if (found !== null) return found;
      then.skip(0);
      now.skip(0);
    } else if (a?.kind === "text" && b?.kind === "text") {
      const length = Math.min(then.left(a), now.left(b));
      if (then.take(a, length) !== now.take(b, length) || !sameMarks(a.kept, b.kept))
        return differ(a, b, sides.author);
      if (b.covered && !a.covered && foreignInsertion(b.kept, sides.author) !== null)
        return violation("foreign-suggestion", "insertion over another's");
      then.skip(length);
      now.skip(length);
    } else return differ(a, b, sides.author);
  }
}

/** A place in a list of units; in a text, between its letters. */
class Cursor {
  readonly #units: readonly Unit[];
  #index = 0;
  #offset = 0;

  constructor(units: readonly Unit[]) {
    this.#units = units;
  }

  get unit(): Unit | undefined {
    return this.#units[this.#index];
  }

  left(unit: Layer): number {
    return unit.text.length - this.#offset;
  }

  take(unit: Layer, length: number): string {
    return unit.text.slice(this.#offset, this.#offset + length);
  }

  /** Goes on by `length` letters, or over a node. */
  skip(length: number): void {
    const { unit } = this;
    this.#offset += length;
    if (unit?.kind === "text" && this.#offset < unit.text.length) return;
    this.#index++;
    this.#offset = 0;
  }
}

function differ(before: Unit | undefined, after: Unit | undefined, author: string): Violation {
  const marks = (unit: Unit | undefined): readonly Mark[] => (unit?.kind === "text" ? unit.kept : []);
  const isForeign = (unit: Unit | undefined): boolean =>
    unit?.kind === "node" ? isForeignBlock(unit.node, author) : marks(unit).some(isReviewMark);
  if (marks(after).some((mark) => isHalfOwn(mark, author)))
    return violation("forged-author", "review mark of two authors");
  if (isForeign(before) || isForeign(after))
    return violation("foreign-suggestion", "somebody else's mark or block");
  return violation("base-changed", after?.kind === "node" ? `node ${after.node.type.name}` : "text");
}
