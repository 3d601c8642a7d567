import { describe, expect, it } from "vitest";
import { directionOf, fill, pick, pickedLanguage } from "./pick.ts";
import { LANGUAGES, type Multilingual } from "./vocabulary.ts";

const term: Multilingual = { en: "Purpose", fr: "Objet", es: "", ru: null, zh: null, ar: null };

describe("pick", () => {
  it("gives the language asked for, and English marked untranslated where there is none", () => {
    expect(pick(term, "fr")).toEqual({ text: "Objet", untranslated: false });
    expect(pick(term, "ru")).toEqual({ text: "Purpose", untranslated: true });
    expect([pickedLanguage(term, "fr"), pickedLanguage(term, "ru")]).toEqual(["fr", "en"]);
  });

  it("takes an empty text for a translation: only null is none", () => {
    expect(pick(term, "es")).toEqual({ text: "", untranslated: false });
  });
});

describe("fill", () => {
  it("puts each value between isolates, as it is", () => {
    expect(fill("{state} only: {state}", { state: "$& {x}" })).toBe(
      "\u2068$& {x}\u2069 only: \u2068$& {x}\u2069",
    );
  });

  it("refuses a slot without a value", () => {
    expect(() => fill("{state}", {})).toThrow("No value for the slot state");
  });
});

describe("direction", () => {
  it("is right to left for Arabic alone", () => {
    expect(LANGUAGES.filter((language) => directionOf(language) === "rtl")).toEqual(["ar"]);
  });
});
