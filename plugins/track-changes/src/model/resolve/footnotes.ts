import type { Draft } from "./draft.ts";
import { find } from "./draft.ts";
import { FOOTNOTE_MARK, FOOTNOTE_TEXT } from "./names.ts";
import { removeBlock } from "./removal.ts";
import { isPending, within } from "./tree.ts";

/**
 * Removes the texts of footnotes whose last reference went: with an accepted deletion in any case, with a rejected
 * proposal if they were only proposed themselves.
 */
export function removeFootnotes(draft: Draft): void {
  if (draft.lostReferences.size === 0) return;
  const referred = new Set<string>();
  for (const block of within(draft.root))
    for (const node of block.inline ?? [])
      for (const mark of node.marks)
        if (mark.type.name === FOOTNOTE_MARK) referred.add(String(mark.attrs["id"]));
  for (const [id, loss] of draft.lostReferences) {
    const text = find(draft, id);
    if (text === null || text.type.name !== FOOTNOTE_TEXT || referred.has(id)) continue;
    if (loss === "accepted" || isPending(text)) removeBlock(draft, text, loss);
  }
}
