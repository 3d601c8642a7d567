import { ANCHORS_ROOT, readThreads, THREADS_ROOT, type Thread } from "@travaux/comments/model";
import type * as Y from "yjs";

/** A thread, and whose margin it is in, as `formatAudience` writes it. */
export type ThreadOf = Thread & { readonly audience: string };

/** The threads of one margin as its document has them, read again only when that has changed. */
export class MarginThreads {
  private readonly audience: string;
  private readonly doc: Y.Doc;
  private readonly stopHearing: () => void;
  private known: readonly ThreadOf[] = [];
  private isStale = true;

  /** @param onChange what the document says has changed */
  constructor(audience: string, doc: Y.Doc, onChange: () => void) {
    this.audience = audience;
    this.doc = doc;
    const roots = [doc.getMap(THREADS_ROOT), doc.getMap(ANCHORS_ROOT)];
    const hear = (): void => {
      this.isStale = true;
      onChange();
    };
    for (const root of roots) root.observe(hear);
    this.stopHearing = () => {
      for (const root of roots) root.unobserve(hear);
    };
  }

  /** Oldest first; threads that say what they said stay the same objects. */
  read(): readonly ThreadOf[] {
    if (!this.isStale) return this.known;
    this.isStale = false;
    const [threads, anchors] = [this.doc.getMap(THREADS_ROOT), this.doc.getMap(ANCHORS_ROOT)];
    const before = new Map(this.known.map((thread) => [thread.id, thread]));
    this.known = readThreads(threads.entries(), anchors.entries()).map((read) => {
      const thread = { ...read, audience: this.audience };
      const earlier = before.get(read.id);
      return earlier !== undefined && JSON.stringify(earlier) === JSON.stringify(thread) ? earlier : thread;
    });
    return this.known;
  }

  stop(): void {
    this.stopHearing();
  }
}

/** The threads in `now` with comments of others that `before` did not have. */
export function threadsWithNews(
  before: readonly Thread[],
  now: readonly Thread[],
  self: string,
): readonly string[] {
  const known = new Set(before.flatMap(({ comments }) => comments.map(({ id }) => id)));
  return now
    .filter(({ comments }) =>
      comments.some(({ id, by, deletedAt }) => by !== self && deletedAt === null && !known.has(id)),
    )
    .map(({ id }) => id);
}
