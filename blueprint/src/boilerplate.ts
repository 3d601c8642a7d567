import type { Language } from "./vocabulary.ts";

/**
 * The standing text with which a report begins. What only the parties can say stands in square brackets, for the
 * Secretariat to fill in; `{state}` and the like are filled when the report is seeded. A State's name never stands inside
 * a sentence, where several languages would inflect it.
 *
 * The founding decision is a slot: which decision a review rests on is for the Secretariat to state, and resolution 5/5
 * established no mechanism.
 */
export interface Boilerplate {
  /** Between the items of an enumeration. */
  readonly separator: string;
  readonly articles: string;
  readonly cover: {
    readonly title: string;
    readonly reviewing: string;
    readonly cycle: string;
    readonly standing: string;
  };
  readonly introduction: {
    readonly conference: string;
    readonly basis: string;
    readonly provisions: string;
  };
  readonly process: {
    readonly sources: string;
    readonly dialogue: string;
    readonly languages: string;
  };
  readonly general: {
    readonly state: string;
    readonly reviewing: string;
    readonly instruments: string;
    readonly cluster: string;
    readonly languages: string;
    readonly dates: string;
  };
}

/** The standing text in each language. */
export const BOILERPLATE: Readonly<Record<Language, Boilerplate>> = {
  en: {
    separator: ", ",
    articles: "{instrument}: articles {numbers}",
    cover: {
      title: "Country review report: {state}",
      reviewing: "Reviewing States parties: {reviewing}",
      cycle: "[cycle and year of the review]",
      standing: "[note on the standing and confidentiality of the report]",
    },
    introduction: {
      conference:
        "The Conference of the Parties to the United Nations Convention against Transnational Organized Crime was established by article 32 of the Convention to improve the capacity of States parties to combat transnational organized crime and to promote and review the implementation of the Convention.",
      basis:
        "The present review was carried out on the basis of [founding decision] and in accordance with [terms of reference].",
      provisions:
        "The review covers the implementation by the State party under review of the following provisions:",
    },
    process: {
      sources:
        "The review is based on the response of the State party under review to the self-assessment questionnaire, received on [date], on further information supplied on [dates], and on the outcome of the dialogue between the governmental experts of the States parties concerned.",
      dialogue:
        "The dialogue was held by [means of dialogue] on [dates]. It involved the following experts: [names of the experts].",
      languages: "The working language of the review was [working language].",
    },
    general: {
      state: "State party under review: {state}",
      reviewing: "Reviewing States parties: {reviewing}",
      instruments: "Instruments and articles under review:",
      cluster: "Cluster: [cluster]",
      languages: "Working languages: [working languages]",
      dates: "Dates of the review: [dates]",
    },
  },
  fr: {
    separator: ", ",
    articles: "{instrument} : articles {numbers}",
    cover: {
      title: "Rapport d’examen de pays : {state}",
      reviewing: "États parties examinateurs : {reviewing}",
      cycle: "[cycle et année de l’examen]",
      standing: "[note sur le statut et la confidentialité du rapport]",
    },
    introduction: {
      conference:
        "La Conférence des Parties à la Convention des Nations Unies contre la criminalité transnationale organisée a été instituée par l’article 32 de la Convention pour améliorer la capacité des États parties à combattre la criminalité transnationale organisée et pour promouvoir et examiner l’application de la Convention.",
      basis:
        "Le présent examen a été mené sur le fondement de [décision fondatrice] et conformément à [termes de référence].",
      provisions: "L’examen porte sur l’application, par l’État partie examiné, des dispositions suivantes :",
    },
    process: {
      sources:
        "L’examen est fondé sur la réponse de l’État partie examiné au questionnaire d’auto-évaluation, reçue le [date], sur les informations complémentaires fournies le [dates] et sur les résultats du dialogue entre les experts gouvernementaux des États parties concernés.",
      dialogue:
        "Le dialogue s’est tenu par [mode de dialogue] le [dates]. Y ont participé les experts suivants : [noms des experts].",
      languages: "La langue de travail de l’examen était [langue de travail].",
    },
    general: {
      state: "État partie examiné : {state}",
      reviewing: "États parties examinateurs : {reviewing}",
      instruments: "Instruments et articles examinés :",
      cluster: "Groupe thématique : [groupe thématique]",
      languages: "Langues de travail : [langues de travail]",
      dates: "Dates de l’examen : [dates]",
    },
  },
  es: {
    separator: ", ",
    articles: "{instrument}: artículos {numbers}",
    cover: {
      title: "Informe sobre el examen del país: {state}",
      reviewing: "Estados parte examinadores: {reviewing}",
      cycle: "[ciclo y año del examen]",
      standing: "[nota sobre el carácter y la confidencialidad del informe]",
    },
    introduction: {
      conference:
        "La Conferencia de las Partes en la Convención de las Naciones Unidas contra la Delincuencia Organizada Transnacional fue establecida por el artículo 32 de la Convención con objeto de mejorar la capacidad de los Estados parte para combatir la delincuencia organizada transnacional y para promover y examinar la aplicación de la Convención.",
      basis:
        "El presente examen se llevó a cabo sobre la base de [decisión fundacional] y de conformidad con [términos de referencia].",
      provisions:
        "El examen abarca la aplicación, por el Estado parte objeto de examen, de las disposiciones siguientes:",
    },
    process: {
      sources:
        "El examen se basa en la respuesta del Estado parte objeto de examen al cuestionario de autoevaluación, recibida el [fecha], en la información complementaria facilitada el [fechas] y en los resultados del diálogo entre los expertos gubernamentales de los Estados parte interesados.",
      dialogue:
        "El diálogo se celebró mediante [forma de diálogo] el [fechas]. Participaron los siguientes expertos: [nombres de los expertos].",
      languages: "El idioma de trabajo del examen fue [idioma de trabajo].",
    },
    general: {
      state: "Estado parte objeto de examen: {state}",
      reviewing: "Estados parte examinadores: {reviewing}",
      instruments: "Instrumentos y artículos objeto de examen:",
      cluster: "Grupo temático: [grupo temático]",
      languages: "Idiomas de trabajo: [idiomas de trabajo]",
      dates: "Fechas del examen: [fechas]",
    },
  },
  ru: {
    separator: ", ",
    articles: "{instrument}: статьи {numbers}",
    cover: {
      title: "Доклад о страновом обзоре: {state}",
      reviewing: "Государства-участники, проводящие обзор: {reviewing}",
      cycle: "[цикл и год обзора]",
      standing: "[примечание о статусе и конфиденциальности доклада]",
    },
    introduction: {
      conference:
        "Конференция участников Конвенции Организации Объединенных Наций против транснациональной организованной преступности учреждена статьей 32 Конвенции в целях расширения возможностей государств-участников в борьбе с транснациональной организованной преступностью, а также в целях содействия осуществлению Конвенции и проведения обзора хода ее осуществления.",
      basis:
        "Настоящий обзор проведен на основании [учредительное решение] и в соответствии с [круг ведения].",
      provisions:
        "Обзор охватывает осуществление государством-участником, в отношении которого проводится обзор, следующих положений:",
    },
    process: {
      sources:
        "Обзор основан на ответе государства-участника, в отношении которого проводится обзор, на вопросник для самооценки, полученном [дата], на дополнительной информации, представленной [даты], и на итогах диалога между правительственными экспертами соответствующих государств-участников.",
      dialogue:
        "Диалог проводился в форме [форма диалога] [даты]. В нем участвовали следующие эксперты: [имена экспертов].",
      languages: "Рабочий язык обзора: [рабочий язык].",
    },
    general: {
      state: "Государство-участник, в отношении которого проводится обзор: {state}",
      reviewing: "Государства-участники, проводящие обзор: {reviewing}",
      instruments: "Документы и статьи, охватываемые обзором:",
      cluster: "Тематический блок: [тематический блок]",
      languages: "Рабочие языки: [рабочие языки]",
      dates: "Сроки проведения обзора: [даты]",
    },
  },
  zh: {
    separator: "、",
    articles: "{instrument}：第{numbers}条",
    cover: {
      title: "国别审议报告：{state}",
      reviewing: "审议缔约国：{reviewing}",
      cycle: "[审议周期和年份]",
      standing: "[关于报告性质和保密性的说明]",
    },
    introduction: {
      conference:
        "联合国打击跨国有组织犯罪公约缔约方会议根据《公约》第32条设立，以提高缔约国打击跨国有组织犯罪的能力，并促进和审议《公约》的实施。",
      basis: "本次审议依据[设立审议的决定]并按照[职权范围]进行。",
      provisions: "本次审议涵盖受审议缔约国对下列条款的实施情况：",
    },
    process: {
      sources:
        "本次审议依据受审议缔约国于[日期]提交的对自评调查表的答复、于[日期]提供的补充资料，以及有关缔约国政府专家之间对话的结果。",
      dialogue: "对话于[日期]以[对话方式]进行。参加对话的专家有：[专家姓名]。",
      languages: "审议的工作语言为[工作语言]。",
    },
    general: {
      state: "受审议缔约国：{state}",
      reviewing: "审议缔约国：{reviewing}",
      instruments: "受审议的文书和条款：",
      cluster: "专题组：[专题组]",
      languages: "工作语言：[工作语言]",
      dates: "审议日期：[日期]",
    },
  },
  ar: {
    separator: "، ",
    articles: "{instrument}: المواد {numbers}",
    cover: {
      title: "تقرير الاستعراض القُطري: {state}",
      reviewing: "الدول الأطراف المستعرِضة: {reviewing}",
      cycle: "[دورة الاستعراض وسنته]",
      standing: "[ملاحظة بشأن صفة التقرير وسرّيته]",
    },
    introduction: {
      conference:
        "أُنشئ مؤتمر الأطراف في اتفاقية الأمم المتحدة لمكافحة الجريمة المنظمة عبر الوطنية بموجب المادة 32 من الاتفاقية من أجل تحسين قدرة الدول الأطراف على مكافحة الجريمة المنظمة عبر الوطنية وتعزيز تنفيذ الاتفاقية واستعراضه.",
      basis: "أُجري هذا الاستعراض استنادا إلى [القرار المنشئ] ووفقا لـ[الإطار المرجعي].",
      provisions: "يشمل الاستعراض تنفيذ الدولة الطرف المستعرَضة للأحكام التالية:",
    },
    process: {
      sources:
        "يستند الاستعراض إلى رد الدولة الطرف المستعرَضة على استبيان التقييم الذاتي، الوارد في [التاريخ]، وإلى المعلومات الإضافية المقدمة في [التواريخ]، وإلى نتائج الحوار بين الخبراء الحكوميين من الدول الأطراف المعنية.",
      dialogue:
        "أُجري الحوار عن طريق [وسيلة الحوار] في [التواريخ]. وشارك فيه الخبراء التالية أسماؤهم: [أسماء الخبراء].",
      languages: "لغة عمل الاستعراض: [لغة العمل].",
    },
    general: {
      state: "الدولة الطرف المستعرَضة: {state}",
      reviewing: "الدول الأطراف المستعرِضة: {reviewing}",
      instruments: "الصكوك والمواد المشمولة بالاستعراض:",
      cluster: "المجموعة المواضيعية: [المجموعة المواضيعية]",
      languages: "لغات العمل: [لغات العمل]",
      dates: "تواريخ الاستعراض: [التواريخ]",
    },
  },
};
