/** A piece of HTML without a DOM: what the cleaning decides on. */
export type Tree = Element | Text;

/** An element; `tag` in lower case, attribute names too, `style` parsed into declarations. */
export interface Element {
  readonly kind: "element";
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** CSS declarations of the style attribute, names in lower case, values as written. */
  readonly style: Readonly<Record<string, string>>;
  readonly children: readonly Tree[];
}

/** Characters, entities resolved. */
export interface Text {
  readonly kind: "text";
  readonly text: string;
}

/** An element with children, its attributes optional. */
export function element(
  tag: string,
  children: readonly Tree[],
  attributes: Readonly<Record<string, string>> = {},
): Element {
  return { kind: "element", tag, attributes, style: {}, children };
}

/** Characters. */
export function text(characters: string): Text {
  return { kind: "text", text: characters };
}

/** The declarations of a style attribute, names in lower case. Later ones win. */
export function parseStyle(style: string): Readonly<Record<string, string>> {
  const declarations: Record<string, string> = {};
  for (const part of style.split(";")) {
    const colon = part.indexOf(":");
    if (colon > 0) declarations[part.slice(0, colon).trim().toLowerCase()] = part.slice(colon + 1).trim();
  }
  return declarations;
}

/** All characters below `tree`, in order. */
export function textOf(tree: Tree): string {
  return tree.kind === "text" ? tree.text : tree.children.map(textOf).join("");
}

/** `tree` with `change` applied to every element, innermost first; it may return none, one or several in its place. */
export function rewrite(
  trees: readonly Tree[],
  change: (element: Element) => readonly Tree[],
): readonly Tree[] {
  return trees.flatMap((tree): readonly Tree[] =>
    tree.kind === "text" ? [tree] : change({ ...tree, children: rewrite(tree.children, change) }),
  );
}

/** The first element in `trees`, from the outside in, that `accepts` lets through. */
export function findElement(trees: readonly Tree[], accepts: (element: Element) => boolean): Element | null {
  for (const tree of trees) {
    if (tree.kind === "text") continue;
    const found = accepts(tree) ? tree : findElement(tree.children, accepts);
    if (found !== null) return found;
  }
  return null;
}

const VOID = new Set(["br", "hr", "img", "meta", "link", "col"]);

/** The trees as HTML. */
export function writeHtml(trees: readonly Tree[]): string {
  return trees.map(writeTree).join("");
}

function writeTree(tree: Tree): string {
  if (tree.kind === "text") return escape(tree.text);
  const attributes = Object.entries(tree.attributes).map(([name, value]) => ` ${name}="${escape(value)}"`);
  const open = `<${tree.tag}${attributes.join("")}>`;
  return VOID.has(tree.tag) ? open : `${open}${writeHtml(tree.children)}</${tree.tag}>`;
}

function escape(characters: string): string {
  return characters
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("\u00a0", "&nbsp;");
}
