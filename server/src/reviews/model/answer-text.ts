import {
  carrySuggestions,
  countSuggestions,
  readSuggestions,
  resolve,
  suggestionHash,
  type SuggestionId,
  type TrackedDocument,
} from "@travaux/track-changes/model";
import { renewBase } from "./follow-text.ts";
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
      /** The working copy as it was taken, over the base that the text before the team has now. */
      readonly working: TrackedDocument;
      readonly brought: readonly SuggestionId[];
      readonly changed: readonly SuggestionId[];
      readonly withdrawn: readonly SuggestionId[];
      /** What could not be carried, for the text before the team is no longer the one it speaks of. */
      readonly left: readonly SuggestionId[];
    };

/**
 * Carries what the State's members propose in their working copy to the text before the team: what was submitted before
 * and is still there stays or changes, what was taken back goes. What somebody proposed before the team itself stays.
 */
export function answerText(
  { last, working, team }: AnswerTexts,
  isOfState: (author: string) => boolean,
): Answer {
  const draft = renewBase(working, team) ?? working;
  const present = hashesOf(team, isOfState);
  const from = withoutDecided({ last, draft, present }, isOfState);
  const { tracked, left } = carrySuggestions({ from, draft, onto: team, authors: isOfState });
  if (sameText(tracked, team)) {
    const proposed = hashesOf(working, isOfState).size > 0;
    return proposed ? { kind: "unchanged", left } : { kind: "empty" };
  }
  if (countSuggestions(tracked) > OPEN_LIMIT) return { kind: "too-many-suggestions" };
  const carried = hashesOf(tracked, isOfState);
  return {
    kind: "answered",
    text: tracked,
    working: draft,
    brought: [...carried.keys()].filter((id) => !present.has(id)),
    changed: [...carried].flatMap(([id, hash]) => (present.has(id) && present.get(id) !== hash ? [id] : [])),
    withdrawn: [...present.keys()].filter((id) => !carried.has(id)),
    left,
  };
}

/** What was submitted last, but for what was decided since and is now proposed anew in other words. */
function withoutDecided(
  {
    last,
    draft,
    present,
  }: {
    readonly last: TrackedDocument;
    readonly draft: TrackedDocument;
    readonly present: ReadonlyMap<SuggestionId, string>;
  },
  isOfState: (author: string) => boolean,
): TrackedDocument {
  const [before, now] = [hashesOf(last, isOfState), hashesOf(draft, isOfState)];
  const anew = [...now].flatMap(([id, hash]) => (!present.has(id) && before.get(id) !== hash ? [id] : []));
  if (!anew.some((id) => before.has(id))) return last;
  return resolve(last, (id) => (anew.includes(id) ? "reject" : "keep"), noId);
}

function noId(): never {
  throw new RangeError("Rejecting makes no nodes");
}

function hashesOf(
  text: TrackedDocument,
  isOfState: (author: string) => boolean,
): ReadonlyMap<SuggestionId, string> {
  return new Map(
    readSuggestions(text)
      .filter(({ by }) => isOfState(by))
      .map((suggestion) => [suggestion.id, suggestionHash(suggestion)]),
  );
}
