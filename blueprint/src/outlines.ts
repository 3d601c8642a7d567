import type { BlueprintId, InstrumentCode } from "./api.ts";
import { articleOf, checkSelection, type ArticleSelection } from "./articles.ts";
import { INSTRUMENTS, type Instrument } from "./instruments.ts";
import { articleHeading, OUTLINE_HEADINGS } from "./outline-headings.ts";
import {
  articleSection,
  singleSection,
  type ArticlePart,
  type SectionReference,
  type SinglePart,
} from "./section-ids.ts";
import { SECTION_KIND_SPECS, type SectionKind } from "./section-kinds.ts";
import type { Multilingual, SectionId } from "./vocabulary.ts";

/** A heading of a report. */
export interface OutlineHeading {
  /** Stable; that of the section where the heading holds one. */
  readonly id: string;
  /** 0 for a chapter, one more for each step below it. */
  readonly depth: number;
  /** As printed before the title: `I.`, `A.`, `1.`, `(a)`; empty where the heading bears none. */
  readonly label: string;
  readonly title: Multilingual;
  readonly instrument: InstrumentCode | null;
  readonly article: number | null;
  /** The section whose text stands under the heading; `null` for a heading of headings. */
  readonly section: { readonly id: SectionId; readonly kind: SectionKind } | null;
}

type Titled = { readonly title?: Multilingual; readonly titleWithProtocols?: Multilingual };

/** What an outline consists of, top to bottom; `articles` stands for one block an article, instrument by instrument. */
type Entry =
  | ({
      readonly kind: "section";
      readonly part: SinglePart;
      readonly label: string;
      readonly depth: number;
    } & Titled)
  | ({
      readonly kind: "heading";
      readonly id: string;
      readonly label: string;
      readonly depth: number;
      readonly title: Multilingual;
    } & Titled)
  | {
      readonly kind: "articles";
      readonly depth: number;
      readonly parts: readonly { readonly part: ArticlePart; readonly label: string }[];
    };

/** A report's outline as data. */
export interface Outline {
  readonly id: BlueprintId;
  readonly name: Multilingual;
  /** What the outline is modelled on; shown where a review is set up, never printed as a title to authority. */
  readonly source: Multilingual;
  readonly entries: readonly Entry[];
}

const {
  implementation,
  implementationWithProtocols,
  ratificationWithProtocols,
  selectedArticles,
  observations,
} = OUTLINE_HEADINGS;

const COUNTRY_REPORT: Outline = {
  id: "country-report",
  name: {
    en: "Country review report",
    fr: "Rapport d’examen de pays",
    es: "Informe sobre el examen del país",
    ru: "Доклад о страновом обзоре",
    zh: "国别审议报告",
    ar: "تقرير الاستعراض القُطري",
  },
  source: {
    en: "Modelled on the proposal attached to resolution 5/5 of the Conference of the Parties",
    fr: "Établi sur le modèle de la proposition jointe à la résolution 5/5 de la Conférence des Parties",
    es: "Basado en la propuesta adjunta a la resolución 5/5 de la Conferencia de las Partes",
    ru: "Составлено по образцу предложения, прилагаемого к резолюции 5/5 Конференции участников",
    zh: "仿照缔约方会议第5/5号决议所附提案拟订",
    ar: "على غرار الاقتراح المرفق بقرار مؤتمر الأطراف 5/5",
  },
  entries: [
    { kind: "section", part: "cover", label: "", depth: 0 },
    { kind: "section", part: "i", label: "I.", depth: 0 },
    { kind: "section", part: "ii", label: "II.", depth: 0 },
    { kind: "section", part: "iii", label: "III.", depth: 0 },
    {
      kind: "heading",
      id: "iv",
      label: "IV.",
      depth: 0,
      title: implementation,
      titleWithProtocols: implementationWithProtocols,
    },
    { kind: "section", part: "iv.a", label: "A.", depth: 1, titleWithProtocols: ratificationWithProtocols },
    { kind: "section", part: "iv.b", label: "B.", depth: 1 },
    { kind: "heading", id: "iv.c", label: "C.", depth: 1, title: selectedArticles },
    {
      kind: "articles",
      depth: 2,
      parts: [
        { part: "text", label: "" },
        { part: "a", label: "(a)" },
        { part: "b", label: "(b)" },
        { part: "c", label: "(c)" },
        { part: "d", label: "(d)" },
        { part: "e", label: "(e)" },
      ],
    },
  ],
};

const LIST_OF_OBSERVATIONS: Outline = {
  id: "list-of-observations",
  name: {
    en: "List of observations",
    fr: "Liste d’observations",
    es: "Lista de observaciones",
    ru: "Перечень замечаний",
    zh: "意见清单",
    ar: "قائمة الملاحظات",
  },
  source: {
    en: "Modelled on the blueprints adopted by resolution 10/1 of the Conference of the Parties",
    fr: "Établi sur le modèle des schémas adoptés par la résolution 10/1 de la Conférence des Parties",
    es: "Basado en los esquemas aprobados por la resolución 10/1 de la Conferencia de las Partes",
    ru: "Составлено по образцу схем, принятых резолюцией 10/1 Конференции участников",
    zh: "仿照缔约方会议第10/1号决议通过的纲要拟订",
    ar: "على غرار المخططات المعتمدة بقرار مؤتمر الأطراف 10/1",
  },
  entries: [
    { kind: "section", part: "general", label: "I.", depth: 0 },
    { kind: "heading", id: "observations", label: "II.", depth: 0, title: observations },
    {
      kind: "articles",
      depth: 1,
      parts: [
        { part: "practices", label: "(a)" },
        { part: "gaps", label: "(b)" },
        { part: "suggestions", label: "(c)" },
        { part: "assistance", label: "(d)" },
      ],
    },
    { kind: "section", part: "summary", label: "III.", depth: 0 },
  ],
};

