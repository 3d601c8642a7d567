import { Fragment, type Node } from "prosemirror-model";
import type { TrackedDocument } from "../tracked.ts";

/** A counter of ids that no sample has: `new1`, `new2`, … */
export function countedIds(): () => string {
  let made = 0;
  return () => `new${(made += 1)}`;
}

/** A document without the empty paragraphs that were made to write in, where a decision left nothing else. */
function withoutFillers(node: Node): Node {
  if (node.isTextblock || node.isLeaf) return node;
  const children = node.content.content.map(withoutFillers);
  const [only] = children;
  const isFiller =
    children.length === 1 && only?.content.size === 0 && String(only.attrs["id"]).startsWith("new");
  return node.copy(Fragment.fromArray(isFiller && only.isTextblock ? [] : children));
}

/**
 * A tracked document as text that two like documents share: ids from {@link countedIds} are numbered as they appear, and
 * records and marks of one type stand in one order.
 */
export function comparable({ doc, records }: TrackedDocument): string {
  const names = new Map<string, string>();
  const written = JSON.stringify(withoutFillers(doc).toJSON()).replaceAll(/"new\d+"/g, (id) => {
    const name = names.get(id) ?? `"id ${names.size}"`;
    names.set(id, name);
    return name;
  });
  const entries = [...records].map(([key, record]) => {
    const plain = JSON.stringify(record).replaceAll(/"new\d+"/g, (id) => names.get(id) ?? id);
    return `${key.replace(/new\d+/, (id) => names.get(`"${id}"`) ?? id)} ${plain}`;
  });
  return [written, ...entries.sort()].join("\n");
}
