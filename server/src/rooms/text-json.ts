import { readRecord, type SuggestionRecord, type TrackedDocument } from "@travaux/track-changes/model";
import type { Schema } from "prosemirror-model";
import type { Json } from "../storage/storage.ts";

/** A ProseMirror document as `Node.toJSON` gives it, of the report schema. */
export type DocumentJson = { readonly type: "doc"; readonly content?: readonly unknown[] };

/** Structural suggestions as they are kept, by their keys; whether they are sound, who reads them finds out. */
export type RecordsJson = { readonly [key: string]: Json };

/** A text with everything proposed to it. */
export interface TrackedJson {
  readonly doc: DocumentJson;
  readonly suggestions: RecordsJson;
}

/** What a text is kept as: the document alone where nothing else is proposed, as the first versions wrote all. */
export type TextJson = DocumentJson | TrackedJson;

/** The text with its records, in whichever form it was kept; `null` for anything else. */
export function readTextJson(value: unknown): TrackedJson | null {
  if (isDocumentJson(value)) return { doc: value, suggestions: {} };
  if (typeof value !== "object" || value === null || !("doc" in value) || !("suggestions" in value))
    return null;
  const { doc, suggestions } = value;
  return isDocumentJson(doc) && isRecords(suggestions) ? { doc, suggestions } : null;
}

/** The shortest form of a text. */
export function writeTextJson({ doc, suggestions }: TrackedJson): TextJson {
  return Object.keys(suggestions).length === 0 ? doc : { doc, suggestions };
}

function isDocumentJson(value: unknown): value is DocumentJson {
  return typeof value === "object" && value !== null && "type" in value && value.type === "doc";
}

function isRecords(value: unknown): value is RecordsJson {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A text as JSON. */
export function trackedJson({ doc, records }: TrackedDocument): TrackedJson {
  const suggestions: Record<string, Json> = {};
  for (const [key, record] of records) suggestions[key] = recordJson(record);
  return { doc: { ...doc.toJSON(), type: "doc" }, suggestions };
}

/** A record is plain JSON in all but its type. */
function recordJson(record: SuggestionRecord): Json {
  const json: Json = JSON.parse(JSON.stringify(record));
  return json;
}

/**
 * Reads a text into the report's schema; records that are none of ours are left out.
 *
 * @throws RangeError for a document that is none of `schema`
 */
export function parseTracked(schema: Schema, { doc, suggestions }: TrackedJson): TrackedDocument {
  const node = schema.nodeFromJSON(doc);
  node.check();
  const records = new Map<string, SuggestionRecord>();
  for (const [key, value] of Object.entries(suggestions)) {
    const record = readRecord(key, value);
    if (record !== null) records.set(key, record);
  }
  return { doc: node, records };
}
