import { useMemo, useState, type ReactNode } from "react";
import { useText } from "../../interface-text/text.tsx";
import { useCell } from "../../report/use-cell.ts";
import { Cell } from "../../session/observable.ts";
import type { ProposalsRead, SectionProposals } from "../../suggestions/section-proposals.ts";
import type { SectionCommentsLike } from "../section-comments.ts";
import { CommentItemCard } from "./comment-item-card.tsx";
import { sectionCards } from "./section-cards.ts";
import { useDrafts } from "./use-drafts-in.ts";

/** So many cards a section are drawn at first, and with each further step. */
const STEP = 40;
const NO_PROPOSALS = new Cell<Pick<ProposalsRead, "all">>({ all: [] });

interface CommentListProps {
  readonly of: SectionCommentsLike;
  readonly proposals: SectionProposals | null;
  /** Whether comments are shown that are resolved. */
  readonly resolved: boolean;
  /** How the section is called in the list. */
  readonly name: string;
  readonly onLeave: () => void;
}

/** The comments of a section one below the other: those on the section first, then in the order of the text. */
export function CommentList({ of, proposals, resolved, name, onLeave }: CommentListProps): ReactNode {
  const text = useText();
  const threads = useCell(of.threads);
  const active = useCell(of.active);
  const drafts = useDrafts(of);
  const { all } = useCell<Pick<ProposalsRead, "all">>(proposals?.read ?? NO_PROPOSALS);
  const [limit, setLimit] = useState(STEP);
  const items = useMemo(() => {
    const open = new Set(all.map(({ id }) => id));
    const { atHeading, placed } = sectionCards({ threads, active, drafts }, { proposals: open, resolved });
    return [...atHeading, ...placed];
  }, [threads, active, drafts, all, resolved]);
  if (items.length === 0) return null;
  const rest = items.length - limit;
  return (
    <section className="proposal-list" aria-label={`${text.say("comment.title")}: ${name}`}>
      <h3>
        <bdi>{name}</bdi>
      </h3>
      {items.slice(0, limit).map((item) => (
        <CommentItemCard key={item.id} of={of} item={item} onLeave={onLeave} />
      ))}
      {rest > 0 && (
        <button type="button" className="button button-small" onClick={() => setLimit(limit + STEP)}>
          {text.say("comment.more", { count: rest })}
        </button>
      )}
    </section>
  );
}
