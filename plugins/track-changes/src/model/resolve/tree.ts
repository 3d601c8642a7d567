import { Fragment, Node, type Attrs, type NodeType } from "prosemirror-model";

/**
 * A node in the making: what a resolution rearranges before it is a document again. Textblocks hold `inline`, all
 * others `children`. What was not touched freezes to the very node it came from.
 */
export interface Block {
  readonly origin: Node | null;
  type: NodeType;
  attrs: Attrs;
  inline: readonly Node[] | null;
  children: Block[];
  parent: Block | null;
}

/** The tree of `node`. */
export function thaw(node: Node, parent: Block | null = null): Block {
  const block: Block = {
    origin: node,
    type: node.type,
    attrs: node.attrs,
    inline: node.isTextblock ? node.content.content : null,
    children: [],
    parent,
  };
  if (!node.isTextblock) block.children = node.content.content.map((child) => thaw(child, block));
  return block;
}

/** A block that no node stood for. */
export function makeBlock(type: NodeType, attrs: Attrs, inline: readonly Node[] = []): Block {
  return {
    origin: null,
    type,
    attrs,
    inline: type.isTextblock ? inline : null,
    children: [],
    parent: null,
  };
}

/** The node that `block` has become; its origin itself if it is as it was. */
export function freeze(block: Block): Node {
  const { origin, type, attrs, inline } = block;
  const same = origin !== null && origin.type === type && origin.attrs === attrs;
  if (inline !== null) {
    if (same && origin.content.content === inline) return origin;
    return type.create(attrs, Fragment.fromArray([...inline]), origin?.marks);
  }
  const children = block.children.map(freeze);
  const content = origin?.content.content ?? [];
  if (same && content.length === children.length && children.every((child, i) => child === content[i]))
    return origin;
  return type.create(attrs, Fragment.fromArray(children), origin?.marks);
}

/** The node id of a block; `null` for one that has none. */
export function idOf(block: Block): string | null {
  const id: unknown = block.attrs["id"];
  return typeof id === "string" ? id : null;
}

/** The suggestion that proposes the whole block; `null` for one of the base. */
export function pendingBy(block: Block): string | null {
  const ins: unknown = block.attrs["ins"];
  return typeof ins === "string" ? ins : null;
}

/** The suggestions within whose proposed nodes a block lies, from the outermost in, its own included. */
export function pendingAround(block: Block): readonly string[] {
  const around: string[] = [];
  for (let at: Block | null = block; at !== null; at = at.parent) {
    const ins = pendingBy(at);
    if (ins !== null) around.unshift(ins);
  }
  return around;
}

/** A block and everything under it, in document order. */
export function* within(block: Block): Generator<Block> {
  yield block;
  for (const child of block.children) yield* within(child);
}

/** The first block with each id, in document order. */
export function indexById(root: Block): Map<string, Block> {
  const index = new Map<string, Block>();
  for (const block of within(root)) {
    const id = idOf(block);
    if (id !== null && !index.has(id)) index.set(id, block);
  }
  return index;
}

/** Where a block stands among its siblings; -1 for one without parent. */
export function indexOf(block: Block): number {
  return block.parent === null ? -1 : block.parent.children.indexOf(block);
}

/** Takes a block out of the tree. */
export function detach(block: Block): void {
  const at = indexOf(block);
  if (at >= 0) block.parent?.children.splice(at, 1);
  block.parent = null;
}

/** Puts blocks among the children of `parent`. */
export function attach(parent: Block, at: number, blocks: readonly Block[]): void {
  for (const block of blocks) block.parent = parent;
  parent.children.splice(at, 0, ...blocks);
}

/** Whether `outer` holds `block`, or is it. */
export function holds(outer: Block, block: Block): boolean {
  for (let at: Block | null = block; at !== null; at = at.parent) if (at === outer) return true;
  return false;
}

/** Whether a block of `type` may have these children. */
export function fits(type: NodeType, children: readonly { readonly type: NodeType }[]): boolean {
  let match: typeof type.contentMatch | null = type.contentMatch;
  for (const child of children) match = match?.matchType(child.type) ?? null;
  return match !== null && match.validEnd;
}

/** `attrs` as `type` would hold them; `null` unless each is known to it and valid. */
export function checkedAttrs(type: NodeType, attrs: Attrs): Attrs | null {
  const known = Object.keys(type.spec.attrs ?? {});
  if (!Object.keys(attrs).every((name) => known.includes(name))) return null;
  try {
    return Node.fromJSON(type.schema, { type: type.name, attrs }).attrs;
  } catch {
    // The schema says what an attribute may be by throwing; the answer says that these are none.
    return null;
  }
}

/** A leaf or textblock: what no arrangement may make or lose. */
export function isContentBlock(block: Block): boolean {
  return block.inline !== null || block.type.isLeaf;
}

/** The id of the nearest sibling on one side that has one; `null` if there is none. */
export function siblingId(block: Block, step: 1 | -1): string | null {
  const siblings = block.parent?.children ?? [];
  for (let at = siblings.indexOf(block) + step; at >= 0 && at < siblings.length; at += step) {
    const sibling = siblings[at];
    const id = sibling === undefined ? null : idOf(sibling);
    if (id !== null) return id;
  }
  return null;
}

/** Whether a block is a cell of a table. */
export function isCell({ type }: Block): boolean {
  return type.spec["tableRole"] === "cell" || type.spec["tableRole"] === "header_cell";
}
