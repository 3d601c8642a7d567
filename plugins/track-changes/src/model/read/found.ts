import type { Mark, Node } from "prosemirror-model";
import { insertionOf, isReviewMark, readFormatOp, suggestionOf } from "../review-marks.ts";
import { authorOf } from "../suggestion-id.ts";
import { BREAK } from "../tracked.ts";
import type { FoundPiece } from "./found-piece.ts";
import type { Piece } from "./pieces.ts";

const foundByNode = new WeakMap<Node, readonly FoundPiece[]>();
const placedByNode = new WeakMap<Node, { readonly at: number; readonly found: readonly FoundPiece[] }>();

/**
 * What is proposed by marks and `ins` attributes in `node` and on it, in document order, for a `node` before which the
 * position is `at`. Remembered for each node: after a key stroke only the nodes around it are read again, and only those
 * behind it get other positions.
 */
export function foundIn(node: Node, at: number): readonly FoundPiece[] {
  const known = placedByNode.get(node);
  if (known?.at === at) return known.found;
  const found: FoundPiece[] = [];
  for (const own of ownPieces(node)) found.push(shifted(own, at));
  if (!node.isTextblock)
    node.forEach((child, offset) => {
      for (const each of foundIn(child, at + 1 + offset)) found.push(each);
    });
  placedByNode.set(node, { at, found });
  return found;
}

/** What is proposed on `node`, and in the text of a textblock; positions count from before it. */
function ownPieces(node: Node): readonly FoundPiece[] {
  const known = foundByNode.get(node);
  if (known !== undefined) return known;
  const ins = insertionOf(node);
  const found = ins === null ? [] : [foundNode(node, ins)];
  if (node.isTextblock) found.push(...foundInText(node));
  foundByNode.set(node, found);
  return found;
}

function shifted({ id, by, piece }: FoundPiece, at: number): FoundPiece {
  return { id, by, piece: { ...piece, from: piece.from + at, to: piece.to + at }, readLast: null };
}

function foundNode(node: Node, ins: string): FoundPiece {
  const by = authorOf(ins);
  const place = { from: 0, to: node.nodeSize };
  const piece: Piece =
    by === null
      ? { kind: "malformed", ...place, what: ins }
      : { kind: "insert-block", ...place, node, text: proposedText(node, ins) };
  return { id: ins, by: by ?? "", piece, readLast: null };
}

/** The text that a proposed node would bring if nothing else were decided: without what others insert in it. */
function proposedText(node: Node, ins: string): string {
  if (node.isText) return node.marks.some((mark) => mark.type.name === "insertion") ? "" : (node.text ?? "");
  const texts: string[] = [];
  node.forEach((child) => {
    const own = insertionOf(child);
    if (own === null || own === ins) texts.push(proposedText(child, ins));
  });
  return texts.join(node.isTextblock ? "" : BREAK);
}

function foundInText(block: Node): readonly FoundPiece[] {
  const found: FoundPiece[] = [];
  // By mark: where in `found` the run is that may still go on.
  const open = new Map<string, number>();
  const id: unknown = block.attrs["id"];
  const home = typeof id === "string" ? id : null;
  let at = 1;
  block.forEach((node) => {
    for (const mark of node.marks) {
      if (!isReviewMark(mark)) continue;
      for (const piece of piecesOf(node, mark, at, home)) extend(found, open, mark, piece);
    }
    at += node.nodeSize;
  });
  return found.sort((one, other) => one.piece.from - other.piece.from);
}

function extend(found: FoundPiece[], open: Map<string, number>, mark: Mark, piece: Piece): void {
  const id = suggestionOf(mark);
  const key = `${mark.type.name} ${id} ${String(mark.attrs["op"])}`;
  const index = open.get(key);
  const last = index === undefined ? undefined : found[index];
  const joined = last === undefined ? null : joinedPiece(last.piece, piece);
  if (joined === null || last === undefined || index === undefined) {
    open.set(key, found.length);
    found.push({ id, by: authorOf(id) ?? String(mark.attrs["by"]), piece, readLast: null });
  } else found[index] = { ...last, piece: joined };
}

/** Two pieces of one mark as one, if the second begins where the first ends. */
function joinedPiece(one: Piece, next: Piece): Piece | null {
  if (one.to !== next.from || !("nodes" in one) || !("nodes" in next) || !("text" in one)) return null;
  if (one.kind !== next.kind || !("text" in next)) return null;
  const joined = { ...one, to: next.to, text: one.text + next.text };
  return { ...joined, nodes: [...one.nodes, ...next.nodes] };
}

function piecesOf(node: Node, mark: Mark, from: number, block: string | null): readonly Piece[] {
  const to = from + node.nodeSize;
  const text = node.text ?? "";
  const isForged = authorOf(suggestionOf(mark)) !== mark.attrs["by"];
  if (isForged) return [{ kind: "malformed", from, to, what: JSON.stringify(mark.toJSON()) }];
  if (mark.type.name === "deletion") return [{ kind: "delete-text", from, to, text, nodes: [node], block }];
  if (mark.type.name === "insertion") return insertedPieces(node, text, from, block);
  const change = readFormatOp(node.type.schema, String(mark.attrs["op"]));
  return change === null
    ? [{ kind: "malformed", from, to, what: JSON.stringify(mark.toJSON()) }]
    : [{ kind: "format", from, to, text, change, nodes: [node], block }];
}

function insertedPieces(node: Node, text: string, from: number, block: string | null): readonly Piece[] {
  if (!text.includes(BREAK))
    return [{ kind: "insert-text", from, to: from + node.nodeSize, text, nodes: [node], block }];
  const pieces: Piece[] = [];
  let at = 0;
  for (const [i, line] of text.split(BREAK).entries()) {
    if (i > 0)
      pieces.push({
        kind: "break",
        from: from + at - 1,
        to: from + at,
        nodes: [node.cut(at - 1, at)],
        block,
      });
    const end = at + line.length;
    if (line.length > 0)
      pieces.push({
        kind: "insert-text",
        from: from + at,
        to: from + end,
        text: line,
        nodes: [node.cut(at, end)],
        block,
      });
    at = end + 1;
  }
  return pieces;
}
