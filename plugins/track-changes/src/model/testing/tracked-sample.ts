import { Fragment, type Mark, type Node, type Schema } from "prosemirror-model";
import { Transform } from "prosemirror-transform";
import { recordKey, type SuggestionRecord } from "../records.ts";
import { formatOp } from "../review-marks.ts";
import type { TrackedDocument } from "../tracked.ts";
import { proposeShape } from "./shape-sample.ts";
import { tapeOf, type Tape } from "./tape.ts";

/** Which proposals a sample has beside marked text and proposed nodes. */
export type SampleStructures = "none" | "one" | "many";

/** What a sample is made from. */
export interface SampleOptions {
  readonly structures: SampleStructures;
  /** Also what no honest client makes: stale records, forged marks, formatting that is none. */
  readonly hostile: boolean;
}

/** A document with suggestions of three authors, and its base, made without regard to how suggestions are read. */
export interface TrackedSample {
  readonly tracked: TrackedDocument;
  readonly base: Node;
}

const AUTHORS = ["ada", "ben", "cy"] as const;
const WORDS = ["one ", "two", " three", "x", "  ", "é", "العربية", "🖋"] as const;

interface Pair {
  readonly node: Node;
  /** `null` for a node that the base does not have. */
  readonly base: Node | null;
}

interface Maker {
  readonly tape: Tape;
  readonly schema: Schema;
  readonly options: SampleOptions;
  readonly nodeId: () => string;
  /** References made so far: each needs a text. */
  readonly notes: { readonly id: string; readonly ins: string | null }[];
}

/** The sample that `numbers` spell. The schema must have the nodes and marks of a report. */
export function trackedSample(
  schema: Schema,
  numbers: readonly number[],
  options: SampleOptions,
): TrackedSample {
  let ids = 0;
  const maker: Maker = {
    tape: tapeOf(numbers),
    schema,
    options,
    nodeId: () => `b${(ids += 1)}`,
    notes: [],
  };
  const pairs = several(maker, 1, 5, () => block(maker, 0, null));
  if (maker.notes.length > 0) pairs.push(footnotes(maker));
  const doc = schema.node(
    "doc",
    null,
    pairs.map(({ node }) => node),
  );
  const base = schema.node(
    "doc",
    null,
    pairs.flatMap((pair) => pair.base ?? []),
  );
  return { tracked: recorded(maker, doc), base };
}

function several(maker: Maker, least: number, most: number, make: () => Pair): Pair[] {
  const count = least + maker.tape.pick(most - least + 1);
  return Array.from({ length: count }, make);
}

function suggestion({ tape }: Maker): { readonly id: string; readonly by: string } {
  const by = tape.oneOf(AUTHORS);
  return { id: `${by}:s00${tape.pick(5)}`, by };
}

/** A node with children; proposed now and then, unless something around it is. */
function made(
  maker: Maker,
  type: string,
  around: string | null,
  fill: (around: string | null) => { readonly attrs?: Node["attrs"]; readonly children: readonly Pair[] },
): Pair {
  const isProposed = maker.tape.chance(around === null ? 12 : 5);
  const own = isProposed ? suggestion(maker).id : null;
  return madeBy(maker, type, { around, ins: own === around ? null : own }, fill);
}

function madeBy(
  maker: Maker,
  type: string,
  { around, ins }: { readonly around: string | null; readonly ins: string | null },
  fill: Parameters<typeof made>[3],
): Pair {
  const { schema } = maker;
  const id = maker.nodeId();
  const { attrs, children } = fill(ins ?? around);
  const node = schema.node(
    type,
    { ...attrs, id, ins },
    children.map((child) => child.node),
  );
  const isBase = ins === null && around === null;
  const kept = children.flatMap((child) => child.base ?? []);
  return { node, base: isBase ? schema.node(type, { ...attrs, id, ins: null }, kept) : null };
}

function block(maker: Maker, depth: number, around: string | null): Pair {
  const kind = maker.tape.pick(depth > 1 ? 3 : 8);
  if (kind < 3) return textblock(maker, around);
  if (kind < 5) return list(maker, depth, around);
  if (kind < 6)
    return made(maker, "blockquote", around, (inner) => ({
      children: several(maker, 1, 3, () => block(maker, depth + 1, inner)),
    }));
  return kind < 7 ? table(maker, depth, around) : textblock(maker, around);
}

