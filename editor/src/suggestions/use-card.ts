import type { Suggestion } from "@travaux/track-changes/model";
import { useMemo, useSyncExternalStore } from "react";
import type * as Y from "yjs";
import { useText, type InterfaceText } from "../interface-text/text.tsx";
import type { Observable } from "../session/observable.ts";
import { useReport, type ReportModel } from "../report/report-model.ts";
import { useCell, useCellPart } from "../report/use-cell.ts";
import { authorNamed } from "./authors.ts";
import { describeProposal, sayKind } from "./describe-proposal.ts";
import { keysOf, madeAt, subscribeToMargin, type Key } from "./margin-facts.ts";
import type { CardStanding, ProposalCardProps } from "./proposal-card.tsx";
import type { SectionProposals } from "./section-proposals.ts";

type Shown = Omit<
  ProposalCardProps,
  "place" | "discussion" | "onGo" | "onSelect" | "onDecide" | "onWithdraw"
>;

/** What a card shows of `proposal`, kept with whatever changes of it; a change of other cards draws nothing here. */
export function useCard(proposals: SectionProposals, proposal: Suggestion): Shown {
  const text = useText();
  const model = useReport();
  const { id, by } = proposal;
  const parts = useMemo(
    () => describeProposal(text, proposal, proposals.read.get().doc),
    [text, proposal, proposals],
  );
  const author = useMemo(() => authorNamed(text, model.review, by), [text, model, by]);
  const at = useMarginPart(proposals.margin, (margin) => madeAt(margin, id));
  const keys = useMarginPart(proposals.reviewersMargin, (margin) => JSON.stringify(keysOf(margin, id)));
  const standing = useMemo(
    () => standingOf(text, model, { proposals, by, keys: readKeys(keys) }),
    [text, model, proposals, by, keys],
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

/** A text of a margin, followed as it changes; `null` while the margin is not there. */
function useMarginPart(
  cell: Observable<Y.Doc | null>,
  read: (margin: Y.Doc) => string | null,
): string | null {
  const margin = useCell(cell);
  return useSyncExternalStore(
    (listener) => (margin === null ? () => undefined : subscribeToMargin(margin, listener)),
    () => (margin === null ? null : read(margin)),
  );
}

function readKeys(keys: string | null): readonly Key[] {
  const read: readonly Key[] = keys === null ? [] : JSON.parse(keys);
  return read;
}

interface StandingFacts {
  readonly proposals: SectionProposals;
  readonly by: string;
  readonly keys: readonly Key[];
}

/** Where a proposal to the observations stands when each reviewing State decides. */
function standingOf(
  text: InterfaceText,
  model: ReportModel,
  { proposals, by, keys }: StandingFacts,
): CardStanding {
  const { review, member } = model;
  if (review.decisionKeys !== "both" || proposals.room.audience !== "team") return { kind: "open" };
  const under = review.states.find(({ part }) => part === "under-review");
  const author = review.members.find(({ id }) => id === by);
  if (member?.state != null && member.state === under?.id) {
    return author?.state === under.id ? { kind: "under-consideration" } : { kind: "open" };
  }
  if (keys.length === 0) return { kind: "open" };
  const deciding = review.states.filter(
    ({ part, instruments }) =>
      part === "reviewing" && (proposals.instrument === null || instruments.includes(proposals.instrument)),
  );
  const choiceOf = (id: string): Key["choice"] | undefined => keys.find(({ state }) => state === id)?.choice;
  const waiting = deciding.filter(({ id }) => choiceOf(id) === undefined);
  if (waiting.length === 0) {
    const choices = deciding.map(
      ({ id, name }) =>
        `${text.name(name)}: ${text.say(choiceOf(id) === "accept" ? "card.accept" : "card.keep")}`,
    );
    return { kind: "differs", choices };
  }
  return {
    kind: "waits",
    decided: deciding.filter(({ id }) => choiceOf(id) !== undefined).map(({ name }) => text.name(name)),
    waiting: waiting.map(({ name }) => text.name(name)),
  };
}
