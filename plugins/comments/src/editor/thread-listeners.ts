import type { EditorState } from "prosemirror-state";
import { commentsKey, type CommentsState } from "./comments-state.ts";

/**
 * What is another: the threads that are drawn; the active one; which of them have no place in the document; or the text
 * around them, told when the writer pauses.
 */
export type ThreadsChange = "marks" | "active" | "unplaced" | "text";

/** How long the text must rest, in milliseconds, before it is told of. */
const PAUSE = 150;
/** How long after the first change it is told of at the latest, in milliseconds. */
const LATEST = 1000;

/** Those who wish to hear of the threads in an editor. */
export class ThreadListeners {
  readonly #listeners = new Set<(change: ThreadsChange) => void>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #since = 0;

  /** Adds `listener`; returns the way to take it out. */
  add(listener: (change: ThreadsChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Compares an editor's state with the one before. */
  hear(now: CommentsState, state: EditorState, beforeState: EditorState): void {
    const before = commentsKey.getState(beforeState);
    if (before === undefined) return;
    if (before.marks !== now.marks) this.#tell("marks");
    if (before.active !== now.active) this.#tell("active");
    if (before.lost !== now.lost) this.#tell("unplaced");
    if (state.doc !== beforeState.doc) this.#tellSoon();
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#listeners.clear();
  }

  #tellSoon(): void {
    const now = performance.now();
    if (this.#timer === null) this.#since = now;
    else clearTimeout(this.#timer);
    const rest = Math.max(0, Math.min(PAUSE, this.#since + LATEST - now));
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#tell("text");
    }, rest);
  }

  #tell(change: ThreadsChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
