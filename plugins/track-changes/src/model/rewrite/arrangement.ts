import type { Node, NodeType } from "prosemirror-model";
import { IDENTITY } from "../policy.ts";
import type { Scalar, ShapeNode, SuggestionRecord } from "../records.ts";
import { insertionOf } from "../review-marks.ts";
import type { SuggestionId } from "../suggestion-id.ts";
import { Untracked } from "./draft.ts";
import { isContentBlock, Kinship } from "./kinship.ts";

/** What makes one document of another, where no letter of a text that stands is changed. */
export type Arranging =
  /** Siblings arranged anew, or an attribute changed. */
  | {
      readonly kind: "record";
      /** Where the first node that it concerns stands in the document before. */
      readonly at: number;
      readonly record: Extract<SuggestionRecord, { kind: "shape" | "attrs" }>;
    }
  /** Whole nodes put in. */
  | {
      readonly kind: "insert";
      /** In the document before. */
      readonly at: number;
      /** In the document after. */
      readonly from: number;
      readonly nodes: readonly Node[];
    }
  /** The author's own proposed blocks in another arrangement: they are his to change. */
  | {
      readonly kind: "remake";
      readonly from: number;
      readonly to: number;
      readonly suggestion: SuggestionId;
      readonly nodes: readonly Node[];
    }
  /** Whole nodes left out. */
  | { readonly kind: "remove"; readonly from: number; readonly to: number };

interface Side {
  readonly node: Node;
  /** Where its content starts. */
  readonly start: number;
}

/**
 * Compares two documents by the ids of their nodes: the steps in smallest independent ranges, or `null` where content
 * was changed and not only arranged, so that no record can say it.
 */
// oxlint-disable-next-line max-params -- two documents, and in whose name they are compared
export function planArranging(before: Node, after: Node, author: string): readonly Arranging[] | null {
  const kin = Kinship.between(before, after, author);
  const plan: Arranging[] = [];
  return kin !== null && compare(kin, { node: before, start: 0 }, { node: after, start: 0 }, plan)
    ? plan
    : null;
}

// oxlint-disable-next-line max-params -- two nodes that are one, and what tells which others are
function compare(kin: Kinship, before: Side, after: Side, plan: Arranging[]): boolean {
  const then = childrenOf(before);
  const now = childrenOf(after);
  let from = { before: 0, after: 0 };
  for (const anchor of anchors(kin, before.node, after.node)) {
    const segment = {
      before: then.slice(from.before, anchor.before),
      after: now.slice(from.after, anchor.after),
    };
    if (!compareSegment(kin, before, segment, { from: from.before }, plan)) return false;
    const [b, a] = [then[anchor.before], now[anchor.after]];
    if (b === undefined || a === undefined || !comparePair(kin, b, a, plan)) return false;
    from = { before: anchor.before + 1, after: anchor.after + 1 };
  }
  const rest = { before: then.slice(from.before), after: now.slice(from.after) };
  return compareSegment(kin, before, rest, { from: from.before }, plan);
}

function childrenOf({ node, start }: Side): readonly Side[] {
  const children: Side[] = [];
  node.forEach((child, offset) => children.push({ node: child, start: start + offset + 1 }));
  return children;
}

/** Children that stand in both, in the same order, and hold what they held. */
function anchors(
  kin: Kinship,
  before: Node,
  after: Node,
): readonly { readonly before: number; readonly after: number }[] {
  const found: { before: number; after: number }[] = [];
  let next = 0;
  const places = new Map(before.content.content.map((node, index) => [node.attrs["id"], index]));
  after.forEach((node, _offset, now) => {
    const then = node === before.maybeChild(next) ? next : places.get(node.attrs["id"]);
    const old = then === undefined ? null : before.maybeChild(then);
    if (then === undefined || old === null || then < next || !kin.isSame(old, node)) return;
    found.push({ before: then, after: now });
    next = then + 1;
  });
  return found;
}

