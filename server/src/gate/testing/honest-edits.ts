import { ReplaceError, type Node as ProseMirrorNode, type Schema } from "prosemirror-model";
import { canJoin, canSplit, Transform } from "prosemirror-transform";

/** Random numbers of a seed (mulberry32), so that a run can be repeated. */
export function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296) * below);
  };
}

type Edit = (transform: Transform, schema: Schema, random: (below: number) => number) => Transform;

interface Place {
  readonly from: number;
  readonly to: number;
}

function textblocks(doc: ProseMirrorNode): Place[] {
  const places: Place[] = [];
  doc.descendants((node, at) => {
    if (node.isTextblock) places.push({ from: at + 1, to: at + 1 + node.content.size });
    return !node.isTextblock;
  });
  return places;
}

function pick<Value>(values: readonly Value[], random: (below: number) => number): Value | undefined {
  return values[random(values.length)];
}

function range(doc: ProseMirrorNode, random: (below: number) => number): Place | null {
  const place = pick(textblocks(doc), random);
  if (place === undefined) return null;
  const from = place.from + random(place.to - place.from + 1);
  return {
    from: wholeCharacter(doc, from),
    to: wholeCharacter(doc, Math.min(place.to, from + 1 + random(6))),
  };
}

/** A caret never stands inside a surrogate pair. */
function wholeCharacter(doc: ProseMirrorNode, at: number): number {
  const { parent, parentOffset } = doc.resolve(at);
  return /^[\uDC00-\uDFFF]/.test(parent.textBetween(parentOffset, parent.content.size)) ? at - 1 : at;
}

const WORDS = ["a", "de", " ", "State ", "é", "文", "😀", "ed"];
const MARKS = ["strong", "em", "underline", "superscript", "subscript"];

const type: Edit = (transform, schema, random) => {
  const { doc } = transform;
  const at = range(doc, random);
  if (at === null) return transform.insert(0, schema.nodes["paragraph"]?.create() ?? []);
  const marks = doc
    .resolve(at.from)
    .marks()
    .filter((mark) => mark.type.name !== "footnote");
  return transform.insert(at.from, schema.text(pick(WORDS, random) ?? "a", marks));
};

const erase: Edit = (transform, _schema, random) => {
  const { doc } = transform;
  const at = range(doc, random);
  return at === null ? transform : transform.delete(at.from, at.to);
};

const eraseAcross: Edit = (transform, _schema, random) => {
  const { doc } = transform;
  const [a, b] = [range(doc, random), range(doc, random)];
  if (a === null || b === null || Math.abs(a.from - b.from) > 40) return transform;
  return transform.deleteRange(Math.min(a.from, b.from), Math.max(a.from, b.from));
};

const split: Edit = (transform, _schema, random) => {
  const { doc } = transform;
  const at = range(doc, random);
  return at !== null && canSplit(doc, at.from) ? transform.split(at.from) : transform;
};

const join: Edit = (transform, _schema, random) => {
  const { doc } = transform;
  const places = textblocks(doc)
    .map(({ from }) => from - 1)
    .filter((at) => at > 0 && canJoin(doc, at));
  const at = pick(places, random);
  return at === undefined ? transform : transform.join(at);
};

const format: Edit = (transform, schema, random) => {
  const { doc } = transform;
  const at = range(doc, random);
  const mark = schema.marks[pick(MARKS, random) ?? "em"];
  if (at === null || mark === undefined || at.from >= at.to) return transform;
  return doc.rangeHasMark(at.from, at.to, mark)
    ? transform.removeMark(at.from, at.to, mark)
    : transform.addMark(at.from, at.to, mark.create());
};

const link: Edit = (transform, schema, random) => {
  const { doc } = transform;
  const at = range(doc, random);
  const mark = schema.marks["link"]?.create({ href: `https://example.org/${random(3)}` });
  return at === null || mark === undefined ? transform : transform.addMark(at.from, at.to, mark);
};

