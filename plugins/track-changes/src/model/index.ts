export { authorOf, isSuggestionId, suggestionId, type SuggestionId } from "./suggestion-id.ts";
export {
  BREAK,
  RECORDS_ROOT,
  type Decision,
  type SuggestionRecords,
  type TrackedDocument,
} from "./tracked.ts";
export {
  readRecord,
  RECORD_LENGTH_LIMIT,
  recordKey,
  suggestionOfKey,
  type Scalar,
  type ShapeNode,
  type SuggestionRecord,
} from "./records.ts";
export {
  formatOp,
  insertionOf,
  isMarkOf,
  isReviewMark,
  readFormatOp,
  REVIEW_MARKS,
  reviewMarks,
  suggestionOf,
  type FormatChange,
  type ReviewMark,
} from "./review-marks.ts";
export { verify, type Writer } from "./verify/verify.ts";
export type { Violation, ViolationCode } from "./verify/violation.ts";
export { UNTRACKED_REASONS, type UntrackedReason } from "./policy.ts";
export { rewriteTransaction, type Rewriting } from "./rewrite/rewrite.ts";
export { proposeCommand, type Proposed } from "./rewrite/propose.ts";
export { type RecordChange, type RewriteOptions } from "./rewrite/draft.ts";
export { projectBase, projectFinal, projectFor } from "./resolve/project.ts";
export { resolve, type Resolution } from "./resolve/resolve.ts";
export type { Decide } from "./resolve/verdicts.ts";
export type { NodeOutline, StructuralChange, SuggestionContent } from "./read/content.ts";
export { suggestionHash } from "./read/hash.ts";
export type { Piece } from "./read/pieces.ts";
export {
  countSuggestions,
  readSuggestions,
  type Suggestion,
  type SuggestionKind,
} from "./read/suggestions.ts";
export { carrySuggestions, type Carriage, type Carried } from "./carry/carry.ts";
export { proposeDifference, type Difference, type Divergence } from "./carry/difference.ts";
