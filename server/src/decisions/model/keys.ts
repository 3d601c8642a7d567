import { routeOf } from "@travaux/blueprint";
import type { Audience, StateId } from "@travaux/blueprint";
import { suggestionHash, type Suggestion } from "@travaux/track-changes/model";
import {
  assignedStates,
  type DecisionKey,
  type ReviewState,
  type SectionStanding,
} from "../../reviews/model/review-state.ts";
import type { Choice } from "./plan-decision.ts";

/** The reviewing States that must each decide the same way; none where one person's word is enough. */
export function keyHolders(
  { facts }: ReviewState,
  section: SectionStanding,
  audience: Audience,
): readonly StateId[] {
  if (facts.decisionKeys !== "both" || routeOf(section.kind) !== "finding" || audience.kind !== "team")
    return [];
  const states = assignedStates(facts, section.instrument);
  return states.length > 1 ? states : [];
}

/** A State's word on a suggestion with what it had seen of it; `null` where that is gone. */
export interface ReadKey extends Pick<DecisionKey, "state" | "choice"> {
  readonly hash: string | null;
}

/** Whether every other holder has said the same of the very thing that stands now. */
export function othersAgree(
  suggestion: Suggestion,
  choice: Choice,
  others: readonly StateId[],
  keys: readonly ReadKey[],
): boolean {
  const hash = suggestionHash(suggestion);
  return others.every((state) =>
    keys.some((key) => key.state === state && key.choice === choice && key.hash === hash),
  );
}
