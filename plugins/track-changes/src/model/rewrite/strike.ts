import { Slice, type Node, type ResolvedPos } from "prosemirror-model";
import { ReplaceStep } from "prosemirror-transform";
import { suggestionOfKey } from "../records.ts";
import { BARE_CONTAINERS, UNTOUCHABLE } from "../policy.ts";
import { authorOf, type SuggestionId } from "../suggestion-id.ts";
import { nameOf, type Draft } from "./draft.ts";
import { holdsForeign, isForeignInsertion, isReal, zoneAt, zoneInside, type Zone } from "./zones.ts";

interface Range {
  readonly from: number;
  readonly to: number;
}

/** What a deletion does, in positions of the document before it. */
interface Deletion {
  /** Really goes: the author's own pending content, or base content in edit mode. */
  readonly kill: Range[];
  /** Nodes among what goes. */
  readonly killed: Node[];
  /** Gets the author's deletion mark. */
  readonly mark: Range[];
  /** Text that has it already. */
  readonly struck: { readonly range: Range; readonly id: SuggestionId }[];
  /** Get a `join` or `delete` record. */
  records: { readonly kind: "join" | "delete"; readonly node: Node }[];
  /** Something of the range stays for another reason than that it is struck here. */
  keeps: boolean;
}

/** How a deletion went. */
export interface Struck {
  /** Where the range begins and ends, in the document as it is now. */
  readonly from: number;
  readonly to: number;
  /** Whether the range is still in the document, in whole or part. */
  readonly stands: boolean;
}

/**
 * Proposes to delete a range of the draft's document, or really deletes what is the author's to delete.
 *
 * @param keepsLast whether the textblock in which the range ends stays one of its own
 */
// oxlint-disable-next-line max-params -- a range, and what becomes of its end
export function strike(draft: Draft, from: number, to: number, keepsLast = false): Struck {
  const plan = planDeletion(draft, from, to);
  if (keepsLast) plan.records = plan.records.filter(({ kind }) => kind !== "join");
  const first = draft.tr.steps.length;
  if (plan.mark.length > 0 || plan.records.length > 0) markStruck(draft, plan, { from, to });
  for (const { from: start, to: end } of plan.kill.toReversed()) {
    draft.removed ??= draft.own(draft.doc.nodeAt(start), "insertion");
    draft.step(new ReplaceStep(start, end, Slice.empty));
  }
  forgetRecordsOf(draft, plan.killed);
  const mapping = draft.tr.mapping.slice(first);
  const stands = plan.mark.length > 0 || plan.struck.length > 0 || plan.records.length > 0 || plan.keeps;
  return { from: mapping.map(from, -1), to: mapping.map(to, -1), stands };
}

function planDeletion(draft: Draft, from: number, to: number): Deletion {
  const plan: Deletion = { kill: [], killed: [], mark: [], struck: [], records: [], keeps: false };
  const $from = draft.doc.resolve(from);
  const depth = $from.sharedDepth(to);
  const zone = zoneAt($from, depth, draft.options.author);
  const isFlow = $from.parent.isTextblock;
  const outermost = { node: $from.node(depth), start: $from.start(depth), zone, isCovered: false, isFlow };
  planWithin(draft, plan, { ...outermost, isApart: isIsolatedBelow($from, depth) }, { from, to });
  return plan;
}

function isIsolatedBelow($pos: ResolvedPos, depth: number): boolean {
  for (let level = depth + 1; level <= $pos.depth; level += 1)
    if ($pos.node(level).type.spec.isolating === true) return true;
  return false;
}

interface Place {
  readonly node: Node;
  readonly start: number;
  readonly zone: Zone;
  /** It lies in a node that a record deletes: none of its own needs one. */
  readonly isCovered: boolean;
  /** An isolating node begins or ends between the range's start and here: nothing is joined over that. */
  readonly isApart: boolean;
  /** The range begins in a text and runs over blocks as they come: single cells in it are emptied, not taken out. */
  readonly isFlow: boolean;
}

function planWithin(draft: Draft, plan: Deletion, place: Place, range: Range): void {
  place.node.forEach((child, offset) => {
    const pos = place.start + offset;
    const end = pos + child.nodeSize;
    if (end <= range.from || pos >= range.to) return;
    if (child.isText)
      planText(draft, plan, child, {
        from: Math.max(pos, range.from),
        to: Math.min(end, range.to),
        zone: place.zone,
      });
    else if (child.isInline || UNTOUCHABLE.includes(child.type.name)) plan.keeps = true;
    else planBlock(draft, plan, { ...place, node: child, start: pos + 1 }, range);
  });
}

// oxlint-disable-next-line max-params -- a text, where it is, and the plan that it goes into
function planText(draft: Draft, plan: Deletion, node: Node, range: Range & { readonly zone: Zone }): void {
  const { from, to, zone } = range;
  if (mayGo(draft, node, zone)) plan.kill.push({ from, to });
  else {
    const id = draft.own(node, "deletion");
    if (id === null) plan.mark.push({ from, to });
    else plan.struck.push({ range: { from, to }, id });
  }
}

/** Whether the author may really remove this text: it is his own proposal, or he edits and it is nobody's. */
function mayGo(draft: Draft, node: Node, zone: Zone): boolean {
  if (isForeignInsertion(node, draft.options.author)) return false;
  if (draft.own(node, "insertion") !== null) return true;
  return isReal(draft.options, zone);
}

