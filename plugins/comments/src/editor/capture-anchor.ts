import type { EditorState } from "prosemirror-state";
import { anchorParts, PARTS_LIMIT, QUOTE_LIMIT, type AnchorPart } from "../model/index.ts";

/**
 * What a comment on the selection would be about. `none`: nothing is selected but perhaps white space, or nothing in a
 * block with an id; `too-many`: more than {@link PARTS_LIMIT} blocks; `too-long`: more than {@link QUOTE_LIMIT} UTF-16
 * code units.
 */
export type AnchorCapture =
  | { readonly kind: "parts"; readonly parts: readonly AnchorPart[] }
  | { readonly kind: "none" | "too-long" | "too-many" };

/** The selected words, also of several cells of a table. */
export function captureAnchor({ doc, selection }: EditorState): AnchorCapture {
  const parts: AnchorPart[] = [];
  for (const { $from, $to } of selection.ranges) {
    let excess: AnchorCapture | null = null;
    // Block by block, so that what is too much can be told from what is nothing.
    doc.nodesBetween($from.pos, $to.pos, (node, pos) => {
      if (!node.isTextblock) return excess === null;
      const [from, to] = [Math.max($from.pos, pos + 1), Math.min($to.pos, pos + 1 + node.content.size)];
      if (excess !== null || from >= to) return false;
      const found = anchorParts(doc, from, to);
      if (found !== null) parts.push(...found);
      else if (to - from > QUOTE_LIMIT) excess = { kind: "too-long" };
      if (parts.length > PARTS_LIMIT) excess = { kind: "too-many" };
      return false;
    });
    if (excess !== null) return excess;
  }
  const quote = parts.map((part) => part.quote).join("");
  if (quote.length > QUOTE_LIMIT) return { kind: "too-long" };
  return quote.trim() === "" ? { kind: "none" } : { kind: "parts", parts };
}
