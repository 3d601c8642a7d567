import { convertFlow } from "./blocks.ts";
import { dropJunk } from "./drop-junk.ts";
import { convertInline, normalizeSpace } from "./inline.ts";
import { nothingLost, type ClipboardNotice } from "./notice.ts";
import type { ScriptDefaults } from "./script.ts";
import { readFootnotes } from "./source-footnotes.ts";
import { findElement, rewrite, text, type Tree } from "./tree.ts";
import { buildWordLists, readListStyles } from "./word-lists.ts";

/** A clipboard as it came: the content of `body`, and the style sheet of `head`, where Word describes its lists. */
export interface ClipboardSource {
  readonly body: readonly Tree[];
  readonly css: string;
}

/** What {@link cleanClipboard} is told. */
export interface CleanOptions {
  readonly isSafeHref: (href: string) => boolean;
  readonly script: ScriptDefaults;
}

/** The content in the elements that a report knows, and what was left behind. */
export interface CleanClipboard {
  readonly trees: readonly Tree[];
  readonly notice: ClipboardNotice;
}

/** The addresses that may be linked to unless an editor says otherwise: http, https and mailto, at most 2048 characters. */
export function isSafeAddress(href: string): boolean {
  // oxlint-disable-next-line no-control-regex -- control characters are what must not pass
  return href.length <= 2048 && /^(?:https?:\/\/|mailto:)[^\s\u0000-\u001f]+$/i.test(href);
}

/**
 * Turns what Word, Google Docs, LibreOffice or a web page put on the clipboard into p, h1-h3, ul, ol, li, table,
 * blockquote, strong, em, u, sup, sub, a and footnotes, without styles. One line stays inline, so that it joins the
 * paragraph it is pasted into.
 */
export function cleanClipboard(source: ClipboardSource, options: CleanOptions): CleanClipboard {
  const lost = nothingLost();
  const content = buildWordLists(readFootnotes(dropJunk(source.body, lost)), readListStyles(source.css));
  const context = { ...options, lost };
  const isInline =
    findElement(content, (node) =>
      /^(?:p|div|h[1-6]|ul|ol|li|table|tr|blockquote|section|br|pre|dl|hr)$/.test(node.tag),
    ) === null;
  const trees = isInline ? normalizeSpace(convertInline(content, context)) : convertFlow(content, context);
  return { trees, notice: lost };
}

/**
 * What a ProseMirror editor copied, with its structure as it is, but without marks of tracked changes: inserted text
 * comes in as plain text, deleted text stays behind.
 */
export function cleanSlice(body: readonly Tree[]): CleanClipboard {
  const lost = nothingLost();
  const withoutMarks = rewrite(body, (node) => {
    if (node.tag === "del") {
      lost.deletions += 1;
      return [];
    }
    const isMark = node.tag === "ins" || node.attributes["data-fmt"] !== undefined;
    return isMark ? node.children : [node];
  });
  return { trees: withoutLineFeeds(withoutMarks), notice: lost };
}

function withoutLineFeeds(trees: readonly Tree[]): readonly Tree[] {
  return trees.map((tree) =>
    tree.kind === "text"
      ? text(tree.text.replaceAll(/[\r\n\u2028\u2029]+/g, " "))
      : { ...tree, children: withoutLineFeeds(tree.children) },
  );
}
