import { COLUMN_OF_PHASE, type AccessColumn } from "./access-table.ts";
import { isSidePhase } from "./phases.ts";
import { routeOf, type SectionKind, type Stage } from "./section-kinds.ts";
import type { Audience, Phase, SectionState, StateId } from "./vocabulary.ts";

/** What must be known of a section and its review to say which rooms it has and who may do what there. */
export interface SectionFacts {
  readonly phase: Phase;
  /** The phase from which the review was suspended or deferred. Left out, a resting review shows what `created` shows. */
  readonly restsFrom?: Phase;
  readonly kind: SectionKind;
  readonly sectionState: SectionState;
  readonly stage: Stage;
  readonly stateUnderReview: StateId;
  /** The reviewing States of the section's instrument; all of them for a section that belongs to none. */
  readonly reviewers: readonly StateId[];
  /** Whether the State under review has ever submitted the section. */
  readonly submittedBefore: boolean;
}

/**
 * What a room is to its section: where it is being written, a version handed over whose author keeps writing elsewhere,
 * or text kept for reading.
 */
export type RoomStanding = "current" | "submitted" | "history";

/** The column that governs the section: of the phase, but for what has been transmitted and for a review that rests. */
export function columnOf(facts: SectionFacts): AccessColumn {
  const phase = COLUMN_OF_PHASE[facts.phase] ?? COLUMN_OF_PHASE[facts.restsFrom ?? "created"] ?? "setup";
  if (!isTransmitted(facts)) return phase;
  if (phase === "consensus" || phase === "agreed") return phase;
  // Nothing is transmitted before drafting: a review in dialogue has been through the State's comments and came back.
  return phase === "dialogue" ? "consensus" : "comments";
}

/** Whether the reviewers' text has been handed to the team. */
export function isTransmitted(facts: SectionFacts): boolean {
  const route = routeOf(facts.kind);
  return (route === "finding" || route === "summary") && facts.stage === "team";
}

/**
 * Whether a transmitted text went back to its authors: the review returned to drafting, and the section was set to
 * `draft` then. The team reads the version it was given until the next is transmitted.
 */
export function isSentBack(facts: SectionFacts): boolean {
  return isTransmitted(facts) && facts.phase === "drafting" && facts.sectionState === "draft";
}

/**
 * Whether a transmitted text lies before the State under review for its answer: the base stands still then, and the
 * State has a working copy of it in a room of its own.
 */
export function isWithState(facts: SectionFacts): boolean {
  const column = columnOf(facts);
  return isTransmitted(facts) && !isSentBack(facts) && (column === "comments" || column === "consensus");
}

/** Whether that audience's room is the State's working copy of what the reviewing States write. */
export function isWorkingCopy(
  audience: Audience,
  facts: Pick<SectionFacts, "kind" | "stateUnderReview">,
): boolean {
  const route = routeOf(facts.kind);
  return (
    (route === "finding" || route === "summary") &&
    audience.kind === "state" &&
    audience.state === facts.stateUnderReview
  );
}

/** What a room with a body is to the section; `null` for a room that the section does not have (yet). */
export function roomStanding(audience: Audience, facts: SectionFacts): RoomStanding | null {
  if (isWorkingCopy(audience, facts)) return workingStanding(facts);
  switch (routeOf(facts.kind)) {
    case "office":
    case "locked":
      return audience.kind === "team" ? "current" : null;
    case "supply":
      if (audience.kind === "state") return audience.state === facts.stateUnderReview ? "current" : null;
      return audience.kind === "team" && facts.stage === "team" ? "submitted" : null;
    case "finding":
      if (audience.kind === "state") {
        if (!facts.reviewers.includes(audience.state)) return null;
        return facts.stage === "own" ? "current" : "history";
      }
      return sharedStanding(audience, facts);
    case "summary":
      return sharedStanding(audience, facts);
  }
}

/** What the State had drafted stays its own to read when the text has moved on. */
function workingStanding(facts: SectionFacts): RoomStanding | null {
  if (!isTransmitted(facts)) return null;
  return isWithState(facts) ? "current" : "history";
}

function sharedStanding(audience: Audience, facts: SectionFacts): RoomStanding | null {
  if (facts.stage === "own") return null;
  if (audience.kind === "reviewers")
    return facts.stage === "reviewers" || mayRedraft(facts) ? "current" : "history";
  if (audience.kind !== "team" || facts.stage !== "team") return null;
  return isSentBack(facts) ? "submitted" : "current";
}

/** Nothing is written any more, or for the time being. */
export function isAtRest(facts: Pick<SectionFacts, "phase" | "sectionState">): boolean {
  return (
    isSidePhase(facts.phase) ||
    facts.phase === "issued" ||
    facts.phase === "closed" ||
    facts.sectionState === "frozen"
  );
}

/** Whether the reviewing side may work on a transmitted text again in its own room, to transmit it anew. */
export function mayRedraft(facts: SectionFacts): boolean {
  return isSentBack(facts) || (isTransmitted(facts) && columnOf(facts) === "consensus");
}

/**
 * The audiences whose rooms hold a body of the section now, the one to show first in front: where it is written before
 * what is kept, narrower before wider within that.
 */
export function sectionRooms(
  facts: SectionFacts,
): readonly { readonly audience: Audience; readonly standing: RoomStanding }[] {
  const states = [facts.stateUnderReview, ...facts.reviewers].map((state): Audience => ({
    kind: "state",
    state,
  }));
  const audiences: readonly Audience[] = [...states, { kind: "reviewers" }, { kind: "team" }];
  const order: readonly RoomStanding[] = ["current", "submitted", "history"];
  return audiences
    .flatMap((audience) => {
      const standing = roomStanding(audience, facts);
      return standing === null ? [] : [{ audience, standing }];
    })
    .toSorted((one, other) => order.indexOf(one.standing) - order.indexOf(other.standing));
}
