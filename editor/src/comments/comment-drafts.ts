import type { ReviewId, SectionId, UserId } from "@travaux/blueprint";
import type { Thread } from "@travaux/comments/model";
import type { CommentRequests } from "../app/comment-requests.ts";
import { backoffMs, browserClock, type Clock } from "../session/clock.ts";
import type { LocalDatabase } from "../session/local-database.ts";
import { Cell, type Observable } from "../session/observable.ts";
import type { Connection } from "../session/review-session.ts";
import type { CommandOutcome } from "./command-outcome.ts";
import {
  changeDraft,
  marginNameOf,
  withoutQuote,
  type DraftChange,
  type DraftComment,
} from "./comment-draft.ts";
import { DraftStore } from "./draft-store.ts";
import { faultOf, sendDraft } from "./send-draft.ts";

interface DraftsOptions {
  readonly user: UserId;
  readonly review: ReviewId;
  /** Gives `null` where the browser keeps nothing: a draft then ends with the page. */
  readonly database: Promise<LocalDatabase | null>;
  readonly api: Pick<CommentRequests, "beginThread" | "reply" | "changeComment">;
  /** Drafts that wait are sent again when it comes to be `online`. */
  readonly connection: Observable<Connection>;
  /** What a draft waits for before it is sent. */
  readonly beforeSending?: (draft: DraftComment) => Promise<void>;
  /** The server has taken a draft. */
  readonly onSent: () => void;
  readonly report: (error: unknown) => void;
  readonly clock?: Clock;
  /** In [0, 1). */
  readonly random?: () => number;
}

/** The comments that a person is writing in a review, kept on this computer until the server has them. */
export class CommentDrafts {
  /** The draft in the open composer of each section, also while the section is out of view. */
  readonly composed = new Map<SectionId, string>();
  private readonly options: DraftsOptions;
  private readonly clock: Clock;
  private readonly store: DraftStore;
  private readonly cell = new Cell<readonly DraftComment[]>([]);
  private readonly asking = new Map<string, Promise<CommandOutcome>>();
  private readonly stopHearing: () => void;
  private tries = 0;
  private cancelRetry: (() => void) | null = null;
  private isClosed = false;

  constructor(options: DraftsOptions) {
    this.options = options;
    this.clock = options.clock ?? browserClock();
    this.store = new DraftStore(options.database, options.report);
    this.stopHearing = options.connection.subscribe(() => {
      if (options.connection.get() === "online") this.sendWaiting();
    });
  }

  /** Oldest first. */
  get all(): Observable<readonly DraftComment[]> {
    return this.cell;
  }

  /** Whether words would be lost with this page. */
  get wouldLose(): boolean {
    return this.store.wouldLose;
  }

  /** Reads what earlier pages kept, and sends what waited in them. */
  async load(): Promise<void> {
    const { user, review } = this.options;
    const known = new Set(this.cell.get().map(({ id }) => id));
    const found = (await this.store.read(user)).filter(
      (draft) => draft.review === review && !known.has(draft.id),
    );
    if (this.isClosed || found.length === 0) return;
    // Whether it arrived is not known here, and to send it again does no harm.
    const earlier = found.map((draft): DraftComment =>
      draft.sending.kind === "sending" ? { ...draft, sending: { kind: "waiting", code: "offline" } } : draft,
    );
    this.cell.set([...earlier, ...this.cell.get()].toSorted((one, other) => one.at - other.at));
    this.sendWaiting();
  }

  find(id: string): DraftComment | null {
    return this.cell.get().find((draft) => draft.id === id) ?? null;
  }

  /** Puts a draft in the place of the one of its id; one that is on its way to the server stays as it is. */
  put(draft: DraftComment): void {
    if (this.asking.has(draft.id)) return;
    this.set(draft);
  }

  change(id: string, change: DraftChange): void {
    const draft = this.find(id);
    if (draft !== null) this.put(changeDraft(draft, change));
  }

