import { handOver } from "./deletions.ts";
import { withNewId, type Draft } from "./draft.ts";
import { FOOTNOTES, PARAGRAPH } from "./names.ts";
import { removeBlock } from "./removal.ts";
import { attach, fits, isCell, makeBlock, pendingBy, type Block } from "./tree.ts";

/**
 * Removes the containers that acceptances left empty, from the inside out; one in which only a proposal is left becomes
 * part of it. What must stand whatever it holds, a cell or the document itself, gets an empty paragraph to write in.
 */
export function clearEmptied(draft: Draft): void {
  // A set visits what is added while it is gone through: removing a container adds the one around it.
  for (const block of draft.emptied) {
    const blocks = block.children.filter((child) => child.type.name !== FOOTNOTES);
    const stands = block === draft.root || isCell(block);
    if (stands && blocks.length === 0) fillBlock(draft, block);
    else if (!stands && block.children.length === 0) removeBlock(draft, block, "accepted");
    else if (!stands && block.type.name !== FOOTNOTES && pendingBy(block) === null && isAllPending(block))
      handOver(draft, block);
  }
}

function isAllPending(block: Block): boolean {
  return block.children.every((child) => pendingBy(child) !== null);
}

function fillBlock(draft: Draft, block: Block): void {
  const type = block.type.schema.nodes[PARAGRAPH];
  if (type === undefined) return;
  const paragraph = makeBlock(type, withNewId(draft, type.create().attrs));
  if (fits(block.type, [paragraph, ...block.children])) attach(block, 0, [paragraph]);
}
