import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ARTICLES } from "./articles.ts";
import { instrumentOf } from "./instruments.ts";
import { articleSection, readSectionId, singleSection } from "./section-ids.ts";
import { SECTION_ID } from "./vocabulary.ts";

describe("a section's id", () => {
  it("tells kind, instrument and article", () => {
    expect(readSectionId("untoc.5.b")).toEqual({
      id: "untoc.5.b",
      blueprint: "country-report",
      kind: "art.b",
      instrument: "UNTOC",
      article: 5,
    });
    expect(readSectionId("firearms.12.assistance")).toMatchObject({
      kind: "obs.assistance",
      instrument: "FIREARMS",
    });
    expect(readSectionId("iv.a")).toEqual({ ...singleSection("iv.a"), instrument: null, article: null });
  });

  it("reads back as it was written, for every article that may be reviewed", () => {
    const reviewable = ARTICLES.filter(({ reviewable: is }) => is);
    for (const { instrument, number } of reviewable) {
      for (const part of ["text", "a", "e", "practices", "assistance"] as const) {
        const reference = articleSection(instrument, number, part);
        expect(SECTION_ID.test(reference.id)).toBe(true);
        expect(readSectionId(reference.id)).toEqual(reference);
      }
    }
  });

  it.each([
    "",
    "iv",
    "iv.c",
    "untoc",
    "untoc.5",
    "untoc.1.a",
    "untoc.42.a",
    "untoc.05.a",
    "untoc.5.f",
    "untoc.5.a.b",
    "untoc.5e0.a",
    "UNTOC.5.a",
    "toString",
    "untoc.5.constructor",
    "uncac.5.a",
  ])("is not %j", (text) => {
    expect(readSectionId(text)).toBeNull();
  });

  it("is one of the report's or nothing, whatever the text", () => {
    const part = fc.constantFrom(
      "untoc",
      "tip",
      "5",
      "07",
      "a",
      "text",
      "i",
      "iv",
      "summary",
      "__proto__",
      " ",
      "",
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 5 }), (parts) => {
        const text = parts.join(".");
        const reference = readSectionId(text);
        expect(reference === null || reference.id === text).toBe(true);
        expect(
          reference?.instrument == null || text.startsWith(instrumentOf(reference.instrument).slug),
        ).toBe(true);
      }),
    );
  });
});
