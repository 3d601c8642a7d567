import type { Node } from "prosemirror-model";
import { PARTS_LIMIT, QUOTE_LIMIT, type AnchorPart, type BlockText } from "./anchor.ts";
import { splitsPair } from "./common-text.ts";
import { hasQuote, placedAt } from "./place-part.ts";

/** What stands in a block's text for an inline node that is no text. */
const LEAF = "\uFFFC";

/** The attribute that holds a block's id. */
const ID = "id";

/** The texts of all text blocks that bear an id, in the order of the document. */
export function blockTextsOf(doc: Node): readonly BlockText[] {
  const texts: BlockText[] = [];
  doc.descendants((node) => {
    if (!node.isTextblock) return true;
    const id: unknown = node.attrs[ID];
    if (typeof id === "string") texts.push({ id, text: textOf(node) });
    return false;
  });
  return texts;
}

/**
 * The parts of a stretch of `doc`, one for each text block in which it holds any text. `from` and `to` are positions in
 * `doc`. `null` where it holds no text of a block with an id, or more than {@link PARTS_LIMIT} parts or
 * {@link QUOTE_LIMIT} code units.
 */
export function anchorParts(doc: Node, from: number, to: number): readonly AnchorPart[] | null {
  const parts: AnchorPart[] = [];
  if (from < 0 || to > doc.content.size || from >= to) return null;
  doc.nodesBetween(from, to, (node, pos) => {
    if (!node.isTextblock) return true;
    const start = pos + 1;
    const part = partOf(node, offsetAt(node, from - start), offsetAt(node, to - start));
    if (part !== null) parts.push(part);
    return false;
  });
  const length = parts.reduce((sum, part) => sum + part.quote.length, 0);
  return parts.length === 0 || parts.length > PARTS_LIMIT || length > QUOTE_LIMIT ? null : parts;
}

/** The positions in `doc` of a placed part; `null` where `doc` does not have its words at its place. */
export function partRange(
  doc: Node,
  part: AnchorPart,
): { readonly from: number; readonly to: number } | null {
  if (part.state === "orphaned") return null;
  let range: { from: number; to: number } | null = null;
  doc.descendants((node, pos) => {
    if (range !== null) return false;
    if (!node.isTextblock) return true;
    if (node.attrs[ID] === part.block && hasQuote(part, textOf(node))) {
      range = { from: pos + 1 + positionAt(node, part.from), to: pos + 1 + positionAt(node, part.to) };
    }
    return false;
  });
  return range;
}

/** The text of one text block; see {@link BlockText}. */
export function textOf(block: Node): string {
  let text = "";
  block.forEach((child) => (text += child.text ?? LEAF));
  return text;
}

function partOf(block: Node, from: number, to: number): AnchorPart | null {
  const id: unknown = block.attrs[ID];
  if (from >= to || typeof id !== "string") return null;
  const text = textOf(block);
  // Half a character cannot be quoted.
  const start = splitsPair(text, from) ? from - 1 : from;
  return placedAt(id, text, start, splitsPair(text, to) ? to + 1 : to);
}

/** The offset in a block's text of a position inside it, counted from its start; within a leaf, before it. */
function offsetAt(block: Node, position: number): number {
  let [offset, at] = [0, 0];
  block.forEach((child) => {
    const rest = position - at;
    if (rest > 0) offset += child.isText ? Math.min(rest, child.nodeSize) : rest >= child.nodeSize ? 1 : 0;
    at += child.nodeSize;
  });
  return offset;
}

/** The position in a text block, counted from its start, of an offset in its text. */
export function positionAt(block: Node, offset: number): number {
  let [position, rest] = [0, offset];
  block.forEach((child) => {
    const units = Math.min(rest, child.isText ? child.nodeSize : 1);
    position += child.isText ? units : units * child.nodeSize;
    rest -= units;
  });
  return position;
}
