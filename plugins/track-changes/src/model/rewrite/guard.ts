import type { Node } from "prosemirror-model";
import type { Transaction } from "prosemirror-state";
import { ReplaceAroundStep, ReplaceStep, type Step } from "prosemirror-transform";
import { UNTOUCHABLE } from "../policy.ts";
import { insertionOf, isReviewMark } from "../review-marks.ts";
import { compareForeign } from "../verify/foreign-ledger.ts";
import type { Draft } from "./draft.ts";
import { foreignTargets } from "./strike.ts";
import { holdsForeign, isReal, zoneAt, zoneInside, type Zone } from "./zones.ts";

/** Whether something of another's, or a withheld passage, would go with what is from `from` to `to`, in this zone. */
// oxlint-disable-next-line max-params -- a range and whose it is
export function losesForeign(draft: Draft, from: number, to: number, zone: Zone): boolean {
  if (from === to) return false;
  const targets = zone === "own" ? foreignTargets(draft) : new Set<string>();
  const { author } = draft.options;
  const $from = draft.doc.resolve(from);
  let found = false;
  for (let depth = $from.sharedDepth(to) + 1; depth <= $from.depth; depth += 1)
    found ||= zoneInside($from.node(depth), zone, author) === "other";
  draft.doc.nodesBetween(from, to, (node, pos) => {
    if (found || node.isText) {
      found ||= holdsForeign(node, author, targets);
      return false;
    }
    const isWhole = pos >= from && pos + node.nodeSize <= to;
    const begins = pos >= from;
    found ||= isWhole && holdsForeign(node, author, targets);
    found ||= begins && zoneInside(node, zone, author) === "other";
    found ||= zone === "own" && begins && targets.has(String(node.attrs["id"]));
    return !isWhole && !found;
  });
  return found;
}

/**
 * Whether the gate would admit a step of an editor: moving text out of one block into another may carry along what
 * others proposed there, which it cannot tell from a forgery. Within one textblock there is nothing to ask.
 */
export function isAdmissible(
  draft: Draft,
  step: Step,
  range: { readonly from: number; readonly to: number },
): boolean {
  if (draft.options.mode === "suggest") return true;
  const [$from, $to] = [draft.doc.resolve(range.from), draft.doc.resolve(range.to)];
  const isInText = step instanceof ReplaceStep && step.slice.openStart === 0 && step.slice.openEnd === 0;
  if (isInText && $from.parent.isTextblock && $from.sameParent($to)) return true;
  const { doc } = step.apply(draft.doc);
  if (doc === null || withheldIn(doc) !== withheldIn(draft.doc)) return false;
  return compareForeign(draft.doc, doc, draft.options.author) === null;
}

/**
 * Whether a transaction may happen as it is: all of it in what is the author's to change, and everything proposed there
 * is still there, letter by letter, only elsewhere.
 */
export function mayHappen(draft: Draft, original: Transaction): boolean {
  if (original.steps.some(copiesWithheld)) return false;
  const [before, after] = [draft.doc, original.doc];
  const from = before.content.findDiffStart(after.content);
  const ends = before.content.findDiffEnd(after.content);
  if (from === null || ends === null) return true;
  const to = { before: Math.max(from, ends.a), after: Math.max(from, ends.b) };
  const $from = before.resolve(from);
  const depth = Math.min($from.sharedDepth(to.before), after.resolve(from).sharedDepth(to.after));
  if (!isReal(draft.options, zoneAt($from, depth, draft.options.author))) return false;
  if (draft.options.mode === "edit" && compareForeign(before, after, draft.options.author) !== null)
    return false;
  const targets = foreignTargets(draft);
  const then = holdings(before, from, to.before + ends.b - Math.min(ends.b, to.after), targets);
  const now = holdings(after, from, to.after, targets);
  return then.length === now.length && then.every((each, index) => each === now[index]);
}

// oxlint-disable-next-line max-params -- a range, and the nodes that records concern
function holdings(doc: Node, from: number, to: number, targets: ReadonlySet<string>): readonly string[] {
  const found: string[] = [];
  doc.nodesBetween(Math.max(0, from - 1), Math.min(doc.content.size, to + 1), (node) => {
    const suggestion = insertionOf(node);
    const id = String(node.attrs["id"]);
    if (suggestion !== null) found.push(`${node.type.name} ${id} ${suggestion}`);
    if (targets.has(id)) found.push(`target ${id}`);
    if (UNTOUCHABLE.includes(node.type.name)) found.push(`${node.type.name} ${id}`);
    const marks = node.marks.filter(isReviewMark).map((mark) => JSON.stringify(mark.toJSON()));
    if (marks.length > 0) for (const letter of node.text ?? "") found.push(`${letter} ${marks.join()}`);
  });
  return found.toSorted();
}

// Only the server moves a withheld passage.
function copiesWithheld(step: Step): boolean {
  if (!(step instanceof ReplaceStep || step instanceof ReplaceAroundStep)) return false;
  let found = false;
  step.slice.content.descendants((node) => {
    found ||= UNTOUCHABLE.includes(node.type.name);
  });
  return found;
}

function withheldIn(doc: Node): string {
  const found: string[] = [];
  doc.descendants((node) => {
    if (UNTOUCHABLE.includes(node.type.name)) found.push(String(node.attrs["id"]));
  });
  return found.join();
}
