/** A row as pasted; `row` counts from 1 over everything pasted, as the server counts in its faults. */
export interface PastedRow {
  readonly row: number;
  readonly cells: readonly string[];
}

/**
 * The rows and cells of a pasted table, for showing them: parted by tabs, else semicolons, else commas; a cell in
 * quotation marks may hold the separator. Empty rows are left out, but counted.
 */
export function readPastedTable(table: string): readonly PastedRow[] {
  const lines = table.split(/\r?\n/);
  const separator = ["\t", ";", ","].find((each) => lines.some((line) => line.includes(each))) ?? "\t";
  return lines
    .map((line, index) => ({ row: index + 1, cells: splitRow(line, separator) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
}

function splitRow(line: string, separator: string): readonly string[] {
  const cells: string[] = [];
  let cell = "";
  let isQuoted = false;
  for (const character of line) {
    if (character === '"') isQuoted = !isQuoted;
    else if (character === separator && !isQuoted) {
      cells.push(cell.trim());
      cell = "";
    } else cell += character;
  }
  return [...cells, cell.trim()];
}

/** Whether the row is one of headings: the first, without an address in it. */
export function isHeadingRow(rows: readonly PastedRow[], row: PastedRow): boolean {
  return row === rows[0] && !row.cells.some((cell) => cell.includes("@"));
}

/** The faults of a table by row, from the pointers `/rows/<n>/<column>` of the server's answer. */
export function faultsByRow(
  faults: readonly { readonly pointer: string; readonly code: string }[],
): ReadonlyMap<number, readonly { readonly column: string; readonly code: string }[]> {
  const rows = new Map<number, { readonly column: string; readonly code: string }[]>();
  for (const { pointer, code } of faults) {
    const [, row, column = ""] = /^\/rows\/(\d+)(?:\/(.*))?$/.exec(pointer) ?? [];
    if (row !== undefined) rows.set(Number(row), [...(rows.get(Number(row)) ?? []), { column, code }]);
  }
  return rows;
}
