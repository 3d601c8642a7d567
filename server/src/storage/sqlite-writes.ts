import type { DatabaseSync } from "node:sqlite";
import { recordTable } from "./sqlite-database.ts";
import { isConstraint, isFlushFailure, refusalOf } from "./sqlite-faults.ts";
import type { Outcome, Write } from "./sqlite-protocol.ts";
import type { Statements } from "./sqlite-statements.ts";
import { integerColumn } from "./sqlite-statements.ts";
import type { Commit } from "./storage.ts";

/** As stored. Numbers are never given to another kind. */
const KIND_NUMBERS: Readonly<Record<Commit["kind"], number>> = {
  journal: 0,
  act: 1,
  fence: 2,
};

const REMOVALS: ReadonlySet<Write["kind"]> = new Set<Write["kind"]>([
  "trim",
  "purge",
  "delete-blob",
  "delete-record",
]);

/** @returns true if something deleted is to leave the disk, the log included */
export function removes(writes: readonly Write[]): boolean {
  return writes.some((write) => REMOVALS.has(write.kind));
}

/** The writing side of one database; every call returns when the disk has it. */
export class SqliteWrites {
  readonly #database: DatabaseSync;
  readonly #statements: Statements;
  readonly #reviews = new Map<string, number>();
  #flushFailed = false;

  constructor(database: DatabaseSync, statements: Statements) {
    this.#database = database;
    this.#statements = statements;
  }

  /** Does all `writes` in one transaction. If that fails, each is tried in its own. Outcomes come in the order of writes. */
  group(writes: readonly Write[]): readonly Outcome[] {
    if (this.#flushFailed) return writes.map(() => FLUSH_FAILED);
    try {
      return this.#transact(writes);
    } catch (error) {
      if (isFlushFailure(error)) {
        this.#flushFailed = true;
        return writes.map(() => FLUSH_FAILED);
      }
      if (writes.length === 1) return [{ kind: "refused", ...refusalOf(error) }];
      return writes.flatMap((write) => this.group([write]));
    }
  }

  #transact(writes: readonly Write[]): readonly Outcome[] {
    try {
      this.#database.exec("BEGIN IMMEDIATE");
      const outcomes = writes.map((write) => this.#attempt(write));
      this.#database.exec("COMMIT");
      return outcomes;
    } catch (error) {
      this.#reviews.clear();
      // A full disk makes SQLite roll back by itself.
      if (this.#database.isTransaction) this.#database.exec("ROLLBACK");
      throw error;
    }
  }

  #attempt(write: Write): Outcome {
    try {
      return { kind: "done", rows: this.#run(write) };
    } catch (error) {
      if (!isConstraint(error)) throw error;
      return { kind: "refused", ...refusalOf(error) };
    }
  }

  #run(write: Write): number {
    const statements = this.#statements;
    switch (write.kind) {
      case "append":
        return this.#append(write.review, write.commit);
      case "trim":
        return statements.run(
          `DELETE FROM commits WHERE place >= (?1 << 32) AND place < (?1 << 32) + ?2 AND kind = ?3`,
          this.#number(write.review),
          write.below,
          KIND_NUMBERS.journal,
        );
      case "purge":
        return this.#purge(write.review);
      case "insert-blob":
        return statements.run(
          "INSERT INTO blobs (key, bytes) VALUES (?, ?) ON CONFLICT DO NOTHING",
          write.key,
          write.bytes,
        );
      case "delete-blob":
        return statements.run("DELETE FROM blobs WHERE key = ?", write.key);
      case "insert-record":
        return statements.run(
          `INSERT INTO ${recordTable(write.table)} VALUES (?, ?) ON CONFLICT DO NOTHING`,
          write.id,
          write.text,
        );
      case "put-record":
        return statements.run(
          `INSERT INTO ${recordTable(write.table)} VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET value = excluded.value`,
          write.id,
          write.text,
        );
      case "delete-record":
        return statements.run(`DELETE FROM ${recordTable(write.table)} WHERE id = ?`, write.id);
    }
  }

  #append(review: string, { seq, kind, bytes }: Commit): number {
    const sql = "INSERT INTO commits VALUES (?1 << 32 | ?2, ?3, ?4) ON CONFLICT DO NOTHING";
    return this.#statements.run(sql, this.#number(review), seq, KIND_NUMBERS[kind], bytes);
  }

  #purge(review: string): number {
    const sql = "DELETE FROM commits WHERE place >= (?1 << 32) AND place < (?1 + 1 << 32)";
    const removed = this.#statements.run(sql, this.#number(review));
    this.#statements.run("DELETE FROM reviews WHERE name = ?", review);
    this.#reviews.delete(review);
    return removed;
  }

  #number(review: string): number {
    const known = this.#reviews.get(review);
    if (known !== undefined) return known;
    this.#statements.run("INSERT INTO reviews (name) VALUES (?) ON CONFLICT DO NOTHING", review);
    const row = this.#statements.get("SELECT number FROM reviews WHERE name = ?", review);
    const number = integerColumn(row ?? {}, "number");
    this.#reviews.set(review, number);
    return number;
  }
}

const FLUSH_FAILED: Outcome = {
  kind: "refused",
  fault: "unavailable",
  message: "the system failed to flush the file to its disk; check the disk and restart",
};
