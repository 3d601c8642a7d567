import { lift, wrapIn } from "prosemirror-commands";
import type { Command, EditorState } from "prosemirror-state";
import { liftTarget } from "prosemirror-transform";

/** Whether the caret is in a block quotation. */
export function isInQuotation(state: EditorState): boolean {
  return quotationDepth(state) !== null;
}

/** Puts the selected blocks into a block quotation, or takes them out of the one they are in. */
export const toggleQuotation: Command = (state, dispatch) => {
  const type = state.schema.nodes["blockquote"];
  if (type === undefined) return false;
  const depth = quotationDepth(state);
  if (depth === null) return wrapIn(type)(state, dispatch);
  const { $from, $to } = state.selection;
  const range = $from.blockRange($to, (node) => node.type === type);
  const target = range === null ? null : liftTarget(range);
  if (range === null || target === null || target === undefined) return lift(state, dispatch);
  dispatch?.(state.tr.lift(range, target).scrollIntoView());
  return true;
};

function quotationDepth(state: EditorState): number | null {
  const { $from } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    if ($from.node(depth).type.name === "blockquote") return depth;
  }
  return null;
}