/** The outlines that ship; the first is the one a review has unless another is chosen. */
export const OUTLINES: readonly Outline[] = [COUNTRY_REPORT, LIST_OF_OBSERVATIONS];

/** The outline of a blueprint. */
export function outlineOf(blueprint: BlueprintId): Outline {
  const outline = OUTLINES.find((known) => known.id === blueprint);
  if (outline === undefined) throw new RangeError(`No outline has the id ${blueprint}`);
  return outline;
}

/**
 * The headings of a report on the selected articles, in its order. Instruments stand in their own order and articles by
 * number, whatever the order of the selection.
 *
 * @throws RangeError for a selection in which {@link checkSelection} finds a fault
 */
export function buildOutline(blueprint: BlueprintId, selection: ArticleSelection): readonly OutlineHeading[] {
  const [fault] = checkSelection(selection);
  if (fault !== undefined)
    throw new RangeError(`The selection of articles has a fault at ${fault.pointer}: ${fault.code}`);
  const chosen = selection.filter(({ numbers }) => numbers.length > 0);
  const withProtocols = INSTRUMENTS.some(
    ({ code, isProtocol }) => isProtocol && chosen.some(({ instrument }) => instrument === code),
  );
  return outlineOf(blueprint).entries.flatMap((entry) => {
    if (entry.kind === "articles") return articleHeadings(entry, chosen);
    return chosen.length === 0 && heads(entry, blueprint) ? [] : [singleHeading(entry, withProtocols)];
  });
}

/**
 * The sections of a heading: its own and all that stand under it; also where their ids do not begin as its id does, as
 * those of articles. None for a heading that the outline does not have.
 */
export function sectionsUnder(
  outline: readonly {
    readonly id: string;
    readonly depth: number;
    readonly section: { readonly id: SectionId } | null;
  }[],
  heading: string,
): ReadonlySet<SectionId> {
  const at = outline.findIndex(({ id }) => id === heading);
  const first = outline[at];
  if (first === undefined) return new Set();
  const next = outline.findIndex(({ depth }, index) => index > at && depth <= first.depth);
  const under = outline.slice(at, next === -1 ? undefined : next);
  return new Set(under.flatMap(({ section }) => section?.id ?? []));
}

/** A heading above articles is left out with them: no heading stands over nothing. */
function heads(entry: Entry, blueprint: BlueprintId): boolean {
  const { entries } = outlineOf(blueprint);
  return entries[entries.indexOf(entry) + 1]?.kind === "articles";
}

function singleHeading(entry: Exclude<Entry, { kind: "articles" }>, withProtocols: boolean): OutlineHeading {
  const reference = entry.kind === "section" ? singleSection(entry.part) : null;
  const own = entry.title ?? (reference === null ? null : SECTION_KIND_SPECS[reference.kind].heading);
  const title = (withProtocols ? entry.titleWithProtocols : undefined) ?? own;
  if (title === null) throw new RangeError("A heading needs a title");
  const { label, depth } = entry;
  const id = entry.kind === "section" ? entry.part : entry.id;
  return { id, depth, label, title, instrument: null, article: null, section: sectionOf(reference) };
}

function sectionOf(reference: SectionReference | null): OutlineHeading["section"] {
  return reference === null ? null : { id: reference.id, kind: reference.kind };
}

function articleHeadings(
  entry: Extract<Entry, { kind: "articles" }>,
  selection: ArticleSelection,
): readonly OutlineHeading[] {
  const { depth } = entry;
  const instruments = INSTRUMENTS.filter(({ code }) =>
    selection.some(({ instrument }) => instrument === code),
  );
  return instruments.flatMap((instrument, index) => {
    // A lone subheading bears no number: there is no 1 without a 2.
    const label = instruments.length > 1 ? `${index + 1}.` : "";
    const { slug, code, name } = instrument;
    const numbers = selection.find((chosen) => chosen.instrument === code)?.numbers ?? [];
    const heading: OutlineHeading = {
      id: slug,
      depth,
      label,
      title: name,
      instrument: code,
      article: null,
      section: null,
    };
    return [
      heading,
      ...numbers
        .toSorted((one, other) => one - other)
        .flatMap((number) => articleBlock(entry, instrument, number)),
    ];
  });
}

function articleBlock(
  entry: Extract<Entry, { kind: "articles" }>,
  instrument: Instrument,
  number: number,
): readonly OutlineHeading[] {
  const { code, slug } = instrument;
  const article = articleOf(code, number);
  if (article === null) throw new RangeError(`${code} has no article ${number}`);
  const depth = entry.depth + 1;
  const common = { instrument: code, article: number };
  const parts = entry.parts.map(({ part, label }): OutlineHeading => {
    const reference = articleSection(code, number, part);
    const title = SECTION_KIND_SPECS[reference.kind].heading;
    return { id: reference.id, depth: depth + 1, label, title, ...common, section: sectionOf(reference) };
  });
  return [
    { id: `${slug}.${number}`, depth, label: "", title: articleHeading(article), ...common, section: null },
    ...parts,
  ];
}
