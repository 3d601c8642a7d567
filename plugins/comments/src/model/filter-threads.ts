import type { Thread } from "./thread.ts";

/** Which threads are shown; what is left out does not matter. Members and States by their ids. */
export interface ThreadFilter {
  /** Begun by this member, or with a comment of his. */
  readonly mine?: string;
  /** With a comment that mentions this member. */
  readonly mentions?: string;
  readonly open?: boolean;
  /** With a comment of this member. */
  readonly by?: string;
  /** With a comment of somebody of this State; `null` for the Secretariat. */
  readonly of?: string | null;
  /** As `formatAudience` writes it; threads that name none are in none. */
  readonly audience?: string;
  readonly orphaned?: boolean;
}

/** Whether the text that a thread is about has gone: no part of it is placed. */
export function isOrphaned(thread: {
  readonly subject: Pick<Thread["subject"], "kind">;
  readonly anchor: Thread["anchor"];
}): boolean {
  const { subject, anchor } = thread;
  if (subject.kind !== "text" && subject.kind !== "suggestion") return false;
  if (anchor === null) return subject.kind === "text";
  return anchor.parts.every((part) => part.state === "orphaned");
}

/** Those threads that are as `filter` says in every respect, in the order given. */
export function filterThreads<Each extends Thread & { readonly audience?: string }>(
  threads: readonly Each[],
  filter: ThreadFilter,
): readonly Each[] {
  const { mine, mentions, open, by, of, audience, orphaned } = filter;
  return threads.filter((thread) => {
    const said = thread.comments.filter((comment) => comment.deletedAt === null);
    return (
      (mine === undefined || thread.by === mine || said.some((comment) => comment.by === mine)) &&
      (mentions === undefined || said.some((comment) => comment.mentions.includes(mentions))) &&
      (open === undefined || (thread.resolved === null) === open) &&
      (by === undefined || thread.by === by || said.some((comment) => comment.by === by)) &&
      (of === undefined || thread.of === of || said.some((comment) => comment.of === of)) &&
      (audience === undefined || thread.audience === audience) &&
      (orphaned === undefined || isOrphaned(thread) === orphaned)
    );
  });
}
