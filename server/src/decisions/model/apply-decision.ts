import { parseAudience } from "@travaux/blueprint";
import type { Audience } from "@travaux/blueprint";
import type { ActOf, EffectReference } from "../../ledger/acts.ts";
import type { LedgerRecord } from "../../ledger/record.ts";
import { RecordOutOfPlace } from "../../reviews/model/record-out-of-place.ts";
import { textKey, type DecisionKey, type ReviewState } from "../../reviews/model/review-state.ts";

/** The review after suggestions were decided. @throws RecordOutOfPlace */
export function applyDecision(state: ReviewState, act: ActOf<"suggestions-decided">): ReviewState {
  const { decision, section, accepted, rejected, superseded, before } = act;
  if (state.decisions.has(decision)) throw new RecordOutOfPlace(act.kind, "the decision is known");
  const { audience, epoch, key } = textOf(state, act);
  const suggestions = [...accepted, ...rejected, ...superseded];
  const standing = { section, audience, epoch, before, suggestions, undone: false };
  return {
    ...state,
    effects: withEffects(state, act, key),
    decisions: new Map(state.decisions).set(decision, standing),
    keys: withoutKeys(state, key, suggestions),
  };
}

/** The review after a decision was undone. @throws RecordOutOfPlace */
export function applyUndoing(state: ReviewState, act: ActOf<"decision-undone">): ReviewState {
  const undone = state.decisions.get(act.decision);
  if (undone === undefined || undone.undone)
    throw new RecordOutOfPlace(act.kind, "there is nothing to be undone");
  const { key } = textOf(state, act);
  return {
    ...state,
    effects: withEffects(state, act, key),
    decisions: new Map(state.decisions).set(act.decision, { ...undone, undone: true }),
  };
}

/** The review after one reviewing State gave its word: in the place of what it said before. @throws RecordOutOfPlace */
export function applyKey(
  state: ReviewState,
  act: ActOf<"decision-keyed">,
  record: LedgerRecord,
): ReviewState {
  const by = record.by.member;
  if (by === null) throw new RecordOutOfPlace(act.kind, "nobody gave it");
  const { key } = textOf(state, act);
  const kept = { audience: audienceOf(act.kind, act.kept.audience), epoch: act.kept.epoch };
  const given: DecisionKey = {
    state: act.state,
    by,
    choice: act.choice,
    at: record.at,
    seen: act.seen,
    kept,
  };
  const keys = new Map(state.keys.get(key));
  for (const id of act.suggestions)
    keys.set(id, [...(keys.get(id) ?? []).filter((other) => other.state !== act.state), given]);
  return { ...state, keys: new Map(state.keys).set(key, keys) };
}

function textOf(
  state: ReviewState,
  act: ActOf<"suggestions-decided" | "decision-undone" | "decision-keyed">,
): { readonly audience: Audience; readonly epoch: number; readonly key: string } {
  const { kind, section, room } = act;
  const standing = state.sections.get(section)?.bodies.get(room.audience);
  if (standing?.epoch !== room.epoch) throw new RecordOutOfPlace(kind, "the text is not there");
  const { audience, epoch } = standing;
  return { audience, epoch, key: textKey(section, audience, epoch) };
}

function audienceOf(kind: string, text: string): Audience {
  const audience = parseAudience(text);
  if (audience === null) throw new RecordOutOfPlace(kind, "there is no such audience");
  return audience;
}

function withEffects(
  state: ReviewState,
  { kind, section, effect, copy }: ActOf<"suggestions-decided" | "decision-undone">,
  key: string,
): ReadonlyMap<string, EffectReference> {
  const effects = withEffect(state, kind, key, effect);
  if (copy === undefined) return effects;
  const { room } = copy;
  const copied = textKey(section, audienceOf(kind, room.audience), room.epoch);
  return withEffect({ effects }, kind, copied, copy.effect);
}

/** What acts did to texts, with one more. @throws RecordOutOfPlace for one that is older than what is known */
export function withEffect(
  state: Pick<ReviewState, "effects">,
  kind: string,
  key: string,
  effect: EffectReference,
): ReadonlyMap<string, EffectReference> {
  if (effect.clock <= (state.effects.get(key)?.clock ?? 0))
    throw new RecordOutOfPlace(kind, "a later act has been at this text");
  return new Map(state.effects).set(key, effect);
}

function withoutKeys(state: ReviewState, key: string, suggestions: readonly string[]): ReviewState["keys"] {
  const known = state.keys.get(key);
  if (known === undefined) return state.keys;
  const left = new Map(known);
  for (const id of suggestions) left.delete(id);
  return new Map(state.keys).set(key, left);
}
