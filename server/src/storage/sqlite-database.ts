import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { Refused } from "./sqlite-faults.ts";
import type { SqliteSettings } from "./sqlite-protocol.ts";
import type { TableSpecs } from "./storage.ts";

// "TRVX", so that a file of another program is not taken for an empty one of ours.
const APPLICATION_ID = 0x54525658;
const FORMAT_VERSION = 1;

// A commit's place is review << 32 | seq: one tree, one leaf page touched by an append.
const SCHEMA = `
  CREATE TABLE reviews (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE commits (place INTEGER PRIMARY KEY, kind INTEGER NOT NULL, bytes BLOB NOT NULL);
  CREATE TABLE blobs (number INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, bytes BLOB NOT NULL);
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${FORMAT_VERSION};
`;

/**
 * Opens the file, or makes it, for this process alone: the lock is the operating system's on the file itself, so that it
 * ends with the process however that dies.
 *
 * @throws what `node:sqlite` throws, or {@link Refused} for a file that is not ours or too new
 */
export function openDatabase(settings: SqliteSettings): DatabaseSync {
  createFile(settings.file);
  const database = new DatabaseSync(settings.file, {
    timeout: 0,
    enableForeignKeyConstraints: false,
  });
  try {
    // Before the first access: then SQLite needs no shared memory file, which a full disk could refuse.
    database.exec("PRAGMA locking_mode = EXCLUSIVE");
    database.exec("PRAGMA secure_delete = ON; PRAGMA trusted_schema = OFF");
    checkVersion(database);
    database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA wal_autocheckpoint = 0");
    if (settings.maxPages !== undefined) database.exec(`PRAGMA max_page_count = ${settings.maxPages}`);
    database.exec("BEGIN IMMEDIATE");
    if (pragma(database, "user_version") === 0) database.exec(SCHEMA);
    createTables(database, settings.tables);
    database.exec("COMMIT");
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** @returns the quoted name of the table that keeps records of `table`, a checked name */
export function recordTable(table: string): string {
  return `"record_${table}"`;
}

/** @returns the SQL expression for the JSON text of a top-level `field`, a checked name; NULL if it is null or absent */
export function fieldExpression(field: string): string {
  return `nullif(value -> '$.${field}', 'null')`;
}

// "wx" never opens a file that exists: closing a second descriptor would drop this process's lock on it (POSIX).
function createFile(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  try {
    closeSync(openSync(file, "wx", 0o600));
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
}

function checkVersion(database: DatabaseSync): void {
  const version = pragma(database, "user_version");
  const objects = database.prepare("SELECT count(*) AS value FROM sqlite_schema").get()?.["value"];
  const ours = pragma(database, "application_id") === APPLICATION_ID;
  if (!ours && (version !== 0 || objects !== 0))
    throw new Refused({ fault: "corrupt", message: "the file is a database of another program" });
  if (version > FORMAT_VERSION) {
    const message = `the file has format ${version}, written by a newer release; this one reads up to ${FORMAT_VERSION}`;
    throw new Refused({ fault: "newer-version", message });
  }
}

function createTables(database: DatabaseSync, tables: TableSpecs): void {
  for (const [table, spec] of Object.entries(tables)) {
    const name = recordTable(table);
    database.exec(
      `CREATE TABLE IF NOT EXISTS ${name} (id TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID`,
    );
    for (const field of spec.unique ?? [])
      database.exec(
        `CREATE UNIQUE INDEX IF NOT EXISTS "unique_${table}.${field}" ON ${name} (${fieldExpression(field)})`,
      );
    for (const field of spec.index ?? [])
      database.exec(
        `CREATE INDEX IF NOT EXISTS "index_${table}.${field}" ON ${name} (${fieldExpression(field)})`,
      );
  }
}

function pragma(database: DatabaseSync, name: string): number {
  const value = Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  return typeof value === "number" ? value : 0;
}
