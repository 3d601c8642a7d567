import type { Language, Multilingual } from "./vocabulary.ts";

/** A text in the language asked for, or in English where there is none. */
export interface Picked {
  readonly text: string;
  /** Whether `text` is English for want of a translation; a screen says so beside it. */
  readonly untranslated: boolean;
}

/** The text in `language`, else in English and marked. */
export function pick(multilingual: Multilingual, language: Language): Picked {
  const text = multilingual[language];
  return text === null ? { text: multilingual.en, untranslated: true } : { text, untranslated: false };
}

/** The language in which {@link pick} answers: for the `lang` of the element that shows it. */
export function pickedLanguage(multilingual: Multilingual, language: Language): Language {
  return multilingual[language] === null ? "en" : language;
}

/** The direction in which a language is written. */
export function directionOf(language: Language): "ltr" | "rtl" {
  return language === "ar" ? "rtl" : "ltr";
}

const FIRST_STRONG_ISOLATE = "\u2068";
const POP_ISOLATE = "\u2069";

/**
 * Puts values into the `{slots}` of a term, each between bidirectional isolates, so that a name in another script does
 * not turn the sentence around.
 *
 * @throws RangeError for a slot without a value
 */
export function fill(term: string, values: Readonly<Record<string, string>>): string {
  return term.replaceAll(/\{([a-z]+)\}/g, (_, slot: string) => {
    const value = values[slot];
    if (value === undefined) throw new RangeError(`No value for the slot ${slot}`);
    return `${FIRST_STRONG_ISOLATE}${value}${POP_ISOLATE}`;
  });
}
