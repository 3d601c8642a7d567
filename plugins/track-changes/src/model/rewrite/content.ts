import { Fragment, Slice, type Mark, type Node, type ResolvedPos } from "prosemirror-model";
import { BREAK_SPLITS_PARENT, UNTOUCHABLE } from "../policy.ts";
import { isReviewMark } from "../review-marks.ts";
import type { SuggestionId } from "../suggestion-id.ts";
import { BREAK } from "../tracked.ts";
import { Untracked } from "./draft.ts";

/** Inline content of a slice, and where in the slice it stands; a break stands between two textblocks. */
export interface Piece {
  /** Text without review marks; `null` is a paragraph break. */
  readonly node: Node | null;
  /** Offset in the slice's content. */
  readonly offset: number;
}

/** What may be carried from `marks` into a new text: no review mark ever is. */
export function withoutReviewMarks(marks: readonly Mark[]): readonly Mark[] {
  return marks.some(isReviewMark) ? marks.filter((mark) => !isReviewMark(mark)) : marks;
}

/**
 * `slice` as one may put it into base text: no review marks, nothing proposed, no break characters. Pasting never
 * brings in review data of another place, or of another person.
 *
 * @param proposedBy the suggestion to name on the outermost nodes
 */
export function cleanSlice(slice: Slice, proposedBy: SuggestionId | null = null): Slice {
  const content = cleanFragment(slice.content, proposedBy);
  return content === slice.content ? slice : new Slice(content, slice.openStart, slice.openEnd);
}

function cleanFragment(fragment: Fragment, proposedBy: SuggestionId | null): Fragment {
  const cleaned = fragment.content.map((node) => cleanNode(node, proposedBy));
  return cleaned.some((node, index) => node !== fragment.content[index])
    ? Fragment.fromArray(cleaned)
    : fragment;
}

function cleanNode(node: Node, proposedBy: SuggestionId | null): Node {
  if (UNTOUCHABLE.includes(node.type.name)) throw new Untracked("placeholder");
  if (node.isText) return cleanText(node);
  const content = cleanFragment(node.content, null);
  const ins: unknown = node.attrs["ins"];
  if (content === node.content && (ins === undefined || ins === proposedBy)) return node;
  return node.type.create({ ...node.attrs, ins: proposedBy }, content, node.marks);
}

/** A text without review marks and break characters. */
export function cleanText(node: Node): Node {
  const marked = node.mark(withoutReviewMarks(node.marks));
  const { text = "" } = node;
  return text.includes(BREAK) ? marked.type.schema.text(text.replaceAll(BREAK, " "), marked.marks) : marked;
}

/**
 * The inline content of a slice that is nothing but running text, paragraphs or items like those around `$from`;
 * `null` for one that holds anything else.
 */
export function flatten(slice: Slice, $from: ResolvedPos): readonly Piece[] | null {
  if (!$from.parent.isTextblock) return null;
  const pieces: Piece[] = [];
  let blocks = 0;
  const walk = (fragment: Fragment, depth: number, base: number): boolean => {
    let offset = base;
    for (const node of fragment.content) {
      if (node.isInline) pieces.push(...inlinePieces(node, offset));
      else if (node.isTextblock) {
        if (depth !== $from.depth || !isLikeHost(node, $from)) return false;
        if (blocks > 0) pieces.push({ node: null, offset });
        blocks += 1;
        walk(node.content, depth + 1, offset + 1);
      } else {
        // Around several paragraphs a break says only what splits their item; around one it need say nothing.
        const isItem = BREAK_SPLITS_PARENT.includes(node.type.name) && node.childCount === 1;
        const isAround = depth > 0 && depth < $from.depth && $from.node(depth).type === node.type;
        if (!isAround || !(isItem || fragment.childCount === 1)) return false;
        if (!walk(node.content, depth + 1, offset + 1)) return false;
      }
      offset += node.nodeSize;
    }
    return true;
  };
  const isFlat = walk(slice.content, $from.depth - slice.openStart + 1, 0);
  return isFlat && slice.openStart > 0 === blocks > 0 ? pieces : null;
}

function isLikeHost(node: Node, $from: ResolvedPos): boolean {
  return node.type === $from.parent.type || node.type === node.type.schema.nodes["paragraph"];
}

/** An inline node of a slice; a break that was copied goes on being one. */
export function inlinePieces(node: Node, offset: number): readonly Piece[] {
  if (!node.isText) throw new Untracked("placeholder");
  const { text = "" } = node;
  const marks = withoutReviewMarks(node.marks);
  const pieces: Piece[] = [];
  let start = 0;
  for (const part of text.split(BREAK)) {
    if (start > 0) pieces.push({ node: null, offset: offset + start - 1 });
    if (part !== "") pieces.push({ node: node.type.schema.text(part, marks), offset: offset + start });
    start += part.length + 1;
  }
  return pieces;
}
