import { Fragment, Slice, type Node, type ResolvedPos } from "prosemirror-model";
import { BARE_CONTAINERS, REFERRED_TO, UNTOUCHABLE } from "../policy.ts";
import type { SuggestionId } from "../suggestion-id.ts";
import { cleanText } from "./content.ts";
import { Untracked } from "./draft.ts";

/** Where new blocks get their ids from. */
export interface Naming {
  /** Ids that stand in the document; those of new blocks are added. */
  readonly taken: Set<unknown>;
  readonly newId: () => string;
}

/** The ids of all blocks of a document. */
export function idsIn(doc: Node): Set<unknown> {
  const ids = new Set<unknown>();
  doc.descendants((node) => {
    if (!node.isInline) ids.add(node.attrs["id"]);
    return !node.isTextblock;
  });
  return ids;
}

/**
 * `node` as a suggestion proposes it: the suggestion named on the node itself, nothing on what is inside, no review
 * marks, every block with an id that no other has.
 */
export function propose(node: Node, suggestion: SuggestionId, naming: Naming): Node {
  if (UNTOUCHABLE.includes(node.type.name)) throw new Untracked("placeholder");
  if (BARE_CONTAINERS.includes(node.type.name))
    return remade(node, null, naming, (child) => propose(child, suggestion, naming));
  if (!("ins" in node.attrs)) throw new Untracked("too-complex");
  return remade(node, suggestion, naming, (child) => within(child, naming));
}

/** `node` of one's own suggestion in a new arrangement: its text as it is, the suggestion named on the outermost. */
export function keepProposed(node: Node, suggestion: SuggestionId | null, naming: Naming): Node {
  if (node.isInline) return node;
  return remade(node, suggestion, naming, (child) => keepProposed(child, null, naming));
}

function within(node: Node, naming: Naming): Node {
  if (UNTOUCHABLE.includes(node.type.name)) throw new Untracked("placeholder");
  return node.isText ? cleanText(node) : remade(node, null, naming, (child) => within(child, naming));
}

// oxlint-disable-next-line max-params -- a node, what it becomes, and what its children become
function remade(node: Node, ins: SuggestionId | null, naming: Naming, child: (node: Node) => Node): Node {
  const content = Fragment.fromArray(node.content.content.map(child));
  const identity = {
    ...("id" in node.attrs ? { id: named(node, naming) } : {}),
    ...("ins" in node.attrs ? { ins } : {}),
  };
  return node.type.create({ ...node.attrs, ...identity }, content, node.marks);
}

function named(node: Node, { taken, newId }: Naming): unknown {
  const given: unknown = node.attrs["id"];
  const isFree = typeof given === "string" && !taken.has(given);
  const id = isFree || (given !== null && REFERRED_TO.includes(node.type.name)) ? given : newId();
  taken.add(id);
  return id;
}

/**
 * `slice`, to be put in at `$from`, without ids that blocks elsewhere in the document have. A block that is divided there
 * may name itself in both halves: whoever names new blocks tells them apart.
 */
export function withoutTakenIds(slice: Slice, $from: ResolvedPos): Slice {
  const around = new Set<unknown>([null, undefined]);
  for (let depth = 0; depth <= $from.depth; depth += 1) around.add($from.node(depth).attrs["id"]);
  const claimed = new Set<unknown>();
  slice.content.descendants((node) => {
    const isNamed = !node.isInline && !REFERRED_TO.includes(node.type.name);
    if (isNamed && !around.has(node.attrs["id"])) claimed.add(node.attrs["id"]);
    return !node.isTextblock;
  });
  if (claimed.size === 0) return slice;
  const taken = idsIn($from.doc);
  const unnamed = (node: Node): Node => {
    if (node.isInline) return node;
    const content = Fragment.fromArray(node.content.content.map(unnamed));
    const { id } = node.attrs;
    return claimed.has(id) && taken.has(id)
      ? node.type.create({ ...node.attrs, id: null }, content, node.marks)
      : node.copy(content);
  };
  return new Slice(Fragment.fromArray(slice.content.content.map(unnamed)), slice.openStart, slice.openEnd);
}
