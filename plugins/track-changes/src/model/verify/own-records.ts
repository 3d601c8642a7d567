import type { Node } from "prosemirror-model";
import { readRecord, suggestionOfKey } from "../records.ts";
import { authorOf } from "../suggestion-id.ts";
import type { TrackedDocument } from "../tracked.ts";
import { violation, type Violation } from "./violation.ts";

/** Checks that only records of the author came, went or changed, and that those he wrote can be read and aim at a node. */
export function compareRecords(
  before: TrackedDocument,
  after: TrackedDocument,
  author: string,
): Violation | null {
  if (before.records === after.records) return null;
  for (const key of before.records.keys()) {
    if (!after.records.has(key) && !isOwnKey(key, author))
      return violation("foreign-suggestion", "record of another removed");
  }
  const aims = new Set<string>();
  for (const [key, record] of after.records) {
    const known = before.records.get(key);
    if (known === record || (known !== undefined && JSON.stringify(known) === JSON.stringify(record)))
      continue;
    if (!isOwnKey(key, author))
      return violation(
        known === undefined ? "forged-author" : "foreign-suggestion",
        "record of another written",
      );
    const read = readRecord(key, record);
    if (read === null) return violation("malformed-record", "cannot be read");
    aims.add(read.target);
  }
  if (aims.size > 0) forgetIds(after.doc, aims);
  if (aims.size > 0) forgetIds(before.doc, aims);
  return aims.size > 0 ? violation("malformed-record", "aims at no node") : null;
}

function isOwnKey(key: string, author: string): boolean {
  const id = suggestionOfKey(key);
  return id !== null && authorOf(id) === author;
}

/** Strikes the ids of the nodes in `node` from `ids`. */
function forgetIds(node: Node, ids: Set<string>): void {
  for (const child of node.children) {
    if (ids.size === 0) return;
    ids.delete(String(child.attrs["id"]));
    if (!child.isTextblock) forgetIds(child, ids);
  }
}
