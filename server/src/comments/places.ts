import {
  buildOutline,
  pick,
  type Language,
  type Notice,
  type OutlineHeading,
  type SectionId,
} from "@travaux/blueprint";
import type { ReviewState } from "../reviews/model/review-state.ts";

/** Where a section stands in the report. */
export interface SectionPlace {
  readonly heading: OutlineHeading;
  /** The heading above it, where it belongs to an article. */
  readonly above: OutlineHeading | null;
}

/** Where every section of a review stands, as the whole report has it. */
export function placesOf({ facts }: Pick<ReviewState, "facts">): ReadonlyMap<SectionId, SectionPlace> {
  const places = new Map<SectionId, SectionPlace>();
  let article: OutlineHeading | null = null;
  for (const heading of buildOutline(facts.blueprint, facts.articles)) {
    if (heading.section === null) article = heading.article === null ? null : heading;
    else places.set(heading.section.id, { heading, above: heading.article === null ? null : article });
  }
  return places;
}

/** A place as a notice names it. */
export function noticePlace({ heading }: SectionPlace): Notice["place"] {
  const { label, title, instrument, article } = heading;
  return { label, title, instrument, article };
}

/** A place in words: the article it belongs to, its label and its title. */
export function placeName({ heading, above }: SectionPlace, language: Language): string {
  const own = titled(heading, language);
  return above === null ? own : `${titled(above, language)}, ${own}`;
}

function titled({ label, title }: OutlineHeading, language: Language): string {
  return [label, pick(title, language).text].filter((part) => part !== "").join(" ");
}
