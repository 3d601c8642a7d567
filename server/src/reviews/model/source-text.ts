import { createHash } from "node:crypto";
import { formatAudience } from "@travaux/blueprint";
import type { Audience, SectionId } from "@travaux/blueprint";
import type { Node } from "prosemirror-model";
import { canonicalBytes } from "../../ledger/canonical-json.ts";
import type { Json } from "../../storage/storage.ts";

/** A room's text as an act finds it. */
export interface SourceText {
  readonly doc: Node;
  /** {@link digestOf} the document. */
  readonly digest: string;
  /** Nothing in it but what the room began with, or nothing at all. */
  readonly blank: boolean;
  /** It could be read only up to its last good record, or not at all; no act carries it. */
  readonly damaged: boolean;
}

/** A document as the bytes that a payload keeps. */
export function documentBytes(doc: Node): Uint8Array {
  const json: Json = doc.toJSON();
  return canonicalBytes(json);
}

/** Hex SHA-256 over a document's canonical JSON: what a clearance covers. */
export function digestOf(doc: Node): string {
  return createHash("sha256").update(documentBytes(doc)).digest("hex");
}

/** What an act reads of one room. */
export function sourceText(doc: Node, seed: Node | null, damaged: boolean): SourceText {
  const digest = digestOf(doc);
  const untouched = seed !== null && digest === digestOf(seed);
  return { doc, digest, blank: untouched || isWordless(doc), damaged };
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
