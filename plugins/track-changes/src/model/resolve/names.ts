/** The nodes and marks of a document that tracked changes know by name; a schema may do without any of them. */
export const FOOTNOTE_MARK = "footnote";
export const FOOTNOTES = "footnotes";
export const FOOTNOTE_TEXT = "footnote_text";
export const LIST_ITEM = "list_item";
export const PARAGRAPH = "paragraph";
export const HEADING = "heading";
/** What stands for a passage withheld: only the server makes or removes one. */
export const PLACEHOLDERS: readonly string[] = ["placeholder", "placeholder_block"];