  /** Its author does not want it any more; one that is on its way to the server cannot be called back. */
  discard(id: string): void {
    if (!this.asking.has(id)) this.drop(id);
  }

  /** Sends a draft. Until the server has it, it stays here and on this computer. */
  send(id: string): Promise<CommandOutcome> {
    const asked = this.asking.get(id);
    if (asked !== undefined) return asked;
    const draft = this.find(id);
    if (draft === null) return Promise.resolve(GONE);
    const fault = faultOf(draft);
    if (fault !== null) return Promise.resolve(fault);
    const answer = this.ask(draft);
    this.asking.set(id, answer);
    return answer;
  }

  /** A thread is there: what it holds was sent, although its answer may have been lost. */
  found(thread: Pick<Thread, "id" | "comments">): void {
    for (const { id, text, deletedAt } of thread.comments) {
      const draft = this.find(id);
      if (draft === null || draft.place.kind === "edit" || this.asking.has(id)) continue;
      if (deletedAt !== null || text === draft.text.trim()) this.drop(id);
      // Words written after a sending whose answer was lost are other words for what it made.
      else
        this.set({
          ...draft,
          place: { kind: "edit", audience: draft.place.audience, thread: thread.id, comment: id },
        });
    }
  }

  /** What others wrote in margins that the person has no more goes from his drafts; his own words stay. */
  keepWithin(margins: ReadonlySet<string>): void {
    for (const draft of this.cell.get())
      if (!margins.has(marginNameOf(draft) ?? "")) {
        const rest = withoutQuote(draft);
        if (rest !== draft) this.put(rest);
      }
  }

  /** Resolves when everything is on this computer's disk, as far as that can be. */
  written(): Promise<void> {
    return this.store.written();
  }

  async close(): Promise<void> {
    this.isClosed = true;
    this.stopHearing();
    this.cancelRetry?.();
    await this.store.written();
  }

  private async ask(draft: DraftComment): Promise<CommandOutcome> {
    const { api, beforeSending, onSent, report } = this.options;
    this.set({ ...draft, sending: { kind: "sending" } });
    // A page that is lost before the answer sends it again, under the same id.
    await this.store.written();
    await beforeSending?.(draft);
    const outcome = await sendDraft(api, draft).catch((error: unknown): CommandOutcome => {
      report(error);
      return { kind: "failed", code: "unknown", faults: [], mayRetry: true };
    });
    this.asking.delete(draft.id);
    if (outcome.kind === "done") {
      this.tries = 0;
      this.drop(draft.id);
      onSent();
    } else if (outcome.mayRetry) {
      this.set({ ...draft, sending: { kind: "waiting", code: outcome.code } });
      this.retryLater();
    } else {
      const { code, faults } = outcome;
      this.set({ ...draft, sending: { kind: "refused", code, faults } });
    }
    return outcome;
  }

  private sendWaiting(): void {
    this.cancelRetry?.();
    this.cancelRetry = null;
    if (this.isClosed) return;
    for (const { id, sending } of this.cell.get()) if (sending.kind === "waiting") void this.send(id);
  }

  private retryLater(): void {
    if (this.cancelRetry !== null || this.isClosed) return;
    this.tries += 1;
    const pause = backoffMs(this.tries, (this.options.random ?? Math.random)());
    this.cancelRetry = this.clock.after(pause, () => this.sendWaiting());
  }

  private set(draft: DraftComment): void {
    const all = this.cell.get();
    const at = all.findIndex(({ id }) => id === draft.id);
    this.cell.set(at < 0 ? [...all, draft] : all.with(at, draft));
    // Without a word there is nothing to keep.
    this.store.write(draft.id, draft.text.trim() === "" ? null : draft);
  }

  private drop(id: string): void {
    this.cell.set(this.cell.get().filter((draft) => draft.id !== id));
    this.store.write(id, null);
  }
}

const GONE: CommandOutcome = { kind: "failed", code: "absent", faults: [], mayRetry: false };
