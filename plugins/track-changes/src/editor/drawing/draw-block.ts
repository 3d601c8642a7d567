import type { Node } from "prosemirror-model";
import { Decoration } from "prosemirror-view";
import {
  authorOf,
  insertionOf,
  suggestionOfKey,
  type SuggestionId,
  type SuggestionRecord,
  type SuggestionRecords,
} from "../../model/index.ts";
import type { TrackingSetup } from "../options.ts";
import { blockChange, type BlockChange } from "./block-change.ts";
import type { DrawnSpec } from "./draw-text.ts";

/** Records by the node that they are about. */
export type RecordsByTarget = ReadonlyMap<string, readonly PlacedRecord[]>;

interface PlacedRecord {
  readonly id: SuggestionId;
  readonly record: SuggestionRecord;
}

/** Sorts `records` by their targets. */
export function recordsByTarget(records: SuggestionRecords): RecordsByTarget {
  const sorted = new Map<string, PlacedRecord[]>();
  for (const [key, record] of records) {
    const id = suggestionOfKey(key);
    if (id === null) continue;
    const there = sorted.get(record.target);
    if (there === undefined) sorted.set(record.target, [{ id, record }]);
    else there.push({ id, record });
  }
  return sorted;
}

interface Proposal {
  readonly id: SuggestionId;
  readonly change: BlockChange;
}

/** Everything that is proposed to the block `node` as a whole. */
function proposalsTo(node: Node, records: RecordsByTarget): readonly Proposal[] {
  const proposals: Proposal[] = [];
  const ins = insertionOf(node);
  if (ins !== null) {
    const change: BlockChange =
      authorOf(ins) === null ? { kind: "malformed" } : { kind: "new", node: node.type.name };
    proposals.push({ id: ins, change });
  }
  const name: unknown = node.attrs["id"];
  for (const { id, record } of (typeof name === "string" ? records.get(name) : undefined) ?? []) {
    proposals.push({ id, change: blockChange(record, node) });
  }
  return proposals;
}

/**
 * The decoration of a block to which something is proposed as a whole, with a label in `data-suggestion-label`. A table
 * row has no room for a label: its first cell bears it.
 */
export function drawBlock(
  node: Node,
  pos: number,
  records: RecordsByTarget,
  setup: TrackingSetup,
): Decoration[] {
  const proposals = proposalsTo(node, records);
  const first = proposals[0];
  if (first === undefined) return [];
  const ids = [...new Set(proposals.map(({ id }) => id))];
  const attributes = {
    class: ["suggestion-block", ...classesOf(proposals), colourClass(first.id, setup)].join(" "),
    "data-suggestion": first.id,
  };
  const label = { "data-suggestion-label": labelOf(proposals, setup) };
  const spec: DrawnSpec = { suggestions: ids };
  const end = pos + node.nodeSize;
  const cell = node.type.spec["tableRole"] === "row" ? node.firstChild : null;
  if (cell === null) return [Decoration.node(pos, end, { ...attributes, ...label }, spec)];
  return [
    Decoration.node(pos, end, attributes, spec),
    Decoration.node(pos + 1, pos + 1 + cell.nodeSize, { class: "suggestion-row-label", ...label }, {
      ...spec,
      labelsRow: true,
    } satisfies DrawnSpec),
  ];
}

function classesOf(proposals: readonly Proposal[]): readonly string[] {
  return [...new Set(proposals.map(({ change }) => `suggestion-block-${change.kind}`))];
}

function colourClass(id: SuggestionId, setup: TrackingSetup): string {
  const by = authorOf(id);
  return by === null ? "suggestion-malformed" : `suggestion-colour-${setup.describeAuthor(by).colour}`;
}

function labelOf(proposals: readonly Proposal[], { texts, describeAuthor }: TrackingSetup): string {
  const labels = proposals.map(({ id, change }) =>
    texts.blockChange(change, describeAuthor(authorOf(id) ?? "").name),
  );
  return [...new Set(labels)].join(" · ");
}
