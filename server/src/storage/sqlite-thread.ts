import { Worker } from "node:worker_threads";
import type {
  Outcome,
  Read,
  ReadAnswer,
  Refusal,
  Reply,
  Request,
  SqliteSettings,
  Write,
} from "./sqlite-protocol.ts";
import { StorageFailure } from "./storage.ts";

/** One transaction takes at most this many queued writes, or bytes of them beyond the first. */
const GROUP_WRITES = 2000;
const GROUP_BYTES = 8 * 1024 * 1024;

interface QueuedWrite {
  readonly write: Write;
  readonly resolve: (rows: number) => void;
  readonly reject: (failure: StorageFailure) => void;
}

interface Waiting {
  readonly settle: (reply: Reply) => void;
  readonly reject: (failure: StorageFailure) => void;
}

/** The server's end of the thread that waits for the disk: writes that arrive while one group is under way form the next. */
export class SqliteThread {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, Waiting>();
  readonly #queue: QueuedWrite[] = [];
  readonly #idle: (() => void)[] = [];
  #writing = false;
  #nextId = 1;
  #gone: string | null = null;
  #closing: Promise<void> | null = null;

  private constructor(worker: Worker) {
    this.#worker = worker;
    worker.on("message", (reply: Reply) => this.#receive(reply));
    worker.on("error", (error) => this.#lose(`the storage thread died: ${String(error)}`));
    worker.on("exit", () => this.#lose("the storage thread has ended"));
  }

  /** @throws StorageFailure if the file cannot be opened */
  static async open(settings: SqliteSettings): Promise<SqliteThread> {
    const worker = new Worker(workerProgram(), {
      workerData: settings,
      execArgv: [],
    });
    await new Promise<void>((resolve, reject) => {
      worker.once("message", (reply: Reply) => {
        if (reply.kind === "not-opened") reject(failureOf(reply));
        else resolve();
      });
      worker.once("error", (cause) =>
        reject(new StorageFailure("unavailable", "the storage thread did not start", { cause })),
      );
    });
    return new SqliteThread(worker);
  }

  /** @returns rows changed, once on disk; 0 when an insert found its key taken */
  async write(write: Write): Promise<number> {
    this.#mustBeOpen();
    return new Promise((resolve, reject) => {
      this.#queue.push({ write, resolve, reject });
      // What is asked in the same breath goes into the same group.
      if (!this.#writing) queueMicrotask(() => this.#writeNext());
    });
  }

  async read(read: Read): Promise<ReadAnswer> {
    this.#mustBeOpen();
    const reply = await this.#ask((id) => ({ kind: "read", id, read }));
    if (reply.kind === "not-read") throw failureOf(reply);
    if (reply.kind !== "read")
      throw new StorageFailure("unavailable", "the storage thread answered out of turn");
    return reply.answer;
  }

  /** Resolves when every write asked for before is settled and the file is let go. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    while (this.#gone === null && (this.#writing || this.#queue.length > 0))
      await new Promise<void>((resolve) => this.#idle.push(resolve));
    if (this.#gone !== null) return;
    const ended = new Promise<void>((resolve) => this.#worker.once("exit", () => resolve()));
    await this.#ask((id) => ({ kind: "close", id }));
    await ended;
  }

  #writeNext(): void {
    if (this.#writing || this.#gone !== null) return;
    if (this.#queue.length === 0) {
      for (const resolve of this.#idle.splice(0)) resolve();
      return;
    }
    const group = this.#queue.splice(0, groupLength(this.#queue));
    this.#writing = true;
    this.#ask((id) => ({ kind: "write", id, writes: group.map(({ write }) => write) })).then(
      (reply) => {
        this.#writing = false;
        const outcomes = reply.kind === "written" ? reply.outcomes : [];
        // The next group goes to the disk before this one's callers run.
        this.#writeNext();
        group.forEach((queued, index) => settle(queued, outcomes[index]));
      },
      (failure: StorageFailure) => {
        for (const { reject } of group) reject(failure);
      },
    );
  }

  #ask(request: (id: number) => Request): Promise<Reply> {
    const id = this.#nextId++;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { settle: resolve, reject });
      this.#worker.postMessage(request(id), []);
    });
  }

  #receive(reply: Reply): void {
    if (reply.kind === "opened" || reply.kind === "not-opened") return;
    const waiting = this.#waiting.get(reply.id);
    this.#waiting.delete(reply.id);
    waiting?.settle(reply);
  }

  #lose(reason: string): void {
    this.#gone ??= reason;
    const failure = new StorageFailure("unavailable", this.#gone);
    for (const { reject } of this.#waiting.values()) reject(failure);
    this.#waiting.clear();
    for (const { reject } of this.#queue.splice(0)) reject(failure);
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #mustBeOpen(): void {
    if (this.#gone !== null) throw new StorageFailure("unavailable", this.#gone);
    if (this.#closing !== null) throw new StorageFailure("unavailable", "the store is closed");
  }
}

// tsc leaves the names in URLs alone, so that source names source and a build names what was built.
function workerProgram(): URL {
  if (import.meta.url.endsWith(".ts")) return new URL("./sqlite-worker.ts", import.meta.url);
  return new URL("./sqlite-worker.js", import.meta.url);
}

function groupLength(queue: readonly QueuedWrite[]): number {
  let bytes = 0;
  const full = queue.findIndex(({ write }, index) => (bytes += writeBytes(write)) > GROUP_BYTES && index > 0);
  return Math.min(full === -1 ? queue.length : full, GROUP_WRITES);
}

function writeBytes(write: Write): number {
  if (write.kind === "append") return write.commit.bytes.byteLength;
  if (write.kind === "insert-blob") return write.bytes.byteLength;
  return "text" in write ? write.text.length : 0;
}

function settle({ resolve, reject }: QueuedWrite, outcome: Outcome | undefined): void {
  if (outcome?.kind === "done") resolve(outcome.rows);
  else
    reject(
      outcome
        ? failureOf(outcome)
        : new StorageFailure("unavailable", "the storage thread answered out of turn"),
    );
}

function failureOf({ fault, message }: Refusal): StorageFailure {
  return new StorageFailure(fault, message);
}
