import type { EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { readSuggestions, type Suggestion, type SuggestionId } from "../model/index.ts";
import type { TrackingChange } from "./card-listeners.ts";
import { drawnOf } from "./drawing/drawing.ts";
import { trackingOf, type TrackingState } from "./tracking-state.ts";

const read = new WeakMap<TrackingState["drawing"], readonly Suggestion[]>();

/**
 * The open suggestions in document order, one for each id however many pieces it has. Reads the whole document, once for
 * each state of it: ask after a pause, as {@link subscribeToSuggestions} does, not at every key stroke.
 */
export function openSuggestions(state: EditorState): readonly Suggestion[] {
  const { drawing, records } = trackingOf(state);
  const known = read.get(drawing);
  if (known !== undefined) return known;
  const suggestions = readSuggestions({ doc: state.doc, records });
  read.set(drawing, suggestions);
  return suggestions;
}

/**
 * Calls `listener` with what changed: `active` and `settings` at once, `suggestions` when the writer pauses. Returns the
 * way to stop.
 */
export function subscribeToSuggestions(
  view: EditorView,
  listener: (change: TrackingChange) => void,
): () => void {
  return trackingOf(view.state).setup.listeners.add(listener);
}

/** Where a suggestion begins on the screen, in pixels of the window. */
export interface SuggestionPlace {
  readonly top: number;
  readonly bottom: number;
}

/**
 * Where suggestion `id` begins; where the present view hides its text, where the block around it begins. `null` for one
 * that is not drawn.
 */
export function coordsOf(view: EditorView, id: SuggestionId): SuggestionPlace | null {
  const [first] = drawnOf(trackingOf(view.state).drawing.drawn, id);
  if (first === undefined) return null;
  const block = view.nodeDOM(first.from);
  const element = block instanceof Element ? block : elementAt(view, first.from);
  for (let each = element; each !== null && each !== view.dom; each = each.parentElement) {
    const { top, bottom, height } = each.getBoundingClientRect();
    if (height > 0) return { top, bottom };
  }
  return null;
}

function elementAt(view: EditorView, pos: number): Element | null {
  const { node, offset } = view.domAtPos(pos, 1);
  const child = node.childNodes[offset];
  if (child instanceof Element) return child;
  return node instanceof Element ? node : node.parentElement;
}
