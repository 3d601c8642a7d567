import type { AnchorPart } from "../model/index.ts";

/** A thread as it is drawn in the text. */
export interface ThreadMark {
  readonly id: string;
  /** The words it is about, as whoever keeps them knows them. */
  readonly parts: readonly AnchorPart[];
  /** Drawn as the class `comment-audience-<audience>`: letters, digits, `_` and `-`; all else becomes `-`. */
  readonly audience: string;
  readonly resolved: boolean;
  /** Still being written, and known to its author alone. */
  readonly draft?: boolean;
  /** Holds something that the reader has not seen: the class `comment-unread`. */
  readonly unread?: boolean;
}

/** What {@link comments} is told. All of it is optional, and called after the view has been updated. */
export interface CommentsOptions {
  /** The active thread is another: the caret went into it, or it was chosen from a card. */
  readonly onActive?: (id: string | null) => void;
  /** The caret walked into the words of a thread: to be spoken to a screen reader. */
  readonly onEnter?: (thread: { readonly id: string }) => void;
  /** The caret walked out of them. */
  readonly onLeave?: (thread: { readonly id: string }) => void;
}
