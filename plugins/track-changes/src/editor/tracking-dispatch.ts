import type { EditorState, Transaction } from "prosemirror-state";
import { Mapping, ReplaceStep } from "prosemirror-transform";
import type { EditorView } from "prosemirror-view";
import {
  BREAK,
  rewriteTransaction,
  type RecordChange,
  type RewriteOptions,
  type SuggestionRecords,
} from "../model/index.ts";
import { noteWritten, writeExactText } from "./exact-text.ts";
import type { RefusedReason } from "./options.ts";
import {
  comesFromYjs,
  trackingKey,
  trackingMeta,
  trackingOf,
  withMeta,
  type TrackingState,
} from "./tracking-state.ts";
import { beginUndoStep, isUndo, withCaretAtChange } from "./undo.ts";

/** More often than this no plugin answers what was appended to a transaction. */
const APPENDED_LIMIT = 16;

/**
 * For an editor's `dispatchTransaction`: makes of each of one's own changes what the mode says, and shows it. The
 * change of the text and the records that belong to it are one Yjs transaction, so one step of undo.
 *
 * ```ts
 * new EditorView(place, { state, dispatchTransaction(tr) { trackingDispatch(this, tr); } });
 * ```
 *
 * What Yjs brings, others' work and undo, passes as it is. What other plugins append is tracked as well. A change that
 * cannot be tracked is not made, and `onRefused` says why.
 */
export function trackingDispatch(view: EditorView, tr: Transaction): void {
  // y-prosemirror tells of people's carets a moment later, when the view may be gone.
  if (view.isDestroyed) return;
  const tracking = trackingKey.getState(view.state);
  if (tracking === undefined) {
    view.updateState(view.state.apply(tr));
    return;
  }
  const taken = takeIn(view.state, isUndo(tr) ? withCaretAtChange(tr) : tr);
  if (taken.refused !== null) tracking.setup.onRefused(taken.refused);
  if (taken.breaks) beginUndoStep(view.state);
  const before = view.state;
  let written: ReturnType<typeof writeExactText> = new Set();
  tracking.setup.records.commit({
    changes: taken.changes,
    showText: () => view.updateState(taken.state),
    writeText: () => {
      written = writeExactText(before, taken.applied);
    },
  });
  noteWritten(view.state, written);
  if (tracking.mode !== "view")
    tracking.setup.unseen.follow(view, before.doc, comesFromYjs(tr) && !isUndo(tr));
}

/** What became of a transaction. */
export interface TakenIn {
  readonly state: EditorState;
  readonly changes: readonly RecordChange[];
  /** One's own transactions that led there; none where others' were among them. */
  readonly applied: readonly Transaction[];
  readonly refused: RefusedReason | null;
  /** Whether it proposes a paragraph break, which begins a step of undo. */
  readonly breaks: boolean;
}

/** What `tr` makes of `state`, tracked, with what other plugins append to it; nothing is written or shown. */
export function takeIn(state: EditorState, tr: Transaction): TakenIn {
  const { setup } = trackingOf(state);
  const changes: RecordChange[] = [];
  const applied: Transaction[] = [];
  let breaks = false;
  let current = state;
  let waiting: readonly Transaction[] = [tr];
  for (let count = 0; count < APPENDED_LIMIT && waiting[0] !== undefined; count += 1) {
    const judged = judge(current, waiting[0]);
    waiting = waiting.slice(1);
    if (typeof judged === "string") {
      if (count === 0) return { state, changes: [], applied: [], refused: judged, breaks: false };
      continue;
    }
    setup.turnedAway.length = 0;
    const next = current.applyTransaction(judged).state;
    if (next === current) continue;
    current = next;
    applied.push(judged);
    changes.push(...(trackingMeta(judged).changes ?? []));
    breaks ||= insertsBreak(judged) && !setup.isRemote(judged);
    waiting = [...waiting.map((each) => rebase(each, judged.mapping, next)), ...setup.turnedAway.splice(0)];
  }
  const isOwn = !applied.some(setup.isRemote);
  return { state: current, changes, applied: isOwn ? applied : [], refused: null, breaks };
}

/** The transaction to apply, or why there is none. */
function judge(state: EditorState, tr: Transaction): Transaction | RefusedReason {
  const tracking = trackingOf(state);
  const { setup, mode, records } = tracking;
  if (!tr.docChanged || setup.isRemote(tr) || trackingMeta(tr).isTracked === true) return tr;
  if (mode === "view") return "read-only";
  const rewriting = rewriteTransaction(tr, state, rewriteOptions(tracking, mode, records));
  switch (rewriting.kind) {
    case "unchanged":
      return withMeta(tr, { isTracked: true });
    case "refused":
      return rewriting.reason;
    case "rewritten":
      return withMeta(rewriting.tr, { isTracked: true, changes: rewriting.records });
  }
}

/** What the model needs to know of this editor. */
export function rewriteOptions(
  { setup }: TrackingState,
  mode: "suggest" | "edit",
  records: SuggestionRecords,
): RewriteOptions {
  const { author, newId, newSuggestion } = setup;
  return { author, mode, records, newId, newSuggestion };
}

// Another plugin's answer to a state that has changed meanwhile.
function rebase(tr: Transaction, over: Mapping, state: EditorState): Transaction {
  const rebased = state.tr;
  tr.steps.forEach((step, index) => {
    const map = new Mapping();
    for (let back = index - 1; back >= 0; back -= 1) {
      const inverse = tr.mapping.maps[back]?.invert();
      if (inverse !== undefined) map.appendMap(inverse);
    }
    map.appendMapping(over);
    map.appendMapping(rebased.mapping);
    const mapped = step.map(map);
    if (mapped !== null) rebased.maybeStep(mapped);
  });
  return rebased;
}

function insertsBreak(tr: Transaction): boolean {
  return tr.steps.some(
    (step) =>
      step instanceof ReplaceStep &&
      step.slice.content.textBetween(0, step.slice.content.size).includes(BREAK),
  );
}
