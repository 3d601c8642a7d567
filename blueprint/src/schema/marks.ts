import type { MarkSpec } from "prosemirror-model";

/**
 * A mark of a tracked change: `id` is `<member>:<random>`, `by` the member who proposes. Both are fixed at birth.
 * `excludes: ""` lets the marks of two people lie over one another: y-prosemirror then stores each under a key of its
 * own instead of letting the later writer win.
 */
function reviewMark(name: string, tag: string, attrs: MarkSpec["attrs"] = {}): MarkSpec {
  return {
    attrs: { id: { validate: "string" }, by: { validate: "string" }, ...attrs },
    inclusive: false,
    excludes: "",
    parseDOM: [
      { tag: `${tag}[data-${name}]`, getAttrs: (dom) => readReviewAttributes(dom, Object.keys(attrs ?? {})) },
    ],
    toDOM: (mark) => [
      tag,
      {
        [`data-${name}`]: "",
        "data-id": mark.attrs["id"],
        "data-by": mark.attrs["by"],
        ...opAttribute(mark.attrs["op"]),
      },
      0,
    ],
  };
}

function opAttribute(op: unknown): { "data-op"?: string } {
  return typeof op === "string" ? { "data-op": op } : {};
}

function readReviewAttributes(dom: HTMLElement, extra: readonly string[]): Record<string, string> | false {
  const read: Record<string, string> = {};
  for (const name of ["id", "by", ...extra]) {
    const value = dom.getAttribute(`data-${name}`);
    if (value === null) return false;
    read[name] = value;
  }
  return read;
}

/** Only these schemes may stand in a link; anything else could run or leak. */
export const LINK_SCHEMES: readonly string[] = ["http:", "https:", "mailto:"];

/** Whether `href` may stand in a link: absolute, one of {@link LINK_SCHEMES}, at most 2048 characters. */
export function isSafeHref(href: string): boolean {
  return href.length <= 2048 && /^(?:https?:\/\/|mailto:)[^\s\p{Cc}]+$/iu.test(href);
}

function validateHref(value: unknown): void {
  if (typeof value !== "string" || !isSafeHref(value))
    throw new RangeError("A link needs an http, https or mailto address");
}

/** Every mark that a stored report may carry. */
export const marks = {
  link: {
    attrs: { href: { validate: validateHref } },
    inclusive: false,
    parseDOM: [
      {
        tag: "a[href]",
        getAttrs: (dom) => {
          const href = dom.getAttribute("href") ?? "";
          return isSafeHref(href) ? { href } : false;
        },
      },
    ],
    toDOM: (mark) => ["a", { href: mark.attrs["href"], rel: "noopener noreferrer" }, 0],
  },
  strong: {
    parseDOM: [
      { tag: "strong" },
      // Google Docs wraps a whole clipboard in <b style="font-weight:normal">.
      { tag: "b", getAttrs: (dom) => dom.style.fontWeight !== "normal" && null },
      { style: "font-weight=400", clearMark: (mark) => mark.type.name === "strong" },
      { style: "font-weight", getAttrs: (value) => /^(bold(er)?|[6-9]\d{2})$/.test(value) && null },
    ],
    toDOM: () => ["strong", 0],
  },
  em: {
    parseDOM: [
      { tag: "i" },
      { tag: "em" },
      { style: "font-style=italic" },
      { style: "font-style=normal", clearMark: (mark) => mark.type.name === "em" },
    ],
    toDOM: () => ["em", 0],
  },
  underline: {
    parseDOM: [
      { tag: "u" },
      { style: "text-decoration=underline" },
      { style: "text-decoration-line=underline" },
    ],
    toDOM: () => ["u", 0],
  },
  superscript: {
    excludes: "superscript subscript",
    parseDOM: [{ tag: "sup" }, { style: "vertical-align=super" }],
    toDOM: () => ["sup", 0],
  },
  subscript: {
    excludes: "superscript subscript",
    parseDOM: [{ tag: "sub" }, { style: "vertical-align=sub" }],
    toDOM: () => ["sub", 0],
  },
  /** On one U+FFFC character: the reference to the `footnote_text` node of the same id. */
  footnote: {
    attrs: { id: { validate: "string" } },
    inclusive: false,
    excludes: "footnote",
    parseDOM: [
      { tag: "span[data-footnote]", getAttrs: (dom) => ({ id: dom.getAttribute("data-footnote") ?? "" }) },
    ],
    toDOM: (mark) => ["span", { "data-footnote": mark.attrs["id"], class: "footnote-reference" }, 0],
  },
  insertion: reviewMark("insertion", "ins"),
  deletion: reviewMark("deletion", "del"),
  fmt: reviewMark("fmt", "span", { op: { validate: "string" } }),
} satisfies Record<string, MarkSpec>;

/** The marks that tracked changes own; a paste never brings one in. */
export const REVIEW_MARKS: readonly string[] = ["insertion", "deletion", "fmt"];
