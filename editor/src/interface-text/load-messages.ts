import { LANGUAGES, type Language } from "@travaux/blueprint";
import type { Messages } from "./message.ts";

/** The languages' own names, for whoever looks for the way back to his own. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = {
  ar: "العربية",
  zh: "中文",
  en: "English",
  fr: "Français",
  ru: "Русский",
  es: "Español",
};

/** Fetches the interface in one language, which is a file of its own. */
export async function loadMessages(language: Language): Promise<Messages> {
  switch (language) {
    case "ar":
      return (await import("./ar.ts")).arabic;
    case "zh":
      return (await import("./zh.ts")).chinese;
    case "en":
      return (await import("./english.ts")).englishMessages;
    case "fr":
      return (await import("./fr.ts")).french;
    case "ru":
      return (await import("./ru.ts")).russian;
    case "es":
      return (await import("./es.ts")).spanish;
  }
}

/** The first of `wanted` (BCP 47 tags, best first) that the interface has; English if none. */
export function chooseLanguage(wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const found = LANGUAGES.find((language) => language === tag.toLowerCase().split("-")[0]);
    if (found !== undefined) return found;
  }
  return "en";
}
