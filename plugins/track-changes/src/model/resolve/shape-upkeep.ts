import type { NodeType } from "prosemirror-model";
import { RECORD_LENGTH_LIMIT, recordKey, type ShapeNode, type SuggestionRecord } from "../records.ts";
import { find, type Draft } from "./draft.ts";
import { HEADING, LIST_ITEM } from "./names.ts";
import { holds, idOf, indexOf, siblingId, within, type Block } from "./tree.ts";
import { ownerOfKey } from "./verdicts.ts";

export type Shape = Extract<SuggestionRecord, { kind: "shape" }>;
type Attributes = { readonly attrs?: NonNullable<ShapeNode["attrs"]> };

/*
 * A proposed arrangement names every textblock of its range. When a decision on something else adds or removes one, the
 * arrangement follows, so that it can still be accepted, and comes to the same as if it had been accepted first.
 */

/** Follows the removal of `block`, which still stands, from the arrangements that name it. */
export function forgetInShapes(draft: Draft, block: Block): void {
  const shapes = shapesOf(draft);
  if (shapes.length === 0) return;
  const gone = new Map<string, string>();
  for (const each of within(block)) gone.set(idOf(each) ?? "", each.type.name);
  const id = idOf(block);
  for (const [key, shape] of shapes) {
    if (shape.target === id && shape.last === id) {
      draft.records.delete(key);
      continue;
    }
    const target = shape.target === id ? siblingId(block, 1) : shape.target;
    const last = shape.last === id ? siblingId(block, -1) : shape.last;
    const to = without(shape.to, gone);
    if (target === null || last === null || to.length === 0) draft.records.delete(key);
    else replace(draft, key, shape, { ...shape, target, last, to });
  }
}

/** What a split made: two textblocks of one; where it split a list item, also the two items. */
export interface Split {
  readonly first: Block;
  readonly second: Block;
  readonly items: readonly [Block, Block] | null;
  /** No base text came after the break: if the first is to be a heading, it ends there. */
  readonly ends: boolean;
}

/** Follows a split: the second half goes where the first goes, behind it. */
export function splitInShapes(draft: Draft, split: Split): void {
  const [from, into] = [idOf(split.first), idOf(split.second)];
  if (from === null || into === null) return;
  const [fromItem, intoItem] = (split.items ?? []).map(idOf);
  const ids = { from, into, fromItem: fromItem ?? null, intoItem: intoItem ?? null, ends: split.ends };
  for (const [key, shape] of shapesOf(draft)) {
    // A range within the very item that was split has its second half outside of itself.
    if (split.items !== null && find(draft, shape.target)?.parent === split.items[0]) continue;
    const to = shape.to.flatMap((node) => splitNode(draft, node, ids));
    let { last } = shape;
    if (last === ids.fromItem && ids.intoItem !== null) last = ids.intoItem;
    else if (last === from && split.items === null) last = into;
    if (last !== shape.last || JSON.stringify(to) !== JSON.stringify(shape.to))
      replace(draft, key, shape, { ...shape, last, to });
  }
}

/** Follows the acceptance of a proposed node, which until then stood outside of every arrangement. */
export function admitToShapes(draft: Draft, block: Block): void {
  const id = idOf(block);
  if (id === null) return;
  for (const [key, shape] of shapesOf(draft)) {
    const range = rangeOf(draft, shape);
    const named = mentioned(shape.to);
    if (range === null || named.has(id) || !range.some((each) => holds(each, block))) continue;
    const anchor = anchorOf(block, range, (each) => named.has(idOf(each) ?? ""));
    if (anchor === null || staysWhole(block, range, shape.to)) continue;
    const home = range[0]?.parent?.type;
    if (home === undefined) continue;
    const to = insertAt(draft, { nodes: shape.to, type: home }, anchor, block);
    replace(draft, key, shape, { ...shape, to });
  }
}

