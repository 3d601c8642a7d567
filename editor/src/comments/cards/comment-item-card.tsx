import type { ReactNode } from "react";
import type { SectionCommentsLike } from "../section-comments.ts";
import { DraftCard } from "./draft-card.tsx";
import { PlacedThread } from "./placed-thread.tsx";
import type { CommentItem } from "./section-cards.ts";

/** The card of a thread, or of a comment that is still being written. */
export function CommentItemCard({
  of,
  item,
  onLeave,
}: {
  readonly of: SectionCommentsLike;
  readonly item: CommentItem;
  readonly onLeave?: () => void;
}): ReactNode {
  if (item.kind === "draft") return <DraftCard of={of} draft={item.draft} />;
  return <PlacedThread of={of} thread={item.thread} {...(onLeave === undefined ? {} : { onLeave })} />;
}
