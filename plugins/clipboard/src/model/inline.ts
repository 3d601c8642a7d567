import { letterTags, wrapLetters } from "./letter-styles.ts";
import type { NoticeCount } from "./notice.ts";
import { element, text, textOf, type Element, type Tree } from "./tree.ts";

/** What may be linked to, and where what is lost is counted. */
export interface InlineContext {
  readonly isSafeHref: (href: string) => boolean;
  readonly lost: NoticeCount;
}

/** Inline content in the report's own elements, line breaks (`br`) kept for {@link splitAtBreaks}. */
export function convertInline(
  trees: readonly Tree[],
  context: InlineContext,
  isLinked = false,
): readonly Tree[] {
  return trees.flatMap((tree): readonly Tree[] => {
    if (tree.kind === "text") return [text(withoutStrangeCharacters(tree.text))];
    if (tree.tag === "br") return [tree];
    if (tree.attributes["data-footnote"] !== undefined) return [tree];
    if (tree.tag === "a") return convertLink(tree, context);
    const tags = letterTags(tree).filter((tag) => !(isLinked && tag === "u"));
    return wrapLetters(tags, convertInline(tree.children, context, isLinked));
  });
}

/** The lines of inline content, parted at `br`; elements round a break are closed before and opened again after it. */
export function splitAtBreaks(trees: readonly Tree[]): readonly (readonly Tree[])[] {
  const lines: Tree[][] = [[]];
  const add = (tree: Tree): void => void lines.at(-1)?.push(tree);
  for (const tree of trees) {
    if (tree.kind === "text") add(tree);
    else if (tree.tag === "br") lines.push([]);
    else {
      splitAtBreaks(tree.children).forEach((children, index) => {
        if (index > 0) lines.push([]);
        add({ ...tree, children });
      });
    }
  }
  return lines;
}

/**
 * Inline content with its white space as a reader sees it: runs become one space, none stands at either end. A lone
 * no-break space stays, for French punctuation and numbers need it.
 */
export function normalizeSpace(trees: readonly Tree[]): readonly Tree[] {
  const whole = trees.map(textOf).join("");
  const kept = Array.from({ length: whole.length }, (_, index) => whole.charAt(index));
  for (const match of whole.matchAll(/[ \t\r\n\f\v\u2028\u2029\u00a0]+/g)) {
    const { index } = match;
    const [run] = match;
    kept.fill("", index, index + run.length);
    if (index > 0 && index + run.length < whole.length) kept[index] = run === "\u00a0" ? run : " ";
  }
  let at = 0;
  const take = (tree: Tree): readonly Tree[] => {
    if (tree.kind === "element") {
      const children = tree.children.flatMap(take);
      return children.length === 0 ? [] : [{ ...tree, children }];
    }
    const characters = kept.slice(at, (at += tree.text.length)).join("");
    return characters === "" ? [] : [text(characters)];
  };
  return trees.flatMap(take);
}

function convertLink(link: Element, context: InlineContext): readonly Tree[] {
  const children = convertInline(link.children, context, true);
  const href = directHref(link.attributes["href"] ?? "");
  // A link within the source document leads nowhere here, and nothing is lost with it.
  if (href === "" || href.startsWith("#")) return children;
  if (context.isSafeHref(href)) return [element("a", children, { href })];
  context.lost.unsafeLinks += 1;
  return children;
}

// Google Docs leads links over its own address.
function directHref(href: string): string {
  const target = /^https:\/\/www\.google\.com\/url\?(?:[^#]*&)?q=([^&#]+)/.exec(href)?.[1];
  if (target === undefined || /%(?![0-9A-Fa-f]{2})/.test(target)) return href;
  return decodeURIComponent(target);
}

// U+FFFC stands for a footnote here and may not slip in alone; zero-width joiners are spelling in some scripts and stay.
function withoutStrangeCharacters(characters: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  return characters.replaceAll(/[\u0000-\u0008\u000e-\u001f\u007f\u200b\ufeff\ufffc]/g, "");
}
