import { useState, type ReactNode } from "react";
import { useText } from "../interface-text/text.tsx";
import { useCell } from "../report/use-cell.ts";
import { PlacedCard } from "./placed-card.tsx";
import type { SectionProposals } from "./section-proposals.ts";

/** So many cards a section are drawn at first, and with each further step. */
const STEP = 40;

interface ProposalListProps {
  readonly sections: readonly SectionProposals[];
  /** How a section is called in the list. */
  readonly nameOf: (of: SectionProposals) => string;
  readonly onLeave: () => void;
}

/** The proposals of sections one below the other, where there is no room for cards beside the text. */
export function ProposalList({ sections, nameOf, onLeave }: ProposalListProps): ReactNode {
  return sections.map((of) => <SectionList key={of.section} of={of} name={nameOf(of)} onLeave={onLeave} />);
}

function SectionList({
  of,
  name,
  onLeave,
}: {
  readonly of: SectionProposals;
  readonly name: string;
  readonly onLeave: () => void;
}): ReactNode {
  const text = useText();
  const { all } = useCell(of.read);
  const [limit, setLimit] = useState(STEP);
  if (all.length === 0) return null;
  const rest = all.length - limit;
  return (
    <section className="proposal-list" aria-label={name}>
      <h3>
        <bdi>{name}</bdi>
      </h3>
      {all.slice(0, limit).map((proposal) => (
        <PlacedCard key={proposal.id} of={of} proposal={proposal} onLeave={onLeave} />
      ))}
      {rest > 0 && (
        <button type="button" className="button button-small" onClick={() => setLimit(limit + STEP)}>
          {text.say("card.more", { count: rest })}
        </button>
      )}
    </section>
  );
}
