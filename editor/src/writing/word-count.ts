import type { Node } from "prosemirror-model";

/** Counts the words of documents; blocks counted once are remembered, so that a key stroke costs one paragraph. */
export interface WordCounter {
  /** The words in `doc`, footnotes included, in the manner of the counter's locale. */
  readonly count: (doc: Node) => number;
}

/** Counts as `Intl.Segmenter` parts words in `locale`: figures count, punctuation does not. */
export function createWordCounter(locale: string): WordCounter {
  const segmenter = new Intl.Segmenter(locale, { granularity: "word" });
  const known = new WeakMap<Node, number>();
  const countBlock = (block: Node): number => {
    const counted = known.get(block);
    if (counted !== undefined) return counted;
    let words = 0;
    for (const segment of segmenter.segment(textOf(block))) if (segment.isWordLike === true) words += 1;
    known.set(block, words);
    return words;
  };
  return {
    count: (doc) => {
      let words = 0;
      doc.descendants((node) => {
        if (node.isTextblock) words += countBlock(node);
        return !node.isTextblock;
      });
      return words;
    },
  };
}

// A footnote's reference parts no word, and a placeholder is none.
function textOf(block: Node): string {
  return block.textBetween(0, block.content.size, " ", " ").replaceAll("\uFFFC", "");
}
