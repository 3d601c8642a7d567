import type { AttributeSpec, NodeSpec, Node as ProseMirrorNode } from "prosemirror-model";

/** The character that carries a `footnote` mark. */
export const FOOTNOTE_CHARACTER = "\uFFFC";

/** Headings inside a section stand below the section's own, so they begin at 1 here whatever the outline's depth. */
export const HEADING_LEVELS: readonly number[] = [1, 2, 3];

const LANGUAGE_TAG = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}$/;
const IDENTIFIER = /^[A-Za-z0-9_:-]{1,64}$/;

function nullOr(accepts: (value: unknown) => boolean, what: string): (value: unknown) => void {
  return (value) => {
    if (value !== null && !accepts(value)) throw new RangeError(`Expected ${what} or null`);
  };
}

const isIdentifier = (value: unknown): boolean => typeof value === "string" && IDENTIFIER.test(value);

/**
 * What every block carries. All scalars or null: y-prosemirror rewrites array values at every key stroke.
 * `id` is stable and unique in the section; `ins` is the suggestion that proposes the whole block.
 */
const identity = {
  id: { default: null, validate: nullOr(isIdentifier, "an identifier") },
  ins: {
    default: null,
    validate: nullOr((value) => typeof value === "string" && value.length <= 128, "a suggestion id"),
  },
} satisfies Record<string, AttributeSpec>;

const script = {
  lang: {
    default: null,
    validate: nullOr((value) => typeof value === "string" && LANGUAGE_TAG.test(value), "a language tag"),
  },
  dir: { default: null, validate: nullOr((value) => value === "ltr" || value === "rtl", "ltr or rtl") },
} satisfies Record<string, AttributeSpec>;

const block = { ...identity, ...script };

function integer(from: number, to: number): (value: unknown) => void {
  return (value) => {
    if (!Number.isInteger(value) || Number(value) < from || Number(value) > to) {
      throw new RangeError(`Expected a whole number from ${from} to ${to}`);
    }
  };
}

function readScript(dom: HTMLElement): Record<string, string | null> {
  const lang = dom.getAttribute("lang");
  const dir = dom.getAttribute("dir");
  return {
    lang: lang !== null && LANGUAGE_TAG.test(lang) ? lang : null,
    dir: dir === "ltr" || dir === "rtl" ? dir : null,
  };
}

/** DOM attributes of a block. The node id is drawn so that links, anchors and tests can find the block. */
function drawBlock(node: ProseMirrorNode, more: Record<string, string> = {}): Record<string, string> {
  const { id, lang, dir, ins } = node.attrs;
  return {
    ...(typeof id === "string" ? { "data-block": id } : {}),
    ...(typeof lang === "string" ? { lang } : {}),
    ...(typeof dir === "string" ? { dir } : {}),
    ...(typeof ins === "string" ? { "data-ins": ins } : {}),
    ...more,
  };
}

function readSpan(dom: HTMLElement, name: string): number {
  const span = Number(dom.getAttribute(name) ?? 1);
  return Number.isInteger(span) && span >= 1 && span <= 100 ? span : 1;
}

function cell(tag: "td" | "th", role: "cell" | "header_cell"): NodeSpec {
  return {
    content: "block*",
    tableRole: role,
    isolating: true,
    attrs: {
      ...block,
      colspan: { default: 1, validate: integer(1, 100) },
      rowspan: { default: 1, validate: integer(1, 1000) },
      // prosemirror-tables reads it; column widths are not kept, and an array must never stand here.
      colwidth: { default: null, validate: "null" },
    },
    parseDOM: [
      {
        tag,
        getAttrs: (dom) => ({
          ...readScript(dom),
          colspan: readSpan(dom, "colspan"),
          rowspan: readSpan(dom, "rowspan"),
        }),
      },
    ],
    toDOM: (node) => {
      const { colspan, rowspan } = node.attrs;
      const spans = {
        ...(colspan === 1 ? {} : { colspan: String(colspan) }),
        ...(rowspan === 1 ? {} : { rowspan: String(rowspan) }),
      };
      return [tag, drawBlock(node, spans), 0];
    },
  };
}

/**
 * Every node that a stored report may hold.
 *
 * Content expressions are lenient (`*` where one would write `+`): two people's edits, each valid, merge into what
 * nobody wrote, and y-prosemirror deletes at every client what its schema cannot hold. An empty list is drawn as
 * nothing; it is never trimmed. There is no inline node but the server's placeholder.
 */
