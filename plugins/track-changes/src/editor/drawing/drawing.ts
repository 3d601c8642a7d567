import type { Node } from "prosemirror-model";
import { Mapping, StepMap } from "prosemirror-transform";
import { Decoration, DecorationSet } from "prosemirror-view";
import type { SuggestionId, SuggestionRecords } from "../../model/index.ts";
import type { SuggestionView, TrackingSetup } from "../options.ts";
import { changedRange, wholeBlocks } from "./changed-range.ts";
import { drawBlock, recordsByTarget, type RecordsByTarget } from "./draw-block.ts";
import { drawBrackets } from "./draw-brackets.ts";
import { drawText, type DrawnSpec } from "./draw-text.ts";

/** All suggestions of a document as decorations; each names its suggestions in its spec. */
export interface Drawing {
  readonly doc: Node;
  readonly records: SuggestionRecords;
  readonly byTarget: RecordsByTarget;
  readonly active: SuggestionId | null;
  readonly view: SuggestionView;
  readonly drawn: DecorationSet;
  /** {@link drawn} with the active suggestion emphasised. */
  readonly shown: DecorationSet;
}

/** What a drawing shows. */
interface Shown {
  readonly doc: Node;
  readonly records: SuggestionRecords;
  readonly active: SuggestionId | null;
  readonly view: SuggestionView;
}

/** Draws everything. */
export function drawAll({ doc, records, active, view }: Shown, setup: TrackingSetup): Drawing {
  const byTarget = recordsByTarget(records);
  const everything = drawRange({ doc, byTarget, setup, view }, { from: 0, to: doc.content.size });
  const drawn = DecorationSet.create(doc, everything);
  return { doc, records, byTarget, active, view, drawn, shown: emphasise(doc, drawn, active) };
}

/** Draws what changed since `before`: the blocks that did, and those that changed records are about. */
export function redraw(before: Drawing, next: Shown, setup: TrackingSetup): Drawing {
  const { doc, records, active, view } = next;
  // Only the brackets are drawn by other means than the style sheet.
  if ((view === "brackets") !== (before.view === "brackets")) return drawAll(next, setup);
  const range = changedRange(before.doc, doc);
  if (range === null && records === before.records && active === before.active) {
    return doc === before.doc && view === before.view ? before : { ...before, doc, view };
  }
  const byTarget = records === before.records ? before.byTarget : recordsByTarget(records);
  const subject = { doc, byTarget, setup, view };
  let { drawn } = before;
  if (range !== null) {
    const map = new StepMap([range.from, range.before - range.from, range.after - range.from]);
    const whole = wholeBlocks(doc, range.from, range.after);
    drawn = replaceRange(drawn.map(new Mapping([map]), doc), whole, subject);
  }
  if (byTarget !== before.byTarget) {
    for (const block of blocksNamed(doc, changedTargets(before.records, records)))
      drawn = redrawBlock(drawn, block, subject);
  }
  return { doc, records, byTarget, active, view, drawn, shown: emphasise(doc, drawn, active) };
}

/** What there is to draw, and with what. */
interface Subject {
  readonly doc: Node;
  readonly byTarget: RecordsByTarget;
  readonly setup: TrackingSetup;
  readonly view: SuggestionView;
}

function drawRange({ doc, byTarget, setup, view }: Subject, { from, to }: Range): Decoration[] {
  const drawn: Decoration[] = [];
  doc.nodesBetween(from, to, (node, pos) => {
    if (pos < from || pos + node.nodeSize > to) return true;
    if (node.isInline) return false;
    drawn.push(...drawBlock(node, pos, byTarget, setup));
    if (node.isTextblock) drawn.push(...drawText(node, pos + 1, setup));
    if (node.isTextblock && view === "brackets") drawn.push(...drawBrackets(node, pos + 1));
    return !node.isTextblock;
  });
  return drawn;
}

interface Range {
  readonly from: number;
  readonly to: number;
}

function replaceRange(set: DecorationSet, range: Range, subject: Subject): DecorationSet {
  const { from, to } = range;
  const old = set.find(from, to).filter((each) => each.from >= from && each.to <= to);
  return exchange(set, subject.doc, old, drawRange(subject, range));
}

interface PlacedNode {
  readonly node: Node;
  readonly pos: number;
}

// The decoration of the block itself; that of a row has a label at its first cell.
function redrawBlock(set: DecorationSet, { node, pos }: PlacedNode, subject: Subject): DecorationSet {
  const end = pos + node.nodeSize;
  const isOwn = (each: Decoration): boolean =>
    each.from === pos ? each.to === end : each.from === pos + 1 && specOf(each).labelsRow === true;
  const old = set.find(pos, end).filter(isOwn);
  return exchange(set, subject.doc, old, drawBlock(node, pos, subject.byTarget, subject.setup));
}

function exchange(
  set: DecorationSet,
  doc: Node,
  old: readonly Decoration[],
  by: Decoration[],
): DecorationSet {
  const kept = old.length === 0 ? set : set.remove([...old]);
  return by.length === 0 ? kept : kept.add(doc, by);
}

function specOf(decoration: Decoration): DrawnSpec {
  const spec: DrawnSpec = decoration.spec;
  return spec;
}

function changedTargets(before: SuggestionRecords, after: SuggestionRecords): ReadonlySet<string> {
  const targets = new Set<string>();
  for (const [key, record] of before) if (after.get(key) !== record) targets.add(record.target);
  for (const [key, record] of after) if (before.get(key) !== record) targets.add(record.target);
  return targets;
}

function blocksNamed(doc: Node, names: ReadonlySet<string>): readonly PlacedNode[] {
  if (names.size === 0) return [];
  const found: PlacedNode[] = [];
  doc.descendants((node, pos) => {
    if (node.isInline) return false;
    const id: unknown = node.attrs["id"];
    if (typeof id === "string" && names.has(id)) found.push({ node, pos });
    return !node.isTextblock;
  });
  return found;
}

/** By suggestion, the decorations of a set that draw it: a page asks for those of every card in sight. */
const drawnById = new WeakMap<DecorationSet, ReadonlyMap<SuggestionId, readonly Decoration[]>>();

/** The decorations that draw suggestion `id`, in document order. */
export function drawnOf(drawn: DecorationSet, id: SuggestionId): readonly Decoration[] {
  const known = drawnById.get(drawn) ?? indexDrawn(drawn);
  drawnById.set(drawn, known);
  return known.get(id) ?? [];
}

function indexDrawn(drawn: DecorationSet): ReadonlyMap<SuggestionId, readonly Decoration[]> {
  const byId = new Map<SuggestionId, Decoration[]>();
  for (const decoration of drawn.find().toSorted((one, other) => one.from - other.from)) {
    for (const id of specOf(decoration).suggestions) {
      const known = byId.get(id);
      if (known === undefined) byId.set(id, [decoration]);
      else known.push(decoration);
    }
  }
  return byId;
}

function emphasise(doc: Node, drawn: DecorationSet, active: SuggestionId | null): DecorationSet {
  if (active === null) return drawn;
  const attributes = { class: "suggestion-active" };
  const emphasis = drawnOf(drawn, active).map(({ from, to }) =>
    doc.nodeAt(from)?.isInline === true
      ? Decoration.inline(from, to, attributes)
      : Decoration.node(from, to, attributes),
  );
  return drawn.add(doc, emphasis);
}
