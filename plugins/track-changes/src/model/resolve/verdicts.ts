import { readRecord, suggestionOfKey, type SuggestionRecord } from "../records.ts";
import { authorOf, type SuggestionId } from "../suggestion-id.ts";
import type { Decision } from "../tracked.ts";

/** Who decides: asked once for each suggestion. */
export type Decide = (id: SuggestionId, by: string) => Decision;

/** The answers of one {@link Decide}, kept. */
export interface Verdicts {
  /** What was said of a suggestion, whatever form it has. `by` counts only where the id names no author. */
  said(id: SuggestionId, by: string): Decision;
  /** The decided suggestions so far, with what was said of them. */
  readonly decided: ReadonlyMap<SuggestionId, "accept" | "reject">;
}

/** Asks `decide` about each suggestion at most once. */
export function verdictsOf(decide: Decide): Verdicts {
  const all = new Map<SuggestionId, Decision>();
  const decided = new Map<SuggestionId, "accept" | "reject">();
  return {
    decided,
    said(id, by) {
      const known = all.get(id);
      if (known !== undefined) return known;
      const decision = decide(id, authorOf(id) ?? by);
      all.set(id, decision);
      if (decision !== "keep") decided.set(id, decision);
      return decision;
    },
  };
}

/** The suggestion to which a stored record belongs: for a key that names none, the key itself. */
export function ownerOfKey(key: string): SuggestionId {
  return suggestionOfKey(key) ?? key;
}

const valid = new WeakMap<SuggestionRecord, { readonly key: string; readonly sound: boolean }>();

/** Whether a record is of a form this version knows, and what its key says. Remembered by identity. */
export function isSound(key: string, record: SuggestionRecord): boolean {
  if (typeof record !== "object" || record === null) return false;
  const known = valid.get(record);
  if (known?.key === key) return known.sound;
  const sound = readRecord(key, record) !== null;
  valid.set(record, { key, sound });
  return sound;
}
