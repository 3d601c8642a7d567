import type { Node } from "prosemirror-model";

/** Text as a search compares it, with the place in the original of each of its characters. */
interface FoldedText {
  readonly text: string;
  /** `places[i]` is where in the original the character at `i` comes from; one more entry for the end. */
  readonly places: readonly number[];
}

/** A match in a document. */
export interface TextMatch {
  /** Id of the block; `null` where it has none. */
  readonly block: string | null;
  /** In the block's text, in UTF-16 code units. */
  readonly offset: number;
  /** The words around, as they were written, vowel signs and all. */
  readonly excerpt: string;
}

/** How much of the text an excerpt shows on either side of a match, in UTF-16 code units. */
const CONTEXT = 60;

/**
 * Case and diacritics put aside, Arabic vowel signs and tatweel among them, and the places of footnotes: how a person
 * types what he looks for.
 */
export function foldText(text: string): FoldedText {
  const folded: string[] = [];
  const places: number[] = [];
  let at = 0;
  for (const character of text) {
    const bare = foldCharacter(character);
    for (let unit = 0; unit < bare.length; unit++) places.push(at);
    folded.push(bare);
    at += character.length;
  }
  places.push(text.length);
  return { text: folded.join(""), places };
}

function foldCharacter(character: string): string {
  // Most of most texts, and ten times as fast.
  if (character <= "\u007F") return character.toLowerCase();
  return character
    .normalize("NFKD")
    .replace(/[\p{M}\u0640\uFFFC]/gu, "")
    .toLowerCase();
}

/**
 * The places in a document where `query` stands within one block, in order.
 *
 * @param limit the most to return
 */
export function searchDocument(doc: Node, query: string, limit: number): readonly TextMatch[] {
  const needle = foldText(query).text;
  const matches: TextMatch[] = [];
  if (needle.trim() === "") return matches;
  doc.descendants((node) => {
    if (matches.length >= limit) return false;
    if (!node.isTextblock) return true;
    const id: unknown = node.attrs["id"];
    const block = typeof id === "string" ? id : null;
    for (const match of matchesIn(node.textContent, needle, limit - matches.length))
      matches.push({ block, ...match });
    return false;
  });
  return matches;
}

function matchesIn(text: string, needle: string, limit: number): readonly Omit<TextMatch, "block">[] {
  const folded = foldText(text);
  const found: Omit<TextMatch, "block">[] = [];
  let from = folded.text.indexOf(needle);
  while (from >= 0 && found.length < limit) {
    const offset = folded.places[from] ?? 0;
    const end = folded.places[from + needle.length] ?? text.length;
    found.push({ offset, excerpt: excerptOf(text, offset, end) });
    from = folded.text.indexOf(needle, from + needle.length);
  }
  return found;
}

function excerptOf(text: string, from: number, to: number): string {
  const start = boundary(text, Math.max(0, from - CONTEXT));
  const end = boundary(text, Math.min(text.length, to + CONTEXT));
  return `${start > 0 ? "…" : ""}${withoutReferences(text.slice(start, end))}${end < text.length ? "…" : ""}`;
}

/** Without the characters that hold the places of footnotes; a reader sees no such letter. */
function withoutReferences(text: string): string {
  return text.replaceAll("\uFFFC", "");
}

/** The next place at or after `at` that parts neither a surrogate pair nor a letter from its marks. */
function boundary(text: string, at: number): number {
  let place = at;
  while (place < text.length && /^[\p{M}\uDC00-\uDFFF]/u.test(text.slice(place, place + 2))) place++;
  return place;
}
