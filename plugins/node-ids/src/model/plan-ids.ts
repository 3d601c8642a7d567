import { Fragment, Slice, type Node } from "prosemirror-model";

/** Which nodes bear an id, and under which attribute. */
export interface IdRule {
  /** The attribute that holds the id; a node type without it is passed over. */
  readonly attribute: string;
  /** Names of node types whose id means something to others and is never given or changed here. */
  readonly leave: readonly string[];
}

/** A part of a document, in positions of that document. */
export interface Range {
  readonly from: number;
  readonly to: number;
}

interface Bearer {
  readonly pos: number;
  readonly end: number;
  readonly id: unknown;
}

/**
 * The positions of the nodes in `ranges` that need a fresh id: those without one, and those whose id somebody else has.
 * Of several that share an id the ones outside `ranges` keep theirs; where all lie inside, the first keeps it, so that
 * a split leaves the id on the first half.
 *
 * @returns positions in `doc`, ascending. Cost: linear in the number of blocks; text is not read.
 */
export function planIds(doc: Node, ranges: readonly Range[], rule: IdRule): readonly number[] {
  const isTouched = (bearer: Bearer): boolean =>
    ranges.some((range) => bearer.pos <= range.to && bearer.end >= range.from);
  const bearers = bearersOf(doc, rule);
  const taken = new Set(bearers.filter((bearer) => !isTouched(bearer)).map((bearer) => bearer.id));
  const positions: number[] = [];
  for (const bearer of bearers) {
    if (!isTouched(bearer)) continue;
    if (bearer.id === null || taken.has(bearer.id)) positions.push(bearer.pos);
    else taken.add(bearer.id);
  }
  return positions;
}

/** `slice` with every id that `rule` covers set to null, so that what is pasted never claims another block's id. */
export function withoutIds(slice: Slice, rule: IdRule): Slice {
  return new Slice(clearFragment(slice.content, rule), slice.openStart, slice.openEnd);
}

function bearersOf(doc: Node, rule: IdRule): readonly Bearer[] {
  const bearers: Bearer[] = [];
  doc.descendants((node, pos) => {
    if (bearsId(node, rule)) bearers.push({ pos, end: pos + node.nodeSize, id: node.attrs[rule.attribute] });
    return !node.isTextblock;
  });
  return bearers;
}

function bearsId(node: Node, rule: IdRule): boolean {
  return !node.isInline && rule.attribute in node.attrs && !rule.leave.includes(node.type.name);
}

function clearFragment(fragment: Fragment, rule: IdRule): Fragment {
  return Fragment.fromArray(fragment.content.map((node) => clearNode(node, rule)));
}

function clearNode(node: Node, rule: IdRule): Node {
  if (node.isInline) return node;
  const content = clearFragment(node.content, rule);
  if (!bearsId(node, rule)) return node.copy(content);
  return node.type.create({ ...node.attrs, [rule.attribute]: null }, content, node.marks);
}
