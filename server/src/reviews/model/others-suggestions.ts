import { carrySuggestions, projectBase, resolve, type TrackedDocument } from "@travaux/track-changes/model";
import type { Node } from "prosemirror-model";

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

/** The State's working copy of a new version, with what it had proposed to the last, as far as that finds its place. */
export function copyOfNew(
  version: Node,
  copy: TrackedDocument,
  isOfState: (author: string) => boolean,
): TrackedDocument {
  const from = { doc: projectBase(copy), records: new Map() };
  const onto = { doc: version, records: new Map() };
  return carrySuggestions({ from, draft: copy, onto, authors: isOfState }).tracked;
}

function noId(): never {
  throw new RangeError("Rejecting makes no nodes");
}
