import { readFormatOp } from "@travaux/track-changes/model";
import { toggleMark } from "prosemirror-commands";
import type { Mark } from "prosemirror-model";
import type { Command, EditorState } from "prosemirror-state";

/** The marks that letters may carry, other than links, footnotes and those of tracked changes. */
export const LETTER_MARKS = ["strong", "em", "underline", "superscript", "subscript"] as const;
export type LetterMark = (typeof LETTER_MARKS)[number];

/** Switches a mark on or off for the selection, or for what is typed next. */
export function toggleLetters(mark: LetterMark): Command {
  return (state, dispatch) => {
    const type = state.schema.marks[mark];
    return type !== undefined && toggleMark(type)(state, dispatch);
  };
}

/** Whether what is typed at the caret, or part of the selection, carries the mark; as proposed, where that is pending. */
export function hasLetters(state: EditorState, mark: LetterMark): boolean {
  const type = state.schema.marks[mark];
  if (type === undefined) return false;
  const { empty, from, to, $from } = state.selection;
  if (empty) return carries(state.storedMarks ?? $from.marks(), mark);
  let has = false;
  state.doc.nodesBetween(from, to, (node) => {
    has ||= node.isText && carries(node.marks, mark);
    return !has;
  });
  return has;
}

function carries(marks: readonly Mark[], name: LetterMark): boolean {
  const proposed = marks.flatMap(({ type, attrs }) => {
    const change = type.name === "fmt" ? readFormatOp(type.schema, String(attrs["op"])) : null;
    return change?.mark.type.name === name ? [change.adds] : [];
  });
  return proposed.at(-1) ?? marks.some(({ type }) => type.name === name);
}

/** Takes letter marks and links off the selection; footnote references and tracked changes stay. */
export const clearFormatting: Command = (state, dispatch) => {
  const { ranges, empty } = state.selection;
  const types = [...LETTER_MARKS, "link"].flatMap((name) => state.schema.marks[name] ?? []);
  const isMarked = ranges.some(({ $from, $to }) =>
    types.some((type) => state.doc.rangeHasMark($from.pos, $to.pos, type)),
  );
  if (empty || !isMarked) return false;
  if (dispatch !== undefined) {
    const { tr } = state;
    for (const { $from, $to } of ranges) for (const type of types) tr.removeMark($from.pos, $to.pos, type);
    dispatch(tr.setStoredMarks([]));
  }
  return true;
};
