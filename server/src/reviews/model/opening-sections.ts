import { buildOutline, firstStage, formatAudience, routeOf } from "@travaux/blueprint";
import type { Audience, InstrumentCode, SectionKind } from "@travaux/blueprint";
import type { ActOf } from "../../ledger/acts.ts";
import { assignedStates, stateUnderReview, type Body, type SectionStanding } from "./review-state.ts";

/** The sections of a report as it is opened, in its order, each with the rooms in which its text begins. */
export function openingSections(facts: ActOf<"review-opened">): readonly SectionStanding[] {
  return buildOutline(facts.blueprint, facts.articles).flatMap(({ section, instrument }) => {
    if (section === null) return [];
    const bodies = firstAudiences(facts, section.kind, instrument).map((audience): [string, Body] => [
      formatAudience(audience),
      { audience, epoch: 1, opening: { kind: "blueprint" } },
    ]);
    const { id, kind } = section;
    return [
      {
        id,
        kind,
        instrument,
        stage: firstStage(kind),
        bodies: new Map(bodies),
        clearances: [],
        sentBack: false,
      },
    ];
  });
}

function firstAudiences(
  facts: ActOf<"review-opened">,
  kind: SectionKind,
  instrument: InstrumentCode | null,
): readonly Audience[] {
  switch (routeOf(kind)) {
    case "office":
      return [{ kind: "team" }];
    case "supply":
      return [{ kind: "state", state: stateUnderReview(facts) }];
    case "finding":
      return assignedStates(facts, instrument).map((state) => ({ kind: "state", state }));
    case "summary":
      return [{ kind: "reviewers" }];
    case "locked":
      return [];
  }
}
