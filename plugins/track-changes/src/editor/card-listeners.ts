import type { EditorState } from "prosemirror-state";
import { trackingKey, type TrackingState } from "./tracking-state.ts";

/**
 * What of the plugin's state is another: the suggestions themselves, told when the writer pauses; the active one; or
 * mode and view.
 */
export type TrackingChange = "suggestions" | "active" | "settings";

/** How long the text must rest, in milliseconds, before its suggestions are told of. */
const PAUSE = 150;
/** How long after the first change they are told of at the latest, in milliseconds. */
const LATEST = 1000;

/** Those who wish to hear of changes to an editor's suggestions. */
export class CardListeners {
  readonly #listeners = new Set<(change: TrackingChange) => void>();
  #timer: ReturnType<typeof setTimeout> | null = null;
  #since = 0;

  /** Adds `listener`; returns the way to take it out. */
  add(listener: (change: TrackingChange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Compares the plugin's state with that of the editor's state before. */
  hear(now: TrackingState, beforeState: EditorState): void {
    const before = trackingKey.getState(beforeState);
    if (before === undefined || before === now) return;
    if (before.mode !== now.mode || before.view !== now.view) this.#tell("settings");
    if (before.active !== now.active) this.#tell("active");
    if (before.drawing.doc !== now.drawing.doc || before.records !== now.records) this.#tellSoon();
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
      this.#tell("suggestions");
    }, rest);
  }

  #tell(change: TrackingChange): void {
    for (const listener of this.#listeners) listener(change);
  }
}
