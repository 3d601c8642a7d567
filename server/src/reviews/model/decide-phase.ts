import { phaseStep, routeOf } from "@travaux/blueprint";
import type { Phase, PhaseMove, SectionId } from "@travaux/blueprint";
import type { Refusal } from "../reviews.ts";
import { invalid, mintPayload, refuse, type ProposedRecord, type Random } from "./decision.ts";
import { commonRoom, type Member, type ReviewState, type SectionStanding } from "./review-state.ts";

/** The longest reason for a move, in UTF-16 code units. */
export const REASON_LIMIT = 2000;

/**
 * Sections whose own rooms must be read before a move: on the way into drafting, those that still stand with each
 * reviewing State. Where nobody wrote anything there is nothing to join, and the reviewing side begins together.
 */
export function sectionsToOpen(state: ReviewState, to: Phase): readonly SectionStanding[] {
  if (to !== "drafting") return [];
  return [...state.sections.values()].filter(
    ({ kind, stage }) => routeOf(kind) === "finding" && stage === "own",
  );
}

/**
 * Decides on another phase.
 *
 * @param facts `blank`: of {@link sectionsToOpen}, those whose own rooms are all empty
 */
export function decidePhase(
  state: ReviewState,
  actor: Member,
  move: PhaseMove,
  { blank, random }: { readonly blank: ReadonlySet<SectionId>; readonly random: Random },
): ProposedRecord | Refusal {
  if (actor.role !== "secretariat") return refuse("not-permitted");
  const step = phaseStep(state.phase, move.to);
  if (step === null) return refuse("phase-order");
  const words = move.reason?.trim() ?? "";
  if (words.length > REASON_LIMIT) return invalid([{ pointer: "/reason", code: "too-long" }]);
  if (step.reason && words === "") return refuse("reason-missing");
  const reason = words === "" ? null : mintPayload(commonRoom(state.review), words, random);
  const opened = sectionsToOpen(state, move.to).filter(({ id }) => blank.has(id));
  return {
    act: {
      kind: "phase-moved",
      from: state.phase,
      to: move.to,
      reason: reason === null ? null : reason.salted.reference,
      opened: opened.map(({ id }) => id),
    },
    payloads: reason === null ? [] : [reason],
  };
}
