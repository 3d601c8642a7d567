import type { Node, ResolvedPos } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import { insertionOf, isReviewMark, suggestionOf, type SuggestionId } from "../model/index.ts";
import type { RecordsByTarget } from "./drawing/draw-block.ts";

/**
 * The suggestions at the selection's head, the innermost first: of the text around it, of the text at one side of it,
 * then of the blocks that it is in.
 */
export function suggestionsAt({ selection }: EditorState, records: RecordsByTarget): readonly SuggestionId[] {
  const { $head } = selection;
  const before = suggestionsOf($head.nodeBefore);
  const after = suggestionsOf($head.nodeAfter);
  const around = after.filter((id) => before.includes(id));
  return [...new Set([...around, ...after, ...before, ...ofBlocks($head, records)])];
}

function suggestionsOf(node: Node | null): readonly SuggestionId[] {
  return node?.isText === true ? node.marks.filter(isReviewMark).map(suggestionOf).toReversed() : [];
}

function ofBlocks($head: ResolvedPos, records: RecordsByTarget): readonly SuggestionId[] {
  const found: SuggestionId[] = [];
  for (let depth = $head.depth; depth > 0; depth -= 1) {
    const node = $head.node(depth);
    const name: unknown = node.attrs["id"];
    if (typeof name === "string") found.push(...(records.get(name) ?? []).map(({ id }) => id));
    const ins = insertionOf(node);
    if (ins !== null) found.push(ins);
  }
  return found;
}
