import type { QuotedPart } from "@travaux/blueprint";
import { blockTextsOf, locatePart, type AnchorPart, type BlockText } from "@travaux/comments/model";
import { readSuggestions, type TrackedDocument } from "@travaux/track-changes/model";
import type { CommentWords } from "./thread-standing.ts";

/** The most of a suggestion's words that a thread about it quotes, in UTF-16 code units. */
export const SUGGESTION_QUOTE_LIMIT = 300;

/** What stands between two stretches of a quotation. */
const GAP = " … ";

/** Where a thread's text stands, and what it says. */
export type Located = Required<Pick<CommentWords, "parts" | "quote">>;

/** Finds the parts in a text as it stands; those that are not there are left out, `null` if none is. */
export function locateParts(text: TrackedDocument, parts: readonly QuotedPart[]): Located | null {
  const blocks = blockTextsOf(text.doc);
  const placed = parts.map((part) => locate(part, blocks)).filter(({ state }) => state === "placed");
  return placed.length === 0 ? null : located(placed);
}

/** Finds the parts in a text as it stands, all of them; `null` unless every one is there. */
export function locateAll(text: TrackedDocument, parts: readonly QuotedPart[]): Located | null {
  const blocks = blockTextsOf(text.doc);
  const found = parts.map((part) => locate(part, blocks));
  return found.length > 0 && found.every(({ state }) => state === "placed") ? located(found) : null;
}

/**
 * Finds the parts in a wider text. What is not there keeps its words, which its writer chose to send, and nothing of
 * what stood around them.
 */
export function carryParts(text: TrackedDocument | null, parts: readonly QuotedPart[]): Located {
  const blocks = text === null ? [] : blockTextsOf(text.doc);
  return located(
    parts.map((part) => {
      const found = locate(part, blocks);
      return found.state === "placed" ? found : { ...found, before: "", after: "" };
    }),
  );
}

/** What a suggestion of a text says, in short; `null` if the text has no such suggestion. */
export function suggestionQuote(text: TrackedDocument, id: string): string | null {
  const suggestion = readSuggestions(text).find((each) => each.id === id);
  if (suggestion === undefined) return null;
  const { inserted, deleted, formatted } = suggestion.content;
  const said = [deleted, inserted].filter((words) => words.trim() !== "").join(" → ");
  return shorten(said === "" ? formatted : said);
}

function locate(
  { block, from, to, quote, before, after }: QuotedPart,
  blocks: readonly BlockText[],
): AnchorPart {
  const part: AnchorPart = { block, from, to, quote, before, after, state: "placed" };
  return locatePart(part, blocks);
}

function located(parts: readonly AnchorPart[]): Located {
  return {
    parts: parts.map(({ block, from, to, quote, before, after }) => ({
      block,
      from,
      to,
      quote,
      before,
      after,
    })),
    quote: parts.map(({ quote }) => quote).join(GAP),
  };
}

function shorten(text: string): string {
  const plain = text.replaceAll(/\s+/gu, " ").trim();
  if (plain.length <= SUGGESTION_QUOTE_LIMIT) return plain;
  // No half of a character at the cut.
  return `${plain.slice(0, SUGGESTION_QUOTE_LIMIT - 1).replace(/[\uD800-\uDBFF]$/u, "")}…`;
}
