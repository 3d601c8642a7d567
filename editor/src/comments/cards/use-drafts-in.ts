import { useCell } from "../../report/use-cell.ts";
import { useMemo } from "react";
import type { SectionCommentsLike, ShownDraft } from "../section-comments.ts";

/** The thread within whose card a draft is written; `null` for one with a card of its own. */
export function threadOfDraft({ place }: ShownDraft): string | null {
  if (place.kind !== "thread") return place.thread;
  return place.subject.kind === "thread" ? place.subject.thread : null;
}

/** What the reader is writing in a thread, or began to write there. */
export function useDraftsIn(of: SectionCommentsLike, thread: string): readonly ShownDraft[] {
  const drafts = useDrafts(of);
  return useMemo(() => drafts.filter((each) => threadOfDraft(each) === thread), [drafts, thread]);
}

/** Everything that the reader is writing or began to write in a section. */
export function useDrafts(of: SectionCommentsLike): readonly ShownDraft[] {
  const kept = useCell(of.drafts);
  const composing = useCell(of.composing);
  return useMemo(() => draftsOf(kept, composing), [kept, composing]);
}

/** The drafts kept, with the one being composed as it stands in the composer. */
export function draftsOf(kept: readonly ShownDraft[], composing: ShownDraft | null): readonly ShownDraft[] {
  if (composing === null) return kept;
  const others = kept.filter(({ id }) => id !== composing.id);
  return [...others, composing];
}
