import type { Mark, MarkType, Node, NodeType, Schema } from "prosemirror-model";

/**
 * A reference is one character (U+FFFC) under a mark `footnote {id}`; its text is a node `footnote_text {id}` inside a
 * container `footnotes`. References number the footnotes, so the order of the texts says nothing.
 */
export const REFERENCE_CHARACTER = "\uFFFC";

/** The schema's parts that footnotes are made of. */
export interface FootnoteTypes {
  readonly mark: MarkType;
  readonly text: NodeType;
  readonly container: NodeType;
}

/**
 * The mark `footnote` and the nodes `footnote_text` and `footnotes` of `schema`.
 * @throws RangeError if one is missing
 */
export function footnoteTypes(schema: Schema): FootnoteTypes {
  const mark = schema.marks["footnote"];
  const text = schema.nodes["footnote_text"];
  const container = schema.nodes["footnotes"];
  if (mark === undefined || text === undefined || container === undefined) {
    throw new RangeError(
      "Footnotes need a mark `footnote` and nodes `footnote_text` and `footnotes` in the schema",
    );
  }
  return { mark, text, container };
}

/** A place in a document: `pos` before it, `end` after it. */
export interface Place {
  readonly id: string;
  readonly pos: number;
  readonly end: number;
}

/** Where a document's footnotes are. */
export interface FootnoteIndex {
  /** References in the order of the document; an id may come twice. */
  readonly references: readonly Place[];
  /** The first text of each id, by id. */
  readonly texts: ReadonlyMap<string, Place>;
  /** The number of each id, from 1, in the order of first reference. */
  readonly numbers: ReadonlyMap<string, number>;
}

/** Reads where the footnotes of `doc` are. Cost: linear in the document's nodes. */
export function indexFootnotes(doc: Node): FootnoteIndex {
  const types = footnoteTypes(doc.type.schema);
  const references: Place[] = [];
  const texts = new Map<string, Place>();
  doc.descendants((node, pos) => {
    if (node.type === types.text) {
      const id = readId(node.attrs["id"]);
      if (id !== null && !texts.has(id)) texts.set(id, { id, pos, end: pos + node.nodeSize });
    }
    references.push(...readReferences(node, pos, types.mark));
  });
  const numbers = new Map<string, number>();
  for (const { id } of references) if (!numbers.has(id)) numbers.set(id, numbers.size + 1);
  return { references, texts, numbers };
}

/** The reference at the document position `pos`: the one that begins there, else the one that ends there. */
export function referenceAt(index: FootnoteIndex, pos: number): Place | null {
  return (
    index.references.find((place) => place.pos === pos) ??
    index.references.find((place) => place.end === pos) ??
    null
  );
}

/** The footnote text around the document position `pos`. */
export function textAround(index: FootnoteIndex, pos: number): Place | null {
  for (const place of index.texts.values()) if (pos > place.pos && pos < place.end) return place;
  return null;
}

/** The id that a `footnote` mark among `marks` refers to. */
export function referredId(marks: readonly Mark[], type: MarkType): string | null {
  return readId(type.isInSet(marks)?.attrs["id"]);
}

function readReferences(node: Node, pos: number, type: MarkType): readonly Place[] {
  if (!node.isText || node.text === undefined) return [];
  const id = referredId(node.marks, type);
  if (id === null) return [];
  return Array.from(node.text.matchAll(/\uFFFC/g), (match) => ({
    id,
    pos: pos + match.index,
    end: pos + match.index + 1,
  }));
}

function readId(value: unknown): string | null {
  return typeof value === "string" && value !== "" ? value : null;
}
