import type { Suggestion } from "@travaux/track-changes/model";
import { useMemo, useSyncExternalStore } from "react";
import { useText, type InterfaceText } from "../interface-text/text.tsx";
import { useReport, type ReportModel } from "../report/report-model.ts";
import { useCell, useCellPart } from "../report/use-cell.ts";
import { authorNamed } from "./authors.ts";
import { describeProposal, sayKind } from "./describe-proposal.ts";
import { madeAt, statesDecided, subscribeToMargin } from "./margin-facts.ts";
import type { CardStanding, ProposalCardProps } from "./proposal-card.tsx";
import type { SectionProposals } from "./section-proposals.ts";

type Shown = Omit<ProposalCardProps, "place" | "onGo" | "onSelect" | "onDecide" | "onWithdraw">;

/** What a card shows of `proposal`, kept with whatever changes of it; a change of other cards draws nothing here. */
export function useCard(proposals: SectionProposals, proposal: Suggestion): Shown {
  const text = useText();
  const model = useReport();
  const { id, by } = proposal;
  const parts = useMemo(() => describeProposal(text, proposal), [text, proposal]);
  const author = useMemo(() => authorNamed(text, model.review, by), [text, model, by]);
  const at = useMarginPart(proposals, (margin) => madeAt(margin, id)) ?? null;
  const decided = useMarginPart(proposals, (margin) => statesDecided(margin, id).join(" ")) ?? "";
  const standing = useMemo(
    () => standingOf(text, model, { proposals, by, decided: decided.split(" ").filter(Boolean) }),
    [text, model, proposals, by, decided],
  );
  const isOwn = by === model.review.member;
  const mayDecide = proposals.room.mayDecide;
  return {
    proposal,
    kind: sayKind(text, proposal),
    parts,
    author,
    at,
    standing,
    rights: useMemo(() => ({ decide: mayDecide, withdraw: isOwn }), [mayDecide, isOwn]),
    left: useCellPart(proposals.left, (left) => left.get(id) ?? null),
    isActive: useCellPart(proposals.active, (active) => active === id),
    isSelected: useCellPart(proposals.selected, (selected) => selected?.has(id) ?? null),
    isBusy: useCell(proposals.busy),
  };
}

function useMarginPart<Part extends string | null>(
  proposals: SectionProposals,
  read: (margin: NonNullable<ReturnType<SectionProposals["margin"]["get"]>>) => Part,
): Part | null {
  const margin = useCell(proposals.margin);
  return useSyncExternalStore(
    (listener) => (margin === null ? () => undefined : subscribeToMargin(margin, listener)),
    () => (margin === null ? null : read(margin)),
  );
}

interface StandingFacts {
  readonly proposals: SectionProposals;
  readonly by: string;
  readonly decided: readonly string[];
}

/** Where a proposal to the observations stands when each reviewing State decides. */
function standingOf(
  text: InterfaceText,
  model: ReportModel,
  { proposals, by, decided }: StandingFacts,
): CardStanding {
  const { review, member } = model;
  if (review.decisionKeys !== "both" || proposals.room.audience !== "team") return { kind: "open" };
  const under = review.states.find(({ part }) => part === "under-review");
  const author = review.members.find(({ id }) => id === by);
  if (member?.state != null && member.state === under?.id) {
    return author?.state === under.id ? { kind: "under-consideration" } : { kind: "open" };
  }
  if (decided.length === 0) return { kind: "open" };
  const deciding = review.states.filter(
    ({ part, instruments }) =>
      part === "reviewing" && (proposals.instrument === null || instruments.includes(proposals.instrument)),
  );
  const named = (isDecided: boolean): readonly string[] =>
    deciding.filter(({ id }) => decided.includes(id) === isDecided).map(({ name }) => text.name(name));
  return { kind: "waits", decided: named(true), waiting: named(false) };
}
