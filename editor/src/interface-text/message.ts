import type { Language } from "@travaux/blueprint";
import type { commentsEnglish } from "./comments-en.ts";
import type { discussionEnglish } from "./discussion-en.ts";
import type { english } from "./en.ts";
import type { reportEnglish } from "./report-en.ts";
import type { suggestionsEnglish } from "./suggestions-en.ts";

/** One text a plural category of the language, chosen by the value `count`. */
export type PluralMessage = Readonly<Partial<Record<Intl.LDMLPluralRule, string>>> & {
  readonly other: string;
};
/** A text with `{placeholders}`. */
export type Message = string | PluralMessage;

export type GeneralKey = keyof typeof english;
export type ReportKey = keyof typeof reportEnglish;
export type SuggestionKey = keyof typeof suggestionsEnglish;
export type CommentKey = keyof typeof commentsEnglish;
export type DiscussionKey = keyof typeof discussionEnglish;
export type MessageKey = GeneralKey | ReportKey | SuggestionKey | CommentKey | DiscussionKey;

/** The whole interface in one language. */
export type Messages = Readonly<Record<MessageKey, Message>>;
/** What a message's placeholders stand for. */
export type MessageValues = Readonly<Record<string, string | number>>;

/** The BCP 47 tag for numbers and dates; the United Nations writes Arabic with the digits 0-9. */
export function formattingLocale(language: Language): string {
  return language === "ar" ? "ar-u-nu-latn" : language === "zh" ? "zh-Hans" : language;
}

/** Right to left for Arabic. */
export function directionOf(language: Language): "ltr" | "rtl" {
  return language === "ar" ? "rtl" : "ltr";
}

/**
 * The message with its placeholders filled. A plural takes its form from `values.count`; numbers are written in the
 * manner of the language. A placeholder without a value stays as it is.
 */
export function fillMessage(message: Message, values: MessageValues, language: Language): string {
  const locale = formattingLocale(language);
  const text = typeof message === "string" ? message : pluralForm(message, values["count"], locale);
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? new Intl.NumberFormat(locale).format(value) : value;
  });
}

function pluralForm(message: PluralMessage, count: string | number | undefined, locale: string): string {
  const rule = new Intl.PluralRules(locale).select(Number(count ?? 0));
  return message[rule] ?? message.other;
}

/** The names of the placeholders of a message, sorted, each once, over all its plural forms. */
export function placeholdersOf(message: Message): readonly string[] {
  const forms = typeof message === "string" ? [message] : Object.values(message);
  const names = forms.flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ""));
  return [...new Set(names)].toSorted();
}
