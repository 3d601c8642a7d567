import type { Mark, Node } from "prosemirror-model";
import { AddMarkStep, RemoveMarkStep } from "prosemirror-transform";
import {
  formatOp,
  isMarkOf,
  isReviewMark,
  readFormatOp,
  reviewMarks,
  suggestionOf,
} from "../review-marks.ts";
import type { SuggestionId } from "../suggestion-id.ts";
import type { Draft } from "./draft.ts";
import { type Zone, isForeignInsertion, isReal, zoneAt, zoneInside } from "./zones.ts";

interface Letters {
  readonly node: Node;
  readonly from: number;
  readonly to: number;
}

/**
 * Rewrites a change of formatting: real over the author's own pending text, a `fmt` mark over other text, nothing over
 * text that is struck. The opposite of the author's own pending change takes that back; so does the same once more,
 * where all of the range has it already, because a command that reads the text alone cannot see what is pending.
 */
export function rewriteMark(draft: Draft, step: AddMarkStep | RemoveMarkStep): void {
  if (isReviewMark(step.mark)) return;
  const from = draft.places.place(step.from, 1);
  const to = Math.max(from, draft.places.place(step.to, -1));
  const adds = step instanceof AddMarkStep;
  const { real, proposed } = sortLetters(draft, from, to);
  for (const { from: start, to: end } of real)
    draft.step(adds ? new AddMarkStep(start, end, step.mark) : new RemoveMarkStep(start, end, step.mark));
  propose(draft, proposed, { adds, mark: step.mark });
}

function sortLetters(
  draft: Draft,
  from: number,
  to: number,
): { readonly real: readonly Letters[]; readonly proposed: readonly Letters[] } {
  const real: Letters[] = [];
  const proposed: Letters[] = [];
  const { author } = draft.options;
  const visit = (parent: Node, start: number, zone: Zone): void =>
    parent.forEach((node, offset) => {
      const pos = start + offset;
      if (pos + node.nodeSize <= from || pos >= to) return;
      if (!node.isText) return node.isLeaf ? undefined : visit(node, pos + 1, zoneInside(node, zone, author));
      const letters = { node, from: Math.max(pos, from), to: Math.min(pos + node.nodeSize, to) };
      const isOwn = draft.own(node, "insertion") !== null;
      if (isOwn || (isReal(draft.options, zone) && !isForeignInsertion(node, author))) real.push(letters);
      else if (!node.marks.some((mark) => mark.type.name === "deletion")) proposed.push(letters);
    });
  const $from = draft.doc.resolve(from);
  const depth = $from.sharedDepth(to);
  visit($from.node(depth), $from.start(depth), zoneAt($from, depth, author));
  return { real, proposed };
}

interface Change {
  readonly adds: boolean;
  readonly mark: Mark;
}

function propose(draft: Draft, letters: readonly Letters[], change: Change): void {
  const op = formatOp(change);
  const opposite = formatOp({ ...change, adds: !change.adds });
  const isRepeated =
    Object.keys(change.mark.attrs).length === 0 &&
    letters.every(({ node }) => ownFormat(draft, node, op) !== null || hasAlready(node, change)) &&
    letters.some(({ node }) => ownFormat(draft, node, op) !== null);
  if (isRepeated) {
    for (const each of letters) takeBack(draft, each, op);
    return;
  }
  const back = letters.filter(({ node }) => ownFormat(draft, node, opposite) !== null);
  for (const each of back) {
    takeBack(draft, each, opposite);
    if (change.adds) driveOut(draft, each, change.mark);
  }
  const fresh = letters.filter(
    (each) =>
      !back.includes(each) && ownFormat(draft, each.node, op) === null && !hasAlready(each.node, change),
  );
  if (fresh.length === 0) return;
  const goesOnWith = neighbour(draft, letters, op) ?? replaced(draft, fresh, change);
  const id = draft.id(goesOnWith);
  const mark = reviewMarks(draft.schema).fmt.create({ id, by: draft.options.author, op });
  for (const each of fresh) {
    if (change.adds) driveOut(draft, each, change.mark);
    draft.step(new AddMarkStep(each.from, each.to, mark));
  }
}

function hasAlready(node: Node, { adds, mark }: Change): boolean {
  return mark.isInSet(node.marks) === adds;
}

function ownFormat(draft: Draft, node: Node | null, op: string): Mark | null {
  return node?.marks.find((mark) => isOwnFormat(draft, mark) && mark.attrs["op"] === op) ?? null;
}

function isOwnFormat(draft: Draft, mark: Mark): boolean {
  return mark.type.name === "fmt" && isMarkOf(mark, draft.options.author);
}

function driveOut(draft: Draft, letters: Letters, added: Mark): void {
  for (const old of excluded(draft, letters.node, added)) removeMark(draft, letters, old);
}

/** The author's pending marks that cannot stand together with `added`: a newer link takes the place of an older one. */
function excluded(draft: Draft, node: Node, added: Mark): readonly Mark[] {
  return node.marks.filter((mark) => {
    if (!isOwnFormat(draft, mark)) return false;
    const change = readFormatOp(draft.schema, String(mark.attrs["op"]));
    return change !== null && change.adds && added.type.excludes(change.mark.type) && !change.mark.eq(added);
  });
}

function replaced(draft: Draft, letters: readonly Letters[], change: Change): SuggestionId | null {
  const first = letters[0];
  if (first === undefined || !change.adds) return null;
  const old = excluded(draft, first.node, change.mark)[0];
  return old === undefined ? null : suggestionOf(old);
}

function neighbour(draft: Draft, letters: readonly Letters[], op: string): SuggestionId | null {
  const from = letters[0]?.from ?? 0;
  const to = letters.at(-1)?.to ?? from;
  const beside = [
    draft.doc.resolve(from).nodeBefore,
    ...letters.map(({ node }) => node),
    draft.doc.resolve(to).nodeAfter,
  ];
  for (const node of beside) {
    const mark = ownFormat(draft, node, op);
    if (mark !== null) return suggestionOf(mark);
  }
  return null;
}

function takeBack(draft: Draft, letters: Letters, op: string): void {
  const mark = ownFormat(draft, letters.node, op);
  if (mark !== null) removeMark(draft, letters, mark);
}

function removeMark(draft: Draft, { from, to }: Letters, mark: Mark): void {
  draft.step(new RemoveMarkStep(from, to, mark));
}
