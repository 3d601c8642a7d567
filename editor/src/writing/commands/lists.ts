import type { Node } from "prosemirror-model";
import { liftListItem, sinkListItem, wrapInList } from "prosemirror-schema-list";
import type { Command, EditorState } from "prosemirror-state";

export type ListKind = "bullet_list" | "ordered_list";

/** A list around the caret, at document position `pos`. */
export interface ListAround {
  readonly list: Node;
  readonly pos: number;
}

/** The innermost list around the selection, or null. */
export function listAround(state: EditorState): ListAround | null {
  const { $from, to } = state.selection;
  for (let depth = $from.depth; depth > 0; depth -= 1) {
    const node = $from.node(depth);
    if (isList(node) && $from.end(depth) >= to) return { list: node, pos: $from.before(depth) };
  }
  return null;
}

/** Makes a list of the selected blocks, changes the kind of the list they are in, or lifts them out of it. */
export function toggleList(kind: ListKind): Command {
  return (state, dispatch) => {
    const type = state.schema.nodes[kind];
    const item = state.schema.nodes["list_item"];
    if (type === undefined || item === undefined) return false;
    const around = listAround(state);
    if (around === null) return wrapInList(type)(state, dispatch);
    if (around.list.type === type) return liftListItem(item)(state, dispatch);
    const { id, ins, lang, dir } = around.list.attrs;
    dispatch?.(state.tr.setNodeMarkup(around.pos, type, { id, ins, lang, dir }));
    return true;
  };
}

/** Makes the item part of a list inside the one before it. */
export const indentItem: Command = (state, dispatch) => {
  const item = state.schema.nodes["list_item"];
  return item !== undefined && sinkListItem(item)(state, dispatch);
};

/** Brings the item one list further out, or out of lists altogether. */
export const outdentItem: Command = (state, dispatch) => {
  const item = state.schema.nodes["list_item"];
  return item !== undefined && liftListItem(item)(state, dispatch);
};

/** Numbers the ordered list around the caret from `start` (0 to 100 000). */
export function setListStart(start: number): Command {
  return (state, dispatch) => {
    const around = listAround(state);
    if (around?.list.type.name !== "ordered_list" || !Number.isInteger(start) || start < 0 || start > 100_000)
      return false;
    dispatch?.(state.tr.setNodeAttribute(around.pos, "order", start));
    return true;
  };
}

/** Tab and Shift+Tab never leave a list by accident. */
export const stayInList: Command = (state) => listAround(state) !== null;

function isList(node: Node): boolean {
  return node.type.name === "bullet_list" || node.type.name === "ordered_list";
}
