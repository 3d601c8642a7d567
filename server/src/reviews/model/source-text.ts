import { createHash } from "node:crypto";
import { formatAudience } from "@travaux/blueprint";
import type { Audience, SectionId } from "@travaux/blueprint";
import { countSuggestions, projectBase, type TrackedDocument } from "@travaux/track-changes/model";
import type { Node } from "prosemirror-model";
import { canonicalJson } from "../../ledger/canonical-json.ts";
import { trackedJson } from "../../rooms/text-json.ts";
import type { Json } from "../../storage/storage.ts";

/** A room's text as an act finds it. */
export interface SourceText {
  /** With everything proposed to it. */
  readonly text: TrackedDocument;
  /** With every suggestion rejected: what goes on when a text is widened. */
  readonly base: Node;
  /** {@link digestOf} the base. */
  readonly digest: string;
  /** How many suggestions are open in it. */
  readonly open: number;
  /** Nothing in the base but what the room began with, or nothing at all. */
  readonly blank: boolean;
  /** It could be read only up to its last good record, or not at all; no act carries it. */
  readonly damaged: boolean;
}

/** A text as the bytes that a payload keeps: the document's canonical JSON, with its records where it has any. */
export function textBytes(text: TrackedDocument): Uint8Array {
  const { suggestions } = trackedJson(text);
  const json: Json = text.doc.toJSON();
  const keys = Object.keys(suggestions).sort();
  if (keys.length === 0) return new TextEncoder().encode(canonicalJson(json));
  // A record may hold a fraction, which has no canonical form; its own order is the one in which it is read.
  const records = Object.fromEntries(keys.map((key) => [key, suggestions[key]]));
  return new TextEncoder().encode(`{"doc":${canonicalJson(json)},"suggestions":${JSON.stringify(records)}}`);
}

/** Hex SHA-256 over a text's bytes. */
export function digestOfText(text: TrackedDocument): string {
  return createHash("sha256").update(textBytes(text)).digest("hex");
}

/** {@link digestOfText} of a document to which nothing is proposed: what a clearance covers. */
export function digestOf(doc: Node): string {
  return digestOfText(plainText(doc));
}

/** A document to which nothing is proposed. */
export function plainText(doc: Node): TrackedDocument {
  return { doc, records: new Map() };
}

/** What an act reads of one room. */
export function sourceText(
  text: TrackedDocument,
  seed: TrackedDocument | null,
  damaged: boolean,
): SourceText {
  const base = projectBase(text);
  const digest = digestOf(base);
  const untouched = seed !== null && digest === digestOf(projectBase(seed));
  const open = countSuggestions(text);
  return { text, base, digest, open, blank: untouched || isWordless(base), damaged };
}

/** Neither text nor anything that the server put in place of some. */
function isWordless(doc: Node): boolean {
  let words = false;
  doc.descendants((node) => {
    words ||= (node.isText && /\S/u.test(node.text ?? "")) || (node.isAtom && !node.isText);
    return !words;
  });
  return !words;
}

/** The key of a section's room in what was read for an act. */
export function sourceKey(section: SectionId, audience: Audience): string {
  return `${section}/${formatAudience(audience)}`;
}
