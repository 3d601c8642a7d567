import { element, findElement, rewrite, text, textOf, type Element, type Tree } from "./tree.ts";

const CHARACTER = "\uFFFC";

/** How a program writes a footnote: which link is its reference, which block its text, which link in it leads back. */
interface Manner {
  readonly referenceOf: (link: Element) => string | null;
  readonly textOf: (block: Element) => string | null;
  readonly isBackLink: (link: Element) => boolean;
}

const WORD: Manner = {
  // Endnotes are written as footnotes are, under other names.
  referenceOf: (link) => /^#_((?:ftn|edn)\d+)$/.exec(link.attributes["href"] ?? "")?.[1] ?? null,
  textOf: (block) => {
    const id = block.attributes["id"] ?? "";
    return /^(?:ftn|edn)\d+$/.test(id) ? id : null;
  },
  isBackLink: (link) => /^#_(?:ftn|edn)ref\d+$/.test(link.attributes["href"] ?? ""),
};

const GOOGLE: Manner = {
  referenceOf: (link) => /^#(ftnt\d+)$/.exec(link.attributes["href"] ?? "")?.[1] ?? null,
  textOf: (block) => {
    const back = findElement(block.children, GOOGLE.isBackLink);
    const isInnermost =
      findElement(block.children, (inner) => inner.tag === "div" && GOOGLE.textOf(inner) !== null) === null;
    return back !== null && block.tag === "div" && isInnermost ? (back.attributes["id"] ?? null) : null;
  },
  isBackLink: (link) => /^#ftnt_ref\d+$/.test(link.attributes["href"] ?? ""),
};

const LIBRE: Manner = {
  referenceOf: (link) => /^#sd((?:foot|end)note\d+)sym$/.exec(link.attributes["href"] ?? "")?.[1] ?? null,
  textOf: (block) => /^sd((?:foot|end)note\d+)$/.exec(block.attributes["id"] ?? "")?.[1] ?? null,
  isBackLink: (link) => /^#sd(?:foot|end)note\d+anc$/.test(link.attributes["href"] ?? ""),
};

const MANNERS: readonly Manner[] = [WORD, GOOGLE, LIBRE];

/**
 * Turns the footnotes of Word, Google Docs and LibreOffice into references (`span[data-footnote]` round U+FFFC) and
 * one `section[data-footnotes]` with their texts at the end. A reference whose text was not copied is dropped; so is a
 * text that nothing copied refers to.
 */
export function readFootnotes(trees: readonly Tree[]): readonly Tree[] {
  const texts = new Map<string, readonly Tree[]>();
  const body = rewrite(trees, (node) => {
    for (const manner of MANNERS) {
      const id = node.tag === "a" ? null : manner.textOf(node);
      if (id === null) continue;
      texts.set(id, withoutBackLink(node, manner));
      return [];
    }
    return [node];
  });
  const used = new Set<string>();
  const referred = rewrite(body, (node) => {
    const id = node.tag === "a" ? referenceOf(node) : null;
    if (id === null) return [node];
    if (!texts.has(id)) return [];
    used.add(id);
    return [element("span", [text(CHARACTER)], { "data-footnote": id })];
  });
  if (used.size === 0) return referred;
  const notes = [...used].map((id) => element("div", texts.get(id) ?? [], { "data-footnote-text": id }));
  return [...unwrapSuperscript(referred), element("section", notes, { "data-footnotes": "" })];
}

function referenceOf(link: Element): string | null {
  for (const manner of MANNERS) {
    const id = manner.referenceOf(link);
    if (id !== null) return id;
  }
  return null;
}

function withoutBackLink(block: Element, manner: Manner): readonly Tree[] {
  const children = rewrite(block.children, (node) =>
    node.tag === "a" && manner.isBackLink(node) ? [] : [node],
  );
  return children;
}

// A reference is drawn raised wherever it stands; raising it twice would show.
function unwrapSuperscript(trees: readonly Tree[]): readonly Tree[] {
  return rewrite(trees, (node) =>
    node.tag === "sup" && textOf(node).trim() === CHARACTER ? node.children : [node],
  );
}
