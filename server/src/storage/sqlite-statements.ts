import type { DatabaseSync, SQLInputValue, SQLOutputValue, StatementSync } from "node:sqlite";
import { Refused } from "./sqlite-faults.ts";

export type Row = Record<string, SQLOutputValue>;

/** Statements of one database, prepared once each. */
export class Statements {
  readonly #database: DatabaseSync;
  readonly #prepared = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** @returns how many rows changed */
  run(sql: string, ...values: SQLInputValue[]): number {
    return Number(this.#statement(sql).run(...values).changes);
  }

  get(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#statement(sql).get(...values);
  }

  all(sql: string, ...values: SQLInputValue[]): readonly Row[] {
    return this.#statement(sql).all(...values);
  }

  iterate(sql: string, ...values: SQLInputValue[]): Iterable<Row> {
    return this.#statement(sql).iterate(...values);
  }

  // Bounded by the number of declared tables and indexed fields, as every value is a parameter.
  #statement(sql: string): StatementSync {
    const known = this.#prepared.get(sql);
    if (known) return known;
    const prepared = this.#database.prepare(sql);
    this.#prepared.set(sql, prepared);
    return prepared;
  }
}

/** @throws Refused `corrupt` unless the column holds text */
export function textColumn(row: Row, column: string): string {
  const value = row[column];
  if (typeof value !== "string") throw misshapen(column);
  return value;
}

/** @throws Refused `corrupt` unless the column holds an integer */
export function integerColumn(row: Row, column: string): number {
  const value = row[column];
  if (typeof value !== "number") throw misshapen(column);
  return value;
}

/** @throws Refused `corrupt` unless the column holds bytes */
export function bytesColumn(row: Row, column: string): Uint8Array {
  const value = row[column];
  if (!(value instanceof Uint8Array)) throw misshapen(column);
  return value;
}

function misshapen(column: string): Refused {
  return new Refused({
    fault: "corrupt",
    message: `the column ${column} holds a value of another type than was written`,
  });
}
