import { Fragment, type Node, type Slice } from "prosemirror-model";
import { insertNodes } from "./apply-arrangement.ts";
import { inlinePieces, type Piece } from "./content.ts";
import { Untracked, type Draft } from "./draft.ts";
import type { Replacing } from "./overlay.ts";
import { insertText } from "./insert-text.ts";

/** A whole node of a slice; `offset` is where it stands in the slice, `null` where it is not as it was there. */
interface Part {
  readonly node: Node;
  readonly offset: number | null;
}

/** A slice taken apart: text that joins what stands before it, whole nodes, text that joins what stands behind. */
interface Parts {
  readonly head: OpenText | null;
  readonly parts: readonly Part[];
  readonly tail: OpenText | null;
}

/** A textblock that is open at an end of a slice; `offset` is where its text begins in the slice. */
interface OpenText {
  readonly block: Node;
  readonly offset: number;
  readonly pieces: readonly Piece[];
}

/**
 * Puts whole blocks in as the author's proposal, for a slice that is more than running text. They go behind the
 * textblock of the place, or before it where the place is its start. Open text at the slice's ends joins that
 * textblock's text on the side where the blocks are not in between, and is a paragraph of its own on the other.
 */
export function insertBlocks(
  draft: Draft,
  change: Replacing,
  range: { readonly from: number; readonly to: number },
): void {
  draft.places.original(change.map);
  const $to = draft.doc.resolve(range.to);
  const origin = change.from - change.slice.openStart;
  if (!$to.parent.isTextblock) {
    putIn(draft, range.to, wholeOf(change.slice), origin);
    return;
  }
  const { head, parts, tail } = takeApart(change.slice);
  const isBefore = change.slice.openEnd > change.slice.openStart;
  const isAtStart = isBefore || (range.from === $to.start() && $to.parent.content.size > 0);
  const [text, at] = isAtStart ? [tail, $to.before()] : [head, $to.after()];
  const blocks = isAtStart ? [...blockOf(head), ...parts] : [...parts, ...blockOf(tail)];
  if (isAtStart) putText(draft, range.to, text?.pieces ?? [], origin);
  putIn(draft, at, blocks, origin);
  if (!isAtStart) putText(draft, range.to, text?.pieces ?? [], origin);
}

function putText(draft: Draft, pos: number, pieces: readonly Piece[], origin: number): void {
  if (pieces.length === 0) return;
  for (const { piece, at, size } of insertText(draft, pos, pieces).pieces)
    if (piece.node !== null) draft.places.link(origin + piece.offset, origin + piece.offset + size, at);
}

function putIn(draft: Draft, pos: number, parts: readonly Part[], origin: number): void {
  if (parts.length === 0) return;
  const nodes = parts.map(({ node }) => node);
  const place = placeFor(draft, pos, nodes);
  insertNodes(draft, place, nodes);
  let at = place;
  for (const { node, offset } of parts) {
    if (offset !== null) draft.places.link(origin + offset, origin + offset + node.nodeSize, at);
    at += node.nodeSize;
  }
}

/** The nearest place at or behind `pos` whose parent takes these nodes; none lies beyond an isolating node. */
function placeFor(draft: Draft, pos: number, nodes: readonly Node[]): number {
  const $pos = draft.doc.resolve(pos);
  const before = $pos.nodeBefore ?? $pos.nodeAfter;
  if (before?.isTextblock === true && before.type.spec.isolating === true)
    throw new Untracked("break-in-footnote");
  for (let depth = $pos.depth; depth >= 0; depth -= 1) {
    const index = depth === $pos.depth ? $pos.index(depth) : $pos.indexAfter(depth);
    const parent = $pos.node(depth);
    if (nodes.every(({ type }) => parent.canReplaceWith(index, index, type)))
      return depth === $pos.depth ? pos : $pos.after(depth + 1);
    if (parent.type.spec.isolating === true) break;
  }
  throw new Untracked("too-complex");
}

// Open text that finds no text to join stays in a block of its own kind.
function blockOf(text: OpenText | null): readonly Part[] {
  return text === null || text.pieces.length === 0 ? [] : [{ node: text.block, offset: text.offset - 1 }];
}

function wholeOf({ content }: Slice): readonly Part[] {
  return partsOf(content, 0);
}

function partsOf(content: Fragment, start: number): readonly Part[] {
  const parts: Part[] = [];
  content.forEach((node, offset) => parts.push({ node, offset: start + offset }));
  return parts;
}

function takeApart({ content, openStart, openEnd }: Slice): Parts {
  const first = openText(content, openStart, 1);
  const last = openText(content, openEnd, -1);
  const isOne = first !== null && first === last;
  const head = first === null ? null : openTextOf(first, openStart);
  const tail = last === null || isOne ? null : openTextOf(last, content.size - openEnd - last.content.size);
  let rest = partsOf(content, 0);
  if (first !== null) rest = rest.flatMap((part, index) => (index === 0 ? without(part, first) : [part]));
  if (last !== null && !isOne)
    rest = rest.flatMap((part, index) => (index === rest.length - 1 ? without(part, last) : [part]));
  return { head, parts: rest, tail };
}

/** The textblock that is open at one end of a slice. */
function openText(content: Fragment, open: number, side: 1 | -1): Node | null {
  let node: Node | null = null;
  let inside = content;
  for (let level = 0; level < open; level += 1) {
    node = side > 0 ? inside.firstChild : inside.lastChild;
    if (node === null) return null;
    inside = node.content;
  }
  return node?.isTextblock === true ? node : null;
}

function openTextOf(block: Node, offset: number): OpenText {
  return { block, offset, pieces: piecesOf(block.content, offset) };
}

function piecesOf(content: Fragment, start: number): readonly Piece[] {
  const pieces: Piece[] = [];
  content.forEach((node, offset) => pieces.push(...inlinePieces(node, start + offset)));
  return pieces;
}

/** A part without one textblock, and without what that leaves empty. */
function without({ node }: Part, gone: Node): readonly Part[] {
  if (node === gone) return [];
  const content = node.content.content.flatMap((child) =>
    child.isInline ? [child] : without({ node: child, offset: null }, gone).map((part) => part.node),
  );
  return content.length === 0 && node.content.size > 0
    ? []
    : [{ node: node.copy(Fragment.fromArray(content)), offset: null }];
}
