import { DECIDED_LIMIT, type DecisionRequest, type DecisionResult, type ReviewId } from "@travaux/blueprint";
import { withdrawSuggestion } from "@travaux/track-changes";
import { suggestionHash, type Suggestion } from "@travaux/track-changes/model";
import { useMemo } from "react";
import { useAnnounce } from "../app/announcer.tsx";
import type { ApiClient } from "../app/api-client.ts";
import { useApplication } from "../app/application.tsx";
import { problemCode } from "../app/use-resource.ts";
import { useText, type InterfaceText } from "../interface-text/text.tsx";
import { useReport } from "../report/report-model.ts";
import type { LeftOpen, SectionProposals } from "./section-proposals.ts";

/** The ways to decide on proposals of one section; each says aloud what came of it. */
export interface Decisions {
  readonly decide: (
    decision: DecisionRequest["decision"],
    proposals: readonly Suggestion[],
    reason: string,
  ) => Promise<void>;
  /** Takes back proposals of one's own. */
  readonly withdraw: (proposals: readonly Suggestion[]) => Promise<void>;
}

/** Decides on proposals of a section, and tells the reader what became of them. */
export function useDecisions(of: SectionProposals): Decisions {
  const text = useText();
  const { api } = useApplication();
  const { review } = useReport();
  const announce = useAnnounce();
  return useMemo(
    () => ({
      decide: async (decision, proposals, reason) => {
        const result = await decideOn(api, { of, review: review.id, decision, proposals, reason });
        announce(result === null ? text.say("card.failed") : sayOutcomes(text, result).join(" "));
      },
      withdraw: async (proposals) => {
        const count = await withdraw(api, { of, review: review.id, proposals });
        announce(text.say("done.withdrawn", { count }));
      },
    }),
    [text, api, review, announce, of],
  );
}

interface Asked {
  readonly of: SectionProposals;
  readonly review: ReviewId;
  readonly proposals: readonly Suggestion[];
}

interface AskedDecision extends Asked {
  readonly decision: DecisionRequest["decision"];
  readonly reason: string;
}

/** What the server made of it; `null` if it could not be asked or refused, which the cards then say. */
export async function decideOn(
  api: ApiClient,
  { of, review, decision, proposals, reason }: AskedDecision,
): Promise<DecisionResult | null> {
  const asked = proposals.slice(0, DECIDED_LIMIT);
  const left = new Map<string, LeftOpen>(of.left.get());
  for (const { id } of asked) left.delete(id);
  of.busy.set(true);
  try {
    const result = await api.decide(review, of.section, {
      room: of.room.name,
      decision,
      suggestions: asked.map((proposal) => ({ id: proposal.id, seen: suggestionHash(proposal) })),
      ...(reason.trim() === "" ? {} : { reason: reason.trim() }),
    });
    for (const { id, outcome, code } of result.outcomes)
      if (outcome === "left" && code !== undefined) left.set(id, code);
    return result;
  } catch (error) {
    const code = problemCode(error) === "not-permitted" ? "not-permitted" : "failed";
    for (const { id } of asked) left.set(id, code);
    return null;
  } finally {
    of.left.set(left);
    of.busy.set(false);
  }
}

/**
 * Takes back proposals of one's own: in the text itself where that loses nothing of others, which works offline too, and
 * else by the server.
 *
 * @returns how many are taken back
 */
export async function withdraw(api: ApiClient, { of, review, proposals }: Asked): Promise<number> {
  const { view } = of;
  for (const { id } of proposals) withdrawSuggestion(id)(view.state, view.dispatch);
  of.readNow();
  const open = new Set(of.read.get().all.map(({ id }) => id));
  const held = proposals.filter(({ id }) => open.has(id));
  if (held.length === 0) return proposals.length;
  const result = await decideOn(api, { of, review, decision: "reject", proposals: held, reason: "" });
  const there = result?.outcomes.filter(({ outcome }) => outcome === "rejected").length ?? 0;
  return proposals.length - held.length + there;
}

const OUTCOMES = ["accepted", "rejected", "waiting", "superseded", "left"] as const;

/** What became of the proposals, a sentence for each outcome. */
export function sayOutcomes(text: InterfaceText, { outcomes }: DecisionResult): readonly string[] {
  return OUTCOMES.flatMap((outcome) => {
    const count = outcomes.filter((each) => each.outcome === outcome).length;
    return count === 0 ? [] : [text.say(`done.${outcome}`, { count })];
  });
}
