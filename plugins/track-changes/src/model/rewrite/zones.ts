import type { Node, ResolvedPos } from "prosemirror-model";
import { insertionOf, suggestionOf } from "../review-marks.ts";
import { UNTOUCHABLE } from "../policy.ts";
import { authorOf } from "../suggestion-id.ts";

/** Whose the innermost proposed block around a place is: the author's, somebody else's, or no one's. */
export type Zone = "base" | "own" | "other";

/** The zone inside `node`, which itself stands in `outer`. */
export function zoneInside(node: Node, outer: Zone, author: string): Zone {
  const suggestion = insertionOf(node);
  if (suggestion === null) return outer;
  return authorOf(suggestion) === author ? "own" : "other";
}

/** The zone of what lies at `depth` around `$pos`. */
export function zoneAt($pos: ResolvedPos, depth: number, author: string): Zone {
  for (let level = depth; level > 0; level -= 1) {
    const zone = zoneInside($pos.node(level), "base", author);
    if (zone !== "base") return zone;
  }
  return "base";
}

/** Whether a text is somebody else's proposal. */
export function isForeignInsertion(node: Node, author: string): boolean {
  return node.marks.some((mark) => mark.type.name === "insertion" && authorOf(suggestionOf(mark)) !== author);
}

/**
 * Whether `node`, or something in it, may not go with it: another's pending text or block, a withheld passage, or a
 * block that one of the records in `targets` concerns.
 */
export function holdsForeign(node: Node, author: string, targets: ReadonlySet<string>): boolean {
  if (UNTOUCHABLE.includes(node.type.name)) return true;
  if (node.isText) return isForeignInsertion(node, author);
  const suggestion = insertionOf(node);
  if (suggestion !== null && authorOf(suggestion) !== author) return true;
  if (targets.has(String(node.attrs["id"]))) return true;
  return node.content.content.some((child) => holdsForeign(child, author, targets));
}

/** Whether what happens in this zone happens really: in the author's own proposal, and for editors in base text. */
export function isReal({ mode }: { readonly mode: "suggest" | "edit" }, zone: Zone): boolean {
  return zone === "own" || (zone === "base" && mode === "edit");
}

/** Whether `node` is the author's own proposal, and nobody else proposes a block in it. */
export function isOwnProposal(node: Node, author: string): boolean {
  const suggestion = insertionOf(node);
  if (suggestion === null || authorOf(suggestion) !== author) return false;
  return node.content.content.every((child) => holdsNoOther(child, author));
}

function holdsNoOther(node: Node, author: string): boolean {
  if (node.isInline) return true;
  const suggestion = insertionOf(node);
  if (suggestion !== null && authorOf(suggestion) !== author) return false;
  return node.content.content.every((child) => holdsNoOther(child, author));
}
