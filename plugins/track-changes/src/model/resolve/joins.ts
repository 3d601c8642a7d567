import { Fragment } from "prosemirror-model";
import type { SuggestionId } from "../suggestion-id.ts";
import { accepted, find, type Draft } from "./draft.ts";
import { LIST_ITEM } from "./names.ts";
import { removeBlock } from "./removal.ts";
import { attach, holds, pendingAround, pendingBy, type Block } from "./tree.ts";

/**
 * The textblock to whose end a proposed join would bring the content of `block`: the one before it in the document,
 * passing over what others propose, never across what is isolated or withheld. `null` if there is none.
 */
export function joinPartner(block: Block): Block | null {
  if (block.inline === null || isBarrier(block)) return null;
  const around = pendingAround(block);
  for (let at: Block | null = before(block); at !== null;) {
    const ins = pendingAround(at);
    const isForeign = pendingBy(at) !== null && !ins.every((id, i) => id === around[i]);
    if (isForeign) at = before(at);
    else if (isBarrier(at)) return null;
    else if (at.inline !== null) return ins.length === around.length ? at : null;
    else at = at.children.at(-1) ?? before(at);
  }
  return null;
}

/** The node that ends before `block` begins; `null` at the document's or an isolating node's start. */
function before(block: Block): Block | null {
  for (let at = block; at.parent !== null; at = at.parent) {
    const sibling: Block | undefined = at.parent.children[at.parent.children.indexOf(at) - 1];
    if (sibling !== undefined) return sibling;
    if (at.parent.type.spec.isolating === true) return null;
  }
  return null;
}

function isBarrier({ type }: Block): boolean {
  return type.spec.isolating === true || type.isLeaf;
}

/** Whether a join could be accepted now. */
export function canJoin(block: Block): Block | null {
  const partner = joinPartner(block);
  if (partner === null) return null;
  const content = Fragment.fromArray([...(partner.inline ?? []), ...(block.inline ?? [])]);
  return partner.type.validContent(content) ? partner : null;
}

/** Carries out an accepted join. What follows in a list item goes where its first textblock's text goes. */
export function joinBlock(draft: Draft, target: string, id: SuggestionId): void {
  const block = find(draft, target);
  const partner = block === null ? null : canJoin(block);
  if (block === null || partner === null) return;
  partner.inline = [...(partner.inline ?? []), ...(block.inline ?? [])];
  block.inline = [];
  const { parent } = block;
  if (parent !== null && parent.type.name === LIST_ITEM && parent.children[0] === block)
    moveRest(parent, partner);
  accepted(draft, partner, id);
  removeBlock(draft, block, "accepted");
}

function moveRest(item: Block, partner: Block): void {
  const siblings = item.parent?.children ?? [];
  const earlier = siblings.slice(0, siblings.indexOf(item)).reverse();
  // An item that an earlier join emptied still stands: it goes last of all.
  const into = earlier.find(
    (sibling) => sibling.children.length > 0 && pendingBy(sibling) === pendingBy(item),
  );
  if (into === undefined || into.type.name !== LIST_ITEM || !holds(into, partner)) return;
  attach(into, into.children.length, item.children.splice(1));
}
