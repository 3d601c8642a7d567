import type { Language, Multilingual } from "@travaux/blueprint";
import { createContext, useContext, type ReactNode } from "react";
import {
  fillMessage,
  formattingLocale,
  type MessageKey,
  type Messages,
  type MessageValues,
} from "./message.ts";

/** The words of the interface in the reader's language, and its ways of writing numbers, dates and lists. */
export interface InterfaceText {
  readonly language: Language;
  readonly locale: string;
  /** The message of `key`, its placeholders filled. */
  readonly say: (key: MessageKey, values?: MessageValues) => string;
  readonly date: (iso: string) => string;
  readonly time: (iso: string) => string;
  readonly number: (value: number) => string;
  readonly list: (items: readonly string[]) => string;
  /** A name in the reader's language, else in English. */
  readonly name: (name: Multilingual) => string;
  /** Orders names as the reader's alphabet does. */
  readonly compare: (one: string, other: string) => number;
}

/** Builds the reader's text from the messages of a language. */
export function createInterfaceText(language: Language, messages: Messages): InterfaceText {
  const locale = formattingLocale(language);
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" });
  const times = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  const numbers = new Intl.NumberFormat(locale);
  const lists = new Intl.ListFormat(locale, { type: "conjunction" });
  const collator = new Intl.Collator(locale);
  return {
    language,
    locale,
    say: (key, values = {}) => fillMessage(messages[key], values, language),
    // A day has no hour: read and written in UTC, it is the same day everywhere.
    date: (iso) => dates.format(new Date(iso)),
    time: (iso) => times.format(new Date(iso)),
    number: (value) => numbers.format(value),
    list: (items) => lists.format(items),
    name: (name) => name[language] ?? name.en,
    compare: (one, other) => collator.compare(one, other),
  };
}

const TextContext = createContext<InterfaceText | null>(null);

/** Gives the text to everything below. */
export function TextProvider({
  text,
  children,
}: {
  readonly text: InterfaceText;
  readonly children: ReactNode;
}): ReactNode {
  return <TextContext value={text}>{children}</TextContext>;
}

/** The reader's text. */
export function useText(): InterfaceText {
  const text = useContext(TextContext);
  if (text === null) throw new RangeError("useText needs a TextProvider above it");
  return text;
}
