import type { OutlineEntry } from "@travaux/blueprint";

/** The section under the heading that is being read, or the next one below it; the first of the report to begin with. */
export function sectionFrom(
  entries: readonly OutlineEntry[],
  reading: string | null,
): OutlineEntry | undefined {
  const from = entries.findIndex((entry) => entry.id === reading);
  return entries.slice(Math.max(0, from)).find((entry) => (entry.section?.rooms.length ?? 0) > 0);
}
