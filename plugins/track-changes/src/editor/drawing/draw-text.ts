import type { Mark, Node } from "prosemirror-model";
import { Decoration, type DecorationAttrs } from "prosemirror-view";
import {
  authorOf,
  BREAK,
  isReviewMark,
  readFormatOp,
  suggestionOf,
  type SuggestionId,
} from "../../model/index.ts";
import type { TrackingSetup } from "../options.ts";

/** What a decoration of this plugin carries: the suggestions that it draws. */
export interface DrawnSpec {
  readonly suggestions: readonly SuggestionId[];
  /** Whether it is the label of the row around it. */
  readonly labelsRow?: true;
}

/** The decorations of the text of one textblock: for each review mark an element of its own, and one for each break. */
export function drawText(block: Node, start: number, setup: TrackingSetup): Decoration[] {
  const drawn: Decoration[] = [];
  block.forEach((node, offset) => {
    const pos = start + offset;
    for (const mark of node.marks) {
      if (!isReviewMark(mark)) continue;
      const attributes = markAttributes(mark, setup);
      drawn.push(Decoration.inline(pos, pos + node.nodeSize, attributes, specOf(mark)));
      if (mark.type.name === "insertion") drawn.push(...drawBreaks(node, pos, mark, setup));
    }
  });
  return drawn;
}

/** One for each mark: ProseMirror builds the elements of a text anew where their decorations are not the same ones. */
const specs = new WeakMap<Mark, DrawnSpec>();

function specOf(mark: Mark): DrawnSpec {
  const known = specs.get(mark);
  if (known !== undefined) return known;
  const spec: DrawnSpec = { suggestions: [suggestionOf(mark)] };
  specs.set(mark, spec);
  return spec;
}

function markAttributes(mark: Mark, setup: TrackingSetup): DecorationAttrs {
  const id = suggestionOf(mark);
  const by = String(mark.attrs["by"]);
  const isFormat = mark.type.name === "fmt";
  const classes = [
    "suggestion",
    `suggestion-${isFormat ? "format" : mark.type.name}`,
    authorOf(id) === by ? `suggestion-colour-${setup.describeAuthor(by).colour}` : "suggestion-malformed",
    ...(isFormat ? formatClasses(mark) : []),
  ];
  return { nodeName: "span", class: classes.join(" "), "data-suggestion": id };
}

function formatClasses(mark: Mark): readonly string[] {
  const change = readFormatOp(mark.type.schema, String(mark.attrs["op"]));
  if (change === null) return ["suggestion-malformed"];
  return [`suggestion-${change.adds ? "plus" : "minus"}-${change.mark.type.name}`];
}

function drawBreaks(node: Node, pos: number, mark: Mark, setup: TrackingSetup): Decoration[] {
  const text = node.text ?? "";
  const by = String(mark.attrs["by"]);
  const label = setup.texts.proposedBreak(setup.describeAuthor(by).name);
  const drawn: Decoration[] = [];
  for (let at = text.indexOf(BREAK); at >= 0; at = text.indexOf(BREAK, at + 1)) {
    const attributes = { nodeName: "span", class: "suggestion-break", "data-label": label };
    drawn.push(Decoration.inline(pos + at, pos + at + 1, attributes, specOf(mark)));
  }
  return drawn;
}
