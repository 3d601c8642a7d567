import type { Multilingual } from "./vocabulary.ts";

/** The ids of the thematic clusters, in the order of their numbers. */
export const CLUSTER_IDS = [
  "criminalization",
  "prevention",
  "law-enforcement",
  "international-cooperation",
] as const;
export type ClusterId = (typeof CLUSTER_IDS)[number];

/** A theme under which articles of all instruments are reviewed together. */
export interface Cluster {
  readonly id: ClusterId;
  /** The number that the questionnaires bear. */
  readonly number: "I" | "II" | "III" | "IV";
  /** Its place in time, from 1; `null` where that is not established. Number and time are not the same order. */
  readonly phase: number | null;
  readonly name: Multilingual;
}

/** The four clusters of the questionnaires. Only the first is known to come first. */
export const CLUSTERS: readonly Cluster[] = [
  {
    id: "criminalization",
    number: "I",
    phase: 1,
    name: {
      en: "Criminalization and jurisdiction",
      fr: "Incrimination et compétence",
      es: "Penalización y jurisdicción",
      ru: "Криминализация и юрисдикция",
      zh: "刑事定罪和管辖权",
      ar: "التجريم والولاية القضائية",
    },
  },
  {
    id: "prevention",
    number: "II",
    phase: null,
    name: {
      en: "Prevention, technical assistance, protection measures and other measures",
      fr: "Prévention, assistance technique, mesures de protection et autres mesures",
      es: "Prevención, asistencia técnica, medidas de protección y otras medidas",
      ru: "Предупреждение, техническая помощь, меры защиты и другие меры",
      zh: "预防、技术援助、保护措施和其他措施",
      ar: "المنع والمساعدة التقنية وتدابير الحماية والتدابير الأخرى",
    },
  },
  {
    id: "law-enforcement",
    number: "III",
    phase: null,
    name: {
      en: "Law enforcement and the judicial system",
      fr: "Détection et répression et système judiciaire",
      es: "Aplicación de la ley y sistema judicial",
      ru: "Правоохранительная деятельность и судебная система",
      zh: "执法和司法系统",
      ar: "إنفاذ القانون والنظام القضائي",
    },
  },
  {
    id: "international-cooperation",
    number: "IV",
    phase: null,
    name: {
      en: "International cooperation, mutual legal assistance and confiscation",
      fr: "Coopération internationale, entraide judiciaire et confiscation",
      es: "Cooperación internacional, asistencia judicial recíproca y decomiso",
      ru: "Международное сотрудничество, взаимная правовая помощь и конфискация",
      zh: "国际合作、司法协助和没收",
      ar: "التعاون الدولي والمساعدة القانونية المتبادلة والمصادرة",
    },
  },
];
