import type { BlueprintId, InstrumentCode } from "./api.ts";
import { articleOf } from "./articles.ts";
import { instrumentOf, instrumentOfSlug } from "./instruments.ts";
import type { SectionKind } from "./section-kinds.ts";
import { SECTION_ID, type SectionId } from "./vocabulary.ts";

/** The kinds that repeat for each article, under the last part of a section's id. */
const ARTICLE_KINDS = {
  text: { kind: "art.text", blueprint: "country-report" },
  a: { kind: "art.a", blueprint: "country-report" },
  b: { kind: "art.b", blueprint: "country-report" },
  c: { kind: "art.c", blueprint: "country-report" },
  d: { kind: "art.d", blueprint: "country-report" },
  e: { kind: "art.e", blueprint: "country-report" },
  practices: { kind: "obs.practices", blueprint: "list-of-observations" },
  gaps: { kind: "obs.gaps", blueprint: "list-of-observations" },
  suggestions: { kind: "obs.suggestions", blueprint: "list-of-observations" },
  assistance: { kind: "obs.assistance", blueprint: "list-of-observations" },
} as const satisfies Record<string, { readonly kind: SectionKind; readonly blueprint: BlueprintId }>;

/** The last part of an article section's id. */
export type ArticlePart = keyof typeof ARTICLE_KINDS;

/** The sections that stand once in a report, under their whole id. */
const SINGLE_KINDS = {
  cover: { kind: "cover", blueprint: "country-report" },
  i: { kind: "i", blueprint: "country-report" },
  ii: { kind: "ii", blueprint: "country-report" },
  iii: { kind: "iii", blueprint: "country-report" },
  "iv.a": { kind: "iv.a", blueprint: "country-report" },
  "iv.b": { kind: "iv.b", blueprint: "country-report" },
  general: { kind: "general", blueprint: "list-of-observations" },
  summary: { kind: "obs.summary", blueprint: "list-of-observations" },
} as const satisfies Record<string, { readonly kind: SectionKind; readonly blueprint: BlueprintId }>;

/** The id of a section that stands once in a report. */
export type SinglePart = keyof typeof SINGLE_KINDS;

/** What a section's id says. */
export interface SectionReference {
  readonly id: SectionId;
  readonly blueprint: BlueprintId;
  readonly kind: SectionKind;
  /** `null` for a section that belongs to no article. */
  readonly instrument: InstrumentCode | null;
  readonly article: number | null;
}

/** The section of that name that stands once in a report. */
export function singleSection(part: SinglePart): SectionReference {
  return { id: sectionId(part), ...SINGLE_KINDS[part], instrument: null, article: null };
}

/** The section of an article, with an id such as `untoc.5.b`. */
export function articleSection(
  instrument: InstrumentCode,
  article: number,
  part: ArticlePart,
): SectionReference {
  const id = sectionId(`${instrumentOf(instrument).slug}.${article}.${part}`);
  return { id, ...ARTICLE_KINDS[part], instrument, article };
}

/** Reads a section's id; `null` for one that no outline makes. Whether a review has the section is another question. */
export function readSectionId(id: string): SectionReference | null {
  if (isKeyOf(SINGLE_KINDS, id)) return singleSection(id);
  const [slug, number, part, ...rest] = id.split(".");
  if (slug === undefined || number === undefined || part === undefined || rest.length > 0) return null;
  const instrument = instrumentOfSlug(slug);
  if (instrument === null || !isKeyOf(ARTICLE_KINDS, part) || !/^[1-9][0-9]?$/.test(number)) return null;
  const article = articleOf(instrument.code, Number(number));
  return article?.reviewable === true ? articleSection(instrument.code, article.number, part) : null;
}

function isKeyOf<Keys extends string>(table: Readonly<Record<Keys, unknown>>, key: string): key is Keys {
  return Object.hasOwn(table, key);
}

function sectionId(text: string): SectionId {
  if (!SECTION_ID.test(text)) throw new RangeError(`Not a section id: ${text}`);
  return text as SectionId;
}
