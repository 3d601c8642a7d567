import type { Node } from "prosemirror-model";
import type { Scalar, SuggestionRecord } from "../records.ts";
import { authorOf, type SuggestionId } from "../suggestion-id.ts";
import type { TrackedDocument } from "../tracked.ts";
import { changedAttrs } from "../resolve/attributes.ts";
import { isDeletable } from "../resolve/deletions.ts";
import { find } from "../resolve/draft.ts";
import { canJoin, joinPartner } from "../resolve/joins.ts";
import { planShape } from "../resolve/shape-plan.ts";
import { rangeOf } from "../resolve/shape-upkeep.ts";
import { idOf, type Block } from "../resolve/tree.ts";
import { isSound, ownerOfKey } from "../resolve/verdicts.ts";
import { inKeyOrder } from "./key-order.ts";
import { outlineOf, type Outline } from "./outline.ts";
import type { FoundPiece } from "./found-piece.ts";
import type { RecordPiece } from "./pieces.ts";

/** What is proposed by records, in no particular order, positions in the document. */
export function foundInRecords({ doc, records }: TrackedDocument): readonly FoundPiece[] {
  if (records.size === 0) return [];
  const outline = outlineOf(doc);
  const end = doc.content.size;
  return [...records].map(([key, record]) => {
    const id = ownerOfKey(key);
    const by = authorOf(id) ?? "";
    return isSound(key, record)
      ? { id, by, piece: recordPiece(outline, id, record, end), readLast: null }
      : { id, by, piece: { kind: "malformed", from: end, to: end, what: key }, readLast: null };
  });
}

function recordPiece(outline: Outline, id: SuggestionId, record: SuggestionRecord, end: number): RecordPiece {
  const blocks = blocksOf(outline, record);
  const [first, last] = [blocks[0], blocks.at(-1)];
  const kind = record.kind === "delete" ? "delete-block" : record.kind;
  if (first === undefined || last === undefined)
    return { kind, from: end, to: end, record, nodes: [], now: null, stale: true };
  const nodes = blocks.flatMap(({ origin }) => origin ?? []);
  const from = outline.positions.get(first) ?? end;
  const to = (outline.positions.get(last) ?? end) + (last.origin?.nodeSize ?? 0);
  const { now, stale } = standing(outline, id, record, first);
  return { kind, from, to, record, nodes, now, stale };
}

function blocksOf(outline: Outline, record: SuggestionRecord): readonly Block[] {
  if (record.kind === "shape") {
    const range = rangeOf(outline, record);
    if (range !== null) return range;
  }
  const block = find(outline, record.target);
  return block === null ? [] : [block];
}

interface Standing {
  readonly now: Scalar;
  readonly stale: boolean;
}

/** How a record last stood, as long as the nodes are the same on which that hangs. */
const remembered = new WeakMap<SuggestionRecord, Standing & { readonly on: readonly (Node | null)[] }>();

function standing(outline: Outline, id: SuggestionId, record: SuggestionRecord, block: Block): Standing {
  // An arrangement hangs on all around it.
  if (record.kind === "shape") return { now: null, stale: planShape(outline, record) === null };
  const partner = record.kind === "join" ? joinPartner(block) : null;
  const on = [block.origin, partner?.origin ?? null];
  const known = remembered.get(record);
  if (known !== undefined && known.on[0] === on[0] && known.on[1] === on[1]) return known;
  const fresh = { ...freshStanding(id, record, block, partner), on };
  remembered.set(record, fresh);
  return fresh;
}

function freshStanding(
  id: SuggestionId,
  record: Exclude<SuggestionRecord, { kind: "shape" }>,
  block: Block,
  partner: Block | null,
): Standing {
  switch (record.kind) {
    case "join":
      return { now: partner === null ? null : idOf(partner), stale: canJoin(block) === null };
    case "delete":
      return { now: null, stale: !isDeletable(block, id) };
    case "attrs": {
      const value: unknown = block.attrs[record.name];
      const now = isScalar(value) ? value : null;
      return { now, stale: changedAttrs(block, record.name, record.value) === null };
    }
  }
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}

/** The nodes of a piece without their text: what of an arrangement is to be seen. */
export function skeletonOf(node: Node): unknown {
  const children: unknown[] = [];
  if (!node.isTextblock) node.forEach((child) => children.push(skeletonOf(child)));
  return [node.type.name, inKeyOrder(node.attrs), children];
}
