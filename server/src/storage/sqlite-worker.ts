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
  const log = new Log(database, settings.file);
  // What a process that was killed had deleted may still stand there. On a full disk the store opens all the same.
  log.empty();
  return (request) => {
    switch (request.kind) {
      case "write":
        answer({ kind: "written", id: request.id, outcomes: writes.group(request.writes) });
        log.keepSmall(removes(request.writes));
        return;
      case "read":
        answer(readReply(statements, request));
        return;
      case "close":
        log.empty();
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

/** The write-ahead log beside the file. */
class Log {
  readonly #database: DatabaseSync;
  readonly #path: string;
  #erasing = false;
  #warned = false;

  constructor(database: DatabaseSync, file: string) {
    this.#database = database;
    this.#path = `${file}-wal`;
  }

  /** Empties the log if it is large, or if it still has what was removed. */
  keepSmall(removed: boolean): void {
    this.#erasing ||= removed;
    const bytes = statSync(this.#path, { throwIfNoEntry: false })?.size ?? 0;
    if (this.#erasing || bytes >= LOG_LIMIT_BYTES) this.empty();
  }

  /** If the disk will not take it now the log stays, nothing is lost, and the next write tries again. */
  empty(): void {
    try {
      this.#database.exec("PRAGMA wal_checkpoint(TRUNCATE)");
      this.#erasing = false;
      this.#warned = false;
    } catch (error) {
      if (!this.#warned)
        process.emitWarning(
          `the store's log could not be emptied: ${refusalOf(error).message}`,
          "StorageWarning",
        );
      this.#warned = true;
    }
  }
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
