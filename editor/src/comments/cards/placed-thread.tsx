import { memo, useCallback, useEffect, type ReactNode, type Ref } from "react";
import { useReport } from "../../report/report-model.ts";
import { useCell, useCellPart } from "../../report/use-cell.ts";
import type { SectionCommentsLike, ShownThread } from "../section-comments.ts";
import { threadRights } from "./comment-rights.ts";
import { ThreadCard } from "./thread-card.tsx";
import { useDraftsIn } from "./use-drafts-in.ts";
import { useSectionFacts } from "./use-section-facts.ts";
import { useThreadActs } from "./use-thread-acts.ts";

interface PlacedThreadProps {
  readonly of: SectionCommentsLike;
  readonly thread: ShownThread;
  readonly isNested?: boolean;
  readonly place?: Ref<HTMLElement>;
  /** The reader goes to the text: a sheet over it closes. */
  readonly onLeave?: () => void;
}

/** The card of a thread with what its buttons do; drawn again only when there is something else to see of it. */
export const PlacedThread = memo(function PlacedThread({
  of,
  thread,
  isNested = false,
  place,
  onLeave,
}: PlacedThreadProps): ReactNode {
  const { review, member } = useReport();
  const { section } = useSectionFacts(of.section);
  const acts = useThreadActs(of, thread.id);
  const isChosen = useCellPart(of.active, (active) => active === thread.id);
  const drafts = useDraftsIn(of, thread.id);
  const composing = useCellPart(of.composing, (draft) => draft?.id ?? null);
  const isWriting = drafts.some(({ id }) => id === composing);
  const isBusy = useCellPart(of.busy, (busy) => busy.has(thread.id));
  const isActive = isChosen || isWriting;
  useSeen(of, thread, isActive);
  const activate = useCallback(() => of.activate(thread.id), [of, thread.id]);
  return (
    <ThreadCard
      of={of}
      thread={thread}
      rights={threadRights({ margins: of.margins, thread, section, review, member })}
      acts={acts}
      isActive={isActive}
      isBusy={isBusy}
      isNested={isNested}
      drafts={drafts}
      composing={composing}
      {...(place === undefined ? {} : { place })}
      onGo={() => {
        onLeave?.();
        of.goTo(thread.id);
      }}
      onActivate={activate}
    >
      <FollowUps of={of} thread={thread.id} />
    </ThreadCard>
  );
});

/** What the reader is at he has seen. */
function useSeen(of: SectionCommentsLike, { id, unread }: ShownThread, isActive: boolean): void {
  useEffect(() => {
    if (isActive && unread) of.seen(id);
  }, [of, id, unread, isActive]);
}

/** What the reader's delegation wrote on a thread of the team, to be sent there: under what it answers. */
function FollowUps({ of, thread }: { readonly of: SectionCommentsLike; readonly thread: string }): ReactNode {
  const threads = useCell(of.threads);
  const own = threads.filter(({ subject }) => subject.kind === "thread" && subject.thread === thread);
  return own.map((each) => <PlacedThread key={each.id} of={of} thread={each} isNested />);
}
