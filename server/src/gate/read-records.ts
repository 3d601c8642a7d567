import { SUGGESTIONS_ROOT } from "@travaux/blueprint";
import { readRecord, type SuggestionRecord } from "@travaux/track-changes/model";
import * as Y from "yjs";

/** What stands under a key of the records: `null` for nothing, `undefined` for what is no record of ours. */
export type StoredRecord = SuggestionRecord | null | undefined;

/** Reads one record of `document` strictly, as it will also be read after it was written out and loaded again. */
export function readStoredRecord(document: Y.Doc, key: string): StoredRecord {
  const item = document.getMap(SUGGESTIONS_ROOT)._map.get(key);
  if (item === undefined || item.deleted) return null;
  const { content } = item;
  const value: unknown =
    content instanceof Y.ContentAny && content.arr.length === 1 ? content.arr[0] : undefined;
  const record = readRecord(key, value);
  return record !== null && readRecord(key, copyOf(value)) !== null ? record : undefined;
}

/** Every key of the records that something stands under. */
export function recordKeys(document: Y.Doc): string[] {
  return [...document.getMap(SUGGESTIONS_ROOT).keys()];
}

/** A value without what JSON cannot hold: fields of its prototype, `undefined`, bytes. */
function copyOf(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value)) as unknown;
  } catch {
    // Whole numbers beyond JSON: no record has any.
    return null;
  }
}
