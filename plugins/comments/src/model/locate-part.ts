import { CONTEXT_LENGTH, type AnchorPart, type BlockText } from "./anchor.ts";

/** Whether a part stands in the text of its block exactly as it says, what is around it included. */
export function fitsAt(part: AnchorPart, text: string): boolean {
  const { from, to, quote, before, after } = part;
  return (
    part.state === "placed" &&
    from >= 0 &&
    from < to &&
    text.slice(from, to) === quote &&
    text.slice(Math.max(0, from - CONTEXT_LENGTH), from) === before &&
    text.slice(to, to + CONTEXT_LENGTH) === after
  );
}

/** The part as it stands at a place in a block. */
export function placedAt(block: string, text: string, from: number, to: number): AnchorPart {
  return {
    block,
    from,
    to,
    quote: text.slice(from, to),
    before: text.slice(Math.max(0, from - CONTEXT_LENGTH), from),
    after: text.slice(to, to + CONTEXT_LENGTH),
    state: "placed",
  };
}

/** Looks for a part in a text that may be another than the one it was taken from. */
export function locatePart(part: AnchorPart, blocks: Iterable<BlockText>): AnchorPart {
  let best: { readonly score: number; readonly found: AnchorPart } | null = null;
  for (const { id, text } of blocks) {
    if (id === part.block && fitsAt({ ...part, state: "placed" }, text)) return { ...part, state: "placed" };
    for (let at = text.indexOf(part.quote); at >= 0; at = text.indexOf(part.quote, at + 1)) {
      const found = placedAt(id, text, at, at + part.quote.length);
      const score = common(part, found) + (id === part.block ? CONTEXT_LENGTH : 0);
      if (score >= 16 && (best === null || score > best.score)) best = { score, found };
    }
  }
  return best?.found ?? { ...part, state: "orphaned" };
}

function common(part: AnchorPart, found: AnchorPart): number {
  let [before, after] = [0, 0];
  while (before < part.before.length && part.before.at(-1 - before) === found.before.at(-1 - before))
    before += 1;
  while (after < part.after.length && part.after[after] === found.after[after]) after += 1;
  return before + after;
}
