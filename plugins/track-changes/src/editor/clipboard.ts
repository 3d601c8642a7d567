import { Fragment, Slice, type Mark, type Node } from "prosemirror-model";
import type { EditorState } from "prosemirror-state";
import { BREAK, insertionOf, isReviewMark, readFormatOp } from "../model/index.ts";
import { trackingOf } from "./tracking-state.ts";

/** What is copied of a selection: the passage with its marks, or as it stands, or as proposed, as the editor is set. */
export function copySlice(slice: Slice, state: EditorState): Slice {
  const { setup, view, drawing } = trackingOf(state);
  if (setup.copy === "marked") return slice;
  if (view === "base") return plainSlice(slice, { dropped: "insertion", isGone: () => false });
  const isGone = (node: Node): boolean => {
    const records = drawing.byTarget.get(String(node.attrs["id"])) ?? [];
    return records.some(({ record }) => record.kind === "delete");
  };
  return plainSlice(slice, { dropped: "deletion", isGone });
}

/**
 * A pasted slice without the marks of review, its own or another document's: the text as it was proposed there. Where
 * it was read from plain text, all of it stays: its marks are only those of the place where it is put.
 */
export function cleanSlice(slice: Slice, isPlainText: boolean): Slice {
  return plainSlice(slice, { dropped: isPlainText ? null : "deletion", isGone: () => false });
}

interface Plainness {
  /** The mark of text that is left out; `null` leaves nothing out. */
  readonly dropped: "insertion" | "deletion" | null;
  /** Whether a block goes when nothing is left in it. */
  readonly isGone: (node: Node) => boolean;
}

function plainSlice(slice: Slice, plainness: Plainness): Slice {
  if (!hasReview(slice.content)) return slice;
  const content = plainFragment(slice.content, plainness);
  if (content.size === 0) return Slice.empty;
  const start = Math.min(slice.openStart, openDepth(content, "firstChild"));
  return new Slice(content, start, Math.min(slice.openEnd, openDepth(content, "lastChild")));
}

function openDepth(content: Fragment, side: "firstChild" | "lastChild"): number {
  let depth = 0;
  for (let node = content[side]; node !== null && !node.isLeaf; node = node[side]) depth += 1;
  return depth;
}

function hasReview(content: Fragment): boolean {
  let found = false;
  content.descendants((node) => {
    found ||= insertionOf(node) !== null || node.marks.some(isReviewMark);
    return !found;
  });
  return found;
}

function plainFragment(content: Fragment, plainness: Plainness): Fragment {
  const nodes: Node[] = [];
  content.forEach((node) => nodes.push(...plainNodes(node, plainness)));
  return Fragment.from(nodes);
}

function plainNodes(node: Node, plainness: Plainness): readonly Node[] {
  if (node.isText) return plainText(node, plainness);
  if (plainness.dropped === "insertion" && insertionOf(node) !== null) return [];
  const content = plainFragment(node.content, plainness);
  if (content.size === 0 && plainness.isGone(node)) return [];
  const attrs = insertionOf(node) === null ? node.attrs : { ...node.attrs, ins: null };
  const plain = node.type.create(attrs, content, node.marks);
  return plain.isTextblock ? splitAtBreaks(plain) : [plain];
}

function plainText(node: Node, { dropped }: Plainness): readonly Node[] {
  if (node.marks.some((mark) => mark.type.name === dropped)) return [];
  const marks = dropped === "deletion" ? formatted(node) : node.marks;
  return [node.mark(marks.filter((mark) => !isReviewMark(mark)))];
}

function formatted(node: Node): readonly Mark[] {
  let marks: readonly Mark[] = node.marks;
  for (const mark of node.marks) {
    const change = mark.type.name === "fmt" ? readFormatOp(mark.type.schema, String(mark.attrs["op"])) : null;
    if (change !== null) marks = change.adds ? change.mark.addToSet(marks) : change.mark.removeFromSet(marks);
  }
  return marks;
}

function splitAtBreaks(block: Node): readonly Node[] {
  if (!block.textContent.includes(BREAK)) return [block];
  const lines: Node[][] = [[]];
  block.forEach((node) => {
    if (!node.isText) {
      lines.at(-1)?.push(node);
      return;
    }
    (node.text ?? "").split(BREAK).forEach((text, index) => {
      if (index > 0) lines.push([]);
      if (text !== "") lines.at(-1)?.push(block.type.schema.text(text, node.marks));
    });
  });
  return lines.map((line) => block.type.create(block.attrs, line, block.marks));
}
