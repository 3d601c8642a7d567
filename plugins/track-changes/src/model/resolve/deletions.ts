import type { Node } from "prosemirror-model";
import { isMarkOf, suggestionOf } from "../review-marks.ts";
import { authorOf, type SuggestionId } from "../suggestion-id.ts";
import { BREAK } from "../tracked.ts";
import { find, touchTables, type Draft, type Tail } from "./draft.ts";
import { PLACEHOLDERS } from "./names.ts";
import { removeBlock } from "./removal.ts";
import { splitBlocks } from "./splits.ts";
import { pendingBy, within, type Block } from "./tree.ts";

/**
 * Carries out an accepted deletion of a node, after the marked text went: it goes if nothing is left in it, else what
 * is empty in it goes. Where others' proposals are all that is left, the node goes with them: it is theirs from then on.
 */
export function deleteBlock(draft: Draft, target: string, id: SuggestionId): void {
  const block = find(draft, target);
  if (block === null || block === draft.root) return;
  if (clear(draft, block)) draft.effective.add(id);
}

function clear(draft: Draft, block: Block): boolean {
  const left = leftInside(block, null);
  if (left === "nothing") {
    touchTables(draft, block);
    removeBlock(draft, block, "accepted");
    return true;
  }
  let cleared = false;
  // Single cells stay where they are: a row without one would no longer fit its table.
  if (block.type.spec["tableRole"] !== "row")
    for (const child of block.children.slice())
      if (pendingBy(child) === null) cleared = clear(draft, child) || cleared;
  return (left === "pending" && handOver(draft, block)) || cleared;
}

/** Whether accepting `going`'s deletion of a node would remove something, its marked text gone. */
export function isDeletable(block: Block, going: SuggestionId): boolean {
  if (leftInside(block, going) !== "base") return true;
  return block.children.some((child) => pendingBy(child) === null && isDeletable(child, going));
}

function isGoing(node: Node, going: SuggestionId | null): boolean {
  if (going === null || !node.isText) return false;
  return node.marks.some((mark) => mark.type.name === "deletion" && suggestionOf(mark) === going);
}

type Left = "nothing" | "pending" | "base";

function leftIn(block: Block, going: SuggestionId | null): Left {
  return pendingBy(block) === null ? leftInside(block, going) : "pending";
}

/** What is left in a block: text of the base, or only what is proposed. Proposed breaks without text are nothing. */
function leftInside(block: Block, going: SuggestionId | null): Left {
  if (block.inline === null) {
    if (block.type.isLeaf && PLACEHOLDERS.includes(block.type.name)) return "base";
    const parts = block.children.map((child) => leftIn(child, going));
    if (parts.includes("base")) return "base";
    return parts.includes("pending") ? "pending" : "nothing";
  }
  const staying = block.inline.filter((node) => !isGoing(node, going));
  const proposed = staying.filter((node) => node.marks.some((mark) => mark.type.name === "insertion"));
  if (proposed.length < staying.length) return "base";
  return proposed.some((node) => node.text?.replaceAll(BREAK, "") !== "") ? "pending" : "nothing";
}

/** The suggestions that have something directly in a block, not within what another one proposes there. */
function proposersIn(block: Block): readonly SuggestionId[] {
  const marks = (block.inline ?? []).flatMap((node) => node.marks);
  const texts = marks.filter((mark) => mark.type.name === "insertion").map(suggestionOf);
  const nodes = block.children.flatMap((child) => pendingBy(child) ?? proposersIn(child));
  return [...texts, ...nodes];
}

/** Makes a block whose base is gone a proposal of the one suggestion that has something in it. */
export function handOver(draft: Draft, block: Block): boolean {
  const heirs = new Set(proposersIn(block));
  const [heir] = heirs;
  if (heir === undefined || heirs.size > 1 || authorOf(heir) === null) return false;
  for (const each of within(block)) {
    if (pendingBy(each) === heir) each.attrs = { ...each.attrs, ins: null };
    if (each.inline !== null) ownText(draft, each, heir);
  }
  block.attrs = { ...block.attrs, ins: heir };
  splitBlocks(draft);
  return true;
}

/** Text of an author within his own proposed block bears no mark of its own; his breaks there are real. */
function ownText(draft: Draft, block: Block, heir: SuggestionId): void {
  const parts: Tail["inline"][] = [[]];
  let changed = false;
  for (const node of block.inline ?? []) {
    const own = node.marks.find((mark) => mark.type.name === "insertion" && suggestionOf(mark) === heir);
    if (own === undefined || !isMarkOf(own, authorOf(heir) ?? "")) {
      parts.push([...(parts.pop() ?? []), node]);
      continue;
    }
    changed = true;
    const bare = node.mark(own.removeFromSet(node.marks));
    let from = 0;
    for (const line of (node.text ?? "").split(BREAK)) {
      if (from > 0) parts.push([]);
      if (line.length > 0) parts.push([...(parts.pop() ?? []), bare.cut(from, from + line.length)]);
      from += line.length + 1;
    }
  }
  if (!changed) return;
  const [head, ...tails] = parts;
  block.inline = head ?? [];
  if (tails.length > 0)
    draft.tails.set(
      block,
      tails.map((inline) => ({ inline, ends: true, deletedBy: [] })),
    );
}
