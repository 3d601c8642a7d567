import { fill, pick, type Picked } from "./pick.ts";
import type { Audience, Language, Multilingual } from "./vocabulary.ts";

/** Who can read a room, as a phrase; `{state}` stands for the State's name. */
export const AUDIENCE_TERMS: Readonly<Record<Audience["kind"], Multilingual>> = {
  team: {
    en: "The review team: the Secretariat, the reviewing States parties and the State party under review",
    fr: "L’équipe d’examen : le Secrétariat, les États parties examinateurs et l’État partie examiné",
    es: "El equipo de examen: la Secretaría, los Estados parte examinadores y el Estado parte objeto de examen",
    ru: "Группа по проведению обзора: Секретариат, государства-участники, проводящие обзор, и государство-участник, в отношении которого проводится обзор",
    zh: "审议组：秘书处、审议缔约国和受审议缔约国",
    ar: "فريق الاستعراض: الأمانة والدول الأطراف المستعرِضة والدولة الطرف المستعرَضة",
  },
  reviewers: {
    en: "The reviewing States parties and the Secretariat",
    fr: "Les États parties examinateurs et le Secrétariat",
    es: "Los Estados parte examinadores y la Secretaría",
    ru: "Государства-участники, проводящие обзор, и Секретариат",
    zh: "审议缔约国和秘书处",
    ar: "الدول الأطراف المستعرِضة والأمانة",
  },
  state: {
    en: "{state} only: its experts and its focal point",
    fr: "{state} uniquement : ses experts et son point de contact",
    es: "Solo {state}: sus expertos y su punto de contacto",
    ru: "Только {state}: эксперты и координатор",
    zh: "仅限{state}：其专家和联络人",
    ar: "{state} فقط: خبراؤها وجهة الوصل التابعة لها",
  },
  secretariat: {
    en: "The Secretariat only",
    fr: "Le Secrétariat uniquement",
    es: "Solo la Secretaría",
    ru: "Только Секретариат",
    zh: "仅限秘书处",
    ar: "الأمانة فقط",
  },
  sealed: {
    en: "Named persons only",
    fr: "Uniquement les personnes désignées nommément",
    es: "Solo las personas designadas nominalmente",
    ru: "Только поименованные лица",
    zh: "仅限指名人员",
    ar: "الأشخاص المذكورون بالاسم فقط",
  },
};

/**
 * Who can read, in `language`.
 *
 * @param stateName the name of the one State whose room it is; not looked at for other audiences
 */
export function audiencePhrase(
  kind: Audience["kind"],
  stateName: Multilingual | null,
  language: Language,
): Picked {
  const phrase = pick(AUDIENCE_TERMS[kind], language);
  if (kind !== "state") return phrase;
  if (stateName === null) throw new RangeError("A State's own room has the name of a State");
  return { ...phrase, text: fill(phrase.text, { state: pick(stateName, language).text }) };
}
