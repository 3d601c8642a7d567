import type { UserId } from "@travaux/blueprint";
import type { LocalDatabase } from "../session/local-database.ts";
import type { DraftComment } from "./comment-draft.ts";

/** Writes drafts to this computer as they change: the last state of each, one write at a time. */
export class DraftStore {
  private readonly database: Promise<LocalDatabase | null>;
  private readonly report: (error: unknown) => void;
  private readonly unwritten = new Map<string, DraftComment | null>();
  /** Those whose words are in this page alone. */
  private readonly onlyHere = new Set<string>();
  private writing: Promise<void> | null = null;

  /** @param database gives `null` where the browser keeps nothing */
  constructor(database: Promise<LocalDatabase | null>, report: (error: unknown) => void) {
    this.database = database;
    this.report = report;
  }

  /** Whether words would be lost with this page. */
  get wouldLose(): boolean {
    return this.onlyHere.size > 0;
  }

  /** What a person was writing, in all reviews. */
  async read(user: UserId): Promise<readonly DraftComment[]> {
    return (await (await this.database)?.drafts(user)) ?? [];
  }

  /** Has the draft of that id stored as it is now, or removed for `null`. */
  write(id: string, draft: DraftComment | null): void {
    this.unwritten.set(id, draft);
    if (draft === null) this.onlyHere.delete(id);
    else this.onlyHere.add(id);
    this.writing ??= this.writeAll();
  }

  /** Resolves when everything is written that can be; what could not be is reported. */
  async written(): Promise<void> {
    await this.writing;
  }

  private async writeAll(): Promise<void> {
    const database = await this.database;
    for (let [next] = this.unwritten; next !== undefined; [next] = this.unwritten) {
      const [id, draft] = next;
      this.unwritten.delete(id);
      if (database === null) continue;
      try {
        await (draft === null ? database.deleteDraft(id) : database.putDraft(draft));
        if (!this.unwritten.has(id)) this.onlyHere.delete(id);
      } catch (error) {
        // It stays in the page, which warns before it is left.
        this.report(error);
      }
    }
    // At once, so that nothing put down meanwhile waits for a writing that has ended.
    this.writing = null;
  }
}
