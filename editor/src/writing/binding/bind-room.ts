import { BODY_ROOT } from "@travaux/blueprint";
import { suggestionRecords, type SharedRecords } from "@travaux/track-changes";
import type { Node, Schema } from "prosemirror-model";
import { Plugin } from "prosemirror-state";
import { initProseMirrorDoc, ySyncPlugin } from "y-prosemirror";
import type { Doc } from "yjs";
import { mirror } from "./mirror.ts";
import type { OpenRoom } from "./open-room.ts";
import { keepCaretBehindItsLetter } from "./own-caret.ts";
import { ownUndo } from "./own-undo.ts";
import { presenceCursors } from "./presence-cursor.ts";

/** A room's text ready for an editor: the document to begin with and the plugins that keep it so. */
export interface BoundRoom {
  readonly doc: Node;
  /** The structural suggestions beside it. */
  readonly records: SharedRecords;
  readonly plugins: readonly Plugin[];
  readonly release: () => void;
}

/** Binds the body of `room`. For a reader nothing is ever written to it; for a writer only what he changes himself. */
export function bindRoom(room: OpenRoom, schema: Schema, editable: boolean): BoundRoom {
  if (editable) {
    const { doc, sync } = bindBody(room.doc, schema);
    const records = suggestionRecords(room.doc);
    const undo = ownUndo([room.doc.getXmlFragment(BODY_ROOT), records.root], schema);
    return {
      doc,
      records,
      plugins: [sync, undo, presenceCursors(room.awareness)],
      release: () => undefined,
    };
  }
  const copy = mirror(room.doc);
  const { doc, sync } = bindBody(copy.doc, schema);
  const records = suggestionRecords(copy.doc);
  return { doc, records, plugins: [sync, presenceCursors(room.awareness)], release: copy.stop };
}

function bindBody(source: Doc, schema: Schema): { readonly doc: Node; readonly sync: Plugin } {
  const fragment = source.getXmlFragment(BODY_ROOT);
  const { doc, mapping } = initProseMirrorDoc(fragment, schema);
  const sync: unknown = ySyncPlugin(fragment, { mapping });
  if (!(sync instanceof Plugin))
    throw new TypeError("y-prosemirror made no plugin of this prosemirror-state");
  return { doc, sync: writeOnlyChanges(sync, source) };
}

/**
 * y-prosemirror compares the whole document with Yjs at every update of the view and writes what differs, so that a
 * mere click can write a repair of what two others typed at once. This one compares only when the document changed.
 */
function writeOnlyChanges(sync: Plugin, source: Doc): Plugin {
  const { spec } = sync;
  const makeView = spec.view;
  if (makeView === undefined) throw new TypeError("y-prosemirror's sync plugin has no view");
  return new Plugin({
    ...spec,
    view: (view) => {
      const inner = makeView(view);
      const letGo = keepCaretBehindItsLetter(view, source);
      return {
        update: (current, before) => {
          if (current.state.doc !== before.doc) inner.update?.(current, before);
        },
        destroy: () => {
          letGo();
          inner.destroy?.();
        },
      };
    },
  });
}
