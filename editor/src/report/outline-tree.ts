import type { OutlineEntry, SectionAct, SectionView } from "@travaux/blueprint";

/** A heading with what stands below it. */
export interface OutlineNode {
  readonly entry: OutlineEntry;
  readonly children: readonly OutlineNode[];
}

/** Groups the outline's entries, which come in the report's order, under their headings. */
export function buildTree(entries: readonly OutlineEntry[]): readonly OutlineNode[] {
  const roots: OutlineNode[] = [];
  const open: { readonly depth: number; readonly children: OutlineNode[] }[] = [];
  for (const entry of entries) {
    const children: OutlineNode[] = [];
    while ((open.at(-1)?.depth ?? -1) >= entry.depth) open.pop();
    (open.at(-1)?.children ?? roots).push({ entry, children });
    open.push({ depth: entry.depth, children });
  }
  return roots;
}

/** The tree with nothing but the headings that match and those above them; what stands below a match stays. */
export function filterTree(
  nodes: readonly OutlineNode[],
  matches: (entry: OutlineEntry) => boolean,
): readonly OutlineNode[] {
  return nodes.flatMap((node): readonly OutlineNode[] => {
    if (matches(node.entry)) return [node];
    const children = filterTree(node.children, matches);
    return children.length === 0 ? [] : [{ entry: node.entry, children }];
  });
}

/** The ids of the headings above `id`, outermost first, without itself; empty for one that is not there. */
export function headingsAbove(entries: readonly OutlineEntry[], id: string): readonly string[] {
  const at = entries.findIndex((entry) => entry.id === id);
  const above: OutlineEntry[] = [];
  for (const entry of entries.slice(0, Math.max(at, 0)).toReversed()) {
    const below = above[0] ?? entries[at];
    if (below !== undefined && entry.depth < below.depth) above.unshift(entry);
  }
  return above.map((entry) => entry.id);
}

/** The sections at and below a heading. */
export function sectionsBelow(node: OutlineNode): readonly SectionView[] {
  const below = node.children.flatMap(sectionsBelow);
  return node.entry.section === null ? below : [node.entry.section, ...below];
}

/** What may be done with several sections below a heading at once. */
export interface ActGroup {
  readonly act: SectionAct;
  readonly sections: readonly SectionView[];
}

const ACTS: readonly SectionAct[] = ["join", "transmit", "submit"];

/** The acts that are open for two sections or more below the heading; a single one has its own button. */
export function chapterActs(node: OutlineNode): readonly ActGroup[] {
  const sections = node.children.flatMap(sectionsBelow);
  return ACTS.map((act) => ({
    act,
    sections: sections.filter((section) => section.acts.includes(act)),
  })).filter((group) => group.sections.length > 1);
}

/**
 * `next` with the very objects of `before` wherever they say the same, so that only what changed is drawn again.
 * Both are in the report's order.
 */
export function keepUnchanged(
  before: readonly OutlineEntry[],
  next: readonly OutlineEntry[],
): readonly OutlineEntry[] {
  const known = new Map(before.map((entry) => [entry.id, entry]));
  const kept = next.map((entry) => {
    const earlier = known.get(entry.id);
    return earlier !== undefined && JSON.stringify(earlier) === JSON.stringify(entry) ? earlier : entry;
  });
  return kept.length === before.length && kept.every((entry, index) => entry === before[index])
    ? before
    : kept;
}
