/** A stretch of one text block that a comment is about, as it stands in one text. */
export interface AnchorPart {
  /** Id of the text block. */
  readonly block: string;
  /** Offsets into the block's text, in UTF-16 code units; `from` < `to` where it is placed. */
  readonly from: number;
  readonly to: number;
  /** What stands there; of an orphan, what stood there last. */
  readonly quote: string;
  /** Up to {@link CONTEXT_LENGTH} code units before and after it in the block. */
  readonly before: string;
  readonly after: string;
  /** Where its text has gone it is an orphan, and finds its place again when the text comes back. */
  readonly state: "placed" | "orphaned";
}

/** How much of the text around it an anchor keeps on either side, in UTF-16 code units. */
export const CONTEXT_LENGTH = 32;

/** The most blocks that one comment may be about. */
export const PARTS_LIMIT = 20;

/** The most text that one comment may be about, over all its parts, in UTF-16 code units. */
export const QUOTE_LIMIT = 5000;

/** The longest quotation of a part that has grown by what was written inside it; what is beyond is cropped. */
export const GROWN_LIMIT = 10_000;

/** A text block as anchors see it: its marks play no part, a leaf that is no text counts as one U+FFFC. */
export interface BlockText {
  readonly id: string;
  readonly text: string;
}

/** What one change did to the text blocks of a document; blocks it left alone are in none of the lists. */
export interface TextChange {
  readonly changed: readonly { readonly id: string; readonly before: string; readonly after: string }[];
  readonly removed: readonly BlockText[];
  readonly added: readonly BlockText[];
}
