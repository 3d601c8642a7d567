import type { Phase } from "./vocabulary.ts";

/** The phases through which a review goes, in order. */
export const MAIN_PHASES = [
  "created",
  "self-assessment",
  "desk-review",
  "dialogue",
  "drafting",
  "with-state",
  "consensus",
  "agreed",
  "summary-production",
  "issued",
  "closed",
] as const satisfies readonly Phase[];
export type MainPhase = (typeof MAIN_PHASES)[number];

/** The phases that stand aside: the review rests, everybody reads what he could read. */
export const SIDE_PHASES = ["suspended", "deferred"] as const satisfies readonly Phase[];

/** Whether the review rests. */
export function isSidePhase(phase: Phase): phase is (typeof SIDE_PHASES)[number] {
  return phase === "suspended" || phase === "deferred";
}

/** A move of a review from the phase it is in. */
export interface PhaseStep {
  readonly to: Phase;
  readonly direction: "forward" | "back" | "aside" | "resume";
  /** Whether the Secretariat must give a reason. */
  readonly reason: boolean;
}

/** The only moves back: dialogue reopens, or the text returns to its authors (facts 4.4). */
const MOVES_BACK: Partial<Record<Phase, MainPhase>> = { consensus: "dialogue", "with-state": "drafting" };

/**
 * The moves that are allowed from `phase`: the next one, the way back where there is one, and aside. A closed review
 * moves no more. A review that rests may take up any phase: while it rested the parties may have agreed on another
 * course.
 */
export function nextPhases(phase: Phase): readonly PhaseStep[] {
  if (isSidePhase(phase)) {
    const other = phase === "suspended" ? "deferred" : "suspended";
    return [
      ...MAIN_PHASES.map((to): PhaseStep => ({ to, direction: "resume", reason: true })),
      { to: other, direction: "aside", reason: true },
    ];
  }
  const next = MAIN_PHASES[MAIN_PHASES.indexOf(phase) + 1];
  if (next === undefined) return [];
  const back = MOVES_BACK[phase];
  return [
    { to: next, direction: "forward", reason: false },
    ...(back === undefined ? [] : [{ to: back, direction: "back", reason: true } as const]),
    ...SIDE_PHASES.map((to): PhaseStep => ({ to, direction: "aside", reason: true })),
  ];
}

/** The step from one phase to another; `null` if that move is not allowed. */
export function phaseStep(from: Phase, to: Phase): PhaseStep | null {
  return nextPhases(from).find((step) => step.to === to) ?? null;
}
