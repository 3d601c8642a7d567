import { authorOf, isMarkOf, type Writer } from "@travaux/track-changes/model";
import type { Mark } from "prosemirror-model";
import * as Y from "yjs";
import type { Reading } from "./block-index.ts";
import type { MarkedPiece } from "./read-text.ts";

/**
 * Whether a letter that stood before and stands now has lost or gained a deletion or change of format of somebody else
 * where its author writes freely. The rule cannot see it: to delete a word and to type it again looks the same.
 */
export function hasSlippedMarks(
  document: Y.Doc,
  { read }: Reading,
  starts: ReadonlyMap<number, number>,
  author: Writer,
): boolean {
  for (const [element, { before, after }] of read) {
    if (before === null || before.marked.length + after.marked.length === 0) continue;
    const isOwn = isInOwnBlock(element, author.id);
    const then = lettersOf(before.marked, author, isOwn);
    const now = lettersOf(after.marked, author, isOwn);
    for (const [letter, { piece, clock, key }] of then)
      if (key !== now.get(letter)?.key && (now.has(letter) || stands(document, piece.client, clock)))
        return true;
    for (const [letter, { piece, clock }] of now)
      if (!then.has(letter) && clock < (starts.get(piece.client) ?? Infinity)) return true;
  }
  return false;
}

interface Marked {
  readonly piece: MarkedPiece;
  readonly clock: number;
  readonly key: string;
}

/** Letters under marks of others that are the author's to delete. */
function lettersOf(
  pieces: readonly MarkedPiece[],
  author: Writer,
  isInOwn: boolean,
): ReadonlyMap<string, Marked> {
  const letters = new Map<string, Marked>();
  for (const piece of pieces) {
    const foreign = piece.marks.filter((mark) => !isMarkOf(mark, author.id));
    if (foreign.length === 0 || foreign.some(isInsertion)) continue;
    if (!author.mayEdit && !isInOwn && !piece.marks.some(isInsertion)) continue;
    const key = foreign
      .map((mark) => JSON.stringify(mark.toJSON()))
      .sort()
      .join();
    for (let clock = piece.clock; clock < piece.clock + piece.length; clock++)
      letters.set(`${piece.client}:${clock}`, { piece, clock, key });
  }
  return letters;
}

function isInsertion(mark: Mark): boolean {
  return mark.type.name === "insertion";
}

function isInOwnBlock(element: Y.XmlElement, author: string): boolean {
  let current: unknown = element;
  while (current instanceof Y.XmlElement) {
    const ins: unknown = current.getAttribute("ins");
    if (typeof ins === "string") return authorOf(ins) === author;
    current = current.parent;
  }
  return false;
}

function stands(document: Y.Doc, client: number, clock: number): boolean {
  const struct: unknown = Y.getItem(document.store, Y.createID(client, clock));
  return struct instanceof Y.Item && !struct.deleted;
}
