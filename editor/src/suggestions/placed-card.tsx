import { suggestionHash, type Suggestion } from "@travaux/track-changes/model";
import { memo, type ReactNode, type Ref } from "react";
import { Discussion } from "../comments/cards/discussion.tsx";
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

/** The card of a proposal with what its buttons do; drawn again only when there is something else to see of it. */
export const PlacedCard = memo(Card, (before, after) => {
  const isOther = before.of !== after.of || before.place !== after.place || before.onLeave !== after.onLeave;
  return !isOther && saysTheSame(before.proposal, after.proposal);
});

/** As the server sees it: by the hash, which covers what others have laid over it. */
function saysTheSame(one: Suggestion, other: Suggestion): boolean {
  if (one === other) return true;
  return (
    one.stale === other.stale && one.kind === other.kind && suggestionHash(one) === suggestionHash(other)
  );
}

function Card({ of, proposal, place, onLeave }: PlacedCardProps): ReactNode {
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
      discussion={<Discussion section={of.section} proposal={proposal.id} />}
    />
  );
}
