import type { CleanedWhere } from "better-auth/adapters";
import type { Json, JsonObject } from "../storage/storage.ts";

type Scalar = string | number | boolean | null;

/**
 * The part of a query that the record store answers itself: equalities that every match must fulfil. What remains is
 * for {@link matches}.
 *
 * @returns fields and values; empty means a scan of the table
 */
export function equalities(where: readonly CleanedWhere[]): Record<string, Scalar> {
  const found: Record<string, Scalar> = {};
  if (where.some((clause) => clause.connector === "OR")) return found;
  for (const { field, operator, mode, value } of where) {
    if ((operator ?? "eq") === "eq" && mode !== "insensitive" && isScalar(value) && value !== null)
      found[field] = value;
  }
  return found;
}

/** Whether `row` fulfils all of the AND clauses and, where there are any, one of the OR clauses. */
export function matches(row: JsonObject, where: readonly CleanedWhere[]): boolean {
  const either = where.filter((clause) => clause.connector === "OR");
  const all = where.filter((clause) => clause.connector !== "OR");
  return (
    all.every((clause) => holds(row, clause)) &&
    (either.length === 0 || either.some((clause) => holds(row, clause)))
  );
}

/** Orders two values of a field; absent and null come first. */
export function compareValues(left: Json | undefined, right: Json | undefined): number {
  const a = left ?? null;
  const b = right ?? null;
  if (a === null || b === null) return a === b ? 0 : a === null ? -1 : 1;
  if (typeof a === "number" && typeof b === "number") return a - b;
  const [x, y] = [JSON.stringify(a), JSON.stringify(b)];
  return x < y ? -1 : x > y ? 1 : 0;
}

function holds(row: JsonObject, { field, operator, value, mode }: CleanedWhere): boolean {
  const fold = (text: unknown): unknown =>
    mode === "insensitive" && typeof text === "string" ? text.toLowerCase() : text;
  const actual = fold(row[field] ?? null);
  const wanted = fold(value);
  switch (operator) {
    case undefined:
    case "eq":
      return actual === wanted;
    case "ne":
      return actual !== wanted;
    case "in":
      return Array.isArray(value) && value.map(fold).includes(actual);
    case "not_in":
      return Array.isArray(value) && !value.map(fold).includes(actual);
    case "contains":
      return typeof actual === "string" && actual.includes(String(wanted));
    case "starts_with":
      return typeof actual === "string" && actual.startsWith(String(wanted));
    case "ends_with":
      return typeof actual === "string" && actual.endsWith(String(wanted));
    case "lt":
    case "lte":
    case "gt":
    case "gte":
      return inOrder(row[field] ?? null, value, operator);
  }
}

function inOrder(actual: Json, value: CleanedWhere["value"], operator: "lt" | "lte" | "gt" | "gte"): boolean {
  if (actual === null || !isScalar(value) || value === null) return false;
  const order = compareValues(actual, value);
  if (operator === "lt") return order < 0;
  if (operator === "lte") return order <= 0;
  return operator === "gt" ? order > 0 : order >= 0;
}

function isScalar(value: unknown): value is Scalar {
  return (
    value === null || typeof value === "string" || typeof value === "number" || typeof value === "boolean"
  );
}
