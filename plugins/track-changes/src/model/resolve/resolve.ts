import type { Node } from "prosemirror-model";
import type { SuggestionRecord } from "../records.ts";
import { isReviewMark, suggestionOf } from "../review-marks.ts";
import { authorOf, type SuggestionId } from "../suggestion-id.ts";
import type { SuggestionRecords, TrackedDocument } from "../tracked.ts";
import { changedAttrs } from "./attributes.ts";
import { deleteBlock } from "./deletions.ts";
import { accepted, draftOf, find, touchTables, type Draft } from "./draft.ts";
import { clearEmptied } from "./emptied.ts";
import { settleFootnotes } from "./footnotes.ts";
import { joinBlock } from "./joins.ts";
import { clearFootnotes, removeBlock } from "./removal.ts";
import { admitToShapes } from "./shape-upkeep.ts";
import { applyShape } from "./shapes.ts";
import { splitBlocks } from "./splits.ts";
import { repairTables } from "./tables.ts";
import { decideText } from "./texts.ts";
import { freeze, pendingBy, within, type Block } from "./tree.ts";
import { isSound, ownerOfKey, verdictsOf, type Decide } from "./verdicts.ts";

/** What a decision made of a document. */
export interface Resolution extends TrackedDocument {
  /** The suggestions that were accepted or rejected. */
  readonly decided: readonly SuggestionId[];
  /** Suggestions that nobody decided, but of which nothing is left: they were within what went. */
  readonly superseded: readonly SuggestionId[];
  /** Accepted suggestions that had no effect, because what they were about is no more as it was. */
  readonly stale: readonly SuggestionId[];
}

/**
 * Carries out decisions on suggestions. Rejecting takes a suggestion away and leaves the base exactly as it is;
 * accepting makes it part of the base. The order of effects does not hang on the order of the decisions: arrangements,
 * attributes, paragraph breaks, deletions of nodes, joins, each from the document's start to its end. What does not fit
 * any more is reported, never half done.
 *
 * @param newId ids for new nodes, unique in the document
 */
export function resolve(tracked: TrackedDocument, decide: Decide, newId: () => string): Resolution {
  const before = suggestionsIn(tracked);
  const verdicts = verdictsOf(decide);
  for (const [id, by] of before) verdicts.said(id, by);
  const { decided } = verdicts;
  if (decided.size === 0) return { ...tracked, decided: [], superseded: [], stale: [] };

  const draft = draftOf(tracked, verdicts, newId);
  for (const key of draft.records.keys()) if (saidOf(draft, key) === "reject") draft.records.delete(key);
  removeRejected(draft, draft.root);
  for (const block of within(draft.root)) decideText(draft, block);
  for (const [key, record] of takeAccepted(draft, "shape"))
    if (record.kind === "shape") applyShape(draft, key, record);
  const admitted = admitNodes(draft);
  for (const [key, record] of takeAccepted(draft, "attrs"))
    if (record.kind === "attrs") applyAttribute(draft, key, record);
  splitBlocks(draft);
  for (const [key, { target }] of takeAccepted(draft, "delete").reverse())
    deleteBlock(draft, target, ownerOfKey(key));
  for (const [key, { target }] of takeAccepted(draft, "join")) joinBlock(draft, target, ownerOfKey(key));
  settleFootnotes(draft, admitted);
  clearEmptied(draft);
  clearFootnotes(draft.root);
  repairTables(draft);

  const doc = freeze(draft.root);
  const records = pendingRecords(tracked, draft);
  const after = suggestionsIn({ doc, records });
  const accepts = [...decided].filter(([, decision]) => decision === "accept").map(([id]) => id);
  return {
    doc,
    records,
    decided: [...decided.keys()],
    superseded: [...before.keys()].filter((id) => !after.has(id) && !decided.has(id)),
    stale: accepts.filter((id) => !draft.effective.has(id)),
  };
}

/** Every suggestion of a document with its author, in no particular order. */
export function suggestionsIn({ doc, records }: TrackedDocument): ReadonlyMap<SuggestionId, string> {
  const found = new Map<SuggestionId, string>();
  const add = (id: SuggestionId, by: string): void => {
    if (!found.has(id)) found.set(id, authorOf(id) ?? by);
  };
  const visit = (node: Node): void => {
    const ins: unknown = node.attrs["ins"];
    if (typeof ins === "string") add(ins, "");
    for (const mark of node.marks) if (isReviewMark(mark)) add(suggestionOf(mark), String(mark.attrs["by"]));
    node.forEach(visit);
  };
  visit(doc);
  for (const key of records.keys()) add(ownerOfKey(key), "");
  return found;
}

function saidOf(draft: Draft, key: string): "accept" | "reject" | "keep" {
  return draft.verdicts.said(ownerOfKey(key), "");
}

function removeRejected(draft: Draft, block: Block): void {
  for (const child of block.children.slice()) {
    const ins = pendingBy(child);
    const said = ins === null ? "keep" : draft.verdicts.said(ins, "");
    // A node proposed under an id that names no author: accepting it has no effect, so it goes as well.
    const goes = said === "reject" || (said === "accept" && authorOf(ins ?? "") === null);
    if (goes) removeBlock(draft, child, "rejected");
    else removeRejected(draft, child);
  }
}

function admitNodes(draft: Draft): readonly Block[] {
  const admitted: Block[] = [];
  for (const block of within(draft.root)) {
    const ins = pendingBy(block);
    if (ins === null || draft.verdicts.said(ins, "") !== "accept") continue;
    block.attrs = { ...block.attrs, ins: null };
    accepted(draft, block, ins);
    admitToShapes(draft, block);
    admitted.push(block);
  }
  return admitted;
}

function applyAttribute(
  draft: Draft,
  key: string,
  { target, name, value }: Extract<SuggestionRecord, { kind: "attrs" }>,
): void {
  const block = find(draft, target);
  const attrs = block === null ? null : changedAttrs(block, name, value);
  if (block === null || attrs === null) return;
  block.attrs = attrs;
  accepted(draft, block, ownerOfKey(key));
  touchTables(draft, block);
}

/** Takes the accepted records of one kind out of the draft, in the order of their targets in the document. */
function takeAccepted(draft: Draft, kind: SuggestionRecord["kind"]): (readonly [string, SuggestionRecord])[] {
  const taken = [...draft.records].filter(
    ([key, record]) => record.kind === kind && saidOf(draft, key) === "accept",
  );
  if (taken.length === 0) return [];
  for (const [key] of taken) draft.records.delete(key);
  const order = new Map([...within(draft.root)].map((block, i) => [block, i]));
  const rank = ({ target }: SuggestionRecord): number => order.get(find(draft, target) ?? draft.root) ?? 0;
  return taken.sort(([a, one], [b, other]) => rank(one) - rank(other) || (a < b ? -1 : 1));
}

/** The records that stay: not decided, and about nodes that did not go with a decision on something else. */
function pendingRecords(tracked: TrackedDocument, draft: Draft): SuggestionRecords {
  const records = new Map<string, SuggestionRecord>();
  for (const [key, record] of tracked.records)
    if (!isSound(key, record) && saidOf(draft, key) === "keep") records.set(key, record);
  for (const [key, record] of draft.records) {
    const known = draft.index.get(record.target);
    if (known === undefined || find(draft, record.target) !== null) records.set(key, record);
  }
  const same =
    records.size === tracked.records.size &&
    [...records].every(([key, record]) => tracked.records.get(key) === record);
  return same ? tracked.records : records;
}
