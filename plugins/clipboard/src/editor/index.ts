export { cleanHtml, clipboard, type ClipboardOptions } from "./clipboard.ts";
export type { ClipboardNotice } from "../model/notice.ts";
