import { Fragment, type Node } from "prosemirror-model";
import { thaw, type Block } from "../resolve/tree.ts";
import { isReviewMark } from "../review-marks.ts";
import { BREAK } from "../tracked.ts";

/** What a copy needs to know: which ids are taken, whose marks he made, where ids come from. */
export interface CopyContext {
  readonly index: ReadonlyMap<string, Block>;
  readonly author: string;
  readonly newId: () => string;
}

/** A copy of a block for an insertion as a whole: without review marks, without what its author had struck out. */
export function newBlock(block: Block, context: CopyContext): Block | null {
  return block.origin === null ? null : thaw(bare(block.origin, context));
}

function bare(node: Node, context: CopyContext): Node {
  const id = typeof node.attrs["id"] === "string" ? node.attrs["id"] : null;
  const isTaken = id === null || context.index.has(id);
  const attrs = { ...node.attrs };
  if ("id" in attrs) attrs["id"] = isTaken ? context.newId() : id;
  if ("ins" in attrs) attrs["ins"] = null;
  const content = node.isTextblock
    ? node.content.content.flatMap((child) => bareText(child, context.author))
    : node.content.content.map((child) => bare(child, context));
  return node.type.create(attrs, Fragment.fromArray(content));
}

function bareText(node: Node, author: string): readonly Node[] {
  const isStruck = node.marks.some((mark) => mark.type.name === "deletion" && mark.attrs["by"] === author);
  if (isStruck || !node.isText) return [];
  const marks = node.marks.filter((mark) => !isReviewMark(mark));
  // Within a block that is proposed as a whole no break can be proposed.
  return [node.type.schema.text((node.text ?? "").replaceAll(BREAK, " "), marks)];
}
