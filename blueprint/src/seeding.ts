import type { NewReview } from "./api.ts";
import { BOILERPLATE } from "./boilerplate.ts";
import { INSTRUMENTS, type Instrument } from "./instruments.ts";
import { directionOf, pick } from "./pick.ts";
import { readSectionId } from "./section-ids.ts";
import type { SectionKind } from "./section-kinds.ts";
import type { Language, SectionId } from "./vocabulary.ts";

/** What of a review its first texts speak about. The first of the languages is the one they are written in. */
export type SeedFacts = Pick<NewReview, "stateUnderReview" | "reviewingStates" | "articles" | "languages">;

/** A paragraph, heading, list or list item as `Node.toJSON` of the report schema gives it. */
export interface SeedBlock {
  readonly type: "paragraph" | "heading" | "bullet_list" | "list_item";
  readonly attrs: Readonly<Record<string, string | number>>;
  readonly content?: readonly (SeedBlock | { readonly type: "text"; readonly text: string })[];
}

/** A document as `Node.toJSON` of the report schema gives it. */
export interface SeedDocument {
  readonly type: "doc";
  readonly content: readonly SeedBlock[];
}

/** What is to be written, before blocks have ids. */
type Line =
  | { readonly kind: "heading" | "paragraph"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly string[] };

/**
 * What a section's text begins with: standing text for the cover, the introduction, the process and the general
 * information, an empty paragraph for every other kind. The same for the same section and facts; node ids derive from
 * the section's id.
 *
 * @throws RangeError for a section that no outline has, or a review without a language
 */
export function seedDocument(section: SectionId, facts: SeedFacts): SeedDocument {
  const reference = readSectionId(section);
  const [language] = facts.languages;
  if (reference === null) throw new RangeError(`No outline has the section ${section}`);
  if (language === undefined) throw new RangeError("A review has at least one working language");
  const script = { lang: language, dir: directionOf(language) };
  let count = 0;
  const attrs = (): SeedBlock["attrs"] => ({
    id: `${section.replaceAll(".", "-")}-${(count += 1)}`,
    ...script,
  });
  return { type: "doc", content: linesOf(reference.kind, facts, language).map((line) => block(line, attrs)) };
}

function block(line: Line, attrs: () => SeedBlock["attrs"]): SeedBlock {
  if (line.kind === "list") {
    return {
      type: "bullet_list",
      attrs: attrs(),
      content: line.items.map((item) => ({
        type: "list_item",
        attrs: attrs(),
        content: [paragraph(item, attrs)],
      })),
    };
  }
  if (line.kind === "paragraph") return paragraph(line.text, attrs);
  return { type: "heading", attrs: { ...attrs(), level: 1 }, content: textOf(line.text) };
}

function paragraph(text: string, attrs: () => SeedBlock["attrs"]): SeedBlock {
  return text === ""
    ? { type: "paragraph", attrs: attrs() }
    : { type: "paragraph", attrs: attrs(), content: textOf(text) };
}

function textOf(text: string): readonly [{ readonly type: "text"; readonly text: string }] {
  return [{ type: "text", text }];
}

function linesOf(kind: SectionKind, facts: SeedFacts, language: Language): readonly Line[] {
  const { cover, introduction, process, general, separator } = BOILERPLATE[language];
  const values = {
    state: pick(facts.stateUnderReview, language).text,
    reviewing: facts.reviewingStates.map(({ name }) => pick(name, language).text).join(separator),
  };
  const provisions: Line = { kind: "list", items: provisionsUnderReview(facts, language) };
  if (kind === "cover") {
    return [
      { kind: "heading", text: put(cover.title, values) },
      ...instrumentNames(facts, language).map((text): Line => ({ kind: "paragraph", text })),
      ...paragraphs([cover.reviewing, cover.cycle, cover.standing], values),
    ];
  }
  if (kind === "i") {
    return [
      ...paragraphs([introduction.conference, introduction.basis, introduction.provisions], values),
      provisions,
    ];
  }
  if (kind === "ii") return paragraphs([process.sources, process.dialogue, process.languages], values);
  if (kind !== "general") return [{ kind: "paragraph", text: "" }];
  return [
    ...paragraphs([general.state, general.reviewing, general.instruments], values),
    provisions,
    ...paragraphs([general.cluster, general.languages, general.dates], values),
  ];
}

function paragraphs(texts: readonly string[], values: Readonly<Record<string, string>>): readonly Line[] {
  return texts.map((text) => ({ kind: "paragraph", text: put(text, values) }));
}

function instrumentsUnderReview(
  facts: SeedFacts,
): readonly { readonly name: Instrument["name"]; readonly numbers: readonly number[] }[] {
  return INSTRUMENTS.flatMap(({ code, name }) => {
    const numbers = facts.articles.find(({ instrument }) => instrument === code)?.numbers ?? [];
    return numbers.length === 0 ? [] : [{ name, numbers: numbers.toSorted((one, other) => one - other) }];
  });
}

function instrumentNames(facts: SeedFacts, language: Language): readonly string[] {
  return instrumentsUnderReview(facts).map(({ name }) => pick(name, language).text);
}

function provisionsUnderReview(facts: SeedFacts, language: Language): readonly string[] {
  const { articles, separator } = BOILERPLATE[language];
  return instrumentsUnderReview(facts).map(({ name, numbers }) =>
    put(articles, { instrument: pick(name, language).text, numbers: numbers.join(separator) }),
  );
}

/** Unlike the terms of the interface, printed text takes its values bare: isolates would be characters of the report. */
function put(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{([a-z]+)\}/g, (slot, name: string) => values[name] ?? slot);
}
