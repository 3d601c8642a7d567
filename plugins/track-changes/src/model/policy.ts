/*
 * What can be tracked, as data. Names are those of node types; a schema without such a type is simply never concerned.
 */

/** In these a break splits the whole item, not the textblock alone. */
export const BREAK_SPLITS_PARENT: readonly string[] = ["list_item"];

/** Textblocks that hold one paragraph by nature: no break can be proposed in them. */
export const UNBREAKABLE: readonly string[] = ["footnote_text"];

/** Nodes that only the server makes, moves or removes: a deletion passes over them. */
export const UNTOUCHABLE: readonly string[] = ["placeholder", "placeholder_block"];

/** These are never proposed themselves, only what is in them: they come with the first of it and go with the last. */
export const BARE_CONTAINERS: readonly string[] = ["footnotes"];

/** Their ids are what references in the text name, so a new one keeps the id that it comes with. */
export const REFERRED_TO: readonly string[] = ["footnote_text"];

/** Attributes of a node that are no matter of proposal: who it is, and who proposes it. */
export const IDENTITY: readonly string[] = ["id", "ins"];

/**
 * Why a transaction cannot be tracked; it is then refused whole and nothing is applied.
 *
 * - `break-in-footnote`: a paragraph break in a textblock that cannot be split.
 * - `spanning-cell`: a row or column would run through a merged cell, or a merged cell would have to move.
 * - `placeholder`: text would be put into the place of a passage that was withheld, or such a passage would be copied.
 * - `unnamed-node`: the change concerns a node without an id, to which no record can point.
 * - `unknown-step`: a kind of step that this package does not know.
 * - `too-complex`: content would both be arranged anew and be changed, in a manner that no record can say.
 * - `too-large`: the record would exceed the length limit of records.
 */
export const UNTRACKED_REASONS = [
  "break-in-footnote",
  "spanning-cell",
  "placeholder",
  "unnamed-node",
  "unknown-step",
  "too-complex",
  "too-large",
] as const;
export type UntrackedReason = (typeof UNTRACKED_REASONS)[number];
