import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

/**
 * Has the editor know what is selected on the screen, now. It learns of it by an event that browsers send later, and
 * that keys overtake where the computer is busy: a letter, Delete or a command would then meet an earlier selection.
 */
function readSelection(view: EditorView): void {
  if (view.isDestroyed || view.composing) return;
  view.dom.ownerDocument.dispatchEvent(new Event("selectionchange"));
}

/** What is selected is known before any other plugin answers a key, or what is copied, cut or pasted. */
export function selectionInTime(): Plugin {
  const read = (view: EditorView): boolean => {
    readSelection(view);
    return false;
  };
  return new Plugin({
    props: { handleDOMEvents: { keydown: read, copy: read, cut: read, paste: read } },
  });
}
