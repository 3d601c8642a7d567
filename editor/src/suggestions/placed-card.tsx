import type { Suggestion } from "@travaux/track-changes/model";
import { memo, type ReactNode, type Ref } from "react";
import { ProposalCard } from "./proposal-card.tsx";
import { goToProposal } from "./proposal-steps.ts";
import type { SectionProposals } from "./section-proposals.ts";
import { useCard } from "./use-card.ts";
import { useDecisions } from "./use-decisions.ts";

interface PlacedCardProps {
  readonly of: SectionProposals;
  readonly proposal: Suggestion;
  readonly place?: Ref<HTMLElement>;
  /** The reader goes to the text: a sheet over it closes. */
  readonly onLeave?: () => void;
}

/** The card of a proposal with what its buttons do. */
export const PlacedCard = memo(function PlacedCard({
  of,
  proposal,
  place,
  onLeave,
}: PlacedCardProps): ReactNode {
  const card = useCard(of, proposal);
  const { decide, withdraw } = useDecisions(of);
  return (
    <ProposalCard
      {...card}
      {...(place === undefined ? {} : { place })}
      onGo={() => {
        onLeave?.();
        goToProposal({ of, id: proposal.id });
      }}
      onSelect={(isSelected) => of.select([proposal.id], isSelected)}
      onDecide={(decision, reason) => void decide(decision, [proposal], reason)}
      onWithdraw={() => void withdraw([proposal])}
    />
  );
});
