import { Fragment, Slice, type Node } from "prosemirror-model";
import { ReplaceStep, type Step } from "prosemirror-transform";
import type { SuggestionRecord } from "../records.ts";
import { suggestionOfKey } from "../records.ts";
import type { SuggestionId } from "../suggestion-id.ts";
import { isTablePart, planArranging, type Arranging } from "./arrangement.ts";
import { proposeAttribute } from "./attr-step.ts";
import { Untracked, type Draft } from "./draft.ts";
import { idsIn, keepProposed, propose } from "./proposed-block.ts";
import { strike } from "./strike.ts";
import { isReal, zoneAt, zoneInside } from "./zones.ts";

/**
 * Proposes what a step does, where it only arranges nodes or puts whole ones in.
 *
 * @param mapped the step in positions of the rewriting, where it begins at `from`
 * @returns whether it could be said so; else nothing was done
 */
// oxlint-disable-next-line max-params -- a step as the original has it, and as it falls here
export function arrangeStep(
  draft: Draft,
  step: Step & { readonly from: number },
  mapped: Step,
  from: number,
): boolean {
  const { doc } = mapped.apply(draft.doc);
  const plan = doc === null ? null : planArranging(draft.doc, doc, draft.options.author);
  if (plan === null || !isProposable(draft, plan)) return false;
  draft.places.original(step.getMap());
  applyArranging(draft, plan, step.from - from);
  return true;
}

/** Whether nothing of it concerns what is the author's to change really. */
export function isProposable(draft: Draft, plan: readonly Arranging[]): boolean {
  return plan.every((item) => {
    if (item.kind === "remake") return true;
    const pos = item.kind === "remove" ? item.from : item.at;
    const $pos = draft.doc.resolve(pos);
    const around = zoneAt($pos, $pos.depth, draft.options.author);
    const node = item.kind === "record" ? draft.doc.nodeAt(pos) : null;
    return !isReal(draft.options, node === null ? around : zoneInside(node, around, draft.options.author));
  });
}

/** Carries out a plan. `shift` leads from a position of the document after to one of the original. */
export function applyArranging(draft: Draft, plan: readonly Arranging[], shift: number): void {
  for (const item of plan) {
    if (item.kind !== "record") continue;
    const { record } = item;
    const node = draft.doc.nodeAt(item.at);
    if (record.kind === "shape") putShape(draft, record);
    else if (node !== null) proposeAttribute(draft, node, record.name, record.value);
  }
  const changes = plan.filter((item) => item.kind !== "record");
  for (const item of changes.toReversed()) {
    if (item.kind === "insert") putIn(draft, item, shift);
    else if (item.kind === "remake") remake(draft, item);
    else strike(draft, item.from, item.to);
  }
}

type Shape = Extract<SuggestionRecord, { kind: "shape" }>;

/** A newer arrangement takes the place of the author's earlier one of the same nodes. */
export function putShape(draft: Draft, record: Shape): void {
  let goesOnWith: SuggestionId | null = null;
  const named = namesOf(record);
  for (const [key, earlier] of draft.ownRecords()) {
    if (earlier.kind !== "shape") continue;
    if (JSON.stringify(earlier) === JSON.stringify(record)) return;
    if (![...namesOf(earlier)].some((id) => named.has(id))) continue;
    goesOnWith ??= suggestionOfKey(key);
    draft.drop(key);
  }
  draft.put(draft.id(goesOnWith), record);
}

/** The ids of all nodes that an arrangement names. */
export function namesOf({ target, last, to }: Shape): ReadonlySet<string> {
  const names = new Set([target, last]);
  const visit = (nodes: Shape["to"]): void => {
    for (const node of nodes) {
      if ("keep" in node) names.add(node.keep);
      visit(node.content ?? []);
    }
  };
  visit(to);
  return names;
}

function putIn(draft: Draft, item: Extract<Arranging, { kind: "insert" }>, shift: number): void {
  insertNodes(draft, item.at, item.nodes);
  const size = item.nodes.reduce((sum, node) => sum + node.nodeSize, 0);
  draft.places.link(item.from + shift, item.from + shift + size, item.at);
}

function remake(draft: Draft, { from, to, suggestion, nodes }: Extract<Arranging, { kind: "remake" }>): void {
  const naming = { taken: new Set<unknown>(), newId: draft.options.newId };
  const remade = nodes.map((node) => keepProposed(node, suggestion, naming));
  draft.step(new ReplaceStep(from, to, new Slice(Fragment.fromArray(remade), 0, 0)));
}

/** Puts whole nodes in as the author's proposal. */
export function insertNodes(draft: Draft, at: number, nodes: readonly Node[]): void {
  const taken = idsIn(draft.doc);
  const id = draft.id();
  // A merged cell that loses the row it begins in is put anew into the next: its text would be there twice.
  if (
    nodes.some(
      (node) => isTablePart(node.type) && typeof node.attrs["id"] === "string" && taken.has(node.attrs["id"]),
    )
  )
    throw new Untracked("spanning-cell");
  const proposed = nodes.map((node) => propose(node, id, { taken, newId: draft.options.newId }));
  if (!proposed.every(isValid)) throw new Untracked("too-complex");
  draft.step(new ReplaceStep(at, at, new Slice(Fragment.fromArray(proposed), 0, 0)));
}

// Table commands make impossible rows where a table is irregular.
function isValid(node: Node): boolean {
  return node.type.validContent(node.content) && node.content.content.every(isValid);
}
