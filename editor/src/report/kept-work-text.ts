import type { KeptWork } from "../session/kept-work.ts";

/** The words of kept work, a paragraph each, for the clipboard. */
export function keptText(kept: KeptWork): string {
  return kept.blocks
    .filter((block) => block.kind !== "removed")
    .map((block) => block.text)
    .join("\n\n");
}

/** The blocks that may be put into the text as new ones: without the ids, which others may bear by now. */
export function blocksToInsert(kept: KeptWork): readonly Fields[] {
  return kept.blocks
    .filter((block) => block.kind !== "removed")
    .map((block) => withoutIds(block.node))
    .filter((block) => block !== null);
}

type Fields = Readonly<Record<string, unknown>>;

function withoutIds(node: unknown): Fields | null {
  if (typeof node !== "object" || node === null) return null;
  return Object.fromEntries(
    Object.entries(node).map(([key, value]: [string, unknown]) => {
      if (key === "attrs" && typeof value === "object" && value !== null)
        return [key, { ...value, id: null }];
      if (key === "content" && Array.isArray(value))
        return [key, value.map((child: unknown) => withoutIds(child))];
      return [key, value];
    }),
  );
}
