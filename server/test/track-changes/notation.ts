import type { Mark, Node } from "prosemirror-model";

const SHORT: Readonly<Record<string, string>> = {
  paragraph: "p",
  blockquote: "quote",
  bullet_list: "ul",
  ordered_list: "ol",
  list_item: "li",
  table_row: "tr",
  table_cell: "td",
  table_header: "th",
  footnotes: "notes",
  footnote_text: "note",
  placeholder_block: "withheld",
};

/** Attributes that the notation shows where they are not what a new node has. */
const SHOWN = ["lang", "dir", "order", "colspan", "rowspan"] as const;

/** How an author is called in a sketch. */
export type NameOf = (member: string) => string;

/**
 * A document in one line: `p"hello{A+| world}" ul(li(p"one"))`. Text under review marks stands in braces, behind who
 * proposes what: `+` inserts, `-` deletes, `~+strong` formats. `¶` is a proposed break, `°` a footnote's reference.
 * A proposed node is led by its author: `A+table(…)`.
 */
export function sketch(doc: Node, nameOf: NameOf = (member) => member): string {
  return sketchChildren(doc, nameOf);
}

function sketchChildren(node: Node, nameOf: NameOf): string {
  return node.content.content.map((child) => sketchNode(child, nameOf)).join(" ");
}

function sketchNode(node: Node, nameOf: NameOf): string {
  const { ins } = node.attrs;
  const proposed = typeof ins === "string" ? `${nameOf(authorIn(ins))}+` : "";
  const level = node.type.name === "heading" ? `h${node.attrs["level"]}` : null;
  const name = `${proposed}${level ?? SHORT[node.type.name] ?? node.type.name}${attributes(node)}`;
  return node.isTextblock
    ? `${name}"${sketchText(node, nameOf)}"`
    : `${name}(${sketchChildren(node, nameOf)})`;
}

function attributes(node: Node): string {
  const shown = SHOWN.filter((name) => {
    const usual: unknown = node.type.spec.attrs?.[name]?.default;
    return name in node.attrs && node.attrs[name] !== usual;
  });
  return shown.length === 0 ? "" : `[${shown.map((name) => `${name}=${node.attrs[name]}`).join(",")}]`;
}

function sketchText(block: Node, nameOf: NameOf): string {
  const runs: { review: string; text: string }[] = [];
  block.forEach((child) => {
    const review = child.marks
      .flatMap((mark) => reviewName(mark, nameOf))
      .toSorted()
      .join(" ");
    const text = baseMarks(child);
    const last = runs.at(-1);
    if (last !== undefined && last.review === review) last.text += text;
    else runs.push({ review, text });
  });
  return runs.map(({ review, text }) => (review === "" ? text : `{${review}|${text}}`)).join("");
}

function baseMarks(node: Node): string {
  const text = node.isText ? (node.text ?? "").replaceAll("\n", "¶").replaceAll("\uFFFC", "°") : "▢";
  return node.marks
    .filter(({ type }) => !["insertion", "deletion", "fmt", "footnote"].includes(type.name))
    .reduceRight((inner, { type, attrs }) => {
      const name = type.name === "link" ? `link ${attrs["href"]}` : type.name;
      return `<${name}>${inner}</${type.name}>`;
    }, text);
}

function reviewName(mark: Mark, nameOf: NameOf): readonly string[] {
  const who = nameOf(String(mark.attrs["by"]));
  if (mark.type.name === "insertion") return [`${who}+`];
  if (mark.type.name === "deletion") return [`${who}-`];
  if (mark.type.name !== "fmt") return [];
  const op = String(mark.attrs["op"]);
  const changed: unknown = JSON.parse(op.slice(1));
  const type = typeof changed === "object" && changed !== null && "type" in changed ? changed.type : "?";
  return [`${who}~${op.slice(0, 1)}${String(type)}`];
}

function authorIn(suggestion: string): string {
  return suggestion.slice(0, suggestion.lastIndexOf(":"));
}
