import { Fragment, type Node } from "prosemirror-model";
import { TableMap } from "prosemirror-tables";
import { withNewId, type Draft } from "./draft.ts";
import { PARAGRAPH } from "./names.ts";
import { attach, freeze, holds, isCell, makeBlock, pendingBy, within, type Block } from "./tree.ts";

const ROUND_LIMIT = 4;
/** The most places, rows by columns, of a table that is put right: a few cells can claim a hundred columns each. */
const PLACE_LIMIT = 10_000;

/**
 * Puts the tables right in which something was accepted: no cell reaches beyond the last row or over another, and every
 * row is as wide as the widest. Rows and cells that are only proposed do not count and are left alone.
 */
export function repairTables(draft: Draft): void {
  for (const table of draft.tables) {
    let rounds = 0;
    // Mending one fault may show another behind it; what a few rounds do not mend stays as it is.
    while (holds(draft.root, table) && rounds < ROUND_LIMIT && repairTable(draft, table)) rounds += 1;
  }
}

function repairTable(draft: Draft, table: Block): boolean {
  const rows = table.children.filter((row) => standsIn(table, row));
  const cells = new Map<number, Block>();
  let at = 0;
  const frozen: Node[] = [];
  if (isTooLarge(rows)) return false;
  for (const row of rows) {
    const standing = row.children.filter((cell) => standsIn(row, cell));
    const nodes = standing.map(freeze);
    at += 1;
    nodes.forEach((node, i) => {
      const cell = standing[i];
      if (cell !== undefined) cells.set(at, cell);
      at += node.nodeSize;
    });
    at += 1;
    frozen.push(row.type.create(row.attrs, Fragment.fromArray(nodes)));
  }
  if (frozen.length === 0) return false;
  const { problems } = TableMap.get(table.type.create(table.attrs, Fragment.fromArray(frozen)));
  const missing = rows.map(() => 0);
  for (const problem of problems ?? []) {
    if (problem.type === "missing") missing[problem.row] = (missing[problem.row] ?? 0) + problem.n;
    if (problem.type === "overlong_rowspan") narrow(cells.get(problem.pos), "rowspan", problem.n);
    if (problem.type === "collision") {
      const rowspan = Number(cells.get(problem.pos)?.attrs["rowspan"] ?? 1);
      narrow(cells.get(problem.pos), "colspan", problem.n);
      for (let row = problem.row; row < problem.row + rowspan; row += 1)
        missing[row] = (missing[row] ?? 0) + problem.n;
    }
  }
  missing.forEach((count, i) => {
    const row = rows[i];
    if (row !== undefined) for (let n = 0; n < count; n += 1) addCell(draft, table, row);
  });
  return (problems ?? []).some((problem) => problem.type !== "zero_sized");
}

/** Whether rows have too many places, those counted that cells of the rows above reach down to. */
function isTooLarge(rows: readonly Block[]): boolean {
  let reaching: readonly (readonly [columns: number, rows: number])[] = [];
  for (const row of rows) {
    const spans = row.children
      .filter((cell) => standsIn(row, cell))
      .map(({ attrs }) => [Number(attrs["colspan"]), Number(attrs["rowspan"])] as const);
    const here = [...reaching, ...spans];
    const width = here.reduce((sum, [columns]) => sum + columns, 0);
    if (width * rows.length > PLACE_LIMIT) return true;
    reaching = here.flatMap(([columns, left]) => (left > 1 ? [[columns, left - 1] as const] : []));
  }
  return false;
}

/** Whether a row or cell counts: one that is only proposed does within a table or row that is proposed with it. */
function standsIn(parent: Block, child: Block): boolean {
  return pendingBy(child) === null || (pendingBy(parent) !== null && pendingBy(child) === pendingBy(parent));
}

function narrow(cell: Block | undefined, span: "rowspan" | "colspan", by: number): void {
  if (cell !== undefined) cell.attrs = { ...cell.attrs, [span]: Math.max(1, Number(cell.attrs[span]) - by) };
}

function addCell(draft: Draft, table: Block, row: Block): void {
  const { nodes } = row.type.schema;
  const neighbour = row.children.findLast(isCell) ?? [...within(table)].find(isCell);
  const paragraph = nodes[PARAGRAPH];
  if (neighbour === undefined || paragraph === undefined) return;
  const cell = makeBlock(neighbour.type, withNewId(draft, neighbour.type.create().attrs));
  attach(row, row.children.length, [cell]);
  attach(cell, 0, [makeBlock(paragraph, withNewId(draft, paragraph.create().attrs))]);
}
