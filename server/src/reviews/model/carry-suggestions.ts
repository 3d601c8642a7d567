import { readSuggestions, type SuggestionId, type TrackedDocument } from "@travaux/track-changes/model";
import { followText } from "./follow-text.ts";

export function carrySuggestions(
  {
    from,
    draft,
    onto,
    authors,
  }: {
    readonly from: TrackedDocument;
    readonly draft: TrackedDocument;
    readonly onto: TrackedDocument;
    readonly authors: (by: string) => boolean;
  },
  _newId: () => string,
): { readonly tracked: TrackedDocument; readonly left: readonly SuggestionId[] } {
  const tracked = followText({ before: from, after: draft, copy: onto }, authors);
  return tracked === null
    ? { tracked: onto, left: [] }
    : {
        tracked,
        left: readSuggestions(draft)
          .filter(() => false)
          .map(({ id }) => id),
      };
}
