import type { ActRequest, Audience, SectionAct, SectionId, StateId } from "@travaux/blueprint";
import { formatAudience, isTransmitted } from "@travaux/blueprint";
import type { Refusal } from "../reviews.ts";
import { invalid, refuse } from "./decision.ts";
import {
  assignedStates,
  bodyOf,
  isFocalPoint,
  type Body,
  type Member,
  type ReviewState,
  type SectionStanding,
} from "./review-state.ts";
import { actsFor, isVisible, sectionFacts } from "./section-access.ts";

/** The most sections that one act may name; the largest report has 390. */
export const ACT_SECTIONS_LIMIT = 1000;

/** Why a section was left as it was. `absent` alike for what does not exist and for what the actor may not know of. */
export type LeftCode =
  | "absent"
  | "not-permitted"
  | "empty"
  | "unchanged"
  | "damaged"
  | "open-suggestions"
  | "too-many-suggestions";

/** A section that the act is about, before its texts are read. */
export interface CarryingStep {
  readonly section: SectionStanding;
  /** The texts that would move on, in the order in which they would stand. */
  readonly sources: readonly Body[];
  readonly target: Audience;
  /** The target as it stands, if the same act filled it before. */
  readonly before: Body | null;
}

/** A transmitted text to which the State's suggestions would be carried, before it is read. */
export interface AnswerStep {
  readonly section: SectionStanding;
  readonly working: Body;
  readonly team: Body;
}

/** What an act is about, section by section in the order of the request. */
export interface CarryingPlan {
  readonly act: SectionAct;
  readonly by: StateId;
  /** Whether what is open in a text holds it back. */
  readonly leaveSuggestions: boolean;
  readonly entries: readonly (
    | { readonly kind: "step"; readonly id: SectionId; readonly step: CarryingStep }
    | { readonly kind: "answer"; readonly id: SectionId; readonly step: AnswerStep }
    | { readonly kind: "left"; readonly id: SectionId; readonly code: LeftCode }
  )[];
}

/** Sorts out which sections the actor may carry on, and which rooms must be held and read for it. */
export function planCarrying(state: ReviewState, actor: Member, request: ActRequest): CarryingPlan | Refusal {
  const ids = [...new Set(request.sections)];
  if (ids.length === 0) return invalid([{ pointer: "/sections", code: "empty" }]);
  if (ids.length > ACT_SECTIONS_LIMIT) return invalid([{ pointer: "/sections", code: "too-many" }]);
  if (actor.state === null || !isFocalPoint(actor.role)) return refuse("not-permitted");
  const entries = ids.map((id): CarryingPlan["entries"][number] => {
    const section = state.sections.get(id);
    if (section === undefined || !isVisible(state, actor, section))
      return { kind: "left", id, code: "absent" };
    if (!actsFor(state, actor, section).includes(request.act))
      return { kind: "left", id, code: "not-permitted" };
    if (request.act === "submit" && isTransmitted(sectionFacts(state, section))) {
      const step = answerStep(section, actor.state);
      return step === null ? { kind: "left", id, code: "empty" } : { kind: "answer", id, step };
    }
    return { kind: "step", id, step: carryingStep(state, section, request.act, actor.state) };
  });
  return { act: request.act, by: actor.state, leaveSuggestions: request.leaveSuggestions ?? false, entries };
}

/** `null` for a text without a working copy, for which nothing can have been proposed. */
function answerStep(section: SectionStanding, by: StateId | null): AnswerStep | null {
  const working = by === null ? null : bodyOf(section, { kind: "state", state: by });
  const team = bodyOf(section, { kind: "team" });
  return working === null || team === null ? null : { section, working, team };
}

function carryingStep(
  state: ReviewState,
  section: SectionStanding,
  act: SectionAct,
  by: StateId | null,
): CarryingStep {
  const target: Audience = act === "join" ? { kind: "reviewers" } : { kind: "team" };
  const standing = bodyOf(section, target);
  const before = standing?.opening.kind === "carried" ? standing : null;
  return { section, sources: sourcesOf(state, section, act, by), target, before };
}

function sourcesOf(
  state: ReviewState,
  section: SectionStanding,
  act: SectionAct,
  by: StateId | null,
): readonly Body[] {
  const audiences = sourceAudiences(state, section, act, by);
  return audiences.map((audience) => bodyOf(section, audience)).filter((body) => body !== null);
}

function sourceAudiences(
  state: ReviewState,
  section: SectionStanding,
  act: SectionAct,
  by: StateId | null,
): readonly Audience[] {
  switch (act) {
    case "join":
      return assignedStates(state.facts, section.instrument).map((of) => ({ kind: "state", state: of }));
    case "transmit":
      return [{ kind: "reviewers" }];
    case "submit":
      return by === null ? [] : [{ kind: "state", state: by }];
  }
}

/** A room's text at the moment of an act, as the record names it. */
export function sourceOf({ audience, epoch }: Body): { readonly audience: string; readonly epoch: number } {
  return { audience: formatAudience(audience), epoch };
}
