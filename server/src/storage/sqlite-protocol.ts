import type { Commit, StorageFault, TableSpecs } from "./storage.ts";

// What passes between the server's thread and the thread that waits for the disk.

/** Given to the worker when it is started. */
export interface SqliteSettings {
  readonly file: string;
  readonly tables: TableSpecs;
  /** The file may not grow beyond this many pages of 4096 bytes; for tests of a full disk. */
  readonly maxPages?: number;
}

/** Each is one row or the removal of rows: SQLite does or undoes it whole. */
export type Write =
  | { readonly kind: "append"; readonly review: string; readonly commit: Commit }
  | { readonly kind: "trim"; readonly review: string; readonly below: number }
  | { readonly kind: "purge"; readonly review: string }
  | { readonly kind: "insert-blob"; readonly key: string; readonly bytes: Uint8Array }
  | { readonly kind: "delete-blob"; readonly key: string }
  | {
      readonly kind: "insert-record";
      readonly table: string;
      readonly id: string;
      readonly text: string;
    }
  | {
      readonly kind: "put-record";
      readonly table: string;
      readonly id: string;
      readonly text: string;
    }
  | { readonly kind: "delete-record"; readonly table: string; readonly id: string };

export type Read =
  | { readonly kind: "ping" }
  | { readonly kind: "reviews" }
  | { readonly kind: "commits"; readonly review: string; readonly from: number }
  | { readonly kind: "blob"; readonly key: string }
  | { readonly kind: "blob-keys"; readonly prefix: string }
  | { readonly kind: "record"; readonly table: string; readonly id: string }
  /** `where` holds JSON text of each value, `null` for null or absent. */
  | {
      readonly kind: "find";
      readonly table: string;
      readonly where: Readonly<Record<string, string | null>>;
    };

export type Request =
  | { readonly kind: "write"; readonly id: number; readonly writes: readonly Write[] }
  | { readonly kind: "read"; readonly id: number; readonly read: Read }
  | { readonly kind: "close"; readonly id: number };

export interface Refusal {
  readonly fault: StorageFault;
  readonly message: string;
}

/** `rows`: how many rows the write changed; 0 when an insert found its key taken. */
export type Outcome =
  | { readonly kind: "done"; readonly rows: number }
  | ({ readonly kind: "refused" } & Refusal);

export type ReadAnswer =
  | { readonly kind: "names"; readonly names: readonly string[] }
  | { readonly kind: "commits"; readonly commits: readonly Commit[] }
  | { readonly kind: "blob"; readonly bytes: Uint8Array | null }
  | { readonly kind: "records"; readonly records: readonly RecordText[] };

export interface RecordText {
  readonly id: string;
  readonly text: string;
}

export type Reply =
  | { readonly kind: "opened" }
  | ({ readonly kind: "not-opened" } & Refusal)
  | { readonly kind: "written"; readonly id: number; readonly outcomes: readonly Outcome[] }
  | { readonly kind: "read"; readonly id: number; readonly answer: ReadAnswer }
  | ({ readonly kind: "not-read"; readonly id: number } & Refusal)
  | { readonly kind: "closed"; readonly id: number };
