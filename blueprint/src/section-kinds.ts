import type { Multilingual } from "./vocabulary.ts";

/** What a section is. The kind decides its heading, its row of the access table and its way to the team. */
export const SECTION_KINDS = [
  "cover",
  "i",
  "ii",
  "iii",
  "iv.a",
  "iv.b",
  "art.text",
  "art.a",
  "art.b",
  "art.c",
  "art.d",
  "art.e",
  "general",
  "obs.practices",
  "obs.gaps",
  "obs.suggestions",
  "obs.assistance",
  "obs.summary",
] as const;
export type SectionKind = (typeof SECTION_KINDS)[number];

/**
 * How a section's text reaches the team.
 *
 * - `office`: the Secretariat writes in the team room from the start.
 * - `supply`: the State under review writes in its own room and submits.
 * - `finding`: each reviewing State writes in its own room; the rooms are joined, and the joined text is transmitted.
 * - `summary`: the reviewing side writes together, then transmits.
 * - `locked`: treaty text, loaded by the Secretariat; nobody writes.
 */
export type Route = "office" | "supply" | "finding" | "summary" | "locked";

/** Where a section's text has got to: each State's own rooms, the reviewers' room, the team room. */
export const STAGES = ["own", "reviewers", "team"] as const;
export type Stage = (typeof STAGES)[number];

/** A row of the access table: kinds that share one. */
export type AccessRow = "front" | "context" | "text" | "a" | "b" | "cd" | "e" | "summary";

/** What a kind of section entails. */
export interface SectionKindSpec {
  readonly route: Route;
  readonly row: AccessRow;
  readonly heading: Multilingual;
}

const assistance: Multilingual = {
  en: "Technical assistance needs",
  fr: "Besoins d’assistance technique",
  es: "Necesidades de asistencia técnica",
  ru: "Потребности в технической помощи",
  zh: "技术援助需要",
  ar: "الاحتياجات من المساعدة التقنية",
};

/** Kinds that a printed report leaves out where they are empty. Source: facts 1.1, the article block. */
export const PRINTED_WHEN_FILLED: ReadonlySet<string> = new Set<SectionKind>([
  "art.c",
  "art.d",
  "art.e",
  "obs.practices",
  "obs.gaps",
  "obs.suggestions",
  "obs.assistance",
]);

