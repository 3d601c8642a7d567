import { LANGUAGES } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import { placeholdersOf, type Message } from "../../interface-text/message.ts";
import { arabic } from "./ar.ts";
import { english } from "./en.ts";
import { spanish } from "./es.ts";
import { french } from "./fr.ts";
import { russian } from "./ru.ts";
import { sayIn } from "./say.ts";
import type { WritingMessages } from "./writing-messages.ts";
import { chinese } from "./zh.ts";

const languages: Readonly<Record<string, WritingMessages>> = {
  ar: arabic,
  zh: chinese,
  fr: french,
  ru: russian,
  es: spanish,
};
/** What is rightly the same in two languages. */
const SAME = new Set(["fr style"]);

describe.each(Object.entries(languages))("the words in %s", (language, messages) => {
  const expected: readonly (readonly [string, Message])[] = Object.entries(english);
  const spoken = new Map<string, Message>(Object.entries(messages));

  it("have every key of English and no other", () => {
    expect([...spoken.keys()].toSorted()).toEqual(expected.map(([key]) => key).toSorted());
  });

  it("have the placeholders of English", () => {
    const placeholders = (key: string, message: Message): string =>
      `${key}: ${placeholdersOf(message).join()}`;
    expect(expected.map(([key]) => placeholders(key, spoken.get(key) ?? ""))).toEqual(
      expected.map((each) => placeholders(...each)),
    );
  });

  it("are translated", () => {
    const left = expected.filter(
      ([key, message]) => JSON.stringify(spoken.get(key)) === JSON.stringify(message),
    );
    expect(left.map(([key]) => `${language} ${key}`).filter((key) => !SAME.has(key))).toEqual([]);
  });
});

it.each(LANGUAGES)("has a form for every plural category of %s", (language) => {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const messages: WritingMessages = languages[language] ?? english;
  // French and Spanish use "many" for millions only, where "other" reads as well.
  const needed = pluralCategories.filter(
    (category) => category !== "many" || language === "ar" || language === "ru",
  );
  const plurals = Object.values(messages).filter((message) => typeof message !== "string");
  expect(plurals.map((message) => Object.keys(message).toSorted())).toEqual(
    plurals.map(() => needed.toSorted()),
  );
});

it("fills the placeholders", () => {
  expect(sayIn("en")("find.replaced", { count: 2 })).toBe("2 places replaced.");
});
