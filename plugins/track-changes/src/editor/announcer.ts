import type { EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import type { SuggestionId } from "../model/index.ts";
import { openSuggestions } from "./open-suggestions.ts";
import type { TrackingSetup } from "./options.ts";
import { trackingOf } from "./tracking-state.ts";

/** Says to a screen reader which suggestion the caret comes into or leaves. */
export interface Announcer {
  /** To be called after every update of the view. */
  readonly update: (before: EditorState) => void;
  readonly destroy: () => void;
}

/** Speaks by `setup.announce`, or in a live region of its own, which is no stop of the Tab key. */
export function announcing(view: EditorView, setup: TrackingSetup): Announcer {
  const region = setup.announce === null ? addRegion(view) : null;
  const say = setup.announce ?? ((text: string) => region !== null && (region.textContent = text));
  let told = trackingOf(view.state).active;
  return {
    update: (before) => {
      const { active } = trackingOf(view.state);
      if (active === told) return;
      told = active;
      // What one types oneself, or what changes under the caret, is no walk into another suggestion.
      if (view.state.doc === before.doc) say(speechOf(view.state, active, setup));
    },
    destroy: () => region?.remove(),
  };
}

function speechOf(state: EditorState, active: SuggestionId | null, setup: TrackingSetup): string {
  const suggestion = openSuggestions(state).find(({ id }) => id === active);
  return suggestion === undefined
    ? setup.texts.left()
    : setup.texts.entered(suggestion, setup.describeAuthor(suggestion.by).name);
}

function addRegion(view: EditorView): HTMLElement {
  const region = view.dom.ownerDocument.createElement("div");
  region.className = "track-changes-announcer";
  region.setAttribute("role", "status");
  region.setAttribute("aria-live", "polite");
  view.dom.after(region);
  return region;
}