/** Where a node that an arrangement does not name goes: behind, before or into one that it names. */
export interface Anchor {
  readonly block: Block;
  readonly side: "after" | "before" | "inside";
}

/** The siblings from a record's target to its last; `null` unless they stand in that order under one parent. */
export function rangeOf(draft: Pick<Draft, "root" | "index">, shape: Shape): readonly Block[] | null {
  const [target, last] = [find(draft, shape.target), find(draft, shape.last)];
  if (target === null || last === null || target.parent === null || target.parent !== last.parent)
    return null;
  const [from, to] = [indexOf(target), indexOf(last)];
  return from <= to ? target.parent.children.slice(from, to + 1) : null;
}

/** The node nearest before `block` in its range, else after it, that is named; `null` if none is. */
export function anchorOf(
  block: Block,
  range: readonly Block[],
  isNamed: (block: Block) => boolean,
): Anchor | null {
  const siblings = range.includes(block) ? range : (block.parent?.children ?? []);
  const at = siblings.indexOf(block);
  for (const sibling of siblings.slice(0, at).reverse()) {
    const found = outermostNamed(sibling, isNamed, "last");
    if (found !== null) return { block: found, side: "after" };
  }
  for (const sibling of siblings.slice(at + 1)) {
    const found = outermostNamed(sibling, isNamed, "first");
    if (found !== null) return { block: found, side: "before" };
  }
  const { parent } = block;
  if (range.includes(block) || parent === null) return null;
  return isNamed(parent) ? { block: parent, side: "inside" } : anchorOf(parent, range, isNamed);
}

function outermostNamed(
  block: Block,
  isNamed: (block: Block) => boolean,
  which: "first" | "last",
): Block | null {
  if (isNamed(block)) return block;
  for (const child of which === "first" ? block.children : block.children.toReversed()) {
    const found = outermostNamed(child, isNamed, which);
    if (found !== null) return found;
  }
  return null;
}

/** The ids that an arrangement names. */
export function mentioned(to: readonly ShapeNode[], into = new Set<string>()): ReadonlySet<string> {
  for (const node of to) {
    if ("keep" in node) into.add(node.keep);
    mentioned(node.content ?? [], into);
  }
  return into;
}

/** Whether a container around `block` is kept with all its children as they are. */
function staysWhole(block: Block, range: readonly Block[], to: readonly ShapeNode[]): boolean {
  const whole = new Set<string>();
  const collect = (node: ShapeNode): void => {
    if ("keep" in node && node.content === undefined) whole.add(node.keep);
    for (const child of node.content ?? []) collect(child);
  };
  for (const node of to) collect(node);
  for (let at = block; !range.includes(at) && at.parent !== null; at = at.parent)
    if (whole.has(idOf(at.parent) ?? "")) return true;
  return false;
}

interface Siblings {
  readonly nodes: readonly ShapeNode[];
  /** The type of the node that holds them. */
  readonly type: NodeType | undefined;
}

function insertAt(
  draft: Draft,
  { nodes, type }: Siblings,
  anchor: Anchor,
  block: Block,
): readonly ShapeNode[] {
  const id = idOf(anchor.block);
  return nodes.flatMap((node): readonly ShapeNode[] => {
    const isAnchor = "keep" in node && node.keep === id;
    if (isAnchor && anchor.side === "after") return [node, keepIn(type, block)];
    if (isAnchor && anchor.side === "before") return [keepIn(type, block), node];
    if (node.content === undefined) return [node];
    const inner = { nodes: node.content, type: typeOf(draft, node) };
    const content = isAnchor
      ? [keepIn(inner.type, block), ...node.content]
      : insertAt(draft, inner, anchor, block);
    return [{ ...node, content }];
  });
}

/** Names a node to be kept under one of type `home`: an item outside of lists in a list of its own. */
function keepIn(home: NodeType | undefined, block: Block): ShapeNode {
  const kept = { keep: idOf(block) ?? "" };
  const list = block.parent?.type;
  const isHomeless = block.type.name === LIST_ITEM && home !== undefined && !mayHold(home, block.type);
  return isHomeless && list !== undefined ? { make: list.name, content: [kept] } : kept;
}

