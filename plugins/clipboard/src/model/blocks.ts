import { convertInline, normalizeSpace, splitAtBreaks, type InlineContext } from "./inline.ts";
import { readScript, type ScriptDefaults } from "./script.ts";
import { convertTable } from "./tables.ts";
import { element, text, textOf, type Element, type Tree } from "./tree.ts";

/** What the conversion of blocks is told. */
export interface BlockContext extends InlineContext {
  readonly script: ScriptDefaults;
}

const BLOCKS = new Set([
  "p",
  "div",
  "section",
  "article",
  "main",
  "header",
  "footer",
  "aside",
  "address",
  "center",
  "pre",
  "blockquote",
  "ul",
  "ol",
  "li",
  "dl",
  "dt",
  "dd",
  "table",
  "thead",
  "tbody",
  "tfoot",
  "tr",
  "td",
  "th",
  "caption",
  "figure",
  "figcaption",
  "hr",
  "body",
  "form",
  "fieldset",
  "h1",
  "h2",
  "h3",
  "h4",
  "h5",
  "h6",
]);

/** Content as blocks of the report: paragraphs, headings, lists, tables, quotations, footnotes; without empty ones. */
export function convertFlow(trees: readonly Tree[], context: BlockContext): readonly Tree[] {
  const blocks: Tree[] = [];
  let line: Tree[] = [];
  const closeLine = (): void => {
    blocks.push(...paragraphs(line, {}, context));
    line = [];
  };
  for (const tree of trees) {
    if (!holdsBlock(tree)) line.push(tree);
    else {
      closeLine();
      blocks.push(...convertBlock(tree, context));
    }
  }
  closeLine();
  return blocks;
}

/** The words of `trees` in one line, for what takes no blocks. */
export function convertLine(trees: readonly Tree[], context: BlockContext): readonly Tree[] {
  const parts = convertFlow(trees, context).flatMap(linesOf);
  return normalizeSpace(parts);
}

function linesOf(block: Tree): readonly Tree[] {
  if (block.kind === "text" || !BLOCKS.has(block.tag)) return [block];
  return [text(" "), ...block.children.flatMap(linesOf)];
}

function holdsBlock(tree: Tree): tree is Element {
  return tree.kind === "element" && (BLOCKS.has(tree.tag) || tree.children.some(holdsBlock));
}

function convertBlock(block: Element, context: BlockContext): readonly Tree[] {
  const script = readScript(block, context.script);
  switch (block.tag) {
    case "ul":
    case "ol":
      return convertList(block, context);
    case "table":
      return convertTable(block, {
        flow: (cell) => convertFlow(cell, context),
        script: (node) => readScript(node, context.script),
      });
    case "blockquote": {
      const inside = convertFlow(block.children, context);
      return inside.length === 0 ? [] : [element("blockquote", inside, script)];
    }
    case "h1":
    case "h2":
    case "h3":
    case "h4":
    case "h5":
    case "h6": {
      const level = Math.min(3, Number(block.tag.slice(1)));
      const line = convertLine(block.children, context);
      return line.length === 0 ? [] : [element(`h${level}`, line, script)];
    }
    case "section":
      if (block.attributes["data-footnotes"] !== undefined) return [convertFootnotes(block, context)];
      return convertFlow(block.children, context);
    default:
      return block.children.some(holdsBlock)
        ? convertFlow(block.children, context)
        : paragraphs(block.children, script, context);
  }
}

function paragraphs(
  line: readonly Tree[],
  script: Readonly<Record<string, string>>,
  context: BlockContext,
): readonly Tree[] {
  return splitAtBreaks(convertInline(line, context)).flatMap((part) => {
    const content = normalizeSpace(part);
    return content.length === 0 ? [] : [element("p", content, script)];
  });
}

function convertList(list: Element, context: BlockContext): readonly Tree[] {
  const items: Element[] = [];
  for (const child of list.children) {
    const last = items.at(-1);
    if (child.kind === "text" && child.text.trim() === "") continue;
    // Google Docs puts a nested list beside the item that it belongs to.
    const isNested = child.kind === "element" && (child.tag === "ul" || child.tag === "ol");
    const inside =
      child.kind === "element" && child.tag === "li"
        ? convertFlow(child.children, context)
        : convertFlow([child], context);
    if (inside.length === 0) continue;
    if (isNested && last !== undefined)
      items[items.length - 1] = { ...last, children: [...last.children, ...inside] };
    else items.push(element("li", inside));
  }
  const start = Number(list.attributes["start"] ?? 1);
  const attributes =
    list.tag === "ol" && Number.isInteger(start) && start >= 0 && start !== 1 ? { start: String(start) } : {};
  return items.length === 0 ? [] : [element(list.tag, items, attributes)];
}

function convertFootnotes(section: Element, context: BlockContext): Element {
  const notes = section.children.flatMap((note) => {
    if (note.kind === "text") return [];
    const id = note.attributes["data-footnote-text"];
    return id === undefined
      ? []
      : [element("div", trimMarker(convertLine(note.children, context)), { "data-footnote-text": id })];
  });
  return element("section", notes, { "data-footnotes": "" });
}

// Some programs leave the note's number in front of its words when the link round it is gone.
function trimMarker(line: readonly Tree[]): readonly Tree[] {
  const [first, ...rest] = line;
  if (first === undefined || !/^\s*\[?\d{0,3}\]?\s*$/.test(textOf(first)) || rest.length === 0) return line;
  return normalizeSpace(first.kind === "element" && (first.tag === "sup" || first.tag === "a") ? rest : line);
}
