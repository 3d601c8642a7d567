import type { Node } from "prosemirror-model";
import type { EditorState, Transaction } from "prosemirror-state";

/** What is looked for. */
export interface FindQuery {
  readonly text: string;
  readonly matchCase: boolean;
  readonly wholeWords: boolean;
}

/** A place found, in document positions. */
export interface Match {
  readonly from: number;
  readonly to: number;
  /** The id of the block it is in. */
  readonly block: string | null;
  /** The words round it, and where it stands in them. */
  readonly excerpt: { readonly before: string; readonly found: string; readonly after: string };
}

/** The longest text that is looked for, in UTF-16 code units. */
export const QUERY_LIMIT = 200;
/** How many places are found in one document at most. */
export const MATCH_LIMIT = 1000;

const EXCERPT = 40;

/** The places in `doc` where the query stands, in order; none crosses the bounds of a block. */
export function findMatches(doc: Node, query: FindQuery): readonly Match[] {
  const pattern = patternOf(query);
  const matches: Match[] = [];
  if (pattern === null) return matches;
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return matches.length < MATCH_LIMIT;
    // A leaf is one character wide, as it is one position wide.
    const text = node.textBetween(0, node.content.size, "", "\uFFFC");
    for (const found of text.matchAll(pattern)) {
      if (matches.length < MATCH_LIMIT) matches.push(matchAt(node, pos + 1, text, found));
    }
    return false;
  });
  return matches;
}

/** A transaction that puts `replacement` in place of every match, in the letters of what stood there. */
export function replaceMatches(
  state: EditorState,
  matches: readonly Match[],
  replacement: string,
): Transaction {
  const { tr } = state;
  const line = replacement.replaceAll(/[\r\n\u2028\u2029\uFFFC]+/g, " ");
  for (const { from, to } of matches.toSorted((one, other) => other.from - one.from)) {
    const marks = tr.doc.resolve(from + 1).marks();
    if (line === "") tr.delete(from, to);
    else tr.replaceWith(from, to, state.schema.text(line, marks));
  }
  return tr;
}

function patternOf({ text, matchCase, wholeWords }: FindQuery): RegExp | null {
  if (text.trim() === "" || text.length > QUERY_LIMIT) return null;
  // Any white space finds any: no-break spaces are common in French and before numbers.
  const escaped = text
    .replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`)
    .replaceAll(/\s+/g, String.raw`\s+`);
  const source = wholeWords ? String.raw`(?<![\p{L}\p{N}\p{M}])${escaped}(?![\p{L}\p{N}\p{M}])` : escaped;
  return new RegExp(source, matchCase ? "gu" : "giu");
}

// oxlint-disable-next-line max-params -- the block in its four aspects
function matchAt(block: Node, start: number, text: string, found: RegExpExecArray): Match {
  const end = found.index + found[0].length;
  const id: unknown = block.attrs["id"];
  return {
    from: start + found.index,
    to: start + end,
    block: typeof id === "string" ? id : null,
    excerpt: {
      before: withoutLeaves(text.slice(Math.max(0, found.index - EXCERPT), found.index)),
      found: found[0],
      after: withoutLeaves(text.slice(end, end + EXCERPT)),
    },
  };
}

/** Without what stands for footnote references and other leaves; a reader sees no such letter. */
function withoutLeaves(text: string): string {
  return text.replaceAll("\uFFFC", "");
}
