import type { Node } from "prosemirror-model";
import {
  EditorState,
  NodeSelection,
  type Selection,
  TextSelection,
  type Command,
  type Transaction,
} from "prosemirror-state";
import { CellSelection } from "prosemirror-tables";
import { suggestionOfKey, type SuggestionRecord } from "../records.ts";
import { applyArranging, isProposable, namesOf } from "./apply-arrangement.ts";
import { planArranging } from "./arrangement.ts";
import { Draft, Untracked, type RewriteOptions } from "./draft.ts";
import { rewriteTransaction, type Rewriting } from "./rewrite.ts";
import { withRecords } from "./virtual.ts";

/** A command's outcome: a transaction to apply with its records, or why there is none. */
export type Proposed = Exclude<Rewriting, { kind: "unchanged" }>;

/**
 * Runs a structural command as one who sees his own proposals carried out would mean it: over the document with the
 * author's arrangements and attributes applied. What comes out is compared with the base, so that a second command
 * changes the first proposal, and one that leads back to the base takes it back.
 *
 * @returns what to do for a state, as {@link rewriteTransaction} does, with the transaction to apply wherever it is not
 *   refused; `null` where the command does not apply
 */
export function proposeCommand(
  command: Command,
  options: () => RewriteOptions,
): (state: EditorState) => Proposed | null {
  return (state) => {
    const given = options();
    const own = ownStructure(state, given);
    if (given.mode === "edit" || own.size === 0) return proposeDirectly(command, state, given);
    const virtual = virtualState(state, own.values());
    const made = runOn(command, virtual);
    if (made === null || !made.docChanged) return null;
    return propose(state, given, made, own) ?? proposeDirectly(command, state, given);
  };
}

type Structure = Extract<SuggestionRecord, { kind: "shape" | "attrs" }>;

function ownStructure(state: EditorState, options: RewriteOptions): ReadonlyMap<string, Structure> {
  const own = new Map<string, Structure>();
  for (const [key, record] of new Draft(state, options).ownRecords())
    if (record.kind === "shape" || record.kind === "attrs") own.set(key, record);
  return own;
}

function runOn(command: Command, state: EditorState): Transaction | null {
  let made: Transaction | null = null;
  const applies = command(state, (tr) => {
    made ??= tr;
  });
  return applies ? made : null;
}

function proposeDirectly(command: Command, state: EditorState, options: RewriteOptions): Proposed | null {
  const made = runOn(command, state);
  if (made === null) return null;
  const rewriting = rewriteTransaction(made, state, options);
  return rewriting.kind === "unchanged"
    ? { kind: "rewritten", tr: made, records: [], suggestion: null }
    : rewriting;
}

// Plugins stay out of it: what is imagined here is nobody's business but the command's.
function virtualState(state: EditorState, own: Iterable<Structure>): EditorState {
  const doc = withRecords(state.doc, own);
  return EditorState.create({ doc, selection: selectionIn(doc, state.selection) });
}

// oxlint-disable-next-line max-params -- a command's outcome, and what it began from
function propose(
  state: EditorState,
  options: RewriteOptions,
  made: Transaction,
  own: ReadonlyMap<string, Structure>,
): Proposed | null {
  const draft = new Draft(state, options);
  try {
    const plan = planArranging(state.doc, made.doc, options.author);
    if (plan === null || !isProposable(draft, plan)) return null;
    const wanted = plan.flatMap((item) => (item.kind === "record" ? [item.record] : []));
    dropOutdated(draft, own, wanted, state.doc);
    applyArranging(draft, plan, 0);
  } catch (error) {
    if (error instanceof Untracked) return { kind: "refused", reason: error.reason };
    throw error;
  }
  draft.tr.setSelection(selectionIn(draft.doc, made.selection));
  if (made.scrolledIntoView) draft.tr.scrollIntoView();
  return { kind: "rewritten", tr: draft.tr, records: draft.recordChanges(), suggestion: draft.made };
}

/**
 * Drops what the author proposed of the nodes concerned and does no longer; what did not fit the document, and so was
 * not carried out in the imagined one, stays as it is.
 */
// oxlint-disable-next-line max-params -- what stands, what is wanted, and of which document
function dropOutdated(
  draft: Draft,
  own: ReadonlyMap<string, Structure>,
  wanted: readonly Structure[],
  doc: Node,
): void {
  const same = new Set(wanted.map((record) => JSON.stringify(record)));
  for (const [key, record] of own) {
    if (same.has(JSON.stringify(record)) || withRecords(doc, [record]).eq(doc)) continue;
    const heirs = wanted.filter((each) => concerns(each, record));
    const id = suggestionOfKey(key);
    if (heirs.length > 0 && id !== null) draft.id(id);
    draft.drop(key);
  }
}

function concerns(one: Structure, other: Structure): boolean {
  if (one.kind === "attrs" || other.kind === "attrs")
    return one.kind === other.kind && one.target === other.target;
  const names = namesOf(other);
  return [...namesOf(one)].some((name) => names.has(name));
}

/** `selection` of another arrangement of the same nodes: the same place of the same nodes, found by their ids. */
function selectionIn(doc: Node, selection: Selection): Selection {
  const near = (pos: number): number => placeIn(doc, selection.$anchor.doc, pos) ?? 0;
  if (selection instanceof CellSelection) {
    const [anchor, head] = [selection.$anchorCell, selection.$headCell].map(({ nodeAfter }) =>
      startOf(doc, nodeAfter),
    );
    if (anchor != null && head != null) return CellSelection.create(doc, anchor, head);
  }
  if (selection instanceof NodeSelection) {
    const start = startOf(doc, selection.node);
    if (start !== null) return NodeSelection.create(doc, start);
  }
  return TextSelection.between(doc.resolve(near(selection.anchor)), doc.resolve(near(selection.head)));
}

function placeIn(doc: Node, from: Node, pos: number): number | null {
  const $pos = from.resolve(pos);
  const start = $pos.depth === 0 ? null : startOf(doc, $pos.parent);
  return start === null ? null : start + 1 + $pos.parentOffset;
}

function startOf(doc: Node, node: Node | null): number | null {
  const id: unknown = node?.attrs["id"];
  let start: number | null = null;
  doc.descendants((each, pos) => {
    if (start === null && !each.isInline && typeof id === "string" && each.attrs["id"] === id) start = pos;
    return start === null && !each.isTextblock;
  });
  return start;
}
