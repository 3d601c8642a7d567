import type { Language } from "@travaux/blueprint";
import { fillMessage, type MessageValues } from "../../interface-text/message.ts";
import { arabic } from "./ar.ts";
import { chinese } from "./zh.ts";
import { english } from "./en.ts";
import { french } from "./fr.ts";
import { russian } from "./ru.ts";
import { spanish } from "./es.ts";
import type { WritingMessages, WritingKey } from "./writing-messages.ts";

/** The message of `key`, its placeholders filled. */
export type Say = (key: WritingKey, values?: MessageValues) => string;

const MESSAGES: Readonly<Record<Language, WritingMessages>> = {
  ar: arabic,
  zh: chinese,
  en: english,
  fr: french,
  ru: russian,
  es: spanish,
};

/** The words of the writing tools in `language`. */
export function sayIn(language: Language): Say {
  return (key, values = {}) => fillMessage(MESSAGES[language][key], values, language);
}
