import type { Draft, Loss } from "./draft.ts";
import { FOOTNOTES } from "./names.ts";
import { forgetInShapes } from "./shape-upkeep.ts";
import { loseReference } from "./texts.ts";
import { detach, pendingAround, within, type Block } from "./tree.ts";

/** Takes a block and all it holds out of the document. What an acceptance leaves without children is looked at later. */
export function removeBlock(draft: Draft, block: Block, loss: Loss): void {
  const { parent } = block;
  if (parent === null) return;
  for (const inner of within(block)) for (const node of inner.inline ?? []) loseReference(draft, node, loss);
  forgetInShapes(draft, block);
  // What goes with a proposal was never of the base: the base is not emptied by it.
  const isOfBase = pendingAround(block).length === pendingAround(parent).length;
  detach(block);
  if (loss === "accepted" && isOfBase) draft.emptied.add(parent);
}

/** Removes `footnotes` containers without a footnote in them. */
export function clearFootnotes(root: Block): void {
  for (const child of root.children.slice())
    if (child.type.name === FOOTNOTES && child.children.length === 0) detach(child);
}
