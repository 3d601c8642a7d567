import type { Node, NodeType } from "prosemirror-model";
import { Selection, TextSelection, type Command } from "prosemirror-state";
import { addRowAfter, goToNextCell, isInTable } from "prosemirror-tables";

/** The largest table that is made at once. */
export const TABLE_LIMIT = { rows: 50, columns: 12 } as const;

/** The size of a new table; whether its first row is a heading. */
export interface TableSize {
  readonly rows: number;
  readonly columns: number;
  readonly headerRow: boolean;
}

/** Puts an empty table below the block at the caret and the caret into its first cell. Not inside a table or footnote. */
export function insertTable(size: TableSize): Command {
  return (state, dispatch) => {
    const { $from } = state.selection;
    const table = state.schema.nodes["table"];
    if (table === undefined || !isWithin(size) || isInTable(state) || $from.depth === 0) return false;
    const depth = $from.depth - 1;
    const index = $from.index(depth) + 1;
    if (!$from.node(depth).canReplaceWith(index, index, table)) return false;
    if (dispatch !== undefined) {
      const { tr } = state;
      const isBlank = $from.parent.content.size === 0 && $from.parent.type.name === "paragraph";
      const pos = isBlank ? $from.before() : $from.after();
      if (isBlank) tr.delete($from.before(), $from.after());
      tr.insert(pos, createTable(state.schema.nodes, size));
      dispatch(tr.setSelection(Selection.near(tr.doc.resolve(pos + 1))).scrollIntoView());
    }
    return true;
  };
}

/** Tab in a table: the next cell, and a new row after the last. */
export const nextCell: Command = (state, dispatch, view) => {
  if (!isInTable(state)) return false;
  if (goToNextCell(1)(state, dispatch)) return true;
  if (!addRowAfter(state, dispatch) || view === undefined) return true;
  return goToNextCell(1)(view.state, dispatch);
};

/** Shift+Tab in a table: the cell before. */
export const previousCell: Command = (state, dispatch) =>
  isInTable(state) && (goToNextCell(-1)(state, dispatch) || true);

/** Delete at the end of the text before the footnotes does nothing, where it would select them all. */
export const guardFootnotes: Command = (state) => {
  const { selection, doc } = state;
  if (!(selection instanceof TextSelection) || !selection.empty) return false;
  const { $head } = selection;
  if ($head.parentOffset < $head.parent.content.size) return false;
  for (let depth = $head.depth - 1; depth >= 0; depth -= 1) {
    const after = $head.node(depth).maybeChild($head.indexAfter(depth));
    if (after !== null) return after.type === doc.type.schema.nodes["footnotes"];
  }
  return false;
};

function createTable(types: Readonly<Record<string, NodeType>>, size: TableSize): Node {
  const { table, table_row: row, table_cell: cell, table_header: header, paragraph } = types;
  if (!table || !row || !cell || !header || !paragraph) throw new RangeError("The schema has no tables");
  const rows = Array.from({ length: size.rows }, (_, index) => {
    const type = index === 0 && size.headerRow ? header : cell;
    return row.create(
      null,
      Array.from({ length: size.columns }, () => type.create(null, paragraph.create())),
    );
  });
  return table.create(null, rows);
}

function isWithin({ rows, columns }: TableSize): boolean {
  const counts = [rows, columns].every((count) => Number.isInteger(count) && count >= 1);
  return counts && rows <= TABLE_LIMIT.rows && columns <= TABLE_LIMIT.columns;
}
