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
