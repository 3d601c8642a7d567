import { splitsPair } from "./common-text.ts";
import { CONTEXT_LENGTH, type AnchorPart } from "./anchor.ts";

/** Up to `length` code units before `at`, none of them half of a character. */
export function textBefore(text: string, at: number, length: number = CONTEXT_LENGTH): string {
  const from = Math.max(0, at - length);
  return text.slice(splitsPair(text, from) ? from + 1 : from, at);
}

/** Up to `length` code units from `at` on, none of them half of a character. */
export function textAfter(text: string, at: number, length: number = CONTEXT_LENGTH): string {
  const to = Math.min(text.length, at + length);
  return text.slice(at, splitsPair(text, to) ? to - 1 : to);
}

/** The part that stands at `from`–`to` of a block's text. */
export function placedAt(block: string, text: string, from: number, to: number): AnchorPart {
  return {
    block,
    from,
    to,
    quote: text.slice(from, to),
    before: textBefore(text, from),
    after: textAfter(text, to),
    state: "placed",
  };
}

/** Whether a placed part has its words in the text of its block, whatever is around them. */
export function hasQuote({ state, from, to, quote }: AnchorPart, text: string): boolean {
  return (
    state === "placed" && from >= 0 && from < to && to - from === quote.length && text.startsWith(quote, from)
  );
}

/** Whether a part stands in the text of its block exactly as it says, with what is around it. */
export function fitsAt(part: AnchorPart, text: string): boolean {
  const { from, to, before, after } = part;
  return hasQuote(part, text) && textBefore(text, from) === before && textAfter(text, to) === after;
}
