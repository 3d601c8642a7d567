import { StorageFailure, type Commit, type CommitLog } from "../storage/storage.ts";

/** One thing to be appended: `act` alone in its commit, `journal` together with its neighbours. */
export interface Appendix<Item> {
  readonly kind: Commit["kind"];
  readonly item: Item;
  readonly sizeBytes: number;
}

export interface SequenceOptions<Item> {
  readonly review: string;
  readonly commits: CommitLog;
  /** The first free sequence number. */
  readonly next: number;
  /** Makes the bytes of a commit; called when its place is known. */
  readonly encode: (seq: number, kind: Commit["kind"], items: readonly Item[]) => Uint8Array;
  /** The commit is durable; called before the promises of its items settle and before the next is encoded. */
  readonly written: (commit: Commit) => void;
  /** Something waiting was refused; called before its promises settle, so that nobody builds on it. */
  readonly failed: () => void;
  /** A commit that had been refused for want of an answer is in the store after all. */
  readonly landed: (commit: Commit) => void;
}

/** The largest group put into one commit, in bytes of its items; well under MongoDB's 16 MB a document. */
export const COMMIT_LIMIT_BYTES = 4 * 1024 * 1024;

interface Waiting<Item> extends Appendix<Item> {
  readonly resolve: (seq: number) => void;
  readonly reject: (failure: StorageFailure) => void;
}

/**
 * The pen of a review's one sequence: one commit under way at a time, everything that waits meanwhile in the next.
 *
 * A failed commit takes with it all that waited behind it, since those updates build on it. Where the store could not
 * say whether it wrote, the place is in doubt; before the next append the pen reads it: if the commit is there it is
 * reported as landed, and acts that wait are refused, since they were decided without knowing of it; if not, the place is
 * used again. A place taken by somebody else means that another process writes this review now; from then on every append
 * is refused.
 */
export class Sequence<Item> {
  readonly #options: SequenceOptions<Item>;
  #next: number;
  #queue: Waiting<Item>[] = [];
  #running = false;
  #doubt: { readonly commit: Commit } | null = null;
  #lost = false;

  constructor(options: SequenceOptions<Item>) {
    this.#options = options;
    this.#next = options.next;
  }

  /** The sequence number the next commit will bear. */
  get next(): number {
    return this.#next;
  }

  /** @returns the commit's sequence number once durable @throws StorageFailure */
  append(appendix: Appendix<Item>): Promise<number> {
    return new Promise((resolve, reject) => {
      this.#queue.push({ ...appendix, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      while (this.#queue.length > 0) await this.#writeGroup();
    } finally {
      this.#running = false;
    }
  }

  async #writeGroup(): Promise<void> {
    let group: readonly Waiting<Item>[] = [];
    try {
      this.#refuseIfLost();
      await this.#settleDoubt();
      group = this.#takeGroup();
      const [first] = group;
      if (first === undefined) return;
      const items = group.map((waiting) => waiting.item);
      const seq = this.#next;
      await this.#write({ seq, kind: first.kind, bytes: this.#options.encode(seq, first.kind, items) });
      for (const waiting of group) waiting.resolve(seq);
    } catch (error) {
      const failure =
        error instanceof StorageFailure
          ? error
          : new StorageFailure("unavailable", "The commit failed", { cause: error });
      const behind = this.#queue;
      this.#queue = [];
      this.#options.failed();
      for (const waiting of [...group, ...behind]) waiting.reject(failure);
    }
  }

  async #write(commit: Commit): Promise<void> {
    try {
      const outcome = await this.#options.commits.append(this.#options.review, commit);
      if (outcome === "taken") {
        this.#lost = true;
        this.#refuseIfLost();
      }
      this.#next = commit.seq + 1;
      this.#options.written(commit);
    } catch (error) {
      const definite = error instanceof StorageFailure && error.fault !== "unavailable";
      if (!definite) this.#doubt = { commit };
      throw error;
    }
  }

  #refuseIfLost(): void {
    if (this.#lost) throw new StorageFailure("in-use", "Another process writes this review now");
  }

  async #settleDoubt(): Promise<void> {
    const doubt = this.#doubt;
    if (doubt === null) return;
    let found: Commit | null = null;
    for await (const commit of this.#options.commits.read(this.#options.review, doubt.commit.seq)) {
      found = commit;
      break;
    }
    if (found !== null && !sameBytes(found.bytes, doubt.commit.bytes)) {
      this.#lost = true;
      this.#refuseIfLost();
    }
    this.#doubt = null;
    if (found === null) return;
    this.#next = found.seq + 1;
    this.#options.landed(found);
    this.#refuseActs();
  }

  /** Each act names the one before it: those that wait would follow on the wrong one. */
  #refuseActs(): void {
    const acts = this.#queue.filter(({ kind }) => kind === "act");
    if (acts.length === 0) return;
    this.#queue = this.#queue.filter(({ kind }) => kind !== "act");
    for (const act of acts)
      act.reject(new StorageFailure("unavailable", "An earlier commit was found to stand"));
  }

  #takeGroup(): readonly Waiting<Item>[] {
    const [first] = this.#queue;
    if (first === undefined) return [];
    let end = 1;
    let sizeBytes = first.sizeBytes;
    while (first.kind === "journal" && end < this.#queue.length) {
      const candidate = this.#queue[end];
      if (candidate === undefined || candidate.kind !== "journal") break;
      if (sizeBytes + candidate.sizeBytes > COMMIT_LIMIT_BYTES) break;
      sizeBytes += candidate.sizeBytes;
      end += 1;
    }
    return this.#queue.splice(0, end);
  }
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}
