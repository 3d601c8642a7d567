/** `<author>:<random>`: who proposes, and what tells his proposals apart. At most 128 characters. */
export type SuggestionId = string;

const SUGGESTION_ID = /^([A-Za-z0-9_-]{1,64}):([A-Za-z0-9]{4,40})$/;

/** Whether `text` names a suggestion. */
export function isSuggestionId(text: string): boolean {
  return SUGGESTION_ID.test(text);
}

/** The author whom a suggestion's id names; `null` for a text that is no such id. */
export function authorOf(id: SuggestionId): string | null {
  return SUGGESTION_ID.exec(id)?.[1] ?? null;
}

/**
 * The id of a suggestion.
 *
 * @param random 4 to 40 letters or digits
 * @throws RangeError for an author or a random part that no id can hold
 */
export function suggestionId(author: string, random: string): SuggestionId {
  const id = `${author}:${random}`;
  if (!isSuggestionId(id)) throw new RangeError("Not a suggestion id");
  return id;
}
