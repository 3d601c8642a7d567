import type { NoticeCount } from "./notice.ts";
import { rewrite, textOf, type Element, type Tree } from "./tree.ts";

const NEVER_CONTENT = new Set([
  "head",
  "style",
  "script",
  "meta",
  "link",
  "title",
  "xml",
  "base",
  "noscript",
  "template",
  "iframe",
  "object",
  "svg",
  "math",
  "button",
  "input",
  "select",
  "textarea",
  "audio",
  "video",
  "canvas",
]);

/**
 * Takes out what is no text of the report: styles and scripts, pictures, comments, passages that the source marks as
 * deleted, Word's own elements. What an insertion or a smart tag holds stays, as plain text. Counts what a person
 * would miss.
 */
export function dropJunk(trees: readonly Tree[], lost: NoticeCount): readonly Tree[] {
  return rewrite(trees, (node) => {
    if (NEVER_CONTENT.has(node.tag) || isHidden(node)) return [];
    if (node.tag === "img" || node.tag === "v:imagedata") return count(lost, "images");
    if (isDeletion(node)) return textOf(node) === "" ? [] : count(lost, "deletions");
    if (isComment(node)) return count(lost, "comments");
    if (isCommentMark(node)) return [];
    if (node.tag === "o:p") return textOf(node).replaceAll("\u00a0", " ").trim() === "" ? [] : node.children;
    if (node.tag.includes(":") || node.tag === "ins") return node.children;
    return [node];
  });
}

function count(lost: NoticeCount, what: keyof NoticeCount): readonly Tree[] {
  lost[what] += 1;
  return [];
}

function isHidden({ style }: Element): boolean {
  return style["display"] === "none" || style["mso-hide"] === "all";
}

function isDeletion({ tag, attributes }: Element): boolean {
  return tag === "del" || hasClass(attributes["class"], "msodel");
}

// The text of a comment, at the end of what Word writes.
function isComment({ style }: Element): boolean {
  return style["mso-element"] === "comment";
}

// The letters "[AB1]" in the text, and the list that held the comments.
function isCommentMark({ attributes, style }: Element): boolean {
  const { class: classes } = attributes;
  return (
    style["mso-element"] === "comment-list" ||
    style["mso-special-character"] === "comment" ||
    hasClass(classes, "msocomanchor") ||
    hasClass(classes, "msocommentreference")
  );
}

function hasClass(classes: string | undefined, wanted: string): boolean {
  return (classes ?? "").toLowerCase().split(/\s+/).includes(wanted);
}
