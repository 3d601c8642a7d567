import type { Refusal } from "./sqlite-protocol.ts";
import type { StorageFault } from "./storage.ts";

// https://www.sqlite.org/rescode.html
const CONSTRAINT = 19;
const IOERR_FSYNC = 1034;
const IOERR_DIR_FSYNC = 1290;

const FAULTS: ReadonlyMap<number, StorageFault> = new Map([
  [5, "in-use"], // SQLITE_BUSY
  [6, "in-use"], // SQLITE_LOCKED
  [11, "corrupt"],
  [13, "full"],
  [18, "invalid"], // SQLITE_TOOBIG
  [CONSTRAINT, "duplicate"],
  [26, "corrupt"], // SQLITE_NOTADB
]);

/** A refusal that is already in the port's words, thrown where the database itself sees no fault. */
export class Refused extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/** @returns what an error of `node:sqlite` means to the port; `unavailable` when it means nothing more exact */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refused) return error.refusal;
  const code = resultCode(error);
  const fault = code === null ? "unavailable" : (FAULTS.get(code & 0xff) ?? "unavailable");
  if (fault === "in-use") return { fault, message: "another process has the store's file open" };
  return { fault, message: error instanceof Error ? `SQLite: ${error.message}` : "SQLite failed" };
}

/** @returns true if one row broke a unique index, which ends that statement and leaves its transaction whole */
export function isConstraint(error: unknown): boolean {
  const code = resultCode(error);
  return code !== null && (code & 0xff) === CONSTRAINT;
}

/**
 * @returns true if the system could not say that bytes reached the disk. It may then have forgotten them, and a later
 *   flush may falsely succeed, so that nothing this process wrote since can be believed.
 */
export function isFlushFailure(error: unknown): boolean {
  const code = resultCode(error);
  return code === IOERR_FSYNC || code === IOERR_DIR_FSYNC;
}

function resultCode(error: unknown): number | null {
  return error instanceof Error && "errcode" in error && typeof error.errcode === "number"
    ? error.errcode
    : null;
}
