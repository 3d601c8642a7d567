import { expect, it } from "vitest";
import * as browserDoor from "./index.ts";

it("offers exactly these names", () => {
  expect(Object.keys(browserDoor).toSorted()).toEqual([
    "asProposal",
    "comesFromYjs",
    "coordsOf",
    "englishTexts",
    "nextSuggestion",
    "openSuggestions",
    "previousSuggestion",
    "redrawSuggestions",
    "refusedReason",
    "reviewMarkSpecs",
    "selectSuggestion",
    "setSuggestionView",
    "setTrackingMode",
    "subscribeToSuggestions",
    "suggestionRecords",
    "trackChanges",
    "trackingDispatch",
    "trackingKey",
    "trackingOf",
    "withdrawSuggestion",
  ]);
});
