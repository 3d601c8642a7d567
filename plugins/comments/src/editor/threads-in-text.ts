import type { EditorState } from "prosemirror-state";
import type { DecorationSet, EditorView } from "prosemirror-view";
import { commentsOf } from "./comments-state.ts";
import { partsByThread, partsOf, specOf } from "./draw-part.ts";
import type { ThreadsChange } from "./thread-listeners.ts";

/** The active thread; `null` for none. */
export function activeThread(state: EditorState): string | null {
  return commentsOf(state).active;
}

/** All threads whose words `pos` is in or beside, the innermost first, those beside it last. */
export function threadsAt(state: EditorState, pos: number): readonly string[] {
  return threadsIn(commentsOf(state).placed, pos);
}

/** {@link threadsAt}, of the decorations alone. */
export function threadsIn(placed: DecorationSet, pos: number): readonly string[] {
  const isInside = (each: { readonly from: number; readonly to: number }): boolean =>
    each.from < pos && pos < each.to;
  const found = placed
    .find(pos, pos)
    .toSorted(
      (one, other) =>
        Number(isInside(other)) - Number(isInside(one)) || one.to - one.from - (other.to - other.from),
    );
  return [...new Set(found.map((each) => specOf(each).thread))];
}

/** Where the words of a thread stand, from the first of them to the last, as positions in the document. */
export interface ThreadPlace {
  readonly id: string;
  readonly from: number;
  readonly to: number;
}

/** The threads whose words stand in the document, in its order. */
export function placedThreads(state: EditorState): readonly ThreadPlace[] {
  return [...partsByThread(commentsOf(state).placed)].map(([id, parts]) => ({
    id,
    from: Math.min(...parts.map(({ from }) => from)),
    to: Math.max(...parts.map(({ to }) => to)),
  }));
}

/** The threads that were given and none of whose words stand in the document, in the order in which they were given. */
export function unplaced(state: EditorState): readonly string[] {
  const { marks, placed } = commentsOf(state);
  const there = partsByThread(placed);
  return [...marks.keys()].filter((id) => !there.has(id));
}

/** Where the words of a thread begin on the screen, in pixels of the window. */
export interface ThreadCoords {
  readonly top: number;
  readonly bottom: number;
}

/**
 * Where the first words of thread `id` begin; where they are not laid out, being hidden or far out of sight, where what
 * is around them begins. `null` for a thread without words in the document.
 */
export function coordsOf(view: EditorView, id: string): ThreadCoords | null {
  const [first] = partsOf(commentsOf(view.state).placed, id);
  if (first === undefined) return null;
  for (let each = elementAt(view, first.from); each !== null; each = each.parentElement) {
    const isLaidOut = !("checkVisibility" in each) || each.checkVisibility({ contentVisibilityAuto: true });
    if (isLaidOut || each === view.dom) {
      const { top, bottom } = each.getBoundingClientRect();
      return { top, bottom };
    }
  }
  return null;
}

function elementAt(view: EditorView, pos: number): Element | null {
  const { node, offset } = view.domAtPos(pos, 1);
  const child = node.childNodes[offset];
  if (child instanceof Element) return child;
  return node instanceof Element ? node : node.parentElement;
}

/**
 * Calls `listener` with what changed: all at once, but `text`, which waits until the writer pauses. Returns the way to
 * stop.
 */
export function subscribeToThreads(view: EditorView, listener: (change: ThreadsChange) => void): () => void {
  return commentsOf(view.state).listeners.add(listener);
}
