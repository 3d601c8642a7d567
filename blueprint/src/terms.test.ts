import { describe, expect, it } from "vitest";
import { AUDIENCE_TERMS, audiencePhrase } from "./audience-terms.ts";
import { BOILERPLATE } from "./boilerplate.ts";
import { CLUSTERS } from "./clusters.ts";
import { INSTRUMENTS } from "./instruments.ts";
import { OUTLINE_HEADINGS } from "./outline-headings.ts";
import { OUTLINES } from "./outlines.ts";
import { PHASE_TERMS } from "./phase-terms.ts";
import { PART_TERMS, ROLE_TERMS } from "./role-terms.ts";
import { SECTION_KIND_SPECS } from "./section-kinds.ts";
import { LEVEL_TERMS, SECTION_ACT_TERMS, SECTION_STATE_TERMS } from "./section-terms.ts";
import { LANGUAGE_NAMES, TERMS } from "./terms.ts";
import {
  LANGUAGES,
  LEVELS,
  PHASES,
  ROLES,
  SECTION_STATES,
  type Language,
  type Multilingual,
} from "./vocabulary.ts";

const ALL: readonly (readonly [string, Multilingual])[] = [
  ...Object.entries(TERMS),
  ...Object.entries(ROLE_TERMS),
  ...Object.entries(PART_TERMS),
  ...Object.entries(PHASE_TERMS),
  ...Object.entries(SECTION_STATE_TERMS),
  ...Object.entries(SECTION_ACT_TERMS),
  ...Object.entries(LEVEL_TERMS),
  ...Object.entries(AUDIENCE_TERMS),
  ...Object.entries(OUTLINE_HEADINGS),
  ...Object.entries(SECTION_KIND_SPECS).map(([kind, { heading }]) => [kind, heading] as const),
  ...OUTLINES.flatMap(({ id, name, source }) => [[id, name] as const, [`${id} source`, source] as const]),
  ...CLUSTERS.map(({ id, name }) => [id, name] as const),
  ...INSTRUMENTS.flatMap(({ code, name, shortName }) => [
    [code, name] as const,
    [`${code} short`, shortName] as const,
  ]),
];

const SCRIPTS: Readonly<Record<Language, RegExp>> = {
  ar: /\p{Script=Arabic}/u,
  zh: /\p{Script=Han}/u,
  ru: /\p{Script=Cyrillic}/u,
  en: /\p{Script=Latin}/u,
  fr: /\p{Script=Latin}/u,
  es: /\p{Script=Latin}/u,
};

describe("the terms", () => {
  it.each(ALL)("%s: stands in six languages, each in its own script", (_, term) => {
    for (const language of LANGUAGES) {
      const text = term[language] ?? "";
      expect(text).toMatch(SCRIPTS[language]);
      expect(text).toBe(text.trim());
      const foreign =
        language === "ar" || language === "zh" || language === "ru"
          ? /\p{Script=Latin}/u
          : /[^\P{L}\p{Script=Latin}]/u;
      expect(text.replaceAll(/\{[a-z]+\}/g, "")).not.toMatch(foreign);
    }
  });

  it.each(ALL)("%s: has the same slots in every language", (_, term) => {
    const slots = (text: string | null): readonly string[] =>
      [...(text ?? "").matchAll(/\{[a-z]+\}/g)].map(([slot]) => slot);
    for (const language of LANGUAGES) expect(slots(term[language])).toEqual(slots(term.en));
  });

  it("cover the whole vocabulary", () => {
    expect(Object.keys(ROLE_TERMS)).toEqual(ROLES);
    expect(Object.keys(PHASE_TERMS)).toEqual(PHASES);
    expect(Object.keys(SECTION_STATE_TERMS)).toEqual(SECTION_STATES);
    expect(Object.keys(LEVEL_TERMS)).toEqual(LEVELS);
    expect(Object.keys(LANGUAGE_NAMES)).toEqual(LANGUAGES);
  });

  it("tell the reviewed State from the reviewing one in Arabic by the vowel sign, everywhere", () => {
    const reviewed = "المستعر\u064Eض";
    const reviewing = "المستعر\u0650ض";
    expect(PART_TERMS["under-review"].ar).toContain(reviewed);
    expect(PART_TERMS.reviewing.ar).toContain(reviewing);
    const standing = JSON.stringify(BOILERPLATE.ar);
    const bare = /مستعرض/;
    expect(standing).not.toMatch(bare);
    expect(ALL.filter(([, term]) => bare.test(term.ar ?? ""))).toEqual([]);
    expect(ROLE_TERMS["state-expert"].ar).toContain(reviewed);
    expect(ROLE_TERMS["reviewing-expert"].ar).toContain("مستعر\u0650ضة");
  });

  it("call the State under review and the reviewing States by one name in all texts of a language", () => {
    const names: Readonly<Record<Language, readonly [string, string]>> = {
      en: ["State party under review", "reviewing State"],
      fr: ["tat partie examiné", "parties examinateurs"],
      es: ["Estado parte objeto de examen", "Estados parte examinadores"],
      ru: ["в отношении которого проводится обзор", "проводящие обзор"],
      zh: ["受审议缔约国", "审议缔约国"],
      ar: ["الدولة الطرف المستعرَضة", "الدول الأطراف المستعرِضة"],
    };
    for (const language of LANGUAGES) {
      const [reviewed, reviewing] = names[language];
      expect(AUDIENCE_TERMS.team[language]).toContain(reviewed);
      expect(AUDIENCE_TERMS.team[language]).toContain(reviewing);
      expect(PHASE_TERMS["with-state"][language]).toContain(reviewed);
      expect(BOILERPLATE[language].introduction.provisions).toMatch(
        /State party|État partie|Estado parte|которого проводится|受审议缔约国|الدولة الطرف المستعرَضة/,
      );
    }
  });

  it("never say on screen what screens do not say", () => {
    const english = ALL.map(([, { en }]) => en.toLowerCase()).join("\n");
    for (const word of [
      "compliance",
      "finding",
      "reject",
      "refuse",
      "overdue",
      "frozen",
      "ledger",
      "sealed",
      "gate",
      "epoch",
    ]) {
      expect(english).not.toMatch(new RegExp(`\\b${word}`));
    }
  });
});

describe("who can read", () => {
  it("is said with the State's name, isolated from the direction of the sentence", () => {
    const name: Multilingual = {
      en: "State B",
      fr: "État B",
      es: null,
      ru: null,
      zh: null,
      ar: "الدولة باء",
    };
    expect(audiencePhrase("state", name, "ar").text).toBe(
      "\u2068الدولة باء\u2069 فقط: خبراؤها وجهة الوصل التابعة لها",
    );
    expect(audiencePhrase("state", name, "es").text).toContain("\u2068State B\u2069");
    expect(audiencePhrase("sealed", null, "en")).toEqual({ text: "Named persons only", untranslated: false });
  });

  it("refuses to speak of a State without a name", () => {
    expect(() => audiencePhrase("state", null, "en")).toThrow(RangeError);
  });
});
