import type { SectionId } from "@travaux/blueprint";
import type { ReactNode } from "react";
import { useText } from "../../interface-text/text.tsx";
import { useCell } from "../../report/use-cell.ts";
import type { SectionCommentsLike } from "../section-comments.ts";
import { useComments } from "../use-comments.ts";
import { DraftCard } from "./draft-card.tsx";
import { PlacedThread } from "./placed-thread.tsx";
import { isOnProposal } from "./section-cards.ts";
import { useDrafts } from "./use-drafts-in.ts";

/** What is said about a proposal, under its card, and the way to begin. */
export function Discussion({
  section,
  proposal,
}: {
  readonly section: SectionId;
  readonly proposal: string;
}): ReactNode {
  const comments = useComments(section);
  return comments === null ? null : <ProposalThreads of={comments} proposal={proposal} />;
}

function ProposalThreads({
  of,
  proposal,
}: {
  readonly of: SectionCommentsLike;
  readonly proposal: string;
}): ReactNode {
  const text = useText();
  const threads = useCell(of.threads).filter(
    ({ subject }) => subject.kind === "suggestion" && subject.suggestion === proposal,
  );
  const drafts = useDrafts(of).filter((each) => isOnProposal(each, proposal));
  const mayBegin = of.margins.some(({ level }) => level !== "read") && drafts.length === 0;
  if (threads.length === 0 && drafts.length === 0 && !mayBegin) return null;
  return (
    <div className="discussion" role="group" aria-label={text.say("comment.discussion")}>
      {threads.length > 0 && <p className="discussion-title">{text.say("comment.discussion")}</p>}
      {threads.map((thread) => (
        <PlacedThread key={thread.id} of={of} thread={thread} isNested />
      ))}
      {drafts.map((draft) => (
        <DraftCard key={draft.id} of={of} draft={draft} isNested />
      ))}
      {mayBegin && (
        <button
          type="button"
          className="button button-small button-quiet"
          onClick={() => of.compose({ kind: "suggestion", suggestion: proposal })}
        >
          {text.say("comment.beginDiscussion")}
        </button>
      )}
    </div>
  );
}
