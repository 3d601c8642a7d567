import * as Y from "yjs";
import type { LocalDatabase, LogRow } from "./local-database.ts";
import { Cell, type Observable } from "./observable.ts";

/** More rows than this are merged into one when a room is loaded or has grown by as many. */
export const ROWS_BEFORE_COMPACTION = 100;

interface Pending {
  readonly update: Uint8Array;
  readonly mine: boolean;
  readonly position: number;
}

/** What this computer holds of a room. */
export interface LocalText {
  /** All rows in one Yjs update; `null` if there are none. */
  readonly update: Uint8Array | null;
  /** The rows that the server has or that came from it; `null` if there are none. */
  readonly confirmed: Uint8Array | null;
  readonly unsent: boolean;
}

/**
 * A room's text on this computer: a log of Yjs updates, those of this person marked until the server has called them
 * durable. Several tabs may append to one room's log; each confirms only its own rows and those it has loaded.
 */
export class RoomLog {
  private readonly opening: Promise<LocalDatabase | null>;
  private database: LocalDatabase | null = null;
  private readonly user: string;
  private readonly room: string;
  private readonly writer: string;
  private readonly report: (error: unknown) => void;
  private readonly settledCell = new Cell(true);
  private pending: Pending[] = [];
  private position = 0;
  private confirmedUpTo = 0;
  private confirmDue = false;
  private loadedUpTo = 0;
  private rowsWritten = 0;
  private running: Promise<void> | null = null;
  private closed = false;

  /** @param options.database gives `null` where the browser has none: nothing is kept then, and {@link settled} says so */
  constructor(options: {
    readonly database: Promise<LocalDatabase | null>;
    readonly user: string;
    readonly room: string;
    readonly writer: string;
    readonly report: (error: unknown) => void;
  }) {
    this.opening = options.database;
    this.user = options.user;
    this.room = options.room;
    this.writer = options.writer;
    this.report = options.report;
  }

  /** Whether everything appended lies on this computer's disk. */
  get settled(): Observable<boolean> {
    return this.settledCell;
  }

  /** Reads what is there; call it once, before anything else. */
  async load(): Promise<LocalText> {
    this.database = await this.opening;
    if (this.database === null) return { update: null, confirmed: null, unsent: false };
    const rows = await this.database.readRoom(this.user, this.room);
    this.loadedUpTo = rows.at(-1)?.id ?? 0;
    if (rows.length > ROWS_BEFORE_COMPACTION)
      await this.database.compactRoom(this.user, this.room, mergeUpdates);
    this.run();
    return localText(rows);
  }

  /** @param mine whether the update was made here and the server has not called it durable */
  append(update: Uint8Array, mine: boolean): void {
    if (this.closed) return;
    this.position += 1;
    this.pending.push({ update, mine, position: this.position });
    this.settledCell.set(false);
    this.run();
  }

  /** A name for all that has been appended so far. */
  here(): number {
    return this.position;
  }

  /** The server has everything appended up to `position`, and all that was loaded. */
  confirm(position: number): void {
    if (this.closed) return;
    this.confirmedUpTo = Math.max(this.confirmedUpTo, position);
    this.confirmDue = true;
    this.run();
  }

  /** Writes what is pending and takes nothing more. Resolves when the disk has it, or cannot take it. */
  async close(): Promise<void> {
    this.run();
    await this.flushed();
    this.closed = true;
  }

  /** Resolves when nothing is being written. */
  async flushed(): Promise<void> {
    while (this.running !== null) await this.running;
  }

  private run(): void {
    if (this.running !== null || this.database === null) return;
    this.running = this.write(this.database).finally(() => {
      this.running = null;
    });
  }

  private async write(database: LocalDatabase): Promise<void> {
    while (this.pending.length > 0 || this.confirmDue) {
      const batch = this.pending;
      const { confirmedUpTo, confirmDue } = this;
      this.pending = [];
      this.confirmDue = false;
      try {
        if (batch.length > 0) await database.addRows(this.rowsOf(batch, confirmedUpTo));
        if (confirmDue)
          await database.confirmRows(this.user, this.room, (row) => this.covers(row, confirmedUpTo));
        await this.compactWhenLong(database);
      } catch (error) {
        // Kept in memory and tried again with the next change; until then the page knows that the disk lacks it.
        this.pending = [...batch, ...this.pending];
        this.confirmDue ||= confirmDue;
        this.report(error);
        return;
      }
    }
    this.settledCell.set(true);
  }

  private rowsOf(batch: readonly Pending[], confirmedUpTo: number): readonly Omit<LogRow, "id">[] {
    const unsent = batch.filter(({ mine, position }) => mine && position > confirmedUpTo);
    const known = batch.filter(({ mine, position }) => !mine || position <= confirmedUpTo);
    const row = (group: readonly Pending[], mine: 0 | 1): readonly Omit<LogRow, "id">[] => {
      const last = group.at(-1);
      if (last === undefined) return [];
      const update = mergeUpdates(group.map((one) => one.update));
      return [
        { user: this.user, room: this.room, writer: this.writer, position: last.position, mine, update },
      ];
    };
    return [...row(known, 0), ...row(unsent, 1)];
  }

  /** Whether the row is unsent and lies in this log's text: it wrote the row, or loaded it. */
  readonly holdsUnsent = (row: LogRow): boolean => row.mine === 1 && this.covers(row, Infinity);

  private covers(row: LogRow, confirmedUpTo: number): boolean {
    return row.writer === this.writer ? row.position <= confirmedUpTo : row.id <= this.loadedUpTo;
  }

  private async compactWhenLong(database: LocalDatabase): Promise<void> {
    this.rowsWritten += 1;
    if (this.rowsWritten < ROWS_BEFORE_COMPACTION) return;
    this.rowsWritten = 0;
    await database.compactRoom(this.user, this.room, mergeUpdates);
  }
}

/** Several updates as one; the argument must not be empty. */
export function mergeUpdates(updates: readonly Uint8Array[]): Uint8Array {
  return updates.length === 1 && updates[0] !== undefined ? updates[0] : Y.mergeUpdates([...updates]);
}

/** What `rows` say of their room. */
export function localText(rows: readonly LogRow[]): LocalText {
  const confirmed = rows.filter((row) => row.mine === 0).map((row) => row.update);
  const all = rows.map((row) => row.update);
  return {
    update: all.length === 0 ? null : mergeUpdates(all),
    confirmed: confirmed.length === 0 ? null : mergeUpdates(confirmed),
    unsent: confirmed.length < all.length,
  };
}
