import { expect, it } from "vitest";
import * as browserDoor from "./index.ts";

it("offers exactly these names", () => {
  expect(Object.keys(browserDoor).toSorted()).toEqual([
    "activateThread",
    "activeThread",
    "captureAnchor",
    "comments",
    "coordsOf",
    "nextThread",
    "placedThreads",
    "previousThread",
    "revealThread",
    "showThreads",
    "subscribeToThreads",
    "threadsAt",
    "unplaced",
  ]);
});