/** Every kind of section. The kinds of the list of observations take the rows of their kin in the country report. */
export const SECTION_KIND_SPECS: Readonly<Record<SectionKind, SectionKindSpec>> = {
  cover: {
    route: "office",
    row: "front",
    heading: {
      en: "Cover page",
      fr: "Page de couverture",
      es: "Portada",
      ru: "Титульный лист",
      zh: "封面",
      ar: "صفحة الغلاف",
    },
  },
  i: {
    route: "office",
    row: "front",
    heading: {
      en: "Introduction",
      fr: "Introduction",
      es: "Introducción",
      ru: "Введение",
      zh: "导言",
      ar: "مقدمة",
    },
  },
  ii: {
    route: "office",
    row: "front",
    heading: { en: "Process", fr: "Processus", es: "Proceso", ru: "Процесс", zh: "过程", ar: "العملية" },
  },
  iii: {
    route: "summary",
    row: "summary",
    heading: {
      en: "Executive summary",
      fr: "Résumé analytique",
      es: "Resumen",
      ru: "Резюме",
      zh: "内容提要",
      ar: "خلاصة وافية",
    },
  },
  "iv.a": {
    route: "supply",
    row: "context",
    heading: {
      en: "Ratification of the Convention",
      fr: "Ratification de la Convention",
      es: "Ratificación de la Convención",
      ru: "Ратификация Конвенции",
      zh: "批准公约",
      ar: "التصديق على الاتفاقية",
    },
  },
  "iv.b": {
    route: "supply",
    row: "context",
    heading: {
      en: "Legal system",
      fr: "Système juridique",
      es: "Ordenamiento jurídico",
      ru: "Правовая система",
      zh: "法律制度",
      ar: "النظام القانوني",
    },
  },
  "art.text": {
    route: "locked",
    row: "text",
    heading: {
      en: "Text of the article",
      fr: "Texte de l’article",
      es: "Texto del artículo",
      ru: "Текст статьи",
      zh: "条文",
      ar: "نص المادة",
    },
  },
  "art.a": {
    route: "supply",
    row: "a",
    heading: {
      en: "Summary of information relevant to reviewing the implementation of the article",
      fr: "Résumé des informations utiles à l’examen de l’application de l’article",
      es: "Resumen de la información pertinente para el examen de la aplicación del artículo",
      ru: "Краткое изложение информации, имеющей отношение к обзору осуществления статьи",
      zh: "与审议本条实施情况有关的信息摘要",
      ar: "ملخّص المعلومات ذات الصلة باستعراض تنفيذ المادة",
    },
  },
  "art.b": {
    route: "finding",
    row: "b",
    heading: {
      en: "Observations on the implementation of the article",
      fr: "Observations sur l’application de l’article",
      es: "Observaciones sobre la aplicación del artículo",
      ru: "Замечания относительно осуществления статьи",
      zh: "对本条实施情况的意见",
      ar: "ملاحظات بشأن تنفيذ المادة",
    },
  },
  "art.c": {
    route: "finding",
    row: "cd",
    heading: {
      en: "Successes and good practices",
      fr: "Succès et bonnes pratiques",
      es: "Logros y buenas prácticas",
      ru: "Успешные результаты и виды успешной практики",
      zh: "成功经验和良好做法",
      ar: "التجارب الناجحة والممارسات الجيدة",
    },
  },
  "art.d": {
    route: "finding",
    row: "cd",
    heading: {
      en: "Challenges, where applicable",
      fr: "Difficultés, le cas échéant",
      es: "Problemas, si procede",
      ru: "Проблемы, если таковые имеются",
      zh: "挑战（如适用）",
      ar: "التحديات، حيثما انطبق ذلك",
    },
  },
  "art.e": { route: "supply", row: "e", heading: assistance },
  general: {
    route: "office",
    row: "front",
    heading: {
      en: "General information",
      fr: "Informations générales",
      es: "Información general",
      ru: "Общая информация",
      zh: "一般信息",
      ar: "معلومات عامة",
    },
  },
  "obs.practices": {
    route: "finding",
    row: "cd",
    heading: {
      en: "Best practices",
      fr: "Meilleures pratiques",
      es: "Mejores prácticas",
      ru: "Передовая практика",
      zh: "最佳做法",
      ar: "أفضل الممارسات",
    },
  },
  "obs.gaps": {
    route: "finding",
    row: "cd",
    heading: {
      en: "Gaps and challenges",
      fr: "Lacunes et difficultés",
      es: "Lagunas y problemas",
      ru: "Пробелы и проблемы",
      zh: "差距和挑战",
      ar: "الثغرات والتحديات",
    },
  },
  "obs.suggestions": {
    route: "finding",
    row: "b",
    heading: {
      en: "Suggestions",
      fr: "Suggestions",
      es: "Sugerencias",
      ru: "Предложения",
      zh: "建议",
      ar: "الاقتراحات",
    },
  },
  "obs.assistance": { route: "supply", row: "e", heading: assistance },
  "obs.summary": {
    route: "summary",
    row: "summary",
    heading: {
      en: "Summary of the list of observations",
      fr: "Résumé de la liste d’observations",
      es: "Resumen de la lista de observaciones",
      ru: "Резюме перечня замечаний",
      zh: "意见清单摘要",
      ar: "ملخّص قائمة الملاحظات",
    },
  },
};

/** Whether `text` names a kind of section. */
export function isSectionKind(text: string): text is SectionKind {
  return SECTION_KINDS.some((kind) => kind === text);
}

/** How text of that kind reaches the team. */
export function routeOf(kind: SectionKind): Route {
  return SECTION_KIND_SPECS[kind].route;
}

/** The stage at which a section of that kind begins; a locked one stands before the team from the start. */
export function firstStage(kind: SectionKind): Stage {
  const route = routeOf(kind);
  if (route === "office" || route === "locked") return "team";
  return route === "summary" ? "reviewers" : "own";
}

/** The stages that a section of that kind goes through, in order. */
export function stagesOf(kind: SectionKind): readonly Stage[] {
  const stages = STAGES.slice(STAGES.indexOf(firstStage(kind)));
  return routeOf(kind) === "supply" ? stages.filter((stage) => stage !== "reviewers") : stages;
}
