import type { ReviewId, SectionId } from "@travaux/blueprint";
import type { CommentRequests } from "../app/comment-requests.ts";
import { browserClock, type Clock } from "../session/clock.ts";
import { Cell, type Observable } from "../session/observable.ts";
import type { Connection } from "../session/review-session.ts";
import { outcomeOf } from "./command-outcome.ts";

/** What has been looked at is told together after so long, in milliseconds. */
const TOGETHER_MS = 1000;
/** The most threads that one request may name. */
const THREADS_LIMIT = 2000;

interface ReadMarksOptions {
  readonly review: ReviewId;
  readonly api: Pick<CommentRequests, "unreadThreads" | "markThreadsRead">;
  readonly connection: Observable<Connection>;
  /** Whether the reader has the margin of any section: whoever has none, as an observer, asks nothing. */
  readonly hasMargins: () => boolean;
  /** The server knows what has been seen. */
  readonly onTold: () => void;
  readonly clock?: Clock;
}

/** Which threads of a review hold comments of others that the reader has not seen, on any computer. */
export class ReadMarks {
  private readonly options: ReadMarksOptions;
  private readonly clock: Clock;
  private readonly cell = new Cell<ReadonlySet<string>>(new Set());
  private readonly untold = new Map<string, SectionId>();
  /** What has been seen since the server was last asked. */
  private readonly seenMeanwhile = new Set<string>();
  private told: Promise<void> = Promise.resolve();
  private readonly stopHearing: () => void;
  private cancelTelling: (() => void) | null = null;

  constructor(options: ReadMarksOptions) {
    this.options = options;
    this.clock = options.clock ?? browserClock();
    this.stopHearing = options.connection.subscribe(() => {
      if (options.connection.get() === "online") void this.refresh();
    });
  }

  /** Ids of threads. */
  get unread(): Observable<ReadonlySet<string>> {
    return this.cell;
  }

  /** Tells the server what it has not heard, and asks it what is unread. Without an answer all stays as it is. */
  async refresh(): Promise<void> {
    await this.tell();
    this.seenMeanwhile.clear();
    if (!this.options.hasMargins()) return;
    await outcomeOf(async () => {
      const { threads } = await this.options.api.unreadThreads(this.options.review);
      this.cell.set(new Set(threads.flatMap(({ thread }) => (this.isSeen(thread) ? [] : [thread]))));
    });
  }

  /** Somebody else has written in the thread, on this page. */
  arrived(thread: string): void {
    this.untold.delete(thread);
    this.seenMeanwhile.delete(thread);
    if (!this.cell.get().has(thread)) this.cell.set(new Set([...this.cell.get(), thread]));
  }

  /** The reader has seen the thread as it is now. */
  seen(section: SectionId, thread: string): void {
    if (!this.cell.get().has(thread)) return;
    this.cell.set(new Set([...this.cell.get()].filter((id) => id !== thread)));
    this.untold.set(thread, section);
    this.seenMeanwhile.add(thread);
    this.cancelTelling ??= this.clock.after(TOGETHER_MS, () => void this.tell());
  }

  /** Ends it; what the server has not heard yet it is told now. */
  async close(): Promise<void> {
    this.stopHearing();
    await this.tell();
  }

  private isSeen(thread: string): boolean {
    return this.untold.has(thread) || this.seenMeanwhile.has(thread);
  }

  /** One telling at a time, so that the server is asked only when it knows. */
  private tell(): Promise<void> {
    this.cancelTelling?.();
    this.cancelTelling = null;
    this.told = this.told.then(() => this.tellNow());
    return this.told;
  }

  private async tellNow(): Promise<void> {
    const told = [...this.untold].slice(0, THREADS_LIMIT).map(([thread, section]) => ({ section, thread }));
    if (told.length === 0) return;
    for (const { thread } of told) this.untold.delete(thread);
    const outcome = await outcomeOf(() =>
      this.options.api.markThreadsRead(this.options.review, { threads: told }),
    );
    if (outcome.kind === "done") return this.options.onTold();
    // To be told when the server can be reached again, unless something new has come meanwhile.
    if (outcome.mayRetry)
      for (const { section, thread } of told)
        if (!this.cell.get().has(thread)) this.untold.set(thread, section);
  }
}
