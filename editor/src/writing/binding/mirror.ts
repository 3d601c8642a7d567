import * as Y from "yjs";
import { keepFormatting } from "../../session/keep-formatting.ts";

/** A copy that follows a document; nothing written to it reaches the document. */
export interface Mirror {
  readonly doc: Y.Doc;
  readonly stop: () => void;
}

/**
 * Follows `source` in a document of its own. A reader's editor is bound to it, because y-prosemirror repairs what it
 * draws by writing to the document it is bound to.
 */
export function mirror(source: Y.Doc): Mirror {
  const doc = new Y.Doc();
  keepFormatting(doc);
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(source));
  const follow = (update: Uint8Array): void => Y.applyUpdate(doc, update);
  source.on("update", follow);
  return {
    doc,
    stop: () => {
      source.off("update", follow);
      doc.destroy();
    },
  };
}
