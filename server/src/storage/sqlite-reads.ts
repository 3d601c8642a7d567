import { fieldExpression, recordTable } from "./sqlite-database.ts";
import { Refused } from "./sqlite-faults.ts";
import type { Read, ReadAnswer } from "./sqlite-protocol.ts";
import type { Row, Statements } from "./sqlite-statements.ts";
import { bytesColumn, integerColumn, textColumn } from "./sqlite-statements.ts";
import type { Commit } from "./storage.ts";

/** A page of commits ends once it holds this many bytes, so that reading a long tail never blocks writers for long. */
const PAGE_BYTES = 1024 * 1024;
const KINDS: readonly Commit["kind"][] = ["journal", "act", "fence"];

/** Reads what was asked; commits come a page at a time, an empty one ending them. */
export function readSqlite(statements: Statements, read: Read): ReadAnswer {
  switch (read.kind) {
    case "ping":
      statements.get("SELECT count(*) FROM reviews");
      return { kind: "names", names: [] };
    case "reviews":
      return { kind: "names", names: reviewNames(statements) };
    case "commits":
      return { kind: "commits", commits: commitPage(statements, read.review, read.from) };
    case "blob": {
      const row = statements.get("SELECT bytes FROM blobs WHERE key = ?", read.key);
      return { kind: "blob", bytes: row ? bytesColumn(row, "bytes") : null };
    }
    case "blob-keys": {
      // Every character of a key is below DEL.
      const sql = "SELECT key FROM blobs WHERE key >= ?1 AND key < ?1 || char(127) ORDER BY key";
      return {
        kind: "names",
        names: statements.all(sql, read.prefix).map((row) => textColumn(row, "key")),
      };
    }
    case "record":
      return records(
        statements.all(`SELECT id, value FROM ${recordTable(read.table)} WHERE id = ?`, read.id),
      );
    case "find":
      return find(statements, read.table, read.where);
  }
}

function reviewNames(statements: Statements): readonly string[] {
  const sql = `SELECT name FROM reviews AS review WHERE EXISTS
    (SELECT 1 FROM commits WHERE place >= (review.number << 32) AND place < (review.number + 1 << 32)) ORDER BY name`;
  return statements.all(sql).map((row) => textColumn(row, "name"));
}

function commitPage(statements: Statements, review: string, from: number): readonly Commit[] {
  const sql = `SELECT place & 4294967295 AS seq, kind, bytes FROM commits, reviews
    WHERE name = ?1 AND place >= (number << 32) + ?2 AND place < (number + 1 << 32) ORDER BY place`;
  const commits: Commit[] = [];
  let bytes = 0;
  for (const row of statements.iterate(sql, review, from)) {
    const commit = commitOf(row);
    commits.push(commit);
    bytes += commit.bytes.byteLength + 64;
    if (bytes >= PAGE_BYTES) break;
  }
  return commits;
}

function commitOf(row: Row): Commit {
  const kind = KINDS[integerColumn(row, "kind")];
  if (kind === undefined) throw new Refused({ fault: "corrupt", message: "a commit is of no known kind" });
  return { seq: integerColumn(row, "seq"), kind, bytes: bytesColumn(row, "bytes") };
}

function find(
  statements: Statements,
  table: string,
  where: Readonly<Record<string, string | null>>,
): ReadAnswer {
  const fields = Object.keys(where);
  const conditions = fields.map((field) => `${fieldExpression(field)} IS ?`);
  const sql = `SELECT id, value FROM ${recordTable(table)} WHERE ${conditions.join(" AND ") || "true"} ORDER BY id`;
  return records(statements.all(sql, ...Object.values(where)));
}

function records(rows: readonly Row[]): ReadAnswer {
  return {
    kind: "records",
    records: rows.map((row) => ({ id: textColumn(row, "id"), text: textColumn(row, "value") })),
  };
}
