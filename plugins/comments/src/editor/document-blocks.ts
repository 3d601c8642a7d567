import type { Node } from "prosemirror-model";
import { positionAt, textOf } from "../model/block-texts.ts";
import type { AnchorPart, BlockText } from "../model/index.ts";

/** A stretch of a document. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

/** A text block that bears an id, in a document; its text is read when it is asked for. */
export class DocumentBlock implements BlockText {
  readonly id: string;
  readonly node: Node;
  /** Where its content begins. */
  readonly start: number;
  #text: string | null = null;

  constructor(id: string, node: Node, start: number) {
    this.id = id;
    this.node = node;
    this.start = start;
  }

  get text(): string {
    return (this.#text ??= textOf(this.node));
  }

  /** Where in the document the words of `part` stand, which is of this block. */
  rangeOf({ from, to }: AnchorPart): Range {
    return { from: this.start + positionAt(this.node, from), to: this.start + positionAt(this.node, to) };
  }
}

/** The text blocks that any of `ranges` touches, each once. */
export function blocksIn(doc: Node, ranges: readonly Range[]): readonly DocumentBlock[] {
  const found = new Map<number, DocumentBlock>();
  for (const { from, to } of ranges) {
    doc.nodesBetween(Math.max(0, from - 1), Math.min(doc.content.size, to + 1), (node, pos) => {
      const id: unknown = node.attrs["id"];
      if (node.isTextblock && typeof id === "string") found.set(pos, new DocumentBlock(id, node, pos + 1));
      return !node.isTextblock;
    });
  }
  return [...found.values()];
}
