import {
  AllSelection,
  EditorState,
  Plugin,
  Selection,
  TextSelection,
  type Command,
  type Transaction,
} from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";

/**
 * Makes a section without any block fit to type in, at the writer's first key and not before: looking writes nothing.
 * Shows `placeholder` while there is no text.
 */
export function emptySection(placeholder: string): Plugin {
  return new Plugin({
    // In a text without blocks the selection is all of it, and would still be once a colleague has written: what one
    // types then would take the place of his words.
    appendTransaction: (_transactions, before, state) =>
      isWithoutBlocks(before) && !isWithoutBlocks(state) && state.selection instanceof AllSelection
        ? state.tr.setSelection(Selection.atStart(state.doc))
        : null,
    props: {
      attributes: (state): Record<string, string> =>
        isWithoutBlocks(state) ? { class: "writing-blank", "data-hint": placeholder } : {},
      decorations: (state) => placeholderIn(state, placeholder),
      handleKeyDown: (view, event) => {
        if (writesText(event)) beginText(view);
        return false;
      },
      handleDOMEvents: {
        beforeinput: (view) => {
          beginText(view);
          return false;
        },
      },
    },
  });
}

/** Whether the section has no block to hold a caret before its footnotes. */
export function isWithoutBlocks(state: EditorState): boolean {
  const first = state.doc.firstChild;
  return first === null || first.type.name === "footnotes";
}

/** A transaction that gives an empty section its first paragraph with the caret in it. */
export function firstParagraph(state: EditorState): Transaction {
  const paragraph = state.schema.nodes["paragraph"]?.create();
  const tr = state.tr;
  if (paragraph === undefined) return tr;
  tr.insert(0, paragraph);
  return tr.setSelection(TextSelection.create(tr.doc, 1));
}

/** `command`, which in a section without blocks gets its first paragraph to work on. */
export function onFirstParagraph(command: Command): Command {
  return (state, dispatch, view) => {
    if (!isWithoutBlocks(state)) return command(state, dispatch, view);
    // Only to ask: what the plugins make of a change is seen when it is made.
    const { doc, selection } = firstParagraph(state);
    const begun = EditorState.create({ doc, selection });
    if (dispatch === undefined || view === undefined || !command(begun))
      return dispatch === undefined && command(begun);
    view.dispatch(firstParagraph(state));
    return command(view.state, dispatch, view);
  };
}

function beginText(view: EditorView): void {
  if (view.editable && isWithoutBlocks(view.state) && !(view.state.selection instanceof TextSelection)) {
    view.dispatch(firstParagraph(view.state));
  }
}

// 229: an input method takes the key; its text follows in a composition, which needs a paragraph to happen in.
function writesText(event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  return event.keyCode === 229 || event.key === "Enter" || Array.from(event.key).length === 1;
}

function placeholderIn(state: EditorState, placeholder: string): DecorationSet | null {
  const first = state.doc.firstChild;
  const isOnly = state.doc.childCount === 1;
  if (first === null || !isOnly || first.type.name !== "paragraph" || first.content.size > 0) return null;
  return DecorationSet.create(state.doc, [
    Decoration.node(0, first.nodeSize, { class: "writing-blank", "data-hint": placeholder }),
  ]);
}
