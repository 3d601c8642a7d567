import { comesFromYjs } from "@travaux/footnotes";
import type { Node } from "prosemirror-model";
import { Plugin, type EditorState, type Transaction } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";

/**
 * prosemirror-tables, but mending only tables that one's own change touched: it would else repair, at every client at
 * once and in every client's name, what two people's changes made of a table together.
 */
export function ownTables(): readonly Plugin[] {
  const base = tableEditing();
  const append = base.spec.appendTransaction;
  const editing = new Plugin({
    ...base.spec,
    // Compared with itself a document has no changed table, and only the selection is put right.
    appendTransaction: (transactions, before, state) =>
      append?.call(base, transactions, transactions.some(comesFromYjs) ? state : before, state),
  });
  return [editing, filledCells()];
}

/**
 * Puts a paragraph into every cell that one's own change made or emptied. The schema allows a cell without any, which
 * is what prosemirror-tables makes then, and no caret could stand in it.
 */
function filledCells(): Plugin {
  return new Plugin({
    appendTransaction: (transactions, before, state) =>
      transactions.some(comesFromYjs) || !transactions.some((tr) => tr.docChanged)
        ? null
        : fillCells(before, state),
  });
}

function fillCells(before: EditorState, state: EditorState): Transaction | null {
  const paragraph = state.schema.nodes["paragraph"];
  const known = new Set(emptyCells(before.doc).map(({ cell }) => cell));
  const fresh = emptyCells(state.doc).filter(({ cell }) => !known.has(cell));
  if (fresh.length === 0 || paragraph === undefined) return null;
  const tr = state.tr;
  for (const { pos } of fresh.toReversed()) tr.insert(pos + 1, paragraph.create());
  return tr;
}

function emptyCells(doc: Node): readonly { readonly cell: Node; readonly pos: number }[] {
  const cells: { readonly cell: Node; readonly pos: number }[] = [];
  doc.descendants((node, pos) => {
    const isCell = node.type.spec["tableRole"] === "cell" || node.type.spec["tableRole"] === "header_cell";
    if (isCell && node.childCount === 0) cells.push({ cell: node, pos });
    return !node.isTextblock;
  });
  return cells;
}