// oxlint-disable-next-line max-params -- two nodes that are one
function comparePair(kin: Kinship, before: Side, after: Side, plan: Arranging[]): boolean {
  const [b, a] = [before.node, after.node];
  if (b === a) return true;
  if (kin.isOwnProposal(b) && !b.sameMarkup(a)) return arrange(kin, [before], [after], plan);
  if (b.type !== a.type) {
    const shape = { kind: "shape", target: String(b.attrs["id"]), last: String(b.attrs["id"]) } as const;
    plan.push({ kind: "record", at: before.start - 1, record: { ...shape, to: [shapeOf(kin, a)] } });
    return b.content.eq(a.content);
  }
  for (const [name, value] of changedAttributes(b, a))
    plan.push({
      kind: "record",
      at: before.start - 1,
      record: { kind: "attrs", target: String(b.attrs["id"]), name, value },
    });
  if (b.isTextblock || b.isLeaf) return b.content.eq(a.content);
  return b.type.spec["tableRole"] === "table"
    ? compareTable(kin, before, after, plan)
    : compare(kin, before, after, plan);
}

/**
 * Splitting a merged cell makes it narrower and puts cells beside it: only together are they right, so they are one
 * arrangement of the rows. Where a cell would grow beside a new one, a row or column runs through it, which is refused.
 */
// oxlint-disable-next-line max-params -- two tables that are one
function compareTable(kin: Kinship, before: Side, after: Side, plan: Arranging[]): boolean {
  const own: Arranging[] = [];
  if (!compare(kin, before, after, own)) return false;
  const spans = own.flatMap((item) =>
    item.kind === "record" && item.record.kind === "attrs" && SPANS.includes(item.record.name)
      ? [Number(item.record.value) - Number(kin.before(item.record.target)?.attrs[item.record.name])]
      : [],
  );
  if (spans.length > 0 && own.some(insertsCells)) {
    if (spans.some((growth) => growth > 0)) throw new Untracked("spanning-cell");
    return arrange(kin, childrenOf(before), childrenOf(after), plan);
  }
  plan.push(...own);
  return true;
}

const SPANS: readonly string[] = ["colspan", "rowspan"];

function insertsCells(item: Arranging): boolean {
  return item.kind === "insert" && item.nodes.some(({ type }) => isTablePart(type));
}

/** Whether nodes of a type are rows or cells of tables. */
export function isTablePart({ spec }: NodeType): boolean {
  const role: unknown = spec["tableRole"];
  return role === "cell" || role === "header_cell" || role === "row";
}

function refillAll(then: readonly Side[], now: readonly Side[], plan: Arranging[]): boolean {
  const isRow = then.some(({ node }) => node.type.spec["tableRole"] === "row");
  if (!isRow) return refill(then, now, plan);
  return then.every((row, index) => {
    const other = now[index];
    if (other === undefined || other.node.childCount !== row.node.childCount) return false;
    return refill(childrenOf(row), childrenOf(other), plan);
  });
}

/** Cells pasted over cells: what is in them is replaced, the cells stay. */
function refill(then: readonly Side[], now: readonly Side[], plan: Arranging[]): boolean {
  return then.every(({ node, start }, index) => {
    const other = now[index];
    if (other === undefined || SPANS.some((name) => node.attrs[name] !== other.node.attrs[name]))
      return false;
    const end = start + node.content.size;
    if (node.content.size > 0) plan.push({ kind: "remove", from: start, to: end });
    const nodes = other.node.content.content;
    if (nodes.length > 0) plan.push({ kind: "insert", at: end, from: other.start, nodes });
    return true;
  });
}

interface Segment {
  readonly before: readonly Side[];
  readonly after: readonly Side[];
}

// oxlint-disable-next-line max-params -- what stood between two nodes that stay, and what stands there now
function compareSegment(
  kin: Kinship,
  parent: Side,
  { before: then, after: now }: Segment,
  { from }: { readonly from: number },
  plan: Arranging[],
): boolean {
  const [first, last] = [then[0], then.at(-1)];
  const [newFirst] = now;
  if (newFirst !== undefined && now.every(({ node }) => !kin.holdsKept(node))) {
    if (first !== undefined && [...then, ...now].some(({ node }) => isTablePart(node.type)))
      return then.length === now.length && refillAll(then, now, plan);
    const at = last === undefined ? startOfChild(parent, from) : last.start - 1 + last.node.nodeSize;
    plan.push({ kind: "insert", at, from: newFirst.start - 1, nodes: now.map(({ node }) => node) });
    if (first === undefined || last === undefined) return true;
    return removeEmpty(then, plan);
  }
  if (first === undefined || last === undefined) return now.length === 0;
  if (newFirst === undefined) return removeEmpty(then, plan);
  return arrange(kin, then, now, plan);
}

