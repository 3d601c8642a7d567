import type { InstrumentCode } from "./api.ts";
import type { Multilingual } from "./vocabulary.ts";

/** A treaty whose implementation a review may cover. */
export interface Instrument {
  readonly code: InstrumentCode;
  /** The first part of the ids of its sections. */
  readonly slug: string;
  /** The full official name. */
  readonly name: Multilingual;
  /** The name used once the full one has been given. */
  readonly shortName: Multilingual;
  readonly isProtocol: boolean;
  /** ISO date of the entry into force. */
  readonly inForceSince: string;
  /** The depositary's page, from which the authentic texts are reached. */
  readonly officialUrl: string;
}

function depositaryPage(number: string): string {
  return `https://treaties.un.org/Pages/ViewDetails.aspx?src=TREATY&mtdsg_no=${number}&chapter=18&clang=_en`;
}

/** The Convention and its three Protocols, in the order in which a report takes them. */
export const INSTRUMENTS: readonly Instrument[] = [
  {
    code: "UNTOC",
    slug: "untoc",
    name: {
      en: "United Nations Convention against Transnational Organized Crime",
      fr: "Convention des Nations Unies contre la criminalité transnationale organisée",
      es: "Convención de las Naciones Unidas contra la Delincuencia Organizada Transnacional",
      ru: "Конвенция Организации Объединенных Наций против транснациональной организованной преступности",
      zh: "联合国打击跨国有组织犯罪公约",
      ar: "اتفاقية الأمم المتحدة لمكافحة الجريمة المنظمة عبر الوطنية",
    },
    shortName: {
      en: "Organized Crime Convention",
      fr: "Convention contre la criminalité organisée",
      es: "Convención contra la Delincuencia Organizada",
      ru: "Конвенция против организованной преступности",
      zh: "有组织犯罪公约",
      ar: "اتفاقية الجريمة المنظمة",
    },
    isProtocol: false,
    inForceSince: "2003-09-29",
    officialUrl: depositaryPage("XVIII-12"),
  },
  {
    code: "TIP",
    slug: "tip",
    name: {
      en: "Protocol to Prevent, Suppress and Punish Trafficking in Persons, Especially Women and Children, supplementing the United Nations Convention against Transnational Organized Crime",
      fr: "Protocole additionnel à la Convention des Nations Unies contre la criminalité transnationale organisée visant à prévenir, réprimer et punir la traite des personnes, en particulier des femmes et des enfants",
      es: "Protocolo para prevenir, reprimir y sancionar la trata de personas, especialmente mujeres y niños, que complementa la Convención de las Naciones Unidas contra la Delincuencia Organizada Transnacional",
      ru: "Протокол о предупреждении и пресечении торговли людьми, особенно женщинами и детьми, и наказании за нее, дополняющий Конвенцию Организации Объединенных Наций против транснациональной организованной преступности",
      zh: "联合国打击跨国有组织犯罪公约关于预防、禁止和惩治贩运人口特别是妇女和儿童行为的补充议定书",
      ar: "بروتوكول منع وقمع ومعاقبة الاتجار بالأشخاص، وبخاصة النساء والأطفال، المكمِّل لاتفاقية الأمم المتحدة لمكافحة الجريمة المنظمة عبر الوطنية",
    },
    shortName: {
      en: "Trafficking in Persons Protocol",
      fr: "Protocole relatif à la traite des personnes",
      es: "Protocolo contra la Trata de Personas",
      ru: "Протокол о торговле людьми",
      zh: "贩运人口议定书",
      ar: "بروتوكول الاتجار بالأشخاص",
    },
    isProtocol: true,
    inForceSince: "2003-12-25",
    officialUrl: depositaryPage("XVIII-12-a"),
  },
  {
    code: "SOM",
    slug: "som",
    name: {
      en: "Protocol against the Smuggling of Migrants by Land, Sea and Air, supplementing the United Nations Convention against Transnational Organized Crime",
      fr: "Protocole contre le trafic illicite de migrants par terre, air et mer, additionnel à la Convention des Nations Unies contre la criminalité transnationale organisée",
      es: "Protocolo contra el tráfico ilícito de migrantes por tierra, mar y aire, que complementa la Convención de las Naciones Unidas contra la Delincuencia Organizada Transnacional",
      ru: "Протокол против незаконного ввоза мигрантов по суше, морю и воздуху, дополняющий Конвенцию Организации Объединенных Наций против транснациональной организованной преступности",
      zh: "联合国打击跨国有组织犯罪公约关于打击陆、海、空偷运移民的补充议定书",
      ar: "بروتوكول مكافحة تهريب المهاجرين عن طريق البر والبحر والجو، المكمِّل لاتفاقية الأمم المتحدة لمكافحة الجريمة المنظمة عبر الوطنية",
    },
    shortName: {
      en: "Smuggling of Migrants Protocol",
      fr: "Protocole relatif au trafic illicite de migrants",
      es: "Protocolo contra el Tráfico Ilícito de Migrantes",
      ru: "Протокол о незаконном ввозе мигрантов",
      zh: "偷运移民议定书",
      ar: "بروتوكول تهريب المهاجرين",
    },
    isProtocol: true,
    inForceSince: "2004-01-28",
    officialUrl: depositaryPage("XVIII-12-b"),
  },
  {
    code: "FIREARMS",
    slug: "firearms",
    name: {
      en: "Protocol against the Illicit Manufacturing of and Trafficking in Firearms, Their Parts and Components and Ammunition, supplementing the United Nations Convention against Transnational Organized Crime",
      fr: "Protocole contre la fabrication et le trafic illicites d’armes à feu, de leurs pièces, éléments et munitions, additionnel à la Convention des Nations Unies contre la criminalité transnationale organisée",
      es: "Protocolo contra la fabricación y el tráfico ilícitos de armas de fuego, sus piezas y componentes y municiones, que complementa la Convención de las Naciones Unidas contra la Delincuencia Organizada Transnacional",
      ru: "Протокол против незаконного изготовления и оборота огнестрельного оружия, его составных частей и компонентов, а также боеприпасов к нему, дополняющий Конвенцию Организации Объединенных Наций против транснациональной организованной преступности",
      zh: "联合国打击跨国有组织犯罪公约关于打击非法制造和贩运枪支及其零部件和弹药的补充议定书",
      ar: "بروتوكول مكافحة صنع الأسلحة النارية وأجزائها ومكوِّناتها والذخيرة والاتجار بها بصورة غير مشروعة، المكمِّل لاتفاقية الأمم المتحدة لمكافحة الجريمة المنظمة عبر الوطنية",
    },
    shortName: {
      en: "Firearms Protocol",
      fr: "Protocole relatif aux armes à feu",
      es: "Protocolo sobre Armas de Fuego",
      ru: "Протокол об огнестрельном оружии",
      zh: "枪支议定书",
      ar: "بروتوكول الأسلحة النارية",
    },
    isProtocol: true,
    inForceSince: "2005-07-03",
    officialUrl: depositaryPage("XVIII-12-c"),
  },
];

/** The instrument of `code`. */
export function instrumentOf(code: InstrumentCode): Instrument {
  const instrument = INSTRUMENTS.find((known) => known.code === code);
  if (instrument === undefined) throw new RangeError(`No instrument has the code ${code}`);
  return instrument;
}

/** The instrument whose sections' ids begin with `slug`; `null` for none. */
export function instrumentOfSlug(slug: string): Instrument | null {
  return INSTRUMENTS.find((known) => known.slug === slug) ?? null;
}
