import { Plugin, PluginKey, type EditorState } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView } from "prosemirror-view";
import { findMatches, type FindQuery } from "./matches.ts";

/** What is shown as found: every match, and the one at `current` more strongly. */
export interface Shown {
  readonly query: FindQuery | null;
  /** The document position of the match one is at; null for none. */
  readonly current: number | null;
}

interface FoundState {
  readonly shown: Shown;
  readonly drawn: DecorationSet;
}

const foundKey: PluginKey<FoundState> = new PluginKey("found");
const NOTHING: Shown = { query: null, current: null };

/** Draws what {@link showFound} asks for; the document is not touched. */
export function foundMarks(): Plugin {
  return new Plugin<FoundState>({
    key: foundKey,
    state: {
      init: () => ({ shown: NOTHING, drawn: DecorationSet.empty }),
      apply: (tr, value, _before, state) => {
        const asked: unknown = tr.getMeta(foundKey);
        const shown = isShown(asked) ? asked : value.shown;
        return shown === value.shown && !tr.docChanged ? value : { shown, drawn: draw(state, shown) };
      },
    },
    props: { decorations: (state) => foundKey.getState(state)?.drawn },
  });
}

/** Shows the matches of a query in the view; a query of null takes them away. */
export function showFound(view: EditorView, shown: Shown): void {
  if (!view.isDestroyed) view.dispatch(view.state.tr.setMeta(foundKey, shown));
}

function draw(state: EditorState, { query, current }: Shown): DecorationSet {
  if (query === null) return DecorationSet.empty;
  const marks = findMatches(state.doc, query).map(({ from, to }) =>
    Decoration.inline(from, to, { class: from === current ? "found found-current" : "found" }),
  );
  return DecorationSet.create(state.doc, marks);
}

function isShown(value: unknown): value is Shown {
  return typeof value === "object" && value !== null && "query" in value && "current" in value;
}
