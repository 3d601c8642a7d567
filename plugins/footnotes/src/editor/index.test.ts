import { expect, it } from "vitest";
import * as browserDoor from "./index.ts";
import * as modelDoor from "../model/index.ts";

it("offers exactly these names", () => {
  expect(Object.keys(browserDoor).toSorted()).toEqual([
    "comesFromYjs",
    "footnotes",
    "footnotesIn",
    "footnotesKey",
    "goToReference",
    "goToText",
    "insertFootnote",
    "leaveText",
    "openSelectedReference",
  ]);
  expect(Object.keys(modelDoor).toSorted()).toEqual([
    "REFERENCE_CHARACTER",
    "addFootnote",
    "addText",
    "bereftReferences",
    "flattenSlice",
    "footnoteTypes",
    "forsakenTexts",
    "indexFootnotes",
    "mayReferAt",
    "referenceAt",
    "removeText",
    "strayBlocks",
    "takeFootnotes",
    "textAround",
    "withFootnotes",
  ]);
});
