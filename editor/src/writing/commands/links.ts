import { isSafeHref } from "@travaux/blueprint";
import type { Mark, Node } from "prosemirror-model";
import { TextSelection, type Command, type EditorState } from "prosemirror-state";

/** A link in the text, from `from` to `to` in document positions. */
export interface LinkAround {
  readonly href: string;
  readonly from: number;
  readonly to: number;
}

/** The link that the selection begins in, with the whole run of text that carries it. */
export function linkAround(state: EditorState): LinkAround | null {
  const type = state.schema.marks["link"];
  const { $from, empty } = state.selection;
  if (type === undefined || !$from.parent.isTextblock) return null;
  const mark =
    type.isInSet($from.nodeAfter?.marks ?? []) ??
    (empty ? type.isInSet($from.nodeBefore?.marks ?? []) : undefined);
  return mark === undefined ? null : runOf(state, mark);
}

/**
 * Links the selection to `href`; without a selection, the link around the caret, else `href` itself is written as text.
 * Applies only to an address that {@link isSafeHref} lets through.
 */
export function setLink(href: string): Command {
  return (state, dispatch) => {
    const type = state.schema.marks["link"];
    if (type === undefined || !mayLink(state) || !isSafeHref(href)) return false;
    if (dispatch === undefined) return true;
    const mark = type.create({ href });
    const { tr, selection } = state;
    const around = linkAround(state);
    const { from, to } = selection.empty && around !== null ? around : selection;
    if (from === to) tr.insert(from, state.schema.text(href, mark.addToSet(selection.$from.marks())));
    else tr.removeMark(from, to, type).addMark(from, to, mark);
    dispatch(tr.removeStoredMark(type).scrollIntoView());
    return true;
  };
}

/** Takes the link around the caret, or those in the selection, off the text. */
export const removeLink: Command = (state, dispatch) => {
  const type = state.schema.marks["link"];
  const around = linkAround(state);
  const { from, to, empty } = state.selection;
  if (type === undefined) return false;
  const range = empty ? around : { from, to };
  if (range === null || !state.doc.rangeHasMark(range.from, range.to, type)) return false;
  dispatch?.(state.tr.removeMark(range.from, range.to, type));
  return true;
};

/** Whether a link may be made here. */
export function mayLink(state: EditorState): boolean {
  const { selection } = state;
  const type = state.schema.marks["link"];
  return (
    selection instanceof TextSelection &&
    type !== undefined &&
    selection.$from.parent.type.allowsMarkType(type)
  );
}

function runOf(state: EditorState, mark: Mark): LinkAround {
  const { $from } = state.selection;
  const { parent } = $from;
  const carries = (index: number): boolean => mark.isInSet(parent.child(index).marks);
  let first = $from.index();
  // At the end of a link, the child after the caret is not the link's.
  if (first === parent.childCount || !carries(first)) first -= 1;
  let last = first;
  while (first > 0 && carries(first - 1)) first -= 1;
  while (last + 1 < parent.childCount && carries(last + 1)) last += 1;
  const start = $from.start();
  return {
    href: String(mark.attrs["href"]),
    from: start + offsetOf(parent, first),
    to: start + offsetOf(parent, last + 1),
  };
}

function offsetOf(parent: Node, index: number): number {
  let offset = 0;
  for (let child = 0; child < index; child += 1) offset += parent.child(child).nodeSize;
  return offset;
}
