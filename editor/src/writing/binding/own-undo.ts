import type { Schema } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { defaultDeleteFilter, ySyncPluginKey, yUndoPlugin } from "y-prosemirror";
import { UndoManager, type Item, type Map as SharedMap, type XmlFragment } from "yjs";

/** Attributes that a block has from its birth; lang, dir and ins come later and may be undone. */
const FROM_BIRTH: ReadonlySet<string | null> = new Set(["id", "level", "order", "colspan", "rowspan"]);

/**
 * Undo of one's own changes only. It takes away no block in which somebody has text by now, nor what such a block was
 * born with: without its id, nothing that points at the block would find it.
 *
 * @param roots the text, and whatever else is changed with it in one transaction
 */
export function ownUndo(roots: readonly (XmlFragment | SharedMap<unknown>)[], schema: Schema): Plugin {
  const blocks = new Set(Object.keys(schema.nodes));
  const undoManager = new UndoManager([...roots], {
    trackedOrigins: new Set([ySyncPluginKey]),
    deleteFilter: (item) => defaultDeleteFilter(item, blocks) && !isFromBirth(item),
    captureTransaction: (transaction) => transaction.meta.get("addToHistory") !== false,
  });
  const plugin: unknown = yUndoPlugin({ undoManager });
  if (!(plugin instanceof Plugin))
    throw new TypeError("y-prosemirror made no plugin of this prosemirror-state");
  return plugin;
}

// With its block gone, the attribute is gone too; a later value has the earlier one to its left and goes.
function isFromBirth(item: Item): boolean {
  return FROM_BIRTH.has(item.parentSub) && item.left === null;
}
