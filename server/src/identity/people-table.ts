import { LANGUAGES, type Language } from "@travaux/blueprint";
import { CsvError, parse } from "csv-parse/sync";
import { COLUMN_NAMES, LANGUAGE_NAMES, PEOPLE_COLUMNS, type PeopleColumn } from "./people-columns.ts";

/** The most rows that one table may register. */
export const TABLE_ROWS_LIMIT = 500;

/** One person's row as pasted, cells trimmed; an absent cell is empty. */
export interface TableRow {
  /** Counted from 1 as pasted, the header and empty lines included. */
  readonly row: number;
  readonly cells: Readonly<Record<PeopleColumn, string>>;
}

export type PeopleTableReading =
  | { readonly kind: "rows"; readonly rows: readonly TableRow[] }
  | {
      readonly kind: "unreadable";
      readonly row: number;
      readonly code: "unreadable" | "empty" | "too-many-rows" | "column-missing";
    };

/**
 * Reads a table that somebody pasted: cells parted by tabs, semicolons or commas, quoted where they must be, with a
 * header in any of the six languages or in the fixed order of {@link PEOPLE_COLUMNS}. It judges no cell.
 */
export function readPeopleTable(text: string): PeopleTableReading {
  const lines = readLines(text);
  if (typeof lines === "number") return { kind: "unreadable", row: lines, code: "unreadable" };
  const numbered = lines
    .map((cells, index) => ({ row: index + 1, cells: cells.map((cell) => cell.trim()) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ""));
  const first = numbered[0];
  if (first === undefined) return { kind: "unreadable", row: 1, code: "empty" };
  const header = readHeader(first.cells);
  if (header === "column-missing") return { kind: "unreadable", row: first.row, code: "column-missing" };
  const body = header === null ? numbered : numbered.slice(1);
  if (body.length === 0) return { kind: "unreadable", row: first.row, code: "empty" };
  if (body.length > TABLE_ROWS_LIMIT) return { kind: "unreadable", row: first.row, code: "too-many-rows" };
  const order = header ?? PEOPLE_COLUMNS;
  return { kind: "rows", rows: body.map(({ row, cells }) => ({ row, cells: namedCells(order, cells) })) };
}

/** The language that a cell names by its code or by a name in one of the six; `null` for anything else. */
export function readLanguageCell(cell: string): Language | null {
  const wanted = fold(cell);
  return (
    LANGUAGES.find(
      (language) => language === wanted || LANGUAGE_NAMES[language].map(fold).includes(wanted),
    ) ?? null
  );
}

function readLines(text: string): readonly (readonly string[])[] | number {
  try {
    return parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      relaxColumnCount: true,
      relaxQuotes: true,
    });
  } catch (error) {
    // Quotes that never close: the reader is told which row, not what stood there.
    if (error instanceof CsvError) return Number(error["lines"] ?? 1);
    throw error;
  }
}

function delimiterOf(text: string): string {
  const [first = ""] = text.split("\n", 1);
  if (first.includes("\t")) return "\t";
  return first.includes(";") ? ";" : ",";
}

function readHeader(cells: readonly string[]): readonly (PeopleColumn | null)[] | null | "column-missing" {
  // A row with an address in it is a person.
  if (cells.some((cell) => cell.includes("@"))) return null;
  const columns = cells.map((cell) => columnNamed(cell));
  const known = columns.filter((column) => column !== null).length;
  if (known === 0) return null;
  return columns.includes("name") && columns.includes("email") ? columns : "column-missing";
}

function columnNamed(cell: string): PeopleColumn | null {
  const wanted = fold(cell);
  return PEOPLE_COLUMNS.find((column) => COLUMN_NAMES[column].map(fold).includes(wanted)) ?? null;
}

function namedCells(
  order: readonly (PeopleColumn | null)[],
  cells: readonly string[],
): Record<PeopleColumn, string> {
  const cellOf = (column: PeopleColumn): string => cells[order.indexOf(column)] ?? "";
  return {
    name: cellOf("name"),
    function: cellOf("function"),
    email: cellOf("email"),
    phone: cellOf("phone"),
    state: cellOf("state"),
    noteVerbale: cellOf("noteVerbale"),
    replaces: cellOf("replaces"),
    language: cellOf("language"),
  };
}

/** Letters and digits alone, without case or accents, so that spelling variants meet. */
function fold(text: string): string {
  return text
    .normalize("NFKD")
    .replaceAll(/[^\p{L}\p{N}]/gu, "")
    .toLowerCase();
}
