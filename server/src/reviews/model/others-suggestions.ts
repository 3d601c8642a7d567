import { carrySuggestions, projectBase, resolve, type TrackedDocument } from "@travaux/track-changes/model";

/** A text with what the State itself proposes to it. */
export function withoutOthers(
  text: TrackedDocument,
  isOfState: (author: string) => boolean,
): TrackedDocument {
  const { doc, records } = resolve(text, (_id, by) => (isOfState(by) ? "keep" : "reject"), noId);
  return { doc, records };
}

/** A new version of a State's text, with what others proposed to the version before it, as far as that finds its place. */
export function withOthers(
  version: TrackedDocument,
  standing: TrackedDocument,
  isOfState: (author: string) => boolean,
): { readonly text: TrackedDocument; readonly left: number } {
  const from = { doc: projectBase(standing), records: new Map() };
  const authors = (by: string): boolean => !isOfState(by);
  const { tracked, left } = carrySuggestions({ from, draft: standing, onto: version, authors });
  return { text: tracked, left: left.length };
}

function noId(): never {
  throw new RangeError("Rejecting makes no nodes");
}
