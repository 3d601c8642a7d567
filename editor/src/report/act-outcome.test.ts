import type { SectionId } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import { englishMessages } from "../interface-text/english.ts";
import { createInterfaceText } from "../interface-text/text.tsx";
import { sayResult } from "./act-outcome.tsx";

const text = createInterfaceText("en", englishMessages);
const [first, second] = ["untoc.5.b" as SectionId, "untoc.6.b" as SectionId];

describe("sayResult", () => {
  it("says how many comments went along, over all sections", () => {
    const outcomes = [
      { section: first, outcome: "done", comments: 2 },
      { section: second, outcome: "done", comments: 1 },
    ] as const;
    expect(sayResult(text, { outcomes })).toEqual([
      "2 sections were sent.",
      "3 comments went along to the review team.",
    ]);
  });

  it("says nothing of comments where none went along", () => {
    const outcomes = [
      { section: first, outcome: "done" },
      { section: second, outcome: "left", code: "unchanged" },
    ] as const;
    expect(sayResult(text, { outcomes })).toEqual(["1 section was sent.", "1 section was left as it is:"]);
  });
});
