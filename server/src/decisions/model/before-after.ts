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
  return { before: shorten(before.doc), after: shorten(after.doc), records };
}

/** As a payload keeps it. */
export function beforeAfterJson({ before, after, records }: BeforeAfter): Json {
  return { before, after, records };
}

/** The inverse of {@link beforeAfterJson}; `null` for anything else. */
export function readBeforeAfter(json: Json | null): BeforeAfter | null {
  if (typeof json !== "object" || json === null || Array.isArray(json)) return null;
  const [before, after, records]: readonly unknown[] = ["before", "after", "records"].map((name): unknown =>
    Reflect.get(json, name),
  );
  if (!Array.isArray(before) || !Array.isArray(after)) return null;
  if (typeof records !== "object" || records === null) return null;
  const pairs: Record<string, readonly [Json, Json]> = {};
  for (const [key, pair] of Object.entries(records)) {
    if (!Array.isArray(pair) || pair.length !== 2) return null;
    pairs[key] = [pair[0], pair[1]];
  }
  return { before, after, records: pairs };
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
