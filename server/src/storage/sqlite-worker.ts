import { statSync } from "node:fs";
import type { DatabaseSync } from "node:sqlite";
import { parentPort, workerData } from "node:worker_threads";
import { openDatabase } from "./sqlite-database.ts";
import { refusalOf } from "./sqlite-faults.ts";
import type { ReadAnswer, Reply, Request, SqliteSettings } from "./sqlite-protocol.ts";
import { readSqlite } from "./sqlite-reads.ts";
import { Statements } from "./sqlite-statements.ts";
import { removes, SqliteWrites } from "./sqlite-writes.ts";

// The thread that waits for the disk. Started by sqlite-storage.ts, which is the only one to speak with it.

/** The log is put back into the file and emptied when it has grown to this. */
const LOG_LIMIT_BYTES = 4 * 1024 * 1024;

function serve(settings: SqliteSettings, answer: (reply: Reply) => void): (request: Request) => void {
  const database = openDatabase(settings);
  const statements = new Statements(database);
  const writes = new SqliteWrites(database, statements);
  let erasing = false;
  return (request) => {
    switch (request.kind) {
      case "write":
        answer({ kind: "written", id: request.id, outcomes: writes.group(request.writes) });
        erasing ||= removes(request.writes);
        if (erasing || logBytes(settings.file) >= LOG_LIMIT_BYTES) erasing = !emptyLog(database) && erasing;
        return;
      case "read":
        answer(readReply(statements, request));
        return;
      case "close":
        emptyLog(database);
        database.close();
        answer({ kind: "closed", id: request.id });
    }
  };
}

function readReply(statements: Statements, request: Extract<Request, { kind: "read" }>): Reply {
  try {
    return { kind: "read", id: request.id, answer: readSqlite(statements, request.read) };
  } catch (error) {
    return { kind: "not-read", id: request.id, ...refusalOf(error) };
  }
}

/** @returns false if the disk would not take it now: the log stays, nothing is lost, the next write tries again */
function emptyLog(database: DatabaseSync): boolean {
  try {
    database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
    return true;
  } catch (error) {
    process.emitWarning(
      `the log of the store could not be emptied: ${refusalOf(error).message}`,
      "StorageWarning",
    );
    return false;
  }
}

function logBytes(file: string): number {
  return statSync(`${file}-wal`, { throwIfNoEntry: false })?.size ?? 0;
}

function transferable(answer: ReadAnswer): readonly ArrayBuffer[] {
  const arrays =
    answer.kind === "blob"
      ? [answer.bytes]
      : answer.kind === "commits"
        ? answer.commits.map(({ bytes }) => bytes)
        : [];
  return arrays.flatMap((bytes) =>
    bytes !== null && bytes.buffer instanceof ArrayBuffer ? [bytes.buffer] : [],
  );
}

const port = parentPort;
if (port === null) throw new Error("sqlite-worker is a worker thread's program");
const answer = (reply: Reply): void =>
  port.postMessage(reply, reply.kind === "read" ? [...transferable(reply.answer)] : []);
try {
  const handle = serve(workerData, answer);
  port.on("message", (request: Request) => {
    handle(request);
    if (request.kind === "close") port.close();
  });
  answer({ kind: "opened" });
} catch (error) {
  answer({ kind: "not-opened", ...refusalOf(error) });
  port.close();
}
