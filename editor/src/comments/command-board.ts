import type { NewDisposition, ReviewId, SectionId } from "@travaux/blueprint";
import type { CommentRequests, ThreadAddress } from "../app/comment-requests.ts";
import { Cell, type Observable } from "../session/observable.ts";
import { outcomeOf, type CommandOutcome } from "./command-outcome.ts";

interface BoardOptions {
  readonly review: ReviewId;
  readonly section: SectionId;
  readonly api: Pick<CommentRequests, "settleThread" | "deleteComment" | "disposeOf" | "sendComments">;
  /** The server has done what it was asked. */
  readonly onDone: () => void;
}

/** What is asked of the server about threads that are there. Their document tells what came of it. */
export class CommandBoard {
  private readonly options: BoardOptions;
  private readonly busyCell = new Cell<ReadonlySet<string>>(new Set());

  constructor(options: BoardOptions) {
    this.options = options;
  }

  /** Ids of threads and comments about which the server is being asked. */
  get busy(): Observable<ReadonlySet<string>> {
    return this.busyCell;
  }

  settle(thread: string, resolved: boolean): Promise<CommandOutcome> {
    return this.ask([thread], () => this.options.api.settleThread(this.at(thread), { resolved }));
  }

  remove(thread: string, comment: string): Promise<CommandOutcome> {
    return this.ask([thread, comment], () => this.options.api.deleteComment(this.at(thread), comment));
  }

  /** @param given as it stands; said again without a change it is not asked for, for the record would say it twice */
  dispose(
    thread: string,
    disposition: NewDisposition,
    given: NewDisposition | null,
  ): Promise<CommandOutcome> {
    if (given !== null && isSame(given, disposition)) return Promise.resolve({ kind: "done" });
    return this.ask([thread], () => this.options.api.disposeOf(this.at(thread), disposition));
  }

  sendToTeam(threads: readonly string[]): Promise<CommandOutcome> {
    const { api, review, section } = this.options;
    const named = threads.map((thread) => ({ section, thread }));
    return this.ask(threads, () => api.sendComments(review, { threads: named }));
  }

  private at(thread: string): ThreadAddress {
    const { review, section } = this.options;
    return { review, section, thread };
  }

  private async ask(about: readonly string[], request: () => Promise<unknown>): Promise<CommandOutcome> {
    this.busyCell.set(new Set([...this.busyCell.get(), ...about]));
    try {
      const outcome = await outcomeOf(request);
      if (outcome.kind === "done") this.options.onDone();
      return outcome;
    } finally {
      this.busyCell.set(new Set([...this.busyCell.get()].filter((id) => !about.includes(id))));
    }
  }
}

function isSame(one: NewDisposition, other: NewDisposition): boolean {
  return one.class === other.class && one.outcome === other.outcome && one.reasons === other.reasons;
}
