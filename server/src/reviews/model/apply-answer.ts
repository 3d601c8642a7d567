import { parseAudience } from "@travaux/blueprint";
import { withEffect } from "../../decisions/model/apply-decision.ts";
import type { ActOf, AnsweredSection } from "../../ledger/acts.ts";
import { RecordOutOfPlace } from "./record-out-of-place.ts";
import { textKey, type ReviewState } from "./review-state.ts";

/** The review after the State under review submitted what it proposes. @throws RecordOutOfPlace */
export function applyAnswers(state: ReviewState, act: ActOf<"suggestions-submitted">): ReviewState {
  return act.sections.reduce((standing, answered) => applyAnswer(standing, act.kind, answered), state);
}

function applyAnswer(
  state: ReviewState,
  kind: string,
  { section: id, from, to, times, effect, renewed, taken }: AnsweredSection,
): ReviewState {
  const section = state.sections.get(id);
  if (section === undefined) throw new RecordOutOfPlace(kind, "the report has no such section");
  const [audience, own] = [parseAudience(to.audience), parseAudience(from.audience)];
  const isThere = [from, to].every((room) => section.bodies.get(room.audience)?.epoch === room.epoch);
  if (audience === null || own === null || !isThere)
    throw new RecordOutOfPlace(kind, "the text is not there");
  const effects = withEffect(state, kind, textKey(id, audience, to.epoch), effect);
  const earlier = section.answered?.epoch === to.epoch ? section.answered.times : [];
  const known = new Map([...earlier, ...Object.entries(times)]);
  return {
    ...state,
    effects:
      renewed === undefined ? effects : withEffect({ effects }, kind, textKey(id, own, from.epoch), renewed),
    sections: new Map(state.sections).set(id, {
      ...section,
      answered: { epoch: to.epoch, taken, times: known },
    }),
  };
}
