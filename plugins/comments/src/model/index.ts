export { AnchorTracker } from "./anchor-tracker.ts";
export {
  CONTEXT_LENGTH,
  PARTS_LIMIT,
  QUOTE_LIMIT,
  type AnchorPart,
  type BlockText,
  type TextChange,
} from "./anchor.ts";
export { anchorParts, blockTextsOf, partRange } from "./block-texts.ts";
export { filterThreads, isOrphaned, type ThreadFilter } from "./filter-threads.ts";
export { locatePart } from "./locate-part.ts";
export { fitsAt } from "./place-part.ts";
export { readAnchor } from "./read-anchor.ts";
export { readThreads } from "./read-threads.ts";
export {
  ANCHORS_ROOT,
  COMMENT_CLASSES,
  COMMENT_LIMIT,
  DISPOSITIONS,
  THREADS_ROOT,
  type AnchorFact,
  type CommentClass,
  type CommentFact,
  type Disposition,
  type DispositionOutcome,
  type Thread,
  type ThreadFact,
  type ThreadSubject,
} from "./thread.ts";
