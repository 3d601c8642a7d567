import { parseRoomName, type CloseReason } from "@travaux/blueprint";
import { updateBlocks } from "./document-blocks.ts";
import { keptBlocks, type KeptWork } from "./kept-work.ts";
import type { LocalDatabase, LogRow } from "./local-database.ts";
import { Cell, type Observable } from "./observable.ts";
import { localText } from "./room-log.ts";

/** The work of one person in one review that was not saved and is kept on this computer. */
export class KeptShelf {
  private readonly database: Promise<LocalDatabase | null>;
  private readonly items = new Cell<readonly KeptWork[]>([]);
  private readonly onlyInMemory = new Set<string>();

  /** @param database gives `null` where the browser has none: what is kept then ends with the page */
  constructor(database: Promise<LocalDatabase | null>) {
    this.database = database;
  }

  get list(): Observable<readonly KeptWork[]> {
    return this.items;
  }

  /** Whether something kept would not survive this page. */
  get isDurable(): boolean {
    return this.onlyInMemory.size === 0;
  }

  /** Reads what earlier pages kept. */
  async load(user: string, review: string): Promise<void> {
    const found = (await (await this.database)?.keptWork(user)) ?? [];
    const known = new Set(this.items.get().map(({ id }) => id));
    const earlier = found.filter((kept) => kept.review === review && !known.has(kept.id));
    this.items.set([...earlier, ...this.items.get()]);
  }

  /** Shows `kept`, in the place of an earlier state of the same id. */
  show(kept: KeptWork, isDurable: boolean): void {
    if (isDurable) this.onlyInMemory.delete(kept.id);
    else this.onlyInMemory.add(kept.id);
    this.items.set([...this.items.get().filter(({ id }) => id !== kept.id), kept]);
  }

  /** Stores a new state of a kept work; one without blocks is gone. */
  async put(kept: KeptWork): Promise<void> {
    if (kept.blocks.length === 0) return this.discard(kept.id);
    this.show(kept, false);
    const database = await this.database;
    if (database === null) return;
    await database.putKept(kept);
    this.show(kept, true);
  }

  /** The person has decided: it is not needed any more. */
  async discard(id: string): Promise<void> {
    await (await this.database)?.deleteKept(id);
    this.onlyInMemory.delete(id);
    this.items.set(this.items.get().filter((kept) => kept.id !== id));
  }
}

/** What is to be kept of a room's rows on this computer before they go; `null` if they hold nothing unsent. */
export function keptOfRows(
  rows: readonly LogRow[],
  about: {
    readonly id: string;
    readonly user: string;
    readonly room: string;
    readonly at: number;
    readonly reason: CloseReason;
  },
): KeptWork | null {
  const text = localText(rows);
  if (!text.unsent) return null;
  const blocks = keptBlocks(updateBlocks(text.confirmed), updateBlocks(text.update));
  const review = parseRoomName(about.room)?.review ?? "";
  return blocks.length === 0 ? null : { ...about, review, blocks };
}
