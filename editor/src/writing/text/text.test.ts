import { LANGUAGES } from "@travaux/blueprint";
import { expect, it } from "vitest";
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

it.each(Object.entries(languages))(
  "says everything in %s, in its own words and with the same placeholders",
  (language, messages) => {
    const expected: readonly (readonly [string, Message])[] = Object.entries(english);
    expect(Object.keys(messages).toSorted()).toEqual(expected.map(([key]) => key).toSorted());
    const spoken = new Map<string, Message>(Object.entries(messages));
    for (const [key, message] of expected) {
      const said = spoken.get(key) ?? "";
      expect(placeholdersOf(said), key).toEqual(placeholdersOf(message));
      if (!SAME.has(`${language} ${key}`)) expect(said, key).not.toEqual(message);
    }
  },
);

it.each(LANGUAGES)("has a form for every plural category of %s", (language) => {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const messages: WritingMessages = languages[language] ?? english;
  for (const [key, message] of Object.entries(messages)) {
    if (typeof message === "string") continue;
    // French and Spanish use "many" for millions only, where "other" reads as well.
    const needed = pluralCategories.filter(
      (category) => category !== "many" || language === "ar" || language === "ru",
    );
    expect(Object.keys(message).toSorted(), key).toEqual(needed.toSorted());
  }
});

it("fills the placeholders", () => {
  expect(sayIn("en")("find.replaced", { count: 2 })).toBe("2 places replaced.");
});
