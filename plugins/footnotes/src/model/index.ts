export {
  addFootnote,
  addText,
  bereftReferences,
  forsakenTexts,
  mayReferAt,
  removeText,
  strayBlocks,
  type StrayBlocks,
} from "./change-footnotes.ts";
export { flattenSlice, takeFootnotes, withFootnotes, type PastedFootnotes } from "./clip-footnotes.ts";
export {
  footnoteTypes,
  indexFootnotes,
  REFERENCE_CHARACTER,
  referenceAt,
  textAround,
  type FootnoteIndex,
  type FootnoteTypes,
  type Place,
} from "./footnote-index.ts";
