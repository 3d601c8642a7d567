import type { Attrs, Node, NodeType } from "prosemirror-model";
import type { Command, EditorState } from "prosemirror-state";
import { isWithoutBlocks } from "../empty-section.ts";
import { scriptOf } from "./split-blocks.ts";

/** What a block keeps when its kind changes: who it is, and its language. */
function kept(node: Node): Attrs {
  return { id: node.attrs["id"] ?? null, ins: node.attrs["ins"] ?? null, ...scriptOf(node) };
}

/** Makes the selected text blocks paragraphs. */
export const setParagraph: Command = (state, dispatch) => setTextBlock("paragraph", {})(state, dispatch);

/** Makes the selected text blocks headings of `level` (1 to 3, below the section's own). */
export function setHeading(level: number): Command {
  return setTextBlock("heading", { level });
}

/** Makes headings of `level`, or paragraphs where all are such headings already. */
export function toggleHeading(level: number): Command {
  return (state, dispatch) => (hasHeading(state, level) ? setParagraph : setHeading(level))(state, dispatch);
}

/** Whether the caret is in a heading of `level`. */
export function hasHeading(state: EditorState, level: number): boolean {
  const { parent } = state.selection.$from;
  return parent.type.name === "heading" && parent.attrs["level"] === level;
}

/** A text block that the selection touches, at document position `pos`. */
export interface TouchedBlock {
  readonly node: Node;
  readonly pos: number;
}

/** The text blocks that the selection touches, in order; a cell selection is several ranges. */
export function touchedTextBlocks(state: EditorState): readonly TouchedBlock[] {
  const blocks: TouchedBlock[] = [];
  for (const { $from, $to } of state.selection.ranges) {
    state.doc.nodesBetween($from.pos, $to.pos, (node, pos) => {
      if (node.isTextblock) blocks.push({ node, pos });
      return !node.isTextblock;
    });
  }
  return blocks;
}

function setTextBlock(name: string, more: Attrs): Command {
  return (state, dispatch) => {
    const type = state.schema.nodes[name];
    if (type === undefined || isWithoutBlocks(state)) return false;
    const changing = touchedTextBlocks(state).filter(({ node, pos }) =>
      mayBecome(state, node, pos, type, more),
    );
    if (changing.length === 0) return false;
    if (dispatch !== undefined) {
      const { tr } = state;
      for (const { node, pos } of changing)
        tr.setNodeMarkup(tr.mapping.map(pos), type, { ...kept(node), ...more });
      dispatch(tr.scrollIntoView());
    }
    return true;
  };
}

// oxlint-disable-next-line max-params -- four facts about one place and its wished kind
function mayBecome(state: EditorState, node: Node, pos: number, type: NodeType, more: Attrs): boolean {
  if (node.type === type && Object.entries(more).every(([name, value]) => node.attrs[name] === value))
    return false;
  const $pos = state.doc.resolve(pos);
  return $pos.parent.canReplaceWith($pos.index(), $pos.index() + 1, type) && type.validContent(node.content);
}
