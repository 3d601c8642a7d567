import { useEffect, useState } from "react";
import type { SectionCommentsLike } from "../comments/section-comments.ts";
import { threadOfDraft } from "../comments/cards/use-drafts-in.ts";
import type { SectionProposals } from "./section-proposals.ts";
import type { CardSources } from "./use-lookouts.ts";

/** The name of a card among those of all sections. */
export function cardKey(section: string, id: string): string {
  return `${section} ${id}`;
}

/** The key of the card of the proposal or comment that the reader came to last, in whichever section. */
export function useActiveCard({ proposals, comments }: CardSources): string | null {
  const [active, setActive] = useState<string | null>(null);
  const [heard] = useState(() => new WeakSet<object>());
  useEffect(() => {
    const come: string[] = [];
    const there = new Set<string>();
    const follow = (of: object, read: () => string | null): (() => void) => {
      let own = read();
      if (own !== null) there.add(own);
      if (own !== null && !heard.has(of)) come.push(own);
      heard.add(of);
      return () => {
        const next = read();
        const left = own;
        own = next;
        setActive((before) => next ?? (before === left ? null : before));
      };
    };
    const stops = [
      ...proposals.map((of) => of.active.subscribe(follow(of, () => activeProposal(of)))),
      ...comments.flatMap((of) => {
        const take = follow(of, () => activeComment(of, proposals));
        return [of.active.subscribe(take), of.composing.subscribe(take)];
      }),
    ];
    // What the reader came to before, its section may have taken along.
    setActive((before) => come.at(-1) ?? (before !== null && there.has(before) ? before : null));
    return () => stops.forEach((stop) => stop());
  }, [proposals, comments, heard]);
  return active;
}

function activeProposal(of: SectionProposals): string | null {
  const id = of.active.get();
  return id === null ? null : cardKey(of.section, id);
}

/** The card in which the comment stands: its own, or that of what it is about. */
function activeComment(of: SectionCommentsLike, proposals: readonly SectionProposals[]): string | null {
  const composing = of.composing.get();
  const id = (composing === null ? null : (threadOfDraft(composing) ?? composing.id)) ?? of.active.get();
  if (id === null) return null;
  const threads = of.threads.get();
  const subject =
    threads.find((thread) => thread.id === id)?.subject ??
    (composing?.place.kind === "thread" ? composing.place.subject : undefined);
  if (subject?.kind === "suggestion" && isOpen(proposals, of.section, subject.suggestion))
    return cardKey(of.section, subject.suggestion);
  return cardKey(of.section, subject?.kind === "thread" ? subject.thread : id);
}

function isOpen(proposals: readonly SectionProposals[], section: string, id: string): boolean {
  return proposals.some((of) => of.section === section && of.read.get().all.some((each) => each.id === id));
}
