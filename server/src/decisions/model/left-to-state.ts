import { columnOf, isWithState } from "@travaux/blueprint";
import type { Body, ReviewState, SectionStanding } from "../../reviews/model/review-state.ts";
import { sectionFacts } from "../../reviews/model/section-access.ts";

/**
 * Whether a transmitted text lies before the State under review, who has not answered yet: its base then stands still,
 * so that the answer is about the very text that was sent.
 */
export function isLeftToState(state: ReviewState, section: SectionStanding, body: Body): boolean {
  const facts = sectionFacts(state, section);
  if (body.audience.kind !== "team" || !isWithState(facts) || columnOf(facts) !== "comments") return false;
  return section.answered?.epoch !== body.epoch;
}
