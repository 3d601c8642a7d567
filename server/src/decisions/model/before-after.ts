import type { SuggestionRecord, TrackedDocument } from "@travaux/track-changes/model";
import type { Node } from "prosemirror-model";
import type { Json } from "../../storage/storage.ts";

/**
 * What a decision changed, in the form in which it is kept: of both texts the blocks in their order, those that are the
 * same in both by their ids alone.
 */
export interface BeforeAfter {
  readonly before: readonly Json[];
  readonly after: readonly Json[];
  /** By key: the record before and after, `null` for none. */
  readonly records: { readonly [key: string]: readonly [before: Json, after: Json] };
  /** Of their keys, those about nodes that were gone already. */
  readonly adrift: readonly string[];
}

export function beforeAfter(before: TrackedDocument, after: TrackedDocument): BeforeAfter {
  const same = sameBlocks(before.doc, after.doc);
  const shorten = (doc: Node): readonly Json[] =>
    doc.children.map((block): Json => {
      const id = idOf(block);
      return id !== null && same.has(id) ? id : jsonOf(block.toJSON());
    });
  const records: Record<string, readonly [Json, Json]> = {};
  for (const key of new Set([...before.records.keys(), ...after.records.keys()])) {
    const [was, is] = [recordJson(before.records.get(key)), recordJson(after.records.get(key))];
    if (JSON.stringify(was) !== JSON.stringify(is)) records[key] = [was, is];
  }
  const ids = idsIn(before.doc);
  const adrift = Object.keys(records).filter((key) => {
    const target = targetOf(records[key]?.[0] ?? null);
    return target === null || !ids.has(target);
  });
  return { before: shorten(before.doc), after: shorten(after.doc), records, adrift };
}

/** As a payload keeps it. */
export function beforeAfterJson({ before, after, records, adrift }: BeforeAfter): Json {
  return { before, after, records, adrift };
}

/** The inverse of {@link beforeAfterJson}; `null` for anything else. */
export function readBeforeAfter(json: Json | null): BeforeAfter | null {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return null;
  const [before, after, records, adrift]: readonly unknown[] = ["before", "after", "records", "adrift"].map(
    (name): unknown => Reflect.get(json, name),
  );
  if (!Array.isArray(before) || !Array.isArray(after) || !Array.isArray(adrift)) return null;
  if (typeof records !== "object" || records === null) return null;
  const pairs: Record<string, readonly [Json, Json]> = {};
  for (const [key, pair] of Object.entries(records)) {
    if (!Array.isArray(pair) || pair.length !== 2) return null;
    pairs[key] = [pair[0], pair[1]];
  }
  return { before, after, records: pairs, adrift };
}

/** The ids of all nodes of a document. */
export function idsIn(doc: Node): ReadonlySet<string> {
  const ids = new Set<string>();
  doc.descendants((node) => {
    const id = node.isText ? null : idOf(node);
    if (id !== null) ids.add(id);
  });
  return ids;
}

/** The node that a record is about; `null` for what is no record. */
export function targetOf(record: Json): string | null {
  const target: unknown =
    typeof record === "object" && record !== null ? Reflect.get(record, "target") : null;
  return typeof target === "string" ? target : null;
}

export function idOf(node: Node): string | null {
  const id: unknown = node.attrs["id"];
  return typeof id === "string" ? id : null;
}

/** The ids of blocks that both texts have alike. */
function sameBlocks(one: Node, other: Node): ReadonlySet<string> {
  const blocks = new Map<string, Node>();
  for (const block of one.children) {
    const id = idOf(block);
    if (id !== null) blocks.set(id, block);
  }
  const same = new Set<string>();
  for (const block of other.children) {
    const id = idOf(block);
    if (id !== null && blocks.get(id)?.eq(block) === true) same.add(id);
  }
  return same;
}

/** A record as JSON; `null` for none. Of one that cannot be read, what is there. */
export function recordJson(record: SuggestionRecord | undefined): Json {
  return record === undefined ? null : jsonOf(record);
}

function jsonOf(value: unknown): Json {
  const json: Json = JSON.parse(JSON.stringify(value) ?? "null");
  return json;
}
