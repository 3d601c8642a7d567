import { Fragment, type NodeType } from "prosemirror-model";
import type { ShapeNode } from "../records.ts";
import type { Draft } from "./draft.ts";
import { LIST_ITEM } from "./names.ts";
import { anchorOf, mayHold, rangeOf, type Anchor, type Shape } from "./shape-upkeep.ts";
import {
  checkedAttrs,
  fits,
  idOf,
  isContentBlock,
  pendingAround,
  pendingBy,
  within,
  type Block,
} from "./tree.ts";

/** A node of an arrangement that can be carried out: a standing block, or one to be made. */
export interface Place {
  /** `null` for a node to be made. */
  readonly block: Block | null;
  readonly type: NodeType;
  readonly attrs: Block["attrs"];
  /** `null` where the children stay as they are. */
  readonly content: Place[] | null;
}

/** How an arrangement would be carried out. */
export interface ShapePlan {
  readonly parent: Block;
  readonly range: readonly Block[];
  readonly places: readonly Place[];
}

/**
 * Says how a proposed arrangement would be carried out now; `null` if it does not fit what stands there: its range must
 * be siblings in order, what it keeps exactly the textblocks and leaves of the range (empty ones may go), each in the
 * same proposal as before, and the outcome valid. Proposed nodes that it does not name stay behind the node before them.
 */
export function planShape(draft: Pick<Draft, "root" | "index">, shape: Shape): ShapePlan | null {
  const range = rangeOf(draft, shape);
  const parent = range?.[0]?.parent ?? null;
  if (range === null || parent === null || namesTooFew(shape.to, range)) return null;
  const standing = new Map<string, Block>();
  for (const block of range.flatMap((each) => [...within(each)])) {
    const id = idOf(block);
    if (id !== null && draft.index.get(id) === block) standing.set(id, block);
  }
  const places = placesOf(shape.to, standing, parent);
  if (places === null || !placeUnnamed(range, places, parent.type) || !coversAll(range, places)) return null;
  const around = pendingAround(parent);
  if (!places.every((place) => isSound(place, around))) return null;
  const siblings = [...parent.children];
  const types = siblings.map(({ type }) => ({ type }));
  types.splice(siblings.indexOf(range[0] ?? parent), range.length, ...places);
  return fits(parent.type, types) ? { parent, range, places } : null;
}

/** Whether what must be kept is more than what is named: told at once, for a few words can claim a whole section. */
function namesTooFew(to: readonly ShapeNode[], range: readonly Block[]): boolean {
  const count = (nodes: readonly ShapeNode[]): number =>
    nodes.reduce((sum, node) => sum + 1 + count(node.content ?? []), 0);
  let spare = count(to);
  return range.some((block) => {
    const mustStay = isContentBlock(block) && block.inline?.length !== 0 && pendingBy(block) === null;
    if (mustStay) spare -= 1;
    return spare < 0;
  });
}

function placesOf(
  to: readonly ShapeNode[],
  standing: ReadonlyMap<string, Block>,
  parent: Block,
): Place[] | null {
  const places: Place[] = [];
  for (const node of to) {
    const place = "keep" in node ? keptPlace(node, standing, parent) : madePlace(node, standing, parent);
    if (place === null) return null;
    places.push(place);
  }
  return places;
}

function keptPlace(
  node: Extract<ShapeNode, { keep: string }>,
  standing: ReadonlyMap<string, Block>,
  parent: Block,
): Place | null {
  const block = standing.get(node.keep);
  if (block === undefined) return null;
  const type = node.type === undefined ? block.type : block.type.schema.nodes[node.type];
  if (type === undefined || !isOfOneKind(block.type, type)) return null;
  const unchanged = type === block.type && node.attrs === undefined;
  const attrs = unchanged ? block.attrs : retyped(block, type, node.attrs ?? {});
  if (attrs === null || (block.type.isLeaf && !unchanged)) return null;
  const isContent = isContentBlock(block);
  if (isContent && (node.content?.length ?? 0) > 0) return null;
  const content = node.content === undefined || isContent ? null : placesOf(node.content, standing, parent);
  if (content === null && node.content !== undefined && !isContent) return null;
  return { block, type, attrs, content };
}

function madePlace(
  node: Extract<ShapeNode, { make: string }>,
  standing: ReadonlyMap<string, Block>,
  parent: Block,
): Place | null {
  const type = parent.type.schema.nodes[node.make];
  if (type === undefined || type.isInline || type.isLeaf || type === type.schema.topNodeType) return null;
  if (type.isTextblock && node.content.length > 0) return null;
  const attrs = checkedAttrs(type, node.attrs ?? {});
  const content = placesOf(node.content, standing, parent);
  return attrs === null || content === null ? null : { block: null, type, attrs, content };
}

