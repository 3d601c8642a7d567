import { Plugin, type EditorState, type Transaction } from "prosemirror-state";
import { DecorationSet } from "prosemirror-view";
import { commentsKey, commentsMeta, commentsOf, type CommentsState } from "./comments-state.ts";
import { redrawThread } from "./draw-part.ts";
import { followText } from "./follow-text.ts";
import type { CommentsOptions } from "./options.ts";
import { placeMarks } from "./place-marks.ts";
import { moveOf, type TextMove } from "./text-changes.ts";
import { ThreadListeners } from "./thread-listeners.ts";
import { threadsIn } from "./threads-in-text.ts";

/**
 * Draws the threads that `showThreads` gives it and takes them along with their words. It never changes the document,
 * and nothing that is in the document makes a thread.
 */
export function comments(options: CommentsOptions = {}): Plugin<CommentsState> {
  return new Plugin<CommentsState>({
    key: commentsKey,
    state: {
      init: () => ({
        marks: new Map(),
        placed: DecorationSet.empty,
        lost: [],
        active: null,
        here: [],
        listeners: new ThreadListeners(),
      }),
      apply: (tr, before, beforeState, state) => proceed(before, tr, beforeState, state),
    },
    props: { decorations: (state) => commentsOf(state).placed },
    view: ({ state }) => ({
      update: (view, beforeState) => tell(view.state, beforeState, options),
      destroy: () => commentsOf(state).listeners.stop(),
    }),
  });
}

function proceed(
  before: CommentsState,
  tr: Transaction,
  beforeState: EditorState,
  state: EditorState,
): CommentsState {
  const meta = commentsMeta(tr);
  const move = tr.docChanged ? moveOf(tr) : null;
  let next = move === null ? before : { ...before, ...followText(before, tr, move) };
  if (meta.marks !== undefined) next = { ...next, ...placeMarks(next, tr.doc, meta.marks) };
  const hasWalked = hasCaretWalked(tr, move, beforeState, state);
  const here = hasWalked ? threadsIn(next.placed, state.selection.head) : next.here;
  const wanted = meta.active !== undefined ? meta.active : hasWalked ? activeOf(before, here) : next.active;
  const active = wanted !== null && next.marks.has(wanted) ? wanted : null;
  if (active === next.active) return here === next.here ? next : { ...next, here };
  const faded = redrawThread(next.placed, tr.doc, next.marks.get(next.active ?? ""), false);
  const placed = redrawThread(faded, tr.doc, next.marks.get(active ?? ""), true);
  return { ...next, placed, here, active };
}

// The one that was chosen stays while the caret is at it, whatever else is there.
function activeOf({ active }: CommentsState, here: readonly string[]): string | null {
  return active !== null && here.includes(active) ? active : (here[0] ?? null);
}

/**
 * Whether somebody led the caret elsewhere: not where the text moved it, nor where an input method has it while one
 * composes, when nothing around it may be drawn anew.
 */
function hasCaretWalked(
  tr: Transaction,
  move: TextMove | null,
  before: EditorState,
  { selection }: EditorState,
): boolean {
  if (!tr.selectionSet || tr.getMeta("composition") !== undefined || move?.isCompared === true) return false;
  const { head } = before.selection;
  return selection.head !== (move === null ? head : move.mapping.map(head));
}

function tell(state: EditorState, beforeState: EditorState, options: CommentsOptions): void {
  const [now, before] = [commentsOf(state), commentsKey.getState(beforeState)];
  if (before === undefined || now === before) return;
  now.listeners.hear(now, state, beforeState);
  if (now.active !== before.active) options.onActive?.(now.active);
  if (now.here === before.here) return;
  for (const id of before.here) if (!now.here.includes(id)) options.onLeave?.({ id });
  for (const id of now.here) if (!before.here.includes(id)) options.onEnter?.({ id });
}
