import type { EditorState, Transaction } from "prosemirror-state";
import {
  AddMarkStep,
  AttrStep,
  RemoveMarkStep,
  ReplaceAroundStep,
  ReplaceStep,
  type Step,
} from "prosemirror-transform";
import type { UntrackedReason } from "../policy.ts";
import type { SuggestionId } from "../suggestion-id.ts";
import { applyArranging, isProposable } from "./apply-arrangement.ts";
import { planArranging } from "./arrangement.ts";
import { mayHappen } from "./guard.ts";
import { rewriteAttribute } from "./attr-step.ts";
import { withoutReviewMarks } from "./content.ts";
import { Draft, Untracked, type RecordChange, type RewriteOptions } from "./draft.ts";
import { rewriteMark } from "./mark-step.ts";
import { rewriteReplaceAround } from "./replace-around-step.ts";
import { rewriteReplace } from "./replace-step.ts";
import { carrySelection } from "./selection.ts";

/** What a transaction becomes. */
export type Rewriting =
  /** Apply the original: it changes no text, or may change it as it does. */
  | { readonly kind: "unchanged" }
  | {
      readonly kind: "rewritten";
      /** To be applied in place of the original, to the same state. */
      readonly tr: Transaction;
      /** To be written together with it. */
      readonly records: readonly RecordChange[];
      /** The suggestion that it makes or goes on with; `null` where it only takes back, or really edits. */
      readonly suggestion: SuggestionId | null;
    }
  /** Nothing of it may be applied. */
  | { readonly kind: "refused"; readonly reason: UntrackedReason };

/**
 * Turns a transaction on `state` into one that leaves base text and other people's suggestions alone. Metadata, stored
 * marks and scrolling are carried over; one transaction becomes one suggestion. Costs the blocks that it touches.
 *
 * - What one types goes on with one's own insertion beside it; at the edge of one's own deletion both are one
 *   replacement; in the middle of a deletion it divides that and is a suggestion of its own, where the caret is.
 * - What replaces a selection stands behind what it replaces, under one id. The same in place of the same is no change.
 * - Deleting takes one's own pending text away, strikes everything else, and joins neighbouring deletions of one's own
 *   under the first id. Spaces on either side of a struck word stay. Withheld passages are passed over.
 * - Formatting adds nothing to struck text; applied once more, or undone, it takes one's own proposal back.
 * - Pasted text is one insertion with its formatting, and brings in nothing that was proposed elsewhere. Paragraphs
 *   become breaks; other blocks stand behind the block of the caret, or before it at its start.
 * - An editor changes the base really. Others' pending text he strikes, in their pending blocks he proposes, and what he
 *   types in the midst of any pending text is base.
 *
 * Not to be called for what came from others (y-prosemirror's transactions) nor for undo and redo.
 */
export function rewriteTransaction(
  original: Transaction,
  state: EditorState,
  options: RewriteOptions,
): Rewriting {
  if (!original.docChanged) return { kind: "unchanged" };
  const draft = new Draft(state, options);
  try {
    if (isStructural(original)) {
      if (mayHappen(draft, original)) return { kind: "unchanged" };
      if (!arrangeAll(draft, original)) for (const step of original.steps) rewriteStep(draft, step);
    } else for (const step of original.steps) rewriteStep(draft, step);
  } catch (error) {
    if (error instanceof Untracked) return { kind: "refused", reason: error.reason };
    throw error;
  }
  const records = draft.recordChanges();
  if (records.length === 0 && draft.made === null && draft.doc.eq(original.doc)) return { kind: "unchanged" };
  carrySelection(draft, original, state);
  carryRest(draft.tr, original);
  return { kind: "rewritten", tr: draft.tr, records, suggestion: draft.made };
}

// Several steps may only together say what they do: merging cells moves content by taking it out and putting it in.
function isStructural({ steps }: Transaction): boolean {
  const [first] = steps;
  if (steps.length === 1) return first instanceof ReplaceAroundStep;
  return steps.some((step) => step instanceof ReplaceStep || step instanceof ReplaceAroundStep);
}

function arrangeAll(draft: Draft, original: Transaction): boolean {
  const plan = planArranging(draft.doc, original.doc, draft.options.author);
  if (plan === null || !isProposable(draft, plan)) return false;
  for (const step of original.steps) draft.places.original(step.getMap());
  applyArranging(draft, plan, 0);
  return true;
}

function rewriteStep(draft: Draft, step: Step): void {
  if (step instanceof ReplaceStep) rewriteReplace(draft, step);
  else if (step instanceof ReplaceAroundStep) rewriteReplaceAround(draft, step);
  else if (step instanceof AddMarkStep || step instanceof RemoveMarkStep) rewriteMark(draft, step);
  else if (step instanceof AttrStep) rewriteAttribute(draft, step);
  else throw new Untracked("unknown-step");
}

function carryRest(tr: Transaction, original: Transaction): void {
  // ProseMirror has no public way to list a transaction's metadata.
  const metas: unknown = Reflect.get(original, "meta");
  if (typeof metas === "object" && metas !== null)
    for (const [key, value] of Object.entries(metas)) tr.setMeta(key, value);
  tr.setTime(original.time);
  if (original.storedMarksSet)
    tr.setStoredMarks(original.storedMarks === null ? null : withoutReviewMarks(original.storedMarks));
  if (original.scrolledIntoView) tr.scrollIntoView();
}
