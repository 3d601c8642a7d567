import { LANGUAGES, type Language } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import { englishMessages } from "./english.ts";
import { chooseLanguage, loadMessages } from "./load-messages.ts";
import { fillMessage, formattingLocale, placeholdersOf, type Message, type MessageKey } from "./message.ts";

const OTHERS = LANGUAGES.filter((language) => language !== "en");
const KEYS = Object.keys(englishMessages).toSorted();

/** Words that are the same in some other language; everything else that equals the English was left behind. */
const ALIKE: Readonly<Partial<Record<Language, readonly string[]>>> = {
  fr: [
    "reviews.phase",
    "review.phase",
    "wizard.article",
    "review.dates",
    "mode.label",
    "signIn.code",
    "people.noteVerbale",
    "treaty.instrument",
    "phase.dialogue",
    "wizard.byInstrument",
    "wizard.previewCount",
  ],
  es: ["discussion.filterIs"],
  ru: ["discussion.filterIs", "comment.byAt"],
  ar: ["discussion.filterIs", "record.among"],
};

function forms(message: Message): readonly string[] {
  return typeof message === "string" ? [message] : Object.values(message);
}

function isKey(key: string): key is MessageKey {
  return Object.hasOwn(englishMessages, key);
}

describe.each(OTHERS)("the interface in %s", (language) => {
  it("has a message for every key of the English, and no other", async () => {
    expect(Object.keys(await loadMessages(language)).toSorted()).toEqual(KEYS);
  });

  it("says something in every message, with the placeholders of the English", async () => {
    const messages = await loadMessages(language);
    const wrong = KEYS.filter(isKey).filter(
      (key) =>
        forms(messages[key]).some((form) => form.trim() === "") ||
        placeholdersOf(messages[key]).join() !== placeholdersOf(englishMessages[key]).join(),
    );
    expect(wrong).toEqual([]);
  });

  it("has every plural category that the language uses for whole numbers", async () => {
    const messages = await loadMessages(language);
    // French and Spanish put only round millions under `many`; nothing here is counted in millions.
    const rules = new Intl.PluralRules(formattingLocale(language)).resolvedOptions().pluralCategories;
    const needed = language === "fr" || language === "es" ? rules.filter((rule) => rule !== "many") : rules;
    const plurals = KEYS.filter(isKey).filter((key) => typeof englishMessages[key] !== "string");
    const lacking = plurals.filter((key) => {
      const message = messages[key];
      return typeof message === "string" || needed.some((rule) => message[rule] === undefined);
    });
    expect(lacking).toEqual([]);
  });

  it("leaves no English behind", async () => {
    const messages = await loadMessages(language);
    const same = KEYS.filter(isKey).filter(
      (key) =>
        key !== "app.name" && forms(messages[key]).some((form) => forms(englishMessages[key]).includes(form)),
    );
    expect(same.filter((key) => ALIKE[language]?.includes(key) !== true)).toEqual([]);
  });
});

describe("screen words", () => {
  it("never speak of compliance, gates, rooms, epochs, findings or rejections", () => {
    const said = KEYS.filter(isKey).flatMap((key) => forms(englishMessages[key]));
    expect(
      said.filter((form) =>
        /\b(complian|gate\b|rooms?\b|epoch|findings?\b|reject|frozen|overdue|ledger)/i.test(form),
      ),
    ).toEqual([]);
  });

  it("tell the two Arabic roles apart by their vowel sign", async () => {
    const arabic = await loadMessages("ar");
    expect(arabic["reviews.state"]).toContain("المستعرَضة");
    expect(arabic["review.reviewingState"]).toContain("المستعرِضة");
  });
});

describe("fillMessage", () => {
  it("takes the plural form of the language and writes Arabic numbers with the digits 0-9", async () => {
    const [arabic, russian] = await Promise.all([loadMessages("ar"), loadMessages("ru")]);
    expect(fillMessage(arabic["people.count"], { count: 2 }, "ar")).toBe("شخصان");
    expect(fillMessage(arabic["people.count"], { count: 12 }, "ar")).toBe("12 شخصاً");
    expect(fillMessage(russian["people.count"], { count: 3 }, "ru")).toBe("3 человека");
    expect(fillMessage(russian["people.count"], { count: 25 }, "ru")).toBe("25 человек");
  });

  it("leaves a placeholder without a value standing, and braces in a value alone", () => {
    expect(fillMessage("{a} and {b}", { a: "{b}" }, "en")).toBe("{b} and {b}");
  });
});

describe("chooseLanguage", () => {
  it("takes the first language that the interface has, whatever the region", () => {
    expect(chooseLanguage(["pt-BR", "es-AR", "en"])).toBe("es");
    expect(chooseLanguage(["de", "pt"])).toBe("en");
  });
});