function list(maker: Maker, depth: number, around: string | null): Pair {
  const type = maker.tape.oneOf(["bullet_list", "ordered_list"]);
  return made(maker, type, around, (inList) => ({
    children: several(maker, 1, 3, () =>
      made(maker, "list_item", inList, (inItem) => {
        const first = textblock(maker, inItem, "paragraph");
        return { children: [first, ...several(maker, 0, 1, () => block(maker, depth + 1, inItem))] };
      }),
    ),
  }));
}

/** A table, perhaps with a proposed column in each of its standing rows; a proposed row knows nothing of it. */
function table(maker: Maker, depth: number, around: string | null): Pair {
  const columns = 1 + maker.tape.pick(3);
  const column = maker.tape.chance(15) ? suggestion(maker).id : null;
  const cell = (inRow: string | null, ins: string | null): Pair =>
    madeBy(maker, "table_cell", { around: inRow, ins }, (inCell) => ({
      children: several(maker, 1, 2, () => block(maker, depth + 2, inCell)),
    }));
  return made(maker, "table", around, (inTable) => ({
    children: several(maker, 1, 3, () =>
      made(maker, "table_row", inTable, (inRow) => {
        const cells = Array.from({ length: columns }, () => cell(inRow, null));
        const hasColumn = column !== null && inRow === inTable && column !== inTable;
        return { children: hasColumn ? [...cells, cell(inRow, column)] : cells };
      }),
    ),
  }));
}

function textblock(maker: Maker, around: string | null, type?: string): Pair {
  const { tape } = maker;
  const name = type ?? tape.oneOf(["paragraph", "paragraph", "heading"]);
  const attrs = name === "heading" ? { level: 1 + tape.pick(2) } : {};
  return made(maker, name, around, (inner) => ({
    attrs,
    children: texts(maker, inner, mayBreak(maker, name, inner === around)),
  }));
}

/**
 * What a break in a heading makes hangs on whether base text comes after it, what one in an item on whether its
 * textblock is of the base: there the outcome hangs on what was decided before.
 */
function mayBreak({ options }: Maker, type: string, isSettled: boolean): boolean {
  return options.structures === "many" || (type !== "heading" && isSettled);
}

function texts(maker: Maker, around: string | null, breaks: boolean): readonly Pair[] {
  return several(maker, 0, 4, () => text(maker, around, breaks));
}

function text(maker: Maker, around: string | null, breaks: boolean): Pair {
  const { schema, tape } = maker;
  let marks: readonly Mark[] = [];
  const add = (mark: Mark): void => void (marks = mark.addToSet(marks));
  if (tape.chance(15)) add(schema.mark(tape.oneOf(["strong", "em"])));
  if (tape.chance(6)) add(schema.mark("link", { href: "https://example.org/" }));
  let characters: string = tape.oneOf(WORDS);
  const author = tape.chance(25) ? suggestion(maker) : null;
  const inserted = author?.id === around ? null : author;
  if (inserted !== null) {
    add(schema.mark("insertion", inserted));
    if (breaks && tape.chance(35)) characters = tape.oneOf(["\n", "a\n", "\nb", "a\nb", "\n\n"]);
  }
  if (tape.chance(20)) add(schema.mark("deletion", suggestion(maker)));
  if (tape.chance(8)) add(schema.mark("deletion", suggestion(maker)));
  if (tape.chance(12)) add(format(maker));
  if (breaks && tape.chance(5)) {
    const id = maker.nodeId();
    maker.notes.push({ id, ins: inserted?.id ?? around });
    characters = "\uFFFC";
    add(schema.mark("footnote", { id }));
  }
  const node = schema.text(characters, marks);
  const plain = marks.filter((mark) => !["insertion", "deletion", "fmt"].includes(mark.type.name));
  return { node, base: inserted !== null || around !== null ? null : schema.text(characters, plain) };
}

/** Each author has a formatting of his own, so that no two proposals contradict one another. */
function format(maker: Maker): Mark {
  const { schema, tape, options } = maker;
  const { id, by } = suggestion(maker);
  if (options.hostile && tape.chance(30)) return schema.mark("fmt", { id, by, op: "+nonsense" });
  const formatting = { ada: "strong", ben: "em", cy: "underline" }[by] ?? "strong";
  return schema.mark("fmt", { id, by, op: formatOp({ adds: true, mark: schema.mark(formatting) }) });
}

