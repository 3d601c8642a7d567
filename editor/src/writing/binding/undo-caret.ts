import { Plugin, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { relativePositionToAbsolutePosition, ySyncPluginKey, type ProsemirrorBinding } from "y-prosemirror";
import type { UndoManager } from "yjs";

/**
 * Brings the caret back to what was undone or redone. y-prosemirror 1.3 notes where it was, but only when the text has
 * been drawn already: the caret then stays where it is, and leaps at the next change of a colleague's.
 *
 * @param undo y-prosemirror's own plugin over `undoManager`
 */
export function bringCaretBack(undo: Plugin, undoManager: UndoManager): Plugin {
  const { spec } = undo;
  const makeView = spec.view;
  if (makeView === undefined) throw new TypeError("y-prosemirror's undo plugin has no view");
  return new Plugin({
    ...spec,
    view: (view) => {
      const inner = makeView(view);
      const bringBack = ({ stackItem }: { stackItem: { meta: Map<unknown, unknown> } }): void => {
        const binding = bindingOf(view);
        if (binding === null) return;
        // Null when there is nothing to restore, which its declared type does not say.
        Object.assign(binding, { beforeTransactionSelection: null });
        restore(view, binding, stackItem.meta.get(binding));
      };
      // After y-prosemirror's own listener, whose note it takes back.
      undoManager.on("stack-item-popped", bringBack);
      return {
        ...inner,
        destroy: () => {
          undoManager.off("stack-item-popped", bringBack);
          inner.destroy?.();
        },
      };
    },
  });
}

function bindingOf(view: EditorView): ProsemirrorBinding | null {
  const state: unknown = ySyncPluginKey.getState(view.state);
  if (typeof state !== "object" || state === null) return null;
  return (state as { readonly binding: ProsemirrorBinding | null }).binding;
}

/** Where the text is no more, the caret stays. */
function restore(view: EditorView, binding: ProsemirrorBinding, kept: unknown): void {
  if (view.isDestroyed || typeof kept !== "object" || kept === null) return;
  const [anchor, head] = [Reflect.get(kept, "anchor"), Reflect.get(kept, "head")].map((end: unknown) =>
    end === null || end === undefined
      ? null
      : relativePositionToAbsolutePosition(binding.doc, binding.type, end, binding.mapping),
  );
  if (anchor === null || anchor === undefined || head === null || head === undefined) return;
  const { doc, tr } = view.state;
  view.dispatch(
    tr.setSelection(TextSelection.between(doc.resolve(anchor), doc.resolve(head))).scrollIntoView(),
  );
}
