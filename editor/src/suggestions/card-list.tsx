import type { OutlineEntry, SectionId } from "@travaux/blueprint";
import { useMemo, type ReactNode } from "react";
import { CommentList } from "../comments/cards/comment-list.tsx";
import { ProposalList } from "./proposal-list.tsx";
import { cardEvents } from "./card-events.ts";
import type { CardSources } from "./use-lookouts.ts";

interface CardListProps {
  readonly entries: readonly OutlineEntry[];
  readonly sources: CardSources;
  /** Whether comments are shown that are resolved. */
  readonly resolved: boolean;
  readonly nameOf: (section: SectionId) => string;
  readonly onLeave: () => void;
}

/** All cards one below the other, section by section, where there is no room for them beside the text. */
export function CardList({ entries, sources, resolved, nameOf, onLeave }: CardListProps): ReactNode {
  const events = useMemo(() => cardEvents(sources), [sources]);
  const sections = entries.flatMap(({ section }) => (section === null ? [] : [section.id]));
  return (
    <div role="presentation" {...events}>
      {sections.map((id) => {
        const proposals = sources.proposals.filter(({ section }) => section === id);
        const comments = sources.comments.find(({ section }) => section === id);
        return (
          <div key={id} role="presentation">
            <ProposalList sections={proposals} nameOf={({ section }) => nameOf(section)} onLeave={onLeave} />
            {comments !== undefined && (
              <CommentList
                of={comments}
                proposals={proposals[0] ?? null}
                resolved={resolved}
                name={nameOf(id)}
                onLeave={onLeave}
              />
            )}
          </div>
        );
      })}
    </div>
  );
}
