import { expect, it } from "vitest";
import * as browserDoor from "./index.ts";
import * as modelDoor from "../model/index.ts";

it("offers exactly these names", () => {
  expect(Object.keys(browserDoor).toSorted()).toEqual(["cleanHtml", "clipboard"]);
  expect(Object.keys(modelDoor).toSorted()).toEqual([
    "cleanClipboard",
    "cleanSlice",
    "element",
    "isSafeAddress",
    "linesOfText",
    "parseStyle",
    "sliceOfText",
    "text",
    "textOf",
    "writeHtml",
  ]);
});
