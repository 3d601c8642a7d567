import { Fragment, Slice, type Mark, type Schema } from "prosemirror-model";

/** The lines of plain text: ends of line of every system, blank lines left out, controls and U+FFFC taken off. */
export function linesOfText(characters: string): readonly string[] {
  // oxlint-disable-next-line no-control-regex -- control characters are what is taken out
  const clean = characters.replaceAll(/[\u0000-\u0008\u000e-\u001f\u007f\ufeff\ufffc]/g, "");
  return clean
    .split(/\r\n?|[\n\v\f\u0085\u2028\u2029]/)
    .map((line) => line.replaceAll(/\t+/g, " ").trim())
    .filter((line) => line !== "");
}

/** Plain text as paragraphs under `marks`, open at both ends so that the first and last join what they are put between. */
export function sliceOfText(characters: string, schema: Schema, marks: readonly Mark[]): Slice {
  const { paragraph } = schema.nodes;
  if (paragraph === undefined) throw new RangeError("Plain text needs a node `paragraph` in the schema");
  const lines = linesOfText(characters);
  const [only] = lines;
  if (only === undefined || lines.length === 1) {
    // A single line keeps the spaces at its ends: it goes into the middle of a sentence.
    const words = characters.replaceAll(/\s+/g, " ").replaceAll("\ufffc", "");
    return words === ""
      ? Slice.empty
      : new Slice(Fragment.from(paragraph.create(null, schema.text(words, marks))), 1, 1);
  }
  return new Slice(
    Fragment.fromArray(lines.map((line) => paragraph.create(null, schema.text(line, marks)))),
    1,
    1,
  );
}
