import type { StateView } from "./api.ts";
import type { Multilingual, Role } from "./vocabulary.ts";

/**
 * What a member is called on screen. In Arabic one vowel sign alone tells the reviewed State from the reviewing one:
 * never strip it.
 */
export const ROLE_TERMS: Readonly<Record<Role, Multilingual>> = {
  secretariat: {
    en: "Secretariat",
    fr: "Secrétariat",
    es: "Secretaría",
    ru: "Секретариат",
    zh: "秘书处",
    ar: "الأمانة",
  },
  "reviewing-expert": {
    en: "Governmental expert of a reviewing State party",
    fr: "Expert gouvernemental d’un État partie examinateur",
    es: "Experto gubernamental de un Estado parte examinador",
    ru: "Правительственный эксперт государства-участника, проводящего обзор",
    zh: "审议缔约国政府专家",
    ar: "خبير حكومي من دولة طرف مستعرِضة",
  },
  "reviewing-focal-point": {
    en: "Focal point of a reviewing State party",
    fr: "Point de contact d’un État partie examinateur",
    es: "Punto de contacto de un Estado parte examinador",
    ru: "Координатор государства-участника, проводящего обзор",
    zh: "审议缔约国联络人",
    ar: "جهة الوصل لدولة طرف مستعرِضة",
  },
  "state-expert": {
    en: "Governmental expert of the State party under review",
    fr: "Expert gouvernemental de l’État partie examiné",
    es: "Experto gubernamental del Estado parte objeto de examen",
    ru: "Правительственный эксперт государства-участника, в отношении которого проводится обзор",
    zh: "受审议缔约国政府专家",
    ar: "خبير حكومي من الدولة الطرف المستعرَضة",
  },
  "state-focal-point": {
    en: "Focal point of the State party under review",
    fr: "Point de contact de l’État partie examiné",
    es: "Punto de contacto del Estado parte objeto de examen",
    ru: "Координатор государства-участника, в отношении которого проводится обзор",
    zh: "受审议缔约国联络人",
    ar: "جهة الوصل للدولة الطرف المستعرَضة",
  },
  observer: {
    en: "Observer",
    fr: "Observateur",
    es: "Observador",
    ru: "Наблюдатель",
    zh: "观察员",
    ar: "مراقب",
  },
};

/** What a State is called for its part in a review. */
export const PART_TERMS: Readonly<Record<StateView["part"], Multilingual>> = {
  "under-review": {
    en: "State party under review",
    fr: "État partie examiné",
    es: "Estado parte objeto de examen",
    ru: "государство-участник, в отношении которого проводится обзор",
    zh: "受审议缔约国",
    ar: "الدولة الطرف المستعرَضة",
  },
  reviewing: {
    en: "Reviewing State party",
    fr: "État partie examinateur",
    es: "Estado parte examinador",
    ru: "государство-участник, проводящее обзор",
    zh: "审议缔约国",
    ar: "الدولة الطرف المستعرِضة",
  },
};
