import { Plugin } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { cleanClipboard, cleanSlice, isSafeAddress, type CleanClipboard } from "../model/clean.ts";
import type { ClipboardNotice } from "../model/notice.ts";
import { sliceOfText } from "../model/plain-text.ts";
import type { ScriptDefaults } from "../model/script.ts";
import { findElement, writeHtml } from "../model/tree.ts";
import { readHtml } from "./read-html.ts";

/** What {@link clipboard} is told. */
export interface ClipboardOptions {
  /** Told when a paste left something behind. Default: nobody is. */
  readonly onNotice?: (notice: ClipboardNotice) => void;
  /** Which addresses may be linked to. Default: http, https and mailto. */
  readonly isSafeHref?: (href: string) => boolean;
}

/** Cleans what is pasted or dropped, be it from Word, Google Docs, LibreOffice, a web page or as plain text. */
export function clipboard(options: ClipboardOptions = {}): Plugin {
  const { onNotice, isSafeHref = isSafeAddress } = options;
  return new Plugin({
    props: {
      transformPastedHTML: (html, view) => {
        const { trees, notice } = cleanHtml(html, isSafeHref, scriptOf(view));
        if (Object.values(notice).some((lost) => lost > 0)) onNotice?.(notice);
        return writeHtml(trees);
      },
      clipboardTextParser: (characters, $context) =>
        sliceOfText(characters, $context.doc.type.schema, $context.marks()),
    },
  });
}

/** HTML of a clipboard in the elements that a report knows, and what was left behind. */
export function cleanHtml(
  html: string,
  isSafeHref: (href: string) => boolean,
  script: ScriptDefaults,
): CleanClipboard {
  const source = readHtml(html);
  const isSlice = findElement(source.body, (node) => "data-pm-slice" in node.attributes) !== null;
  return isSlice ? cleanSlice(source.body) : cleanClipboard(source, { isSafeHref, script });
}

function scriptOf(view: EditorView): ScriptDefaults {
  const lang = view.dom.closest("[lang]")?.getAttribute("lang") ?? null;
  const dir = view.dom.closest("[dir]")?.getAttribute("dir") === "rtl" ? "rtl" : "ltr";
  return { lang, dir };
}
