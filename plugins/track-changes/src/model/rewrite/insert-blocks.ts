import { Fragment, type Node, type ResolvedPos, type Slice } from "prosemirror-model";
import { insertNodes } from "./apply-arrangement.ts";
import { UNBREAKABLE } from "../policy.ts";
import { inlinePieces, type Piece } from "./content.ts";
import { Untracked, type Draft } from "./draft.ts";
import type { Replacing } from "./overlay.ts";
import { insertText } from "./insert-text.ts";

/** A whole node of a slice; `offset` is where it stands in the slice, `null` where it is not as it was there. */
interface Part {
  readonly node: Node;
  readonly offset: number | null;
}

/** Nodes that stand beside one ancestor of the place, at this depth. */
interface Layer {
  readonly depth: number;
  readonly parts: readonly Part[];
}

/**
 * Puts whole blocks in as the author's proposal, for a slice that is more than running text. They go behind the
 * textblock of the place, or before it where the place is its start. Open text at the slice's end that is next to the
 * textblock joins its text; at the other end it stays in a block of its own.
 */
export function insertBlocks(
  draft: Draft,
  change: Replacing,
  range: { readonly from: number; readonly to: number },
): void {
  draft.places.original(change.map);
  const { slice } = change;
  const [$from, $to] = [draft.doc.resolve(range.from), draft.doc.resolve(range.to)];
  const origin = change.from - slice.openStart;
  if (!$from.parent.isTextblock && !$to.parent.isTextblock) {
    putIn(draft, range.to, partsOf(slice.content, 0), origin);
    return;
  }
  // Where the range goes on beyond its first textblock, all the rest of that is struck.
  const isOneBlock = $from.sameParent($to);
  const $host = $from.parent.isTextblock && !isOneBlock ? draft.doc.resolve($from.end()) : $to;
  const isAtStart = isOneBlock && range.from === $to.start() && $to.parent.content.size > 0;
  const side = isAtStart || !$from.parent.isTextblock ? -1 : 1;
  const outermost = Math.max(1, $from.depth - slice.openStart + 1);
  const { text, layers } = takeApart(slice, side, { outermost, depth: $host.depth });
  refuseCrossing($host, layers);
  // What stands further behind first, so that places before it stay what they are.
  if (side < 0) putText(draft, $host.pos, text, origin);
  for (const { depth, parts } of side > 0 ? layers : layers.toReversed())
    putIn(draft, side > 0 ? $host.after(depth) : $host.before(depth), parts, origin);
  if (side > 0) putText(draft, $host.pos, text, origin);
}

function refuseCrossing($host: ResolvedPos, layers: readonly Layer[]): void {
  for (const { depth, parts } of layers) {
    if (parts.length === 0) continue;
    for (let level = depth; level <= $host.depth; level += 1) {
      if ($host.node(level).type.spec.isolating !== true) continue;
      throw new Untracked(UNBREAKABLE.includes($host.parent.type.name) ? "break-in-footnote" : "too-complex");
    }
  }
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
  for (let depth = $pos.depth; depth >= 0; depth -= 1) {
    const index = depth === $pos.depth ? $pos.index(depth) : $pos.indexAfter(depth);
    const parent = $pos.node(depth);
    if (nodes.every(({ type }) => parent.canReplaceWith(index, index, type)))
      return depth === $pos.depth ? pos : $pos.after(depth + 1);
    if (parent.type.spec.isolating === true) break;
  }
  throw new Untracked("too-complex");
}

function partsOf(content: Fragment, start: number): readonly Part[] {
  const parts: Part[] = [];
  content.forEach((node, offset) => parts.push({ node, offset: start + offset }));
  return parts;
}

/**
 * Takes a slice apart, beginning at its start (1) or its end (-1): the text that is open there, and what follows it in
 * each of the nodes that are open around it, from the outermost on.
 *
 * @param place the depths of the ancestor that the slice's outermost nodes stand beside, and of the textblock
 */
function takeApart(
  slice: Slice,
  side: 1 | -1,
  { outermost, depth }: { readonly outermost: number; readonly depth: number },
): { readonly text: readonly Piece[]; readonly layers: readonly Layer[] } {
  const [open, far] = side > 0 ? [slice.openStart, slice.openEnd] : [slice.openEnd, slice.openStart];
  const layers: Layer[] = [];
  let [content, start] = [slice.content, 0];
  for (let level = 0; outermost + level <= depth; level += 1) {
    const all = partsOf(content, start);
    const node = side > 0 ? content.firstChild : content.lastChild;
    const joins =
      outermost + level === depth ? open === level + 1 && node?.isTextblock === true : level < open;
    const rest = side > 0 ? all.slice(1) : all.slice(0, -1);
    const parts = withoutBlank(joins ? rest : all, side, far - level);
    layers.push({ depth: outermost + level, parts });
    if (!joins || node === null) return { text: [], layers };
    start += side > 0 ? 1 : content.size - node.nodeSize + 1;
    content = node.content;
    if (node.isTextblock) return { text: piecesOf(content, start), layers };
  }
  return { text: [], layers };
}

/** Without the empty textblock that was open at the far end: what would have come into it stays where it is. */
function withoutBlank(parts: readonly Part[], side: 1 | -1, open: number): readonly Part[] {
  const last = side > 0 ? parts.at(-1) : parts[0];
  let node = open > 0 ? last?.node : undefined;
  for (let level = 1; level < open && node !== undefined && !node.isTextblock; level += 1)
    node = (side > 0 ? node.lastChild : node.firstChild) ?? undefined;
  if (last === undefined || node?.isTextblock !== true || node.content.size > 0) return parts;
  const gone = node;
  return parts.flatMap((part) => (part === last ? without(part, gone) : [part]));
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
