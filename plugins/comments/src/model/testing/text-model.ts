import type { AnchorPart, BlockText, TextChange } from "../anchor.ts";
import { placedAt } from "../place-part.ts";

/** What turned one text into another, as a server would tell it: by the ids of the blocks. */
export function changeBetween(before: readonly BlockText[], after: readonly BlockText[]): TextChange {
  const [was, is] = [byId(before), byId(after)];
  return {
    changed: after.flatMap(({ id, text }) => {
      const old = was.get(id);
      return old === undefined || old === text ? [] : [{ id, before: old, after: text }];
    }),
    removed: before.filter(({ id }) => !is.has(id)),
    added: after.filter(({ id }) => !was.has(id)),
  };
}

/** Blocks of the ids `a`, `b`, `c`, … */
export function blocksOf(...texts: readonly string[]): readonly BlockText[] {
  return texts.map((text, at) => ({ id: String.fromCharCode(97 + at), text }));
}

/** The part that quotes `quote` where it stands for the first time. */
export function partOn(blocks: readonly BlockText[], quote: string): AnchorPart {
  const block = blocks.find(({ text }) => text.includes(quote));
  if (block === undefined) throw new RangeError(`No block has "${quote}"`);
  const from = block.text.indexOf(quote);
  return placedAt(block.id, block.text, from, from + quote.length);
}

/** A text block with a part in brackets, as `the [words] of`. */
export function bracketed(
  marked: string,
  id = "a",
): { readonly block: BlockText; readonly part: AnchorPart } {
  const from = marked.indexOf("[");
  const to = marked.indexOf("]") - 1;
  const text = marked.replace("[", "").replace("]", "");
  return { block: { id, text }, part: placedAt(id, text, from, to) };
}

/** A block's text with a part of it in brackets. */
export function inBrackets({ from, to }: AnchorPart, text: string): string {
  return `${text.slice(0, from)}[${text.slice(from, to)}]${text.slice(to)}`;
}

function byId(blocks: readonly BlockText[]): ReadonlyMap<string, string> {
  return new Map(blocks.map(({ id, text }) => [id, text]));
}
