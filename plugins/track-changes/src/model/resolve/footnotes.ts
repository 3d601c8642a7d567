import { suggestionOf } from "../review-marks.ts";
import { find, type Draft } from "./draft.ts";
import { FOOTNOTE_MARK, FOOTNOTE_TEXT } from "./names.ts";
import { removeBlock } from "./removal.ts";
import { pendingAround, within, type Block } from "./tree.ts";

/**
 * Keeps footnotes' texts with their references. A text whose last reference went goes too: with an accepted deletion in
 * any case, with a rejected proposal if it was only proposed itself. A text that was accepted while its reference stands
 * in what somebody else proposes becomes part of that proposal.
 *
 * @param admitted nodes that were proposed and have been accepted
 */
export function settleFootnotes(draft: Draft, admitted: readonly Block[]): void {
  const texts = admitted.filter((block) => block.type.name === FOOTNOTE_TEXT);
  if (draft.lostReferences.size === 0 && texts.length === 0) return;
  const references = referencesIn(draft.root);
  for (const [id, loss] of draft.lostReferences) {
    const text = find(draft, id);
    if (text === null || text.type.name !== FOOTNOTE_TEXT || references.has(id)) continue;
    const wasProposed = pendingAround(text).length > 0 || texts.includes(text);
    if (loss === "accepted" || wasProposed) removeBlock(draft, text, loss);
  }
  for (const text of texts) {
    const [first, ...others] = references.get(String(text.attrs["id"])) ?? [null];
    if (first !== null && first !== undefined && !others.includes(null))
      text.attrs = { ...text.attrs, ins: first };
  }
}

/** By footnote, the suggestions that propose its references; `null` for one that stands in the base. */
function referencesIn(root: Block): ReadonlyMap<string, readonly (string | null)[]> {
  const references = new Map<string, (string | null)[]>();
  for (const block of within(root))
    for (const { marks } of block.inline ?? []) {
      const reference = marks.find((mark) => mark.type.name === FOOTNOTE_MARK);
      if (reference === undefined) continue;
      const insertion = marks.find((mark) => mark.type.name === "insertion");
      const by = pendingAround(block)[0] ?? (insertion === undefined ? null : suggestionOf(insertion));
      const id = String(reference.attrs["id"]);
      references.set(id, [...(references.get(id) ?? []), by]);
    }
  return references;
}
