import { recordKey, type SuggestionRecord } from "../records.ts";
import { accepted, find, register, withNewId, type Draft } from "./draft.ts";
import { eachPlace, planShape, type Place } from "./shape-plan.ts";
import type { Shape } from "./shape-upkeep.ts";
import { attach, idOf, indexOf, isContentBlock, makeBlock, within, type Block } from "./tree.ts";
import { ownerOfKey } from "./verdicts.ts";

/** Carries out an accepted arrangement, if it fits. */
export function applyShape(draft: Draft, key: string, shape: Shape): void {
  const plan = planShape(draft, shape);
  if (plan === null) return;
  const { parent, range, places } = plan;
  const deletions = deletionsIn(draft, range);
  accepted(draft, parent, ownerOfKey(key));
  const at = indexOf(range[0] ?? parent);
  parent.children.splice(at, range.length);
  for (const block of range) block.parent = null;
  for (const { block, content } of eachPlace(places)) if (block !== null && content !== null) release(block);
  attach(
    parent,
    at,
    places.map((place) => settle(draft, place)),
  );
  draft.emptied.add(parent);
  handDown(draft, deletions);
}

function release(block: Block): void {
  for (const child of block.children) child.parent = null;
  block.children = [];
}

function settle(draft: Draft, { block: kept, type, attrs, content }: Place): Block {
  const block = kept ?? makeBlock(type, withNewId(draft, attrs));
  if (kept === null) register(draft, block);
  else {
    block.type = type;
    block.attrs = attrs;
  }
  if (content !== null && block.inline === null)
    attach(
      block,
      0,
      content.map((place) => settle(draft, place)),
    );
  return block;
}

/** Proposed deletions of containers in the range, with what they hold. */
function deletionsIn(draft: Draft, range: readonly Block[]): ReadonlyMap<string, readonly string[]> {
  const containers = new Map<string, Block>();
  for (const block of range.flatMap((each) => [...within(each)]))
    if (!isContentBlock(block)) containers.set(idOf(block) ?? "", block);
  const held = new Map<string, readonly string[]>();
  for (const [key, record] of draft.records) {
    const block = record.kind === "delete" ? containers.get(record.target) : undefined;
    if (block === undefined) continue;
    const content = [...within(block)].filter(isContentBlock);
    held.set(
      key,
      content.flatMap((each) => idOf(each) ?? []),
    );
  }
  return held;
}

/** The deletion of a container that is no more goes on as the deletion of what it held. */
function handDown(draft: Draft, deletions: ReadonlyMap<string, readonly string[]>): void {
  for (const [key, targets] of deletions) {
    const record = draft.records.get(key);
    if (record === undefined || find(draft, record.target) !== null) continue;
    draft.records.delete(key);
    for (const target of targets) {
      const copy: SuggestionRecord = { kind: "delete", target };
      draft.records.set(recordKey(ownerOfKey(key), copy), copy);
    }
  }
}
