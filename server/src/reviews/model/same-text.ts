import type { TrackedDocument } from "@travaux/track-changes/model";

/** Whether two texts are the same, and the same is proposed to them. */
export function sameText(one: TrackedDocument, other: TrackedDocument): boolean {
  return (
    one.doc.eq(other.doc) &&
    one.records.size === other.records.size &&
    [...one.records].every(([key, record]) => {
      const twin = other.records.get(key);
      return twin === record || JSON.stringify(twin) === JSON.stringify(record);
    })
  );
}
