export {
  cleanClipboard,
  cleanSlice,
  isSafeAddress,
  type CleanClipboard,
  type CleanOptions,
  type ClipboardSource,
} from "./clean.ts";
export type { ClipboardNotice } from "./notice.ts";
export { linesOfText, sliceOfText } from "./plain-text.ts";
export type { ScriptDefaults } from "./script.ts";
export { element, parseStyle, text, textOf, writeHtml, type Element, type Text, type Tree } from "./tree.ts";
