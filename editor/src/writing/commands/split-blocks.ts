import {
  chainCommands,
  createParagraphNear,
  liftEmptyBlock,
  newlineInCode,
  splitBlockAs,
} from "prosemirror-commands";
import type { Attrs, Node } from "prosemirror-model";
import { liftListItem, splitListItem } from "prosemirror-schema-list";
import type { Command, Transaction } from "prosemirror-state";

/** What a new block takes over from the one before it: its language and direction, nothing else. */
export function scriptOf(node: Node): Attrs {
  return { lang: node.attrs["lang"] ?? null, dir: node.attrs["dir"] ?? null };
}

/** Enter: a new paragraph, after a heading too, in the language of the old one. */
export const splitParagraph: Command = chainCommands(
  newlineInCode,
  createParagraphNear,
  liftEmptyBlock,
  splitBlockAs((node, atEnd) => {
    const paragraph = node.type.schema.nodes["paragraph"];
    return atEnd && paragraph !== undefined ? { type: paragraph, attrs: scriptOf(node) } : null;
  }),
);

/** Enter in an item without text: one list further out. */
export const leaveEmptyItem: Command = (state, dispatch) => {
  const item = state.schema.nodes["list_item"];
  const { $from, empty } = state.selection;
  const isEmptyItem =
    empty && $from.parent.content.size === 0 && $from.depth > 1 && $from.node(-1).type === item;
  if (item === undefined || !isEmptyItem || $from.node(-1).childCount > 1) return false;
  return liftListItem(item)(state, dispatch);
};

/** Enter in a list: a new item, in the language of the old one. */
export const splitItem: Command = (state, dispatch) => {
  const item = state.schema.nodes["list_item"];
  if (item === undefined) return false;
  const script = scriptOf(state.selection.$from.parent);
  return splitListItem(item)(state, dispatch && ((tr) => dispatch(withScript(tr, script))));
};

function withScript(tr: Transaction, script: Attrs): Transaction {
  const { $from } = tr.selection;
  if ($from.depth === 0) return tr;
  for (const name of ["lang", "dir"]) {
    if ($from.parent.attrs[name] !== script[name]) tr.setNodeAttribute($from.before(), name, script[name]);
  }
  return tr;
}
