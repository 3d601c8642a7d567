export { goToReference, goToText, insertFootnote, leaveText, openSelectedReference } from "./commands.ts";
export { footnotes, type FootnoteOptions } from "./footnotes.ts";
export { comesFromYjs, footnotesIn, footnotesKey, type FootnoteState, type NameFootnote } from "./state.ts";
