import { BODY_ROOT, SUGGESTIONS_ROOT } from "@travaux/blueprint";
import { readRecord, type SuggestionRecord, type TrackedDocument } from "@travaux/track-changes/model";
import type { Node as ProseMirrorNode, Schema } from "prosemirror-model";
import * as Y from "yjs";
import { readBlock, readChildren } from "./read-block.ts";
import { Refusal } from "./refusal.ts";

/** The top-level blocks of the body. @throws {Refusal} `schema` if it holds anything else */
export function bodyBlocks(body: Y.XmlFragment): Y.XmlElement[] {
  for (const attribute of body._map.values())
    if (!attribute.deleted) throw new Refusal("schema", "attribute on the body");
  return readChildren(body).map((child) => {
    if (child instanceof Y.XmlElement) return child;
    throw new Refusal("schema", "text outside a block");
  });
}

/**
 * The text of `document` as the schema's top node, exactly as y-prosemirror shows it; the document is not touched.
 *
 * @throws {Refusal} `schema` if a client could not show it whole
 */
export function readBody(schema: Schema, document: Y.Doc): ProseMirrorNode {
  const blocks = bodyBlocks(document.getXmlFragment(BODY_ROOT)).map((block) => {
    const { node, strays, references } = readBlock(schema, block);
    if (strays.length > 0 || references.some(({ footnote }) => footnote === null))
      throw new Refusal("schema", "marks in disorder");
    return node;
  });
  const body = schema.topNodeType.create(null, blocks);
  try {
    body.check();
  } catch {
    // ProseMirror's message quotes the content.
    throw new Refusal("schema", "invalid body");
  }
  return body;
}

/**
 * The text of `document` with everything proposed to it. A record that is none of ours proposes nothing and is left out.
 *
 * @throws {Refusal} as {@link readBody}
 */
export function readTracked(schema: Schema, document: Y.Doc): TrackedDocument {
  const records = new Map<string, SuggestionRecord>();
  for (const [key, value] of document.getMap(SUGGESTIONS_ROOT).entries()) {
    const record = readRecord(key, value);
    if (record !== null) records.set(key, record);
  }
  return { doc: readBody(schema, document), records };
}
