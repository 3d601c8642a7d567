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

type Edit = (doc: ProseMirrorNode, schema: Schema, random: (below: number) => number) => ProseMirrorNode;

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

const type: Edit = (doc, schema, random) => {
  const at = range(doc, random);
  if (at === null) return new Transform(doc).insert(0, schema.nodes["paragraph"]?.create() ?? []).doc;
  const marks = doc
    .resolve(at.from)
    .marks()
    .filter((mark) => mark.type.name !== "footnote");
  return new Transform(doc).insert(at.from, schema.text(pick(WORDS, random) ?? "a", marks)).doc;
};

const erase: Edit = (doc, _schema, random) => {
  const at = range(doc, random);
  return at === null ? doc : new Transform(doc).delete(at.from, at.to).doc;
};

const eraseAcross: Edit = (doc, _schema, random) => {
  const [a, b] = [range(doc, random), range(doc, random)];
  if (a === null || b === null || Math.abs(a.from - b.from) > 40) return doc;
  return new Transform(doc).deleteRange(Math.min(a.from, b.from), Math.max(a.from, b.from)).doc;
};

const split: Edit = (doc, _schema, random) => {
  const at = range(doc, random);
  return at !== null && canSplit(doc, at.from) ? new Transform(doc).split(at.from).doc : doc;
};

const join: Edit = (doc, _schema, random) => {
  const places = textblocks(doc)
    .map(({ from }) => from - 1)
    .filter((at) => at > 0 && canJoin(doc, at));
  const at = pick(places, random);
  return at === undefined ? doc : new Transform(doc).join(at).doc;
};

const format: Edit = (doc, schema, random) => {
  const at = range(doc, random);
  const mark = schema.marks[pick(MARKS, random) ?? "em"];
  if (at === null || mark === undefined || at.from >= at.to) return doc;
  const transform = new Transform(doc);
  return doc.rangeHasMark(at.from, at.to, mark)
    ? transform.removeMark(at.from, at.to, mark).doc
    : transform.addMark(at.from, at.to, mark.create()).doc;
};

const link: Edit = (doc, schema, random) => {
  const at = range(doc, random);
  const mark = schema.marks["link"]?.create({ href: `https://example.org/${random(3)}` });
  return at === null || mark === undefined ? doc : new Transform(doc).addMark(at.from, at.to, mark).doc;
};

const retype: Edit = (doc, schema, random) => {
  const at = range(doc, random);
  const paragraph = schema.nodes["paragraph"];
  const heading = schema.nodes["heading"];
  if (at === null || paragraph === undefined || heading === undefined) return doc;
  const { attrs } = doc.resolve(at.from).parent;
  const common = { id: attrs["id"], lang: attrs["lang"], dir: attrs["dir"] };
  const transform = new Transform(doc);
  if (random(2) === 0) return transform.setBlockType(at.from, at.from, paragraph, { ...common }).doc;
  return transform.setBlockType(at.from, at.from, heading, { ...common, level: 1 + random(3) }).doc;
};

const wrap: Edit = (doc, schema, random) => {
  const at = range(doc, random);
  const span = at === null ? null : doc.resolve(at.from).blockRange();
  const [list, item] = [
    schema.nodes[random(2) === 0 ? "bullet_list" : "ordered_list"],
    schema.nodes["list_item"],
  ];
  if (span === null || list === undefined || item === undefined || span.depth > 6) return doc;
  if (!span.parent.canReplaceWith(span.startIndex, span.endIndex, list)) return doc;
  return new Transform(doc).wrap(span, [{ type: list }, { type: item }]).doc;
};

const table: Edit = (doc, schema, random) => {
  const cell = (): ProseMirrorNode[] => [
    schema.node("table_cell", null, [schema.node("paragraph")]),
    schema.node("table_header", null, [schema.node("paragraph")]),
  ];
  const rows = [0, 1].map(() => schema.node("table_row", null, cell()));
  let at = 0;
  const before = random(doc.childCount + 1);
  for (let index = 0; index < before; index++) at += doc.child(index).nodeSize;
  return new Transform(doc).insert(at, schema.node("table", null, rows)).doc;
};

const footnote: Edit = (doc, schema, random) => {
  const at = range(doc, random);
  if (at === null) return doc;
  const id = `note${random(1e9)}`;
  const transform = new Transform(doc);
  const text = schema.node("footnote_text", { id }, [schema.text("See the Act.")]);
  const last = doc.lastChild;
  if (last?.type.name === "footnotes") transform.insert(doc.content.size - 1, text);
  else transform.insert(doc.content.size, schema.node("footnotes", null, [text]));
  return transform.insert(at.from, schema.text("\uFFFC", [schema.mark("footnote", { id })])).doc;
};

const language: Edit = (doc, schema, random) => {
  let at = 0;
  const index = random(doc.childCount);
  for (let before = 0; before < index; before++) at += doc.child(before).nodeSize;
  const node = doc.maybeChild(index);
  if (node === null || !Object.hasOwn(schema.nodes[node.type.name]?.spec.attrs ?? {}, "lang")) return doc;
  return new Transform(doc).setNodeAttribute(at, "lang", pick(["ar", "fr", null], random)).doc;
};

const dropBlock: Edit = (doc, _schema, random) => {
  if (doc.childCount < 8) return doc;
  const index = random(doc.childCount);
  let at = 0;
  for (let before = 0; before < index; before++) at += doc.child(before).nodeSize;
  return new Transform(doc).delete(at, at + doc.child(index).nodeSize).doc;
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

/** One of the things people do in the editor, done to `doc` at a random place. */
export function editAtRandom(
  doc: ProseMirrorNode,
  schema: Schema,
  random: (below: number) => number,
): ProseMirrorNode {
  try {
    return (pick(EDITS, random) ?? type)(doc, schema, random);
  } catch (error) {
    // A command that does not fit the place does nothing.
    if (error instanceof ReplaceError || (error instanceof Error && error.name === "TransformError"))
      return doc;
    throw error;
  }
}
