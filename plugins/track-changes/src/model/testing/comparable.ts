import type { TrackedDocument } from "../tracked.ts";

/** A counter of ids that no sample has: `new1`, `new2`, … */
export function countedIds(): () => string {
  let made = 0;
  return () => `new${(made += 1)}`;
}

/**
 * A tracked document as text that two like documents share: ids from {@link countedIds} are numbered as they appear, and
 * records and marks of one type stand in one order.
 */
export function comparable({ doc, records }: TrackedDocument): string {
  const names = new Map<string, string>();
  const written = JSON.stringify(doc.toJSON()).replaceAll(/"new\d+"/g, (id) => {
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
