export { asProposal, refusedReason } from "./as-proposal.ts";
export type { TrackingChange } from "./card-listeners.ts";
export {
  nextSuggestion,
  previousSuggestion,
  redrawSuggestions,
  selectSuggestion,
  setSuggestionView,
  setTrackingMode,
} from "./commands.ts";
export type { BlockChange } from "./drawing/block-change.ts";
export { reviewMarkSpecs } from "./mark-specs.ts";
export {
  coordsOf,
  openSuggestions,
  subscribeToSuggestions,
  type SuggestionPlace,
} from "./open-suggestions.ts";
export type {
  AuthorDisplay,
  CopyMode,
  RefusedReason,
  SuggestionView,
  TrackChangesOptions,
  TrackingMode,
} from "./options.ts";
export { suggestionRecords, type SharedRecords } from "./shared-records.ts";
export { englishTexts, type TrackingTexts } from "./texts.ts";
export { trackChanges } from "./track-changes.ts";
export { trackingDispatch } from "./tracking-dispatch.ts";
export { comesFromYjs, trackingKey, trackingOf, type TrackingState } from "./tracking-state.ts";
export { withdrawSuggestion } from "./withdraw.ts";