// oxlint-disable-next-line max-params -- a block, where it is, and the plan that it goes into
function planBlock(draft: Draft, plan: Deletion, place: Place, range: Range): void {
  const { node, start, zone } = place;
  const { author, mode } = draft.options;
  const inner = zoneInside(node, zone, author);
  if (BARE_CONTAINERS.includes(node.type.name)) {
    planContainer(draft, plan, place, range);
    return;
  }
  const isBase = mode === "edit" && inner === "base";
  const begins = start - 1 >= range.from;
  const isWhole = begins && start - 1 + node.nodeSize <= range.to;
  if (
    isWhole &&
    !(place.isFlow && isCellType(node)) &&
    (isBase || inner === "own") &&
    !holdsForeign(node, author, isBase ? NONE : foreignTargets(draft))
  ) {
    plan.kill.push({ from: start - 1, to: start - 1 + node.nodeSize });
    plan.killed.push(node);
    return;
  }
  const isApart = place.isApart || node.type.spec.isolating === true;
  const isCell = place.isFlow && isCellType(node);
  const isCovered = place.isCovered || isCell;
  if (isWhole && !isBase && !isCovered) plan.records.push({ kind: "delete", node });
  else if (begins && node.isTextblock && !isBase && !isWhole && !isApart)
    plan.records.push({ kind: "join", node });
  else if (isWhole) plan.keeps = true;
  if (inner === "other" && zone !== "other") plan.keeps = true;
  const inside = { ...place, node, start, zone: inner, isApart };
  planWithin(draft, plan, { ...inside, isCovered: isCovered || (isWhole && !isBase) }, range);
}

function isCellType({ type }: Node): boolean {
  const role: unknown = type.spec["tableRole"];
  return role === "cell" || role === "header_cell";
}

// A container goes with the last that it holds.
// oxlint-disable-next-line max-params -- a block, where it is, and the plan that it goes into
function planContainer(draft: Draft, plan: Deletion, place: Place, range: Range): void {
  const count = plan.killed.length;
  planWithin(draft, plan, place, range);
  const isEmptied = plan.killed.length - count === place.node.childCount;
  if (!isEmptied || place.node.childCount === 0) return;
  plan.kill.splice(plan.kill.length - place.node.childCount);
  plan.kill.push({ from: place.start - 1, to: place.start - 1 + place.node.nodeSize });
}

const NONE: ReadonlySet<string> = new Set();

/** Ids of the nodes that others' records concern. */
export function foreignTargets(draft: Draft): ReadonlySet<string> {
  const targets = new Set<string>();
  for (const [key, record] of draft.options.records) {
    if (authorOf(suggestionOfKey(key) ?? "") === draft.options.author) continue;
    targets.add(record.target);
    if (record.kind === "shape") targets.add(record.last);
  }
  return targets;
}

function markStruck(draft: Draft, plan: Deletion, range: Range): void {
  const before = draft.own(draft.doc.resolve(range.from).nodeBefore, "deletion");
  const after = draft.own(draft.doc.resolve(range.to).nodeAfter, "deletion");
  const id = draft.id(before ?? plan.struck[0]?.id ?? after);
  const mark = draft.mark("deletion", id);
  for (const { from, to } of plan.mark) draft.tr.addMark(from, to, mark);
  for (const struck of plan.struck) if (struck.id !== id) relabel(draft, struck.range, struck.id, id);
  if (after !== null && after !== id) relabelRun(draft, range.to, after, id);
  draft.sync();
  for (const { kind, node } of plan.records) putOnce(draft, kind, { id, target: nameOf(node) });
}

/** A node is joined or deleted by one author once; a deletion takes the place of a mere joining. */
export function putOnce(
  draft: Draft,
  kind: "join" | "delete",
  { id, target }: { readonly id: SuggestionId; readonly target: string },
): void {
  const own = draft.ownRecords().filter(([, record]) => record.target === target);
  if (own.some(([, record]) => record.kind === kind || record.kind === "delete")) return;
  for (const [key, record] of own) if (record.kind === "join") draft.drop(key);
  draft.put(id, { kind, target });
}

// Two own deletions that become neighbours are one, with the first id; a replacement's other half goes along.
// oxlint-disable-next-line max-params -- which run, from what to what
function relabelRun(draft: Draft, start: number, was: SuggestionId, id: SuggestionId): void {
  const $start = draft.doc.resolve(start);
  let end = start - $start.textOffset;
  for (let index = $start.index(); index < $start.parent.childCount; index += 1) {
    const node = $start.parent.child(index);
    if (draft.own(node, "deletion") !== was && draft.own(node, "insertion") !== was) break;
    end += node.nodeSize;
  }
  relabel(draft, { from: start, to: end }, was, id);
}

// oxlint-disable-next-line max-params -- which range, from what to what
function relabel(draft: Draft, { from, to }: Range, was: SuggestionId, id: SuggestionId): void {
  for (const kind of ["deletion", "insertion"] as const) {
    const old = draft.mark(kind, was);
    draft.doc.nodesBetween(from, to, (node, pos) => {
      if (!node.isText || !old.isInSet(node.marks)) return;
      const range = [Math.max(pos, from), Math.min(pos + node.nodeSize, to)] as const;
      draft.tr.removeMark(...range, old).addMark(...range, draft.mark(kind, id));
    });
  }
}

function forgetRecordsOf(draft: Draft, killed: readonly Node[]): void {
  if (killed.length === 0) return;
  const gone = new Set<unknown>();
  for (const node of killed) {
    gone.add(node.attrs["id"]);
    node.descendants((child) => {
      if (!child.isInline) gone.add(child.attrs["id"]);
      return !child.isTextblock;
    });
  }
  draft.forget(gone);
}