export const nodes = {
  doc: { content: "(block | footnotes)*" },
  paragraph: {
    content: "inline*",
    group: "block",
    attrs: block,
    // A proposed paragraph break is a "\n" under an insertion mark; base text never holds one.
    whitespace: "pre",
    parseDOM: [{ tag: "p", getAttrs: readScript, preserveWhitespace: false }],
    toDOM: (node) => ["p", drawBlock(node), 0],
  },
  heading: {
    content: "inline*",
    group: "block",
    defining: true,
    attrs: { ...block, level: { default: 1, validate: integer(1, 3) } },
    whitespace: "pre",
    parseDOM: [
      { tag: "h1", getAttrs: (dom) => ({ ...readScript(dom), level: 1 }), preserveWhitespace: false },
      { tag: "h2", getAttrs: (dom) => ({ ...readScript(dom), level: 2 }), preserveWhitespace: false },
      {
        tag: "h3,h4,h5,h6",
        getAttrs: (dom) => ({ ...readScript(dom), level: 3 }),
        preserveWhitespace: false,
      },
    ],
    // The section's own heading is an h3 or h4 of the page; these come below it.
    toDOM: (node) => [
      `h${4 + Math.min(2, Number(node.attrs["level"]) - 1)}`,
      drawBlock(node, { "data-level": String(node.attrs["level"]) }),
      0,
    ],
  },
  blockquote: {
    content: "block*",
    group: "block",
    defining: true,
    attrs: block,
    parseDOM: [{ tag: "blockquote", getAttrs: readScript }],
    toDOM: (node) => ["blockquote", drawBlock(node), 0],
  },
  bullet_list: {
    content: "list_item*",
    group: "block",
    attrs: block,
    parseDOM: [{ tag: "ul", getAttrs: readScript }],
    toDOM: (node) => ["ul", drawBlock(node), 0],
  },
  ordered_list: {
    content: "list_item*",
    group: "block",
    attrs: { ...block, order: { default: 1, validate: integer(0, 100000) } },
    parseDOM: [
      {
        tag: "ol",
        getAttrs: (dom) => {
          const start = Number(dom.getAttribute("start") ?? 1);
          return {
            ...readScript(dom),
            order: Number.isInteger(start) && start >= 0 && start <= 100000 ? start : 1,
          };
        },
      },
    ],
    toDOM: (node) => [
      "ol",
      drawBlock(node, node.attrs["order"] === 1 ? {} : { start: String(node.attrs["order"]) }),
      0,
    ],
  },
  list_item: {
    content: "block*",
    defining: true,
    attrs: block,
    parseDOM: [{ tag: "li", getAttrs: readScript }],
    toDOM: (node) => ["li", drawBlock(node), 0],
  },
  table: {
    content: "table_row*",
    group: "block",
    tableRole: "table",
    isolating: true,
    attrs: block,
    parseDOM: [{ tag: "table", getAttrs: readScript }],
    toDOM: (node) => ["table", drawBlock(node), ["tbody", 0]],
  },
  table_row: {
    content: "(table_cell | table_header)*",
    tableRole: "row",
    attrs: identity,
    parseDOM: [{ tag: "tr" }],
    toDOM: (node) => ["tr", drawBlock(node), 0],
  },
  table_cell: cell("td", "cell"),
  table_header: cell("th", "header_cell"),
  /** At the section's end: the texts of its footnotes, in no order of their own; references number them. */
  footnotes: {
    content: "footnote_text*",
    isolating: true,
    attrs: identity,
    parseDOM: [{ tag: "section[data-footnotes]" }],
    toDOM: (node) => ["section", drawBlock(node, { "data-footnotes": "" }), 0],
  },
  /** Named apart from the mark `footnote`: ProseMirror wants one name for one thing. */
  footnote_text: {
    content: "inline*",
    isolating: true,
    attrs: block,
    whitespace: "pre",
    parseDOM: [
      {
        tag: "div[data-footnote-text]",
        getAttrs: (dom) => ({ ...readScript(dom), id: dom.getAttribute("data-footnote-text") }),
      },
    ],
    toDOM: (node) => ["div", drawBlock(node, { "data-footnote-text": String(node.attrs["id"] ?? "") }), 0],
  },
  /** Stands where a passage was withheld. Only the server makes or removes one. */
  placeholder: {
    inline: true,
    group: "inline",
    atom: true,
    attrs: { id: { validate: "string" } },
    parseDOM: [],
    toDOM: (node) => ["span", { "data-placeholder": node.attrs["id"] }],
  },
  placeholder_block: {
    group: "block",
    atom: true,
    attrs: { ...identity },
    parseDOM: [],
    toDOM: (node) => ["div", drawBlock(node, { "data-placeholder": String(node.attrs["id"] ?? "") })],
  },
  text: { group: "inline" },
} satisfies Record<string, NodeSpec>;

/** The nodes that only the server may make, move or remove. */
export const SERVER_NODES: readonly string[] = ["placeholder", "placeholder_block"];