/** Only a textblock becomes a textblock, a container a container; a leaf stays what it is. */
function isOfOneKind(from: NodeType, to: NodeType): boolean {
  if (to.isInline || to === to.schema.topNodeType) return false;
  return from.isLeaf || to.isLeaf ? from === to : from.isTextblock === to.isTextblock;
}

/** The attributes that a block keeps as another type, with those that are given anew. */
function retyped(block: Block, type: NodeType, given: Block["attrs"]): Block["attrs"] | null {
  const known = Object.keys(type.spec.attrs ?? {});
  const kept = Object.fromEntries(Object.entries(block.attrs).filter(([name]) => known.includes(name)));
  return checkedAttrs(type, { ...kept, ...given });
}

/** Places the proposed nodes of the range that are not named; false if one of them cannot be placed. */
function placeUnnamed(range: readonly Block[], places: Place[], home: NodeType): boolean {
  const named = new Set(eachPlace(places).flatMap(({ block }) => block ?? []));
  const visit = (block: Block): boolean => {
    if (named.has(block))
      return (placeOf(places, block)?.content ?? null) === null || visitAll(block.children);
    if (pendingBy(block) === null) return visitAll(block.children);
    const anchor = anchorOf(block, range, (each) => named.has(each));
    if (anchor === null || [...within(block)].some((each) => named.has(each))) return false;
    named.add(block);
    return insertPlace({ places, type: home }, anchor, block);
  };
  const visitAll = (blocks: readonly Block[]): boolean => blocks.every(visit);
  return visitAll(range);
}

interface Home {
  readonly places: Place[];
  readonly type: NodeType;
}

function insertPlace({ places, type }: Home, anchor: Anchor, block: Block): boolean {
  for (const [i, place] of places.entries()) {
    const { content } = place;
    const isAnchor = place.block === anchor.block;
    if (isAnchor && anchor.side === "inside") {
      content?.unshift(placeOfItsOwn(block, place.type));
      return content !== null;
    }
    // What was put into a list of its own has nothing else put into that.
    const isOwnList = place.block === null && insOf(place.attrs) !== null;
    if (isAnchor || (isOwnList && content?.[0]?.block === anchor.block)) {
      places.splice(anchor.side === "after" ? i + 1 : i, 0, placeOfItsOwn(block, type));
      return true;
    }
    if (content !== null && insertPlace({ places: content, type: place.type }, anchor, block)) return true;
  }
  return false;
}

/** The place of a proposed node; an item that comes to stand outside of lists gets a list, proposed in its stead. */
function placeOfItsOwn(block: Block, home: NodeType): Place {
  const place: Place = { block, type: block.type, attrs: block.attrs, content: null };
  const list = block.parent?.type;
  if (list === undefined || block.type.name !== LIST_ITEM || mayHold(home, block.type)) return place;
  const attrs = { ...list.create().attrs, ins: pendingBy(block) };
  return { block: null, type: list, attrs, content: [{ ...place, attrs: { ...block.attrs, ins: null } }] };
}

function insOf(attrs: Block["attrs"]): string | null {
  return typeof attrs["ins"] === "string" ? attrs["ins"] : null;
}

function placeOf(places: readonly Place[], block: Block): Place | undefined {
  return eachPlace(places).find((place) => place.block === block);
}

/** All places, at every depth. */
export function eachPlace(places: readonly Place[]): readonly Place[] {
  return places.flatMap((place) => [place, ...eachPlace(place.content ?? [])]);
}

/** Whether no block is kept twice, and every textblock with something in it and every leaf is kept. */
function coversAll(range: readonly Block[], places: readonly Place[]): boolean {
  const kept = new Set<Block>();
  for (const { block, content } of eachPlace(places)) {
    if (block === null) continue;
    for (const each of content === null ? within(block) : [block]) {
      if (kept.has(each)) return false;
      kept.add(each);
    }
  }
  return range.every((member) =>
    [...within(member)].every(
      (block) => kept.has(block) || !isContentBlock(block) || block.inline?.length === 0,
    ),
  );
}

/** Whether a place is valid, and its block in the same proposals as before: nothing of the base may become part of one. */
function isSound(place: Place, around: readonly string[]): boolean {
  const { block, type, content } = place;
  const own = insOf(place.attrs);
  const inside = own === null ? around : [...around, own];
  if (block !== null && pendingAround(block).join("/") !== inside.join("/")) return false;
  if (block?.inline && type !== block.type && !type.validContent(Fragment.fromArray([...block.inline])))
    return false;
  if (content === null) return block === null || block.inline !== null || fits(type, block.children);
  return fits(type, content) && content.every((child) => isSound(child, inside));
}
