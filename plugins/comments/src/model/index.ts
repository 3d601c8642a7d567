export {
  CONTEXT_LENGTH,
  PARTS_LIMIT,
  QUOTE_LIMIT,
  type AnchorPart,
  type BlockText,
  type TextChange,
} from "./anchor.ts";
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
