import { builders, type MarkBuilder, type NodeBuilder } from "prosemirror-test-builder";
import { createReportSchema } from "./schema/report-schema.ts";
import {
  MEMBER_ID,
  REVIEW_ID,
  SECTION_ID,
  STATE_ID,
  type MemberId,
  type ReviewId,
  type SectionId,
  type StateId,
} from "./vocabulary.ts";

export type { MarkBuilder, NodeBuilder };

/** The schema that the builders below build with; nodes of another instance do not mix with theirs. */
export const reportSchema = createReportSchema();

const built = builders(reportSchema, {
  p: { nodeType: "paragraph" },
  h1: { nodeType: "heading", level: 1 },
  h2: { nodeType: "heading", level: 2 },
  h3: { nodeType: "heading", level: 3 },
  ul: { nodeType: "bullet_list" },
  ol: { nodeType: "ordered_list" },
  li: { nodeType: "list_item" },
  tr: { nodeType: "table_row" },
  td: { nodeType: "table_cell" },
  th: { nodeType: "table_header" },
  a: { markType: "link", href: "https://example.org/" },
});

function node(name: string): NodeBuilder {
  return (...content) => {
    const made = built[name]?.(...content);
    if (made === undefined || typeof made === "string" || !("type" in made))
      throw new RangeError(`${name} is no node`);
    return made;
  };
}

function mark(name: string): MarkBuilder {
  return (...content) => {
    const made = built[name]?.(...content);
    if (made === undefined) throw new RangeError(`${name} is no mark`);
    return made;
  };
}

/*
 * Builders in the manner of prosemirror-test-builder: `doc(p({ id: "b1" }, "one <a>two"))`; the position of `<a>` is
 * then at `.tag["a"]`. Attributes come first and may be left out.
 */
/** A document. */
export const doc: NodeBuilder = node("doc");
/** A paragraph. */
export const p: NodeBuilder = node("p");
/** A heading of level 1. */
export const h1: NodeBuilder = node("h1");
/** A heading of level 2. */
export const h2: NodeBuilder = node("h2");
/** A heading of level 3. */
export const h3: NodeBuilder = node("h3");
/** A block quotation. */
export const blockquote: NodeBuilder = node("blockquote");
/** A bullet list. */
export const ul: NodeBuilder = node("ul");
/** An ordered list. */
export const ol: NodeBuilder = node("ol");
/** A list item. */
export const li: NodeBuilder = node("li");
/** A table. */
export const table: NodeBuilder = node("table");
/** A row of a table. */
export const tr: NodeBuilder = node("tr");
/** A cell of a table. */
export const td: NodeBuilder = node("td");
/** A header cell of a table. */
export const th: NodeBuilder = node("th");
/** The container of a section's footnotes. */
export const footnotes: NodeBuilder = node("footnotes");
/** The text of one footnote. */
export const footnote: NodeBuilder = node("footnote_text");
/** The reference to a footnote, around a {@link FOOTNOTE_CHARACTER}; give `id`. */
export const footnoteReference: MarkBuilder = mark("footnote");
/** Strong text. */
export const strong: MarkBuilder = mark("strong");
/** Emphasis. */
export const em: MarkBuilder = mark("em");
/** Underlined text. */
export const underline: MarkBuilder = mark("underline");
/** A link to example.org unless `href` is given. */
export const a: MarkBuilder = mark("a");
/** Text that a suggestion proposes; give `id` and `by`. */
export const insertion: MarkBuilder = mark("insertion");
/** Text that a suggestion proposes to delete; give `id` and `by`. */
export const deletion: MarkBuilder = mark("deletion");

/** A State's id from text. @throws RangeError for what is none */
export function stateId(text: string): StateId {
  if (!STATE_ID.test(text)) throw new RangeError(`Not a State's id: ${text}`);
  return text as StateId;
}

/** A member's id from text. @throws RangeError for what is none */
export function memberId(text: string): MemberId {
  if (!MEMBER_ID.test(text)) throw new RangeError(`Not a member's id: ${text}`);
  return text as MemberId;
}

/** A section's id from text. @throws RangeError for what is none */
export function sectionId(text: string): SectionId {
  if (!SECTION_ID.test(text)) throw new RangeError(`Not a section's id: ${text}`);
  return text as SectionId;
}

/** A review's id from text. @throws RangeError for what is none */
export function reviewId(text: string): ReviewId {
  if (!REVIEW_ID.test(text)) throw new RangeError(`Not a review's id: ${text}`);
  return text as ReviewId;
}
