import { Mark, type Node } from "prosemirror-model";
import { isReviewMark, readFormatOp, suggestionOf, type FormatChange } from "../review-marks.ts";
import { authorOf, type SuggestionId } from "../suggestion-id.ts";
import { BREAK, type Decision } from "../tracked.ts";
import { accepted, type Draft, type Loss, type Tail } from "./draft.ts";
import { FOOTNOTE_MARK, FOOTNOTE_TEXT } from "./names.ts";
import type { Block } from "./tree.ts";

/** A piece of inline content, decided. */
interface Piece {
  readonly node: Node;
  /** It was not of the base before the decision. */
  readonly isProposed: boolean;
  /** An accepted paragraph break. */
  readonly isBreak: boolean;
}

/** Decides the marks in a textblock: text comes and goes, formatting is applied, accepted breaks become tails. */
export function decideText(draft: Draft, block: Block): void {
  if (block.inline === null || !block.inline.some((node) => node.marks.some(isReviewMark))) return;
  const pieces: Piece[] = [];
  let changed = false;
  for (const node of block.inline) {
    const decided = node.marks.some(isReviewMark) ? decideNode(draft, block, node) : [plain(node)];
    if (decided.length !== 1 || decided[0]?.node !== node || decided[0].isBreak) changed = true;
    pieces.push(...decided);
  }
  if (!changed) return;
  const [head, ...tails] = cutAtBreaks(draft, block, pieces);
  block.inline = head?.inline ?? [];
  if (tails.length > 0) draft.tails.set(block, tails);
}

function plain(node: Node): Piece {
  return { node, isProposed: false, isBreak: false };
}

function decideNode(draft: Draft, block: Block, node: Node): readonly Piece[] {
  const isProposed = node.marks.some((mark) => mark.type.name === "insertion");
  const formats: { readonly id: SuggestionId; readonly change: FormatChange }[] = [];
  let marks: readonly Mark[] = node.marks;
  let loss: Loss | null = null;
  let admitted = false;
  for (const mark of node.marks) {
    if (!isReviewMark(mark)) continue;
    const id = suggestionOf(mark);
    const decision = effectOf(draft, mark);
    if (decision === "keep") continue;
    marks = mark.removeFromSet(marks);
    if (mark.type.name === "insertion" && decision === "reject") loss ??= "rejected";
    if (mark.type.name === "insertion" && decision === "accept") admitted = true;
    if (mark.type.name === "deletion" && decision === "accept") loss = "accepted";
    if (mark.type.name === "fmt" && decision === "accept") {
      const change = readFormatOp(node.type.schema, String(mark.attrs["op"]));
      if (change !== null) formats.push({ id, change });
    }
    if (decision === "accept" && mark.type.name !== "fmt") accepted(draft, block, id);
  }
  // A placeholder is nobody's to remove.
  if (loss !== null && node.isText) {
    loseReference(draft, node, loss);
    return [];
  }
  for (const { id, change } of inOrder(formats)) {
    const formatted = change.adds ? change.mark.addToSet(marks) : change.mark.removeFromSet(marks);
    if (Mark.sameSet(formatted, marks) || !block.type.allowsMarks(formatted)) continue;
    marks = formatted;
    accepted(draft, block, id);
  }
  const decided = marks === node.marks ? node : node.mark(marks);
  const stillProposed = decided.marks.some((mark) => mark.type.name === "insertion");
  return admitted && !stillProposed && decided.isText
    ? withBreaks(decided)
    : [{ node: decided, isProposed, isBreak: false }];
}

/** What a mark's decision comes to: one that no honest client makes has no effect, so accepting it takes it away. */
function effectOf(draft: Draft, mark: Mark): Decision {
  const id = suggestionOf(mark);
  const by = String(mark.attrs["by"]);
  const said = draft.verdicts.said(id, by);
  return said === "accept" && authorOf(id) !== by ? "reject" : said;
}

/** Formatting in an order that does not hang on who came first. */
function inOrder<T extends { readonly id: SuggestionId }>(formats: readonly T[]): readonly T[] {
  return formats.length < 2 ? formats : formats.toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

function withBreaks(node: Node): readonly Piece[] {
  const text = node.text ?? "";
  if (!text.includes(BREAK)) return [{ node, isProposed: true, isBreak: false }];
  const pieces: Piece[] = [];
  for (let from = 0; from < text.length;) {
    const at = text.indexOf(BREAK, from);
    const to = at === from ? from + 1 : at < 0 ? text.length : at;
    pieces.push({ node: node.cut(from, to), isProposed: true, isBreak: at === from });
    from = to;
  }
  return pieces;
}

function cutAtBreaks(draft: Draft, block: Block, pieces: readonly Piece[]): readonly Tail[] {
  // A footnote's text stays one: there nobody can propose a break, and one that is accepted all the same goes.
  const splits = block.type.name !== FOOTNOTE_TEXT;
  const tails: Tail[] = [];
  let inline: Node[] = [];
  let ends = true;
  for (const { node, isProposed, isBreak } of pieces.toReversed()) {
    ends &&= isProposed;
    if (!isBreak) inline.unshift(node);
    else if (splits) {
      const deletions = node.marks.filter((mark) => mark.type.name === "deletion");
      tails.unshift({ inline, ends, deletedBy: deletions.map(suggestionOf) });
      inline = [];
    }
  }
  return [{ inline, ends: false, deletedBy: [] }, ...tails];
}

/** Notes that the references in a text that goes are lost. */
export function loseReference(draft: Draft, node: Node, loss: Loss): void {
  const reference = node.marks.find((mark) => mark.type.name === FOOTNOTE_MARK);
  if (reference === undefined) return;
  const id = String(reference.attrs["id"]);
  if (draft.lostReferences.get(id) !== "accepted") draft.lostReferences.set(id, loss);
}