function typeOf(draft: Draft, node: ShapeNode): NodeType | undefined {
  if ("make" in node) return draft.root.type.schema.nodes[node.make];
  return node.type === undefined ? find(draft, node.keep)?.type : draft.root.type.schema.nodes[node.type];
}

/** Whether nodes of a type may stand, first of all, in one of type `home`. */
export function mayHold(home: NodeType, type: NodeType): boolean {
  return home.contentMatch.matchType(type) !== null;
}

interface SplitIds {
  readonly from: string;
  readonly into: string;
  readonly fromItem: string | null;
  readonly intoItem: string | null;
  readonly ends: boolean;
}

function splitNode(draft: Draft, node: ShapeNode, ids: SplitIds): readonly ShapeNode[] {
  if ("keep" in node && node.keep === ids.from) return [node, secondHalf(node, ids)];
  const isSplitItem = "keep" in node && node.keep === ids.fromItem && ids.intoItem !== null;
  if (node.content === undefined)
    return isSplitItem && ids.intoItem !== null ? [node, { ...node, keep: ids.intoItem }] : [node];
  const at = node.content.findIndex((child) => "keep" in child && child.keep === ids.from);
  const first = node.content[at];
  if (first === undefined || !("keep" in first) || !isItem(draft, node))
    return [{ ...node, content: node.content.flatMap((child) => splitNode(draft, child, ids)) }];
  const attrs: Attributes = node.attrs === undefined ? {} : { attrs: node.attrs };
  const content = [secondHalf(first, ids), ...node.content.slice(at + 1)];
  const next: ShapeNode =
    isSplitItem && ids.intoItem !== null
      ? { ...node, keep: ids.intoItem, content }
      : { make: LIST_ITEM, ...attrs, content };
  return [{ ...node, content: node.content.slice(0, at + 1) }, next];
}

function secondHalf(node: Extract<ShapeNode, { keep: string }>, ids: SplitIds): ShapeNode {
  return ids.ends && node.type === HEADING ? { keep: ids.into } : { ...node, keep: ids.into };
}

function isItem(draft: Draft, node: ShapeNode): boolean {
  return typeOf(draft, node)?.name === LIST_ITEM;
}

/** `nodes` without those that are gone; a container that is gone but held others is made anew. */
function without(nodes: readonly ShapeNode[], gone: ReadonlyMap<string, string>): readonly ShapeNode[] {
  return nodes.flatMap((node): readonly ShapeNode[] => {
    const type = "keep" in node ? gone.get(node.keep) : undefined;
    const content = node.content === undefined ? undefined : without(node.content, gone);
    const emptied = content?.length === 0 && (node.content?.length ?? 0) > 0;
    if (type === undefined) {
      if (emptied && "make" in node) return [];
      return [content === undefined ? node : { ...node, content }];
    }
    if (content === undefined || content.length === 0) return [];
    const attrs: Attributes = node.attrs === undefined ? {} : { attrs: node.attrs };
    const made = "keep" in node ? (node.type ?? type) : type;
    return [{ make: made, ...attrs, content }];
  });
}

function shapesOf(draft: Draft): readonly (readonly [string, Shape])[] {
  const shapes: (readonly [string, Shape])[] = [];
  if (!draft.hasShapes) return shapes;
  for (const [key, record] of draft.records) if (record.kind === "shape") shapes.push([key, record]);
  return shapes;
}

function replace(draft: Draft, key: string, old: Shape, shape: Shape): void {
  if (JSON.stringify(shape).length > RECORD_LENGTH_LIMIT) return;
  const next = recordKey(ownerOfKey(key), shape);
  if (next !== key) draft.records.delete(key);
  if (next === key || !draft.records.has(next)) draft.records.set(next, shape);
}
