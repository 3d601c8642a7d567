import { describe, expect, it } from "vitest";
import { isSidePhase, MAIN_PHASES, nextPhases, phaseStep, SIDE_PHASES } from "./phases.ts";
import { PHASES } from "./vocabulary.ts";

describe("the phases of a review", () => {
  it("are the main course and the two that stand aside, in the vocabulary's order", () => {
    expect([...MAIN_PHASES, ...SIDE_PHASES]).toEqual(PHASES);
    expect(PHASES.filter(isSidePhase)).toEqual(["suspended", "deferred"]);
  });

  it("go forward one at a time, without a reason", () => {
    const forward = MAIN_PHASES.map((phase) =>
      nextPhases(phase).find(({ direction }) => direction === "forward"),
    );
    expect(forward.map((step) => step?.to)).toEqual([...MAIN_PHASES.slice(1), undefined]);
    expect(forward.some((step) => step?.reason)).toBe(false);
  });

  it("go back in two places only, each with a reason", () => {
    const back = MAIN_PHASES.flatMap((from) =>
      nextPhases(from)
        .filter(({ direction }) => direction === "back")
        .map(({ to, reason }) => ({ from, to, reason })),
    );
    expect(back).toEqual([
      { from: "with-state", to: "drafting", reason: true },
      { from: "consensus", to: "dialogue", reason: true },
    ]);
  });

  it("stand aside from any open phase and are taken up at any, each time with a reason", () => {
    for (const phase of MAIN_PHASES.filter((open) => open !== "closed")) {
      for (const aside of SIDE_PHASES) {
        expect(phaseStep(phase, aside)).toEqual({ to: aside, direction: "aside", reason: true });
        expect(phaseStep(aside, phase)).toEqual({ to: phase, direction: "resume", reason: true });
      }
    }
    expect(phaseStep("suspended", "deferred")?.reason).toBe(true);
    expect(phaseStep("suspended", "suspended")).toBeNull();
  });

  it("end with the review closed", () => {
    expect(nextPhases("closed")).toEqual([]);
    expect(phaseStep("drafting", "consensus")).toBeNull();
    expect(phaseStep("agreed", "consensus")).toBeNull();
  });
});
