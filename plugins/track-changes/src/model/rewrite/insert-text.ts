import { Fragment, Slice } from "prosemirror-model";
import { ReplaceStep } from "prosemirror-transform";
import { UNBREAKABLE } from "../policy.ts";
import type { SuggestionId } from "../suggestion-id.ts";
import { BREAK } from "../tracked.ts";
import type { Piece } from "./content.ts";
import { Untracked, type Draft } from "./draft.ts";
import { zoneAt } from "./zones.ts";

/** Text put in, and the positions it has in the document as it is now, piece by piece. */
export interface Inserted {
  readonly from: number;
  readonly to: number;
  readonly pieces: readonly { readonly piece: Piece; readonly at: number; readonly size: number }[];
}

/**
 * Puts text in at `pos` as the author's proposal, going on with the one that he made there. In a block that he proposes
 * his text needs no mark.
 */
export function insertText(draft: Draft, pos: number, pieces: readonly Piece[]): Inserted {
  const $pos = draft.doc.resolve(pos);
  if (pieces.some(({ node }) => node === null)) {
    if (UNBREAKABLE.includes($pos.parent.type.name)) throw new Untracked("break-in-footnote");
    draft.divided.add($pos.parent.attrs["id"]);
  }
  const isMarked =
    zoneAt($pos, $pos.depth, draft.options.author) !== "own" || pieces.some(({ node }) => node === null);
  const mark = isMarked ? draft.mark("insertion", draft.id(continued(draft, pos))) : null;
  const nodes = pieces.map(({ node }) => {
    const bare = node ?? draft.schema.text(BREAK);
    const allowed = bare.marks.filter((each) => $pos.parent.type.allowsMarkType(each.type));
    return bare.mark(mark === null ? allowed : mark.addToSet(allowed));
  });
  const content = Fragment.fromArray(nodes);
  draft.step(new ReplaceStep(pos, pos, new Slice(content, 0, 0)));
  let at = pos;
  const placed = pieces.map((piece) => {
    const start = at;
    const size = piece.node?.nodeSize ?? BREAK.length;
    at += size;
    return { piece, at: start, size };
  });
  return { from: pos, to: at, pieces: placed };
}

/**
 * The suggestion that text at `pos` goes on with: the author's insertion beside it, else that which it takes the place
 * of, else the author's deletion at whose edge it stands (both are then one replacement). In the middle of a deletion
 * it is a proposal of its own.
 */
function continued(draft: Draft, pos: number): SuggestionId | null {
  const { nodeBefore, nodeAfter } = draft.doc.resolve(pos);
  const beside = draft.own(nodeBefore, "insertion") ?? draft.own(nodeAfter, "insertion") ?? draft.removed;
  if (beside !== null) return beside;
  const before = draft.own(nodeBefore, "deletion");
  const after = draft.own(nodeAfter, "deletion");
  return before !== null && after !== null ? null : (before ?? after);
}
