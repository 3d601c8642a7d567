import {
  readSuggestions,
  suggestionHash,
  type Suggestion,
  type SuggestionId,
  type TrackedDocument,
} from "@travaux/track-changes/model";
import { carrySuggestions } from "./carry-suggestions.ts";
import { sameText } from "./same-text.ts";

/** The most open suggestions that a text may hold. Source: what the gate allows. */
const OPEN_LIMIT = 5000;

/** The texts that an answer is made of. */
export interface AnswerTexts {
  /** The working copy as the State last submitted it, or as it began. */
  readonly last: TrackedDocument;
  /** The working copy as it stands. */
  readonly working: TrackedDocument;
  /** The text before the team. */
  readonly team: TrackedDocument;
}

/** What submitting comes to. */
export type Answer =
  | { readonly kind: "unchanged"; readonly left: readonly SuggestionId[] }
  | { readonly kind: "empty" }
  | { readonly kind: "too-many-suggestions" }
  | {
      readonly kind: "answered";
      /** The text before the team with the State's suggestions as its working copy has them. */
      readonly text: TrackedDocument;
      readonly brought: readonly SuggestionId[];
      readonly changed: readonly SuggestionId[];
      readonly withdrawn: readonly SuggestionId[];
      /** What could not be carried, for the text before the team is no longer the one it speaks of. */
      readonly left: readonly SuggestionId[];
    };

/**
 * Carries what the State's members propose in their working copy to the text before the team: what was submitted before
 * and is still there stays or changes, what was taken back goes. What somebody proposed before the team itself stays.
 *
 * @param newId ids for nodes that come into being
 */
export function answerText(
  { last, working, team }: AnswerTexts,
  isOfState: (author: string) => boolean,
  newId: () => string,
): Answer {
  const { tracked, left } = carrySuggestions(
    { from: last, draft: working, onto: team, authors: isOfState },
    newId,
  );
  if (sameText(tracked, team)) {
    const proposed = readSuggestions(working).some(({ by }) => isOfState(by));
    return proposed || left.length > 0 ? { kind: "unchanged", left } : { kind: "empty" };
  }
  const after = readSuggestions(tracked);
  if (after.length > OPEN_LIMIT) return { kind: "too-many-suggestions" };
  const before = hashesOf(readSuggestions(team), isOfState);
  const carried = hashesOf(after, isOfState);
  return {
    kind: "answered",
    text: tracked,
    brought: [...carried.keys()].filter((id) => !before.has(id)),
    changed: [...carried].flatMap(([id, hash]) => (before.has(id) && before.get(id) !== hash ? [id] : [])),
    withdrawn: [...before.keys()].filter((id) => !carried.has(id)),
    left,
  };
}

function hashesOf(
  suggestions: readonly Suggestion[],
  isOfState: (author: string) => boolean,
): ReadonlyMap<SuggestionId, string> {
  return new Map(
    suggestions
      .filter(({ by }) => isOfState(by))
      .map((suggestion) => [suggestion.id, suggestionHash(suggestion)]),
  );
}
