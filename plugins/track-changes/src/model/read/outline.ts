import type { Node } from "prosemirror-model";
import { indexById, thaw, type Block } from "../resolve/tree.ts";

/** A document's blocks by id, with their positions. */
export interface Outline {
  readonly root: Block;
  readonly index: Map<string, Block>;
  /** The position before each block. */
  readonly positions: ReadonlyMap<Block, number>;
}

const outlines = new WeakMap<Node, Outline>();

/** The outline of a document, remembered by identity. */
export function outlineOf(doc: Node): Outline {
  const known = outlines.get(doc);
  if (known !== undefined) return known;
  const root = thaw(doc);
  const positions = new Map<Block, number>();
  place(root, -1, positions);
  const outline = { root, index: indexById(root), positions };
  outlines.set(doc, outline);
  return outline;
}

function place(block: Block, at: number, positions: Map<Block, number>): void {
  positions.set(block, at);
  let inside = at + 1;
  for (const child of block.children) {
    place(child, inside, positions);
    inside += child.origin?.nodeSize ?? 0;
  }
}
