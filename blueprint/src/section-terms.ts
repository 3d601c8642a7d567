import type { SectionAct } from "./api.ts";
import type { Level, Multilingual, SectionState } from "./vocabulary.ts";

/** Where a section stands, as said on screen. */
export const SECTION_STATE_TERMS: Readonly<Record<SectionState, Multilingual>> = {
  empty: {
    en: "No text yet",
    fr: "Aucun texte",
    es: "Sin texto",
    ru: "Текста пока нет",
    zh: "尚无案文",
    ar: "لا يوجد نص بعد",
  },
  draft: { en: "Draft", fr: "Projet", es: "Borrador", ru: "Проект", zh: "草案", ar: "مشروع نص" },
  "team-ready": {
    en: "Ready for the review team",
    fr: "Prêt pour l’équipe d’examen",
    es: "Listo para el equipo de examen",
    ru: "Готово для группы по проведению обзора",
    zh: "可供审议组审阅",
    ar: "جاهز لفريق الاستعراض",
  },
  transmitted: {
    en: "Transmitted",
    fr: "Transmis",
    es: "Transmitido",
    ru: "Передано",
    zh: "已转交",
    ar: "أُحيل",
  },
  commented: {
    en: "Comments received",
    fr: "Commentaires reçus",
    es: "Comentarios recibidos",
    ru: "Комментарии получены",
    zh: "已收到评论",
    ar: "وردت تعليقات",
  },
  settled: {
    en: "Text agreed",
    fr: "Texte convenu",
    es: "Texto acordado",
    ru: "Текст согласован",
    zh: "案文已商定",
    ar: "نص متفق عليه",
  },
  frozen: {
    en: "Agreed text, closed",
    fr: "Texte convenu, clos",
    es: "Texto acordado, cerrado",
    ru: "Согласованный текст, закрыт",
    zh: "商定案文，已关闭",
    ar: "نص متفق عليه، مغلق",
  },
};

/** What one may do in a section, as said on screen. */
export const LEVEL_TERMS: Readonly<Record<Level, Multilingual>> = {
  none: {
    en: "No access",
    fr: "Aucun accès",
    es: "Sin acceso",
    ru: "Нет доступа",
    zh: "无权查阅",
    ar: "لا يمكن الاطلاع",
  },
  read: { en: "Reading", fr: "Lecture", es: "Lectura", ru: "Чтение", zh: "阅读", ar: "الاطلاع" },
  comment: {
    en: "Commenting",
    fr: "Commentaires",
    es: "Comentarios",
    ru: "Комментирование",
    zh: "评论",
    ar: "التعليق",
  },
  suggest: {
    en: "Suggesting changes",
    fr: "Propositions de modification",
    es: "Propuestas de cambios",
    ru: "Предложение изменений",
    zh: "提出修改建议",
    ar: "اقتراح التعديلات",
  },
  edit: { en: "Drafting", fr: "Rédaction", es: "Redacción", ru: "Редактирование", zh: "起草", ar: "التحرير" },
};

/** The acts by which a section moves on, as buttons say them. */
export const SECTION_ACT_TERMS: Readonly<Record<SectionAct, Multilingual>> = {
  join: {
    en: "Join the texts of the reviewing States parties",
    fr: "Réunir les textes des États parties examinateurs",
    es: "Reunir los textos de los Estados parte examinadores",
    ru: "Объединить тексты государств-участников, проводящих обзор",
    zh: "合并审议缔约国的案文",
    ar: "جمع نصوص الدول الأطراف المستعرِضة",
  },
  transmit: {
    en: "Transmit to the State party under review",
    fr: "Transmettre à l’État partie examiné",
    es: "Transmitir al Estado parte objeto de examen",
    ru: "Передать государству-участнику, в отношении которого проводится обзор",
    zh: "转交受审议缔约国",
    ar: "إحالة إلى الدولة الطرف المستعرَضة",
  },
  submit: {
    en: "Submit to the review team",
    fr: "Soumettre à l’équipe d’examen",
    es: "Presentar al equipo de examen",
    ru: "Представить группе по проведению обзора",
    zh: "提交审议组",
    ar: "تقديم إلى فريق الاستعراض",
  },
};
