import { TextSelection, type Command, type EditorState, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { commentsKey, commentsMeta, commentsOf, type CommentsMeta } from "./comments-state.ts";
import type { ThreadMark } from "./options.ts";
import { placedThreads, type ThreadPlace } from "./threads-in-text.ts";

/**
 * Draws these threads and no others. Those that were drawn already stay where their words are by now, unless they are
 * given another place that fits.
 */
export function showThreads(view: EditorView, marks: readonly ThreadMark[]): void {
  view.dispatch(withMeta(view.state.tr, { marks }));
}

/** Emphasises thread `id`, or none, without moving the caret. One that was not given is none. */
export function activateThread(view: EditorView, id: string | null): void {
  if (commentsOf(view.state).active !== id) view.dispatch(withMeta(view.state.tr, { active: id }));
}

/** Puts caret and focus into the words of thread `id`, and scrolls there. False for one that has none here. */
export function revealThread(view: EditorView, id: string): boolean {
  const place = placedThreads(view.state).find((each) => each.id === id);
  if (place === undefined) return false;
  view.focus();
  view.dispatch(goTo(view.state, place));
  return true;
}

/** To the next thread after the active one, or after the caret; from the last to the first. */
export const nextThread: Command = (state, dispatch) => step(state, dispatch, 1);

/** To the thread before the active one, or before the caret; from the first to the last. */
export const previousThread: Command = (state, dispatch) => step(state, dispatch, -1);

function step(state: EditorState, dispatch: ((tr: Transaction) => void) | undefined, by: 1 | -1): boolean {
  const comments = commentsKey.getState(state);
  if (comments === undefined) return false;
  const all = placedThreads(state);
  const { head } = state.selection;
  const here = all.findIndex(({ id }) => id === comments.active);
  const behind = all.findIndex(({ from }) => from > head);
  const gap = (behind < 0 ? all.length : behind) - (by > 0 ? 1 : 0);
  const next = all[((here >= 0 ? here : gap) + by + all.length) % all.length];
  if (next === undefined) return false;
  dispatch?.(goTo(state, next));
  return true;
}

function goTo({ tr }: EditorState, { id, from }: ThreadPlace): Transaction {
  return withMeta(tr.setSelection(TextSelection.near(tr.doc.resolve(from))).scrollIntoView(), { active: id });
}

function withMeta(tr: Transaction, meta: CommentsMeta): Transaction {
  return tr.setMeta(commentsKey, { ...commentsMeta(tr), ...meta });
}
