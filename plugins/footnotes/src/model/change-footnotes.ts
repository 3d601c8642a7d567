import { Fragment, type Node } from "prosemirror-model";
import type { Transform } from "prosemirror-transform";
import { footnoteTypes, indexFootnotes, REFERENCE_CHARACTER, type FootnoteIndex } from "./footnote-index.ts";

/** Whether a reference may stand at `pos` of `doc`: in running text that is not itself a footnote's. */
export function mayReferAt(doc: Node, pos: number): boolean {
  const types = footnoteTypes(doc.type.schema);
  const $pos = doc.resolve(pos);
  const isInFootnotes = Array.from({ length: $pos.depth }, (_, depth) => $pos.node(depth + 1)).some(
    (node) => node.type === types.text || node.type === types.container,
  );
  return !isInFootnotes && $pos.parent.inlineContent && $pos.parent.type.allowsMarkType(types.mark);
}

/**
 * Writes a reference at `pos` and an empty text for it, after the text of the reference before it.
 *
 * @returns the position inside the new text, in the changed document
 * @throws RangeError if no reference may stand at `pos`
 */
export function addFootnote(tr: Transform, pos: number, id: string): number {
  if (!mayReferAt(tr.doc, pos)) throw new RangeError(`No footnote may be referred to at ${pos}`);
  const { schema } = tr.doc.type;
  const mark = footnoteTypes(schema).mark.create({ id });
  const around = tr.doc
    .resolve(pos)
    .marks()
    .filter((other) => other.type !== mark.type && !mark.type.excludes(other.type));
  tr.insert(pos, schema.text(REFERENCE_CHARACTER, mark.addToSet(around)));
  return addText(tr, id, Fragment.empty);
}

/**
 * Writes the text of footnote `id` into the container, where its reference's order puts it; makes the container at the
 * document's end when there is none.
 *
 * @returns the position inside the text, in the changed document
 */
export function addText(tr: Transform, id: string, content: Fragment): number {
  const types = footnoteTypes(tr.doc.type.schema);
  const text = types.text.create({ id }, content);
  const place = placeForText(tr.doc, indexFootnotes(tr.doc), id);
  if (place === null) {
    const end = tr.doc.content.size;
    tr.insert(end, types.container.create(null, text));
    return end + 2;
  }
  tr.insert(place, text);
  return place + 1;
}

/** Removes the text of footnote `id`; the container goes with its last text. */
export function removeText(tr: Transform, id: string): void {
  const place = indexFootnotes(tr.doc).texts.get(id);
  if (place === undefined) return;
  const $pos = tr.doc.resolve(place.pos);
  if ($pos.parent.childCount > 1 || $pos.depth === 0) tr.delete(place.pos, place.end);
  else tr.delete($pos.before(), $pos.after());
}

/** The ids that `before` refers to and `after` does not, though `after` still holds their texts. */
export function forsakenTexts(before: FootnoteIndex, after: FootnoteIndex): readonly string[] {
  return [...before.numbers.keys()].filter((id) => !after.numbers.has(id) && after.texts.has(id));
}

/** The ids that `after` refers to but whose texts, which `before` had, it lost: a deletion ran over several texts. */
export function bereftReferences(before: FootnoteIndex, after: FootnoteIndex): readonly string[] {
  return [...after.numbers.keys()].filter((id) => before.texts.has(id) && !after.texts.has(id));
}

/** Blocks of a document that follow its first container of footnotes, from `from` to `to`; `target` is before it. */
export interface StrayBlocks {
  readonly target: number;
  readonly from: number;
  readonly to: number;
}

/**
 * The blocks that `after` has behind the footnotes and `before` did not: what was pasted or typed there. Null when
 * there are none, or when there were some before already, which are not this change's.
 */
export function strayBlocks(before: Node, after: Node): StrayBlocks | null {
  const stray = blocksAfterContainer(after);
  return stray === null || blocksAfterContainer(before) !== null ? null : stray;
}

function blocksAfterContainer(doc: Node): StrayBlocks | null {
  const start = startOfContainer(doc);
  const container = start === null ? null : doc.nodeAt(start - 1);
  if (start === null || container === null) return null;
  const from = start - 1 + container.nodeSize;
  return from < doc.content.size ? { target: start - 1, from, to: doc.content.size } : null;
}

function placeForText(doc: Node, index: FootnoteIndex, id: string): number | null {
  const order = [...index.numbers.keys()];
  for (const earlier of order.slice(0, order.indexOf(id)).toReversed()) {
    const place = index.texts.get(earlier);
    if (place !== undefined) return place.end;
  }
  return startOfContainer(doc);
}

function startOfContainer(doc: Node): number | null {
  const { container } = footnoteTypes(doc.type.schema);
  let start: number | null = null;
  doc.forEach((node, offset) => {
    if (start === null && node.type === container) start = offset + 1;
  });
  return start;
}
