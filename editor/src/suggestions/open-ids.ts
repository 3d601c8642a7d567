import type { NodeJson } from "../report/document-json.ts";

const REVIEW_MARKS: ReadonlySet<string> = new Set(["insertion", "deletion", "fmt"]);

/**
 * The ids of the proposals that are open in a text as it came for reading, told without the editor's help: each once,
 * however many places it touches.
 *
 * @param records the structural proposals by their keys, which begin with the id of their proposal
 */
export function openIds(doc: NodeJson, records: Readonly<Record<string, unknown>> = {}): ReadonlySet<string> {
  const ids = new Set(Object.keys(records).map((key) => key.split("/")[0] ?? ""));
  const walk = (node: NodeJson): void => {
    if (typeof node.attrs["ins"] === "string") ids.add(node.attrs["ins"]);
    for (const { type, attrs } of node.marks)
      if (REVIEW_MARKS.has(type) && typeof attrs["id"] === "string") ids.add(attrs["id"]);
    node.content.forEach(walk);
  };
  walk(doc);
  return ids;
}
