import type { Element, Tree } from "./tree.ts";

/** The language and direction of the text that is pasted into; what agrees with it need not be said again. */
export interface ScriptDefaults {
  readonly lang: string | null;
  readonly dir: "ltr" | "rtl";
}

/** The `lang` and `dir` that a block should carry: its own, or the one language of all its words. */
export function readScript(block: Element, defaults: ScriptDefaults): Readonly<Record<string, string>> {
  const lang =
    normalizeLanguage(block.attributes["lang"] ?? block.attributes["xml:lang"] ?? "") ??
    sharedLanguage(block.children);
  const dir = (block.attributes["dir"] ?? block.style["direction"] ?? "").toLowerCase();
  return {
    ...(lang !== null && lang !== defaults.lang ? { lang } : {}),
    ...((dir === "rtl" || dir === "ltr") && dir !== defaults.dir ? { dir } : {}),
  };
}

/** `EN-GB` as `en-GB`; null for what is no BCP 47 tag. */
export function normalizeLanguage(tag: string): string | null {
  const [primary = "", ...rest] = tag.trim().split(/[-_]/);
  const normalized = [primary.toLowerCase(), ...rest].join("-");
  return /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/.test(normalized) && normalized !== "x-none"
    ? normalized
    : null;
}

function sharedLanguage(trees: readonly Tree[]): string | null {
  const languages = new Set(trees.filter(hasWords).map((tree) => languageOf(tree)));
  const [only] = languages;
  return languages.size === 1 && only !== undefined ? only : null;
}

function hasWords(tree: Tree): boolean {
  return tree.kind === "text" ? tree.text.trim() !== "" : tree.children.some(hasWords);
}

function languageOf(tree: Tree): string | null {
  if (tree.kind === "text") return null;
  return normalizeLanguage(tree.attributes["lang"] ?? "") ?? sharedLanguage(tree.children);
}
