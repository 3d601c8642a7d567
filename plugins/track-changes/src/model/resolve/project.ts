import type { Node } from "prosemirror-model";
import type { TrackedDocument } from "../tracked.ts";
import { FOOTNOTES } from "./names.ts";
import { resolve } from "./resolve.ts";

/** The text as it stands: with every suggestion rejected, without an empty container of footnotes. */
export function projectBase(tracked: TrackedDocument): Node {
  return withoutEmptyFootnotes(resolve(tracked, () => "reject", noId).doc);
}

/** The text as proposed: with every suggestion accepted. @param newId ids for nodes that come into being */
export function projectFinal(tracked: TrackedDocument, newId: () => string): Node {
  return withoutEmptyFootnotes(resolve(tracked, () => "accept", newId).doc);
}

/** The document as one author would have it: his suggestions accepted, those of others still proposed. */
export function projectFor(tracked: TrackedDocument, author: string, newId: () => string): TrackedDocument {
  const { doc, records } = resolve(tracked, (_id, by) => (by === author ? "accept" : "keep"), newId);
  return { doc: withoutEmptyFootnotes(doc), records };
}

function withoutEmptyFootnotes(doc: Node): Node {
  const kept = doc.content.content.filter((node) => node.type.name !== FOOTNOTES || node.childCount > 0);
  return kept.length === doc.childCount ? doc : doc.type.create(doc.attrs, kept, doc.marks);
}

function noId(): never {
  throw new RangeError("Rejecting makes no nodes");
}
