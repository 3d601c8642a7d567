import type { Article } from "./articles.ts";
import { LANGUAGES, type Language, type Multilingual } from "./vocabulary.ts";

/** The headings of an outline that hold no text of their own, and the headings that change when Protocols are reviewed. */
export const OUTLINE_HEADINGS = {
  implementation: {
    en: "Implementation of the Convention",
    fr: "Application de la Convention",
    es: "Aplicación de la Convención",
    ru: "Осуществление Конвенции",
    zh: "公约的实施",
    ar: "تنفيذ الاتفاقية",
  },
  implementationWithProtocols: {
    en: "Implementation of the Convention and the Protocols thereto",
    fr: "Application de la Convention et des Protocoles s’y rapportant",
    es: "Aplicación de la Convención y sus Protocolos",
    ru: "Осуществление Конвенции и протоколов к ней",
    zh: "公约及其各项议定书的实施",
    ar: "تنفيذ الاتفاقية والبروتوكولات الملحقة بها",
  },
  ratificationWithProtocols: {
    en: "Ratification of the Convention and the Protocols thereto",
    fr: "Ratification de la Convention et des Protocoles s’y rapportant",
    es: "Ratificación de la Convención y sus Protocolos",
    ru: "Ратификация Конвенции и протоколов к ней",
    zh: "批准公约及其各项议定书",
    ar: "التصديق على الاتفاقية والبروتوكولات الملحقة بها",
  },
  selectedArticles: {
    en: "Implementation of selected articles",
    fr: "Application de certains articles",
    es: "Aplicación de los artículos seleccionados",
    ru: "Осуществление отдельных статей",
    zh: "选定条款的实施",
    ar: "تنفيذ مواد مختارة",
  },
  observations: {
    en: "Observations",
    fr: "Observations",
    es: "Observaciones",
    ru: "Замечания",
    zh: "意见",
    ar: "الملاحظات",
  },
} as const satisfies Record<string, Multilingual>;

const ARTICLE_HEADING: Readonly<Record<Language, (number: number, title: string) => string>> = {
  ar: (number, title) => `المادة ${number} - ${title}`,
  zh: (number, title) => `第${number}条 ${title}`,
  en: (number, title) => `Article ${number}. ${title}`,
  fr: (number, title) => `Article ${number}. ${title}`,
  ru: (number, title) => `Статья ${number}. ${title}`,
  es: (number, title) => `Artículo ${number}. ${title}`,
};

/** The heading of an article's sections, number and title; untranslated where the title is. */
export function articleHeading(article: Article): Multilingual {
  const { number, title } = article;
  const translated = LANGUAGES.map((language) => {
    const text = title[language];
    return [language, text === null ? null : ARTICLE_HEADING[language](number, text)];
  });
  const { fr, es, ru, zh, ar }: Partial<Record<Language, string | null>> = Object.fromEntries(translated);
  return {
    en: ARTICLE_HEADING.en(number, title.en),
    fr: fr ?? null,
    es: es ?? null,
    ru: ru ?? null,
    zh: zh ?? null,
    ar: ar ?? null,
  };
}
