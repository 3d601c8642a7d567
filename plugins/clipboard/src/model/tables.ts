import { element, textOf, type Element, type Tree } from "./tree.ts";

/** How the content of cells and their language are read. */
export interface CellReading {
  readonly flow: (content: readonly Tree[]) => readonly Tree[];
  readonly script: (node: Element) => Readonly<Record<string, string>>;
}

const SECTIONS = new Set(["thead", "tbody", "tfoot"]);

/** A table with its merged cells; a caption comes before it as a paragraph, a table in a cell as that cell's blocks. */
export function convertTable(table: Element, read: CellReading): readonly Tree[] {
  const captions = table.children.flatMap((child) =>
    child.kind === "element" && child.tag === "caption" ? read.flow(child.children) : [],
  );
  const rows = rowsOf(table)
    .filter(({ row }) => !isRuler(row))
    .map(({ row, isHead }) => convertRow(row, isHead, read));
  const filled = rows.filter((row) => row.children.length > 0);
  return filled.length === 0 ? captions : [...captions, element("table", filled)];
}

interface Row {
  readonly row: Element;
  readonly isHead: boolean;
}

function rowsOf(parent: Element, isHead = false): readonly Row[] {
  return parent.children.flatMap((child): readonly Row[] => {
    if (child.kind === "text") return [];
    if (child.tag === "tr") return [{ row: child, isHead }];
    return SECTIONS.has(child.tag) ? rowsOf(child, child.tag === "thead") : [];
  });
}

// Word ends a table of uneven columns with a row of no height that only measures them.
function isRuler(row: Element): boolean {
  return row.attributes["height"] === "0" && textOf(row).trim() === "";
}

function convertRow(row: Element, isHead: boolean, read: CellReading): Element {
  const cells = row.children.flatMap((cell) => {
    if (cell.kind === "text" || (cell.tag !== "td" && cell.tag !== "th")) return [];
    const content = read.flow(cell.children).flatMap(withoutTable);
    const attributes = {
      ...read.script(cell),
      ...span(cell, "colspan", 100),
      ...span(cell, "rowspan", 1000),
    };
    return [
      element(isHead ? "th" : cell.tag, content.length === 0 ? [element("p", [])] : content, attributes),
    ];
  });
  return element("tr", cells);
}

function withoutTable(block: Tree): readonly Tree[] {
  if (block.kind === "text" || block.tag !== "table") return [block];
  return rowsOf(block).flatMap(({ row }) =>
    row.children.flatMap((cell) => (cell.kind === "element" ? cell.children : [])),
  );
}

function span(cell: Element, name: string, limit: number): Readonly<Record<string, string>> {
  const value = Number(cell.attributes[name] ?? 1);
  return Number.isInteger(value) && value > 1 && value <= limit ? { [name]: String(value) } : {};
}
