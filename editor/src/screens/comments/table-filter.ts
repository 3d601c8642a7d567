import {
  parseAudience,
  type CommentClassCode,
  type CommentFilter,
  type DispositionCode,
  type OutlineEntry,
  type ReviewView,
  type StateId,
  sectionsUnder,
  type ThreadRow,
} from "@travaux/blueprint";
import { COMMENT_CLASSES, DISPOSITIONS } from "@travaux/comments/model";
import type { RowFilter } from "../../comments/list/filter-rows.ts";
import { sayAudience, sayDelegation } from "../../comments/list/say-audience.ts";
import type { Choice } from "../../design/choice-field.tsx";
import type { InterfaceText } from "../../interface-text/text.tsx";
import { placeName } from "../../report/place-name.ts";

/** What the table is asked for; an empty text is no matter of the filter. */
export interface TableFilter {
  readonly audiences: readonly string[];
  readonly state: string;
  readonly class: CommentClassCode | "";
  readonly disposition: DispositionCode | "none" | "";
  readonly status: "open" | "resolved" | "";
  readonly section: string;
  readonly words: string;
}

/** The formal record: all that was said to the whole team. */
export const FORMAL_RECORD: TableFilter = {
  audiences: ["team"],
  state: "",
  class: "",
  disposition: "",
  status: "",
  section: "",
  words: "",
};

/** The filter as rows are chosen by it on this page. @param entries the outline */
export function rowFilterOf(filter: TableFilter, entries: readonly OutlineEntry[]): RowFilter {
  const { audiences, state, disposition, status, section, words } = filter;
  return {
    audiences,
    words,
    ...(state === "" ? {} : { state }),
    ...(filter.class === "" ? {} : { class: filter.class }),
    ...(disposition === "" ? {} : { disposition }),
    ...(status === "" ? {} : { resolved: status === "resolved" }),
    ...(section === "" ? {} : { sections: sectionsUnder(entries, section) }),
  };
}

/** The filter as the server chooses the rows of the file by it; the same rows as on this page. */
export function queryOf(filter: TableFilter, language: CommentFilter["language"]): CommentFilter {
  const { audiences, state, disposition, status, section } = filter;
  const words = filter.words.trim();
  return {
    audience: audiences,
    ...(state === "" ? {} : { state: state as StateId }),
    ...(filter.class === "" ? {} : { class: filter.class }),
    ...(disposition === "" ? {} : { disposition }),
    ...(status === "" ? {} : { resolved: status === "resolved" ? "true" : "false" }),
    ...(section === "" ? {} : { section }),
    ...(words === "" ? {} : { q: words }),
    ...(language === undefined ? {} : { language }),
  };
}

/** The audiences that there are comments of, and the team's in any case: widest first. */
export function audiencesOf(rows: readonly ThreadRow[]): readonly string[] {
  const order = ["team", "reviewers", "state", "sealed", "secretariat"];
  const rank = (audience: string): number => order.indexOf(parseAudience(audience)?.kind ?? "sealed");
  return [...new Set(["team", ...rows.map(({ audience }) => audience)])].toSorted(
    (one, other) => rank(one) - rank(other),
  );
}

/** What can be chosen of each matter, as far as there are comments of it. */
export interface TableChoices {
  readonly audiences: readonly string[];
  readonly states: readonly Choice[];
  readonly classes: readonly Choice[];
  readonly dispositions: readonly Choice[];
  readonly sections: readonly Choice[];
}

/** The choices over all that the reader may read. */
export function choicesOf(
  text: InterfaceText,
  review: ReviewView,
  { rows, entries }: { readonly rows: readonly ThreadRow[]; readonly entries: readonly OutlineEntry[] },
): TableChoices {
  const authors = new Set(rows.map(({ comments }) => comments[0]?.of ?? null));
  const states = [...review.states.map(({ id }) => id), null].filter((id) => authors.has(id));
  const sections = new Set(rows.map(({ section }) => section));
  return {
    audiences: audiencesOf(rows),
    states: states.map((id) => ({ value: id ?? "secretariat", name: sayDelegation(text, review, id) })),
    classes: COMMENT_CLASSES.map((value) => ({ value, name: text.say(`comment.class.${value}`) })),
    dispositions: [
      { value: "none", name: text.say("discussion.noDisposition") },
      ...DISPOSITIONS.map((value) => ({ value, name: text.say(`comment.outcome.${value}`) })),
    ],
    sections: entries
      .filter(({ id }) => [...sectionsUnder(entries, id)].some((section) => sections.has(section)))
      .map((entry) => ({
        value: entry.id,
        name: `${"\u2003".repeat(entry.depth)}${placeName(text, entry)}`,
      })),
  };
}

/** The matters that the filter says something of, each in words; who can read is said apart from them. */
export function sayFilter(
  text: InterfaceText,
  filter: TableFilter,
  choices: TableChoices,
): readonly string[] {
  const named = (of: readonly Choice[], value: string): string =>
    of.find((choice) => choice.value === value)?.name.trim() ?? value;
  const words = filter.words.trim();
  const said = [
    [text.say("review.state"), filter.state, named(choices.states, filter.state)],
    [text.say("discussion.class"), filter.class, named(choices.classes, filter.class)],
    [text.say("discussion.disposition"), filter.disposition, named(choices.dispositions, filter.disposition)],
    [
      text.say("discussion.status"),
      filter.status,
      filter.status === "" ? "" : text.say(`discussion.status.${filter.status}`),
    ],
    [text.say("discussion.section"), filter.section, named(choices.sections, filter.section)],
    [text.say("discussion.words"), words, words],
  ] as const;
  return said
    .filter(([, value]) => value !== "")
    .map(([name, , value]) => text.say("discussion.filterIs", { filter: name, value }));
}

/** The audiences chosen beside the whole team's, each in words. */
export function sayInternal(text: InterfaceText, review: ReviewView, filter: TableFilter): readonly string[] {
  return filter.audiences
    .filter((audience) => audience !== "team")
    .map((audience) => sayAudience(text, review, audience));
}