function footnotes(maker: Maker): Pair {
  const { schema } = maker;
  const children = maker.notes.map(({ id, ins }): Pair => {
    const inside = texts(maker, ins, false);
    const node = schema.node(
      "footnote_text",
      { id, ins },
      inside.map((each) => each.node),
    );
    const kept = inside.flatMap((each) => each.base ?? []);
    return { node, base: ins === null ? schema.node("footnote_text", { id, ins: null }, kept) : null };
  });
  const id = maker.nodeId();
  const base = children.flatMap((child) => child.base ?? []);
  return {
    node: schema.node(
      "footnotes",
      { id },
      children.map(({ node }) => node),
    ),
    base: base.length === 0 ? null : schema.node("footnotes", { id }, Fragment.fromArray(base)),
  };
}

function recorded(maker: Maker, doc: Node): TrackedDocument {
  const records = new Map<string, SuggestionRecord>();
  const { tape, options } = maker;
  const count = { none: 0, one: 1, many: tape.pick(6) }[options.structures];
  const nodes: Node[] = [];
  doc.descendants((node) => void (node.isText || nodes.push(node)));
  let marked = doc;
  for (let i = 0; i < count; i += 1) {
    const { id } = suggestion(maker);
    // With one structural suggestion, nobody else's has its id.
    const own = options.structures === "one" ? id.replace(":s", ":structure") : id;
    const record = structure(maker, doc, nodes);
    if (record === null) continue;
    records.set(recordKey(own, record), record);
    if (record.kind === "delete" && (options.structures === "one" || tape.chance(60)))
      marked = struck(marked, record.target, own);
  }
  if (options.hostile) addHostile(maker, records);
  return { doc: marked, records };
}

/** A document with all text of one node under a deletion mark, as whoever proposes to delete the node leaves it. */
function struck(doc: Node, target: string, id: string): Node {
  const tr = new Transform(doc);
  doc.descendants((node, pos) => {
    if (node.attrs["id"] !== target) return;
    const mark = doc.type.schema.mark("deletion", { id, by: id.split(":")[0] });
    tr.addMark(pos, pos + node.nodeSize, mark);
  });
  return tr.doc;
}

function structure(maker: Maker, doc: Node, nodes: readonly Node[]): SuggestionRecord | null {
  const { tape, options } = maker;
  const node = nodes[tape.pick(Math.max(1, nodes.length))];
  const target = String(node?.attrs["id"]);
  const isMany = options.structures === "many";
  switch (node === undefined ? 9 : tape.pick(6)) {
    case 0:
    case 1:
      // What comes after a break in it stays behind if the break was accepted before, and is moved if it was not.
      return isMany || node?.textContent.includes("\n") === false ? { kind: "join", target } : null;
    case 2:
      // What is only proposed is no part of what the base loses: what goes with it hangs on whether it was accepted.
      return node !== undefined && (isMany || !hasProposed(doc, node)) ? { kind: "delete", target } : null;
    case 3:
      return { kind: "attrs", target, name: "dir", value: tape.oneOf(["rtl", "ltr"]) };
    case 4:
    case 5:
      return proposeShape(tape, doc, isMany);
    default:
      return null;
  }
}

/** Whether `node` holds, is, or is within a proposed node. */
function hasProposed(doc: Node, node: Node): boolean {
  let found = false;
  const holds = (outer: Node, inner: Node): boolean => {
    if (outer === inner) return true;
    return outer.content.content.some((child) => holds(child, inner));
  };
  doc.descendants((each) => {
    if (each.isText || typeof each.attrs["ins"] !== "string") return;
    if (holds(each, node) || holds(node, each)) found = true;
  });
  return found;
}

function addHostile({ tape }: Maker, found: Map<string, SuggestionRecord>): void {
  const stale: SuggestionRecord[] = [
    { kind: "join", target: "nowhere" },
    { kind: "delete", target: "nowhere" },
    { kind: "attrs", target: "b1", name: "colour", value: "red" },
    { kind: "shape", target: "b1", last: "nowhere", to: [] },
    { kind: "shape", target: "b1", last: "b1", to: [{ make: "table_cell", content: [{ keep: "b1" }] }] },
  ];
  for (const record of stale) if (tape.chance(20)) found.set(recordKey("ada:stale1", record), record);
  const [first] = stale;
  if (first !== undefined && tape.chance(20)) found.set("no key at all", first);
  if (first !== undefined && tape.chance(20)) found.set("ben:mal1/join/b1", first);
}
