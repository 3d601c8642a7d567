import type { Node, ResolvedPos } from "prosemirror-model";
import { TextSelection, type EditorState, type Transaction } from "prosemirror-state";
import { suggestionOf } from "../model/index.ts";
import { trackingOf, type TrackingState } from "./tracking-state.ts";

/** -1 to the beginning of the text, 1 to its end. */
type Direction = -1 | 1;

/**
 * Deletes the letter, or the word, that one sees beside the caret where the view hides text at either side of it: a
 * browser would delete what is hidden along with it. `null` where nothing is hidden there.
 */
export function deleteBesideHidden(
  state: EditorState,
  direction: Direction,
  unit: "letter" | "word",
): Transaction | null {
  const { selection, doc } = state;
  const tracking = trackingOf(state);
  const hides = tracking.view === "final" || tracking.view === "base";
  if (!hides || !(selection instanceof TextSelection) || !selection.empty) return null;
  const from = skipHidden(selection.$head, direction, tracking);
  const text = visibleText(doc.resolve(from), direction, tracking);
  const length = direction < 0 ? lastLength(text, unit) : firstLength(text, unit);
  const to = from + direction * length;
  const isBesideHidden = from !== selection.head || skipHidden(doc.resolve(to), direction, tracking) !== to;
  if (!isBesideHidden) return null;
  // At the end of the block what is to happen next is a matter of the key.
  if (length === 0) return state.tr.setSelection(TextSelection.create(doc, from));
  return state.tr.delete(Math.min(from, to), Math.max(from, to)).scrollIntoView();
}

function skipHidden($pos: ResolvedPos, direction: Direction, tracking: TrackingState): number {
  let pos = $pos.pos;
  for (;;) {
    const node = beside($pos.doc.resolve(pos), direction);
    if (node === null || !isHidden(node, tracking)) return pos;
    pos += direction * node.nodeSize;
  }
}

function visibleText($pos: ResolvedPos, direction: Direction, tracking: TrackingState): string {
  let text = "";
  let pos = $pos.pos;
  for (;;) {
    const node = beside($pos.doc.resolve(pos), direction);
    if (node?.isText !== true || isHidden(node, tracking)) return text;
    text = direction < 0 ? (node.text ?? "") + text : text + (node.text ?? "");
    pos += direction * node.nodeSize;
  }
}

function beside($pos: ResolvedPos, direction: Direction): Node | null {
  return direction < 0 ? $pos.nodeBefore : $pos.nodeAfter;
}

function isHidden(node: Node, { view, active }: TrackingState): boolean {
  if (!node.isText) return false;
  if (view === "final") return node.marks.some(({ type }) => type.name === "deletion");
  return (
    view === "base" &&
    node.marks.some((mark) => mark.type.name === "insertion" && suggestionOf(mark) !== active)
  );
}

function lastLength(text: string, unit: "letter" | "word"): number {
  if (unit === "word") return /\S*\s*$/u.exec(text)?.[0].length ?? 0;
  // A vowel sign goes alone, as everywhere.
  if (/\p{Mn}$/u.test(text)) return /.$/u.exec(text)?.[0].length ?? 0;
  return [...new Intl.Segmenter().segment(text)].at(-1)?.segment.length ?? 0;
}

function firstLength(text: string, unit: "letter" | "word"): number {
  if (unit === "word") return /^\s*\S*/u.exec(text)?.[0].length ?? 0;
  return [...new Intl.Segmenter().segment(text)][0]?.segment.length ?? 0;
}