const retype: Edit = (transform, schema, random) => {
  const { doc } = transform;
  const at = range(doc, random);
  const paragraph = schema.nodes["paragraph"];
  const heading = schema.nodes["heading"];
  if (at === null || paragraph === undefined || heading === undefined) return transform;
  const { attrs } = doc.resolve(at.from).parent;
  const common = { id: attrs["id"], lang: attrs["lang"], dir: attrs["dir"] };
  if (random(2) === 0) return transform.setBlockType(at.from, at.from, paragraph, { ...common });
  return transform.setBlockType(at.from, at.from, heading, { ...common, level: 1 + random(3) });
};

const wrap: Edit = (transform, schema, random) => {
  const { doc } = transform;
  const at = range(doc, random);
  const span = at === null ? null : doc.resolve(at.from).blockRange();
  const [list, item] = [
    schema.nodes[random(2) === 0 ? "bullet_list" : "ordered_list"],
    schema.nodes["list_item"],
  ];
  if (span === null || list === undefined || item === undefined || span.depth > 6) return transform;
  if (!span.parent.canReplaceWith(span.startIndex, span.endIndex, list)) return transform;
  return transform.wrap(span, [{ type: list }, { type: item }]);
};

const table: Edit = (transform, schema, random) => {
  const { doc } = transform;
  const cell = (): ProseMirrorNode[] => [
    schema.node("table_cell", null, [schema.node("paragraph")]),
    schema.node("table_header", null, [schema.node("paragraph")]),
  ];
  const rows = [0, 1].map(() => schema.node("table_row", null, cell()));
  let at = 0;
  const before = random(doc.childCount + 1);
  for (let index = 0; index < before; index++) at += doc.child(index).nodeSize;
  return transform.insert(at, schema.node("table", null, rows));
};

const footnote: Edit = (transform, schema, random) => {
  const { doc } = transform;
  const at = range(doc, random);
  if (at === null) return transform;
  const id = `note${random(1e9)}`;
  const text = schema.node("footnote_text", { id }, [schema.text(`See ${id}.`)]);
  const last = doc.lastChild;
  if (last?.type.name === "footnotes") transform.insert(doc.content.size - 1, text);
  else transform.insert(doc.content.size, schema.node("footnotes", null, [text]));
  return transform.insert(at.from, schema.text("\uFFFC", [schema.mark("footnote", { id })]));
};

const language: Edit = (transform, schema, random) => {
  const { doc } = transform;
  let at = 0;
  const index = random(doc.childCount);
  for (let before = 0; before < index; before++) at += doc.child(before).nodeSize;
  const node = doc.maybeChild(index);
  if (node === null || !Object.hasOwn(schema.nodes[node.type.name]?.spec.attrs ?? {}, "lang"))
    return transform;
  return transform.setNodeAttribute(at, "lang", pick(["ar", "fr", null], random));
};

const dropBlock: Edit = (transform, _schema, random) => {
  const { doc } = transform;
  if (doc.childCount < 8) return transform;
  const index = random(doc.childCount);
  let at = 0;
  for (let before = 0; before < index; before++) at += doc.child(before).nodeSize;
  return transform.delete(at, at + doc.child(index).nodeSize);
};

const EDITS: readonly Edit[] = [
  ...Array.from({ length: 8 }, () => type),
  ...Array.from({ length: 4 }, () => erase),
  eraseAcross,
  split,
  split,
  join,
  join,
  format,
  format,
  format,
  link,
  retype,
  retype,
  wrap,
  table,
  footnote,
  footnote,
  language,
  dropBlock,
];

/** Does one of the things people do in the editor, at a random place; false if it does not fit there. */
export function changeAtRandom(
  transform: Transform,
  schema: Schema,
  random: (below: number) => number,
): boolean {
  try {
    (pick(EDITS, random) ?? type)(transform, schema, random);
    return transform.docChanged;
  } catch (error) {
    // A command that does not fit the place does nothing.
    if (error instanceof ReplaceError || (error instanceof Error && error.name === "TransformError"))
      return false;
    throw error;
  }
}

/** `doc` after one of the things people do in the editor. */
export function editAtRandom(
  doc: ProseMirrorNode,
  schema: Schema,
  random: (below: number) => number,
): ProseMirrorNode {
  const transform = new Transform(doc);
  return changeAtRandom(transform, schema, random) ? transform.doc : doc;
}
