import { element, type Element, type Tree } from "./tree.ts";

const BY_TAG: Readonly<Record<string, string>> = {
  b: "strong",
  strong: "strong",
  i: "em",
  em: "em",
  cite: "em",
  u: "u",
  sup: "sup",
  sub: "sub",
};

/** The letter tags that an element stands for, by its tag and style; the style wins (Google Docs wraps all in `b`). */
export function letterTags(node: Element): readonly string[] {
  const tags = new Set<string>();
  const own = BY_TAG[node.tag];
  if (own !== undefined) tags.add(own);
  const { style } = node;
  decide(tags, "strong", readWeight(style["font-weight"]));
  decide(tags, "em", readSlant(style["font-style"]));
  if (
    /\bunderline\b/.test(style["text-decoration"] ?? style["text-decoration-line"] ?? "") &&
    node.tag !== "a"
  )
    tags.add("u");
  if (style["text-decoration"] === "none" || style["text-underline"] === "none") tags.delete("u");
  decide(tags, "sup", readRaise(style["vertical-align"], "super"));
  decide(tags, "sub", readRaise(style["vertical-align"], "sub"));
  return [...tags];
}

/** `children` inside the letter tags `tags`. */
export function wrapLetters(tags: readonly string[], children: readonly Tree[]): readonly Tree[] {
  return tags.reduceRight<readonly Tree[]>((inner, tag) => [element(tag, inner)], children);
}

function decide(tags: Set<string>, tag: string, says: boolean | null): void {
  if (says === true) tags.add(tag);
  if (says === false) tags.delete(tag);
}

function readWeight(value: string | undefined): boolean | null {
  if (value === undefined) return null;
  if (/^bold(er)?$/.test(value)) return true;
  const weight = Number(value);
  return Number.isNaN(weight) ? value !== "normal" && null : weight >= 600;
}

function readSlant(value: string | undefined): boolean | null {
  if (value === undefined) return null;
  return value === "italic" || value === "oblique" ? true : value === "normal" ? false : null;
}

function readRaise(value: string | undefined, wanted: string): boolean | null {
  if (value === undefined) return null;
  return value === wanted ? true : value === "baseline" ? false : null;
}