function startOfChild({ node, start }: Side, index: number): number {
  let pos = start;
  for (let each = 0; each < index; each += 1) pos += node.child(each).nodeSize;
  return pos;
}

function removeEmpty(then: readonly Side[], plan: Arranging[]): boolean {
  const [first, last] = [then[0], then.at(-1)];
  if (first === undefined || last === undefined) return true;
  plan.push({ kind: "remove", from: first.start - 1, to: last.start - 1 + last.node.nodeSize });
  return then.every(({ node }) => node.textContent === "");
}

// oxlint-disable-next-line max-params -- what stood there, and what stands there now
function arrange(kin: Kinship, then: readonly Side[], now: readonly Side[], plan: Arranging[]): boolean {
  const [only, end] = [then[0], then.at(-1)];
  if (only !== undefined && end !== undefined && then.every(({ node }) => kin.isOwnProposal(node))) {
    const nodes = now.map(({ node }) => node);
    const suggestion = insertionOf(only.node) ?? "";
    const to = end.start - 1 + end.node.nodeSize;
    plan.push({ kind: "remake", from: only.start - 1, to, suggestion, nodes });
    return kin.coversContent(
      then.map(({ node }) => node),
      nodes,
    );
  }
  const range = trimPending(then.map(({ node }) => node));
  const [first, last] = [range[0], range.at(-1)];
  const at = (then.find(({ node }) => node === first)?.start ?? 1) - 1;
  if (first === undefined || last === undefined) return false;
  if (
    !kin.coversContent(
      range,
      now.map(({ node }) => node),
    )
  )
    return false;
  const to = now.flatMap(({ node }) => shapesIn(kin, node));
  const kept = kin.withLost(range, to);
  const [target, until] = [first.attrs["id"], last.attrs["id"]];
  if (typeof target !== "string" || typeof until !== "string" || kept === null) return false;
  plan.push({ kind: "record", at, record: { kind: "shape", target, last: until, to: kept } });
  return true;
}

// What is itself only proposed stays behind the node before it and is not named.
function trimPending(nodes: readonly Node[]): readonly Node[] {
  const isBase = (node: Node): boolean => insertionOf(node) === null;
  const from = nodes.findIndex(isBase);
  return from < 0 ? nodes : nodes.slice(from, nodes.findLastIndex(isBase) + 1);
}

function shapesIn(kin: Kinship, node: Node): readonly ShapeNode[] {
  return insertionOf(node) !== null && kin.idOf(node) !== null ? [] : [shapeOf(kin, node)];
}

function shapeOf(kin: Kinship, node: Node): ShapeNode {
  const id = kin.idOf(node);
  const old = id === null ? undefined : kin.before(id);
  const isContent = isContentBlock(node);
  const content = isContent ? [] : node.content.content.flatMap((child) => shapesIn(kin, child));
  if (id === null || old === undefined)
    return { make: node.type.name, ...withAttributes(ownAttributes(node)), content };
  const isWhole = isContent || old.content.eq(node.content);
  const attributes = old.type === node.type ? changedAttributes(old, node) : allAttributes(node);
  return {
    keep: id,
    ...(old.type === node.type ? {} : { type: node.type.name }),
    ...withAttributes(attributes),
    ...(isWhole ? {} : { content }),
  };
}

type Attributes = readonly (readonly [string, Scalar])[];

function withAttributes(attributes: Attributes): { readonly attrs?: Readonly<Record<string, Scalar>> } {
  return attributes.length === 0 ? {} : { attrs: Object.fromEntries(attributes) };
}

function allAttributes(node: Node): Attributes {
  return Object.entries(node.attrs).flatMap(([name, value]: [string, unknown]) =>
    IDENTITY.includes(name) || !isScalar(value) ? [] : [[name, value] as const],
  );
}

// What is not said is the type's default.
function ownAttributes(node: Node): Attributes {
  const defaults = node.type.spec.attrs ?? {};
  return allAttributes(node).filter(([name, value]) => defaults[name]?.default !== value);
}

function changedAttributes(before: Node, after: Node): Attributes {
  return allAttributes(after).filter(([name, value]) => before.attrs[name] !== value);
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}
