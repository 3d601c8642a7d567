import { Plugin, type EditorState, type Transaction } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { suggestionId } from "../model/index.ts";
import { announcing } from "./announcer.ts";
import { suggestionsAt } from "./caret-suggestions.ts";
import { CardListeners } from "./card-listeners.ts";
import { copySlice, cleanSlice } from "./clipboard.ts";
import { drawAll, redraw } from "./drawing/drawing.ts";
import type { TrackChangesOptions, TrackingSetup } from "./options.ts";
import { answerKey } from "./key-presses.ts";
import { forgetLateSelections } from "./undo.ts";
import { UnseenText } from "./unseen-text.ts";
import { withChanges } from "./shared-records.ts";
import { englishTexts } from "./texts.ts";
import {
  comesFromYjs,
  trackingKey,
  trackingMeta,
  trackingOf,
  withMeta,
  type TrackingState,
} from "./tracking-state.ts";

/**
 * Tracked changes: what one types becomes a proposal (mode `suggest`) or a change that leaves the proposals of others
 * whole (mode `edit`), and all of it is drawn. The editor's `dispatchTransaction` must be {@link trackingDispatch};
 * without it nothing can be changed.
 *
 * @throws RangeError for an author of whom no suggestion id can speak
 */
export function trackChanges(options: TrackChangesOptions): Plugin<TrackingState> {
  const setup = setUp(options);
  return new Plugin<TrackingState>({
    key: trackingKey,
    state: {
      init: (_config, state) => begin(state, setup),
      apply: (tr, before, _old, state) => proceed(before, tr, state),
    },
    filterTransaction: (tr) => isAdmitted(tr, setup),
    props: {
      editable: (state) => trackingOf(state).mode !== "view",
      attributes: (state) => {
        const { mode, view } = trackingOf(state);
        return { class: `track-changes track-changes-${view}`, "data-tracking-mode": mode };
      },
      decorations: (state) => trackingOf(state).drawing.shown,
      transformCopied: (slice, view) => copySlice(slice, view.state),
      transformPasted: (slice, _view, isPlainText) => cleanSlice(slice, isPlainText),
      handleDOMEvents: { keydown: (view, event) => answerKey(view, event) },
    },
    view: (view) => attend(view, setup),
  });
}

function setUp(options: TrackChangesOptions): TrackingSetup {
  const { author, random } = options;
  suggestionId(author, "0000");
  return {
    mode: "view",
    view: "markup",
    describeAuthor: (by) => ({ name: by, colour: 0 }),
    texts: englishTexts,
    copy: "proposed",
    onRefused: () => undefined,
    isRemote: comesFromYjs,
    announce: null,
    ...options,
    newSuggestion: () => suggestionId(author, random()),
    turnedAway: [],
    listeners: new CardListeners(),
    unseen: new UnseenText(author),
  };
}

function begin(state: EditorState, setup: TrackingSetup): TrackingState {
  const { mode, view } = setup;
  const records = setup.records.current();
  const drawing = drawAll({ doc: state.doc, records, active: null, view }, setup);
  return { mode, view, records, active: null, drawing, setup };
}

function proceed(before: TrackingState, tr: Transaction, state: EditorState): TrackingState {
  const meta = trackingMeta(tr);
  const { setup, drawing } = before;
  const mode = meta.mode ?? before.mode;
  const view = meta.view ?? before.view;
  const records = withChanges(meta.records ?? before.records, meta.changes ?? []);
  const shown = { doc: state.doc, records, active: before.active, view };
  const redrawn = meta.redraw === true ? drawAll(shown, setup) : redraw(drawing, shown, setup);
  const active = activeAfter(before, tr, { state, drawn: redrawn });
  const emphasised = active === before.active ? redrawn : redraw(redrawn, { ...shown, active }, setup);
  return { mode, view, records, active, drawing: emphasised, setup };
}

interface Arrived {
  readonly state: EditorState;
  readonly drawn: TrackingState["drawing"];
}

// The one that was chosen stays while the caret is at it, whatever else is there.
function activeAfter(
  before: TrackingState,
  tr: Transaction,
  { state, drawn }: Arrived,
): TrackingState["active"] {
  const { active } = trackingMeta(tr);
  if (active !== undefined) return active;
  if (!tr.docChanged && !tr.selectionSet && drawn.records === before.records) return before.active;
  const here = suggestionsAt(state, drawn.byTarget);
  return before.active !== null && here.includes(before.active) ? before.active : (here[0] ?? null);
}

// Whatever would change the text without having been tracked, a plugin's answer for one, is tracked first.
function isAdmitted(tr: Transaction, setup: TrackingSetup): boolean {
  if (!tr.docChanged || setup.isRemote(tr) || trackingMeta(tr).isTracked === true) return true;
  setup.turnedAway.push(tr);
  return false;
}

function attend(view: EditorView, setup: TrackingSetup): ReturnType<NonNullable<Plugin["spec"]["view"]>> {
  const stopObserving = setup.records.observe(() => {
    view.dispatch(withMeta(view.state.tr, { records: setup.records.current() }));
  });
  const stopForgetting = forgetLateSelections(view.state);
  const announcer = announcing(view, setup);
  return {
    update: (current, before) => {
      announcer.update(before);
      setup.listeners.hear(trackingOf(current.state), before);
    },
    destroy: () => {
      stopObserving();
      stopForgetting();
      announcer.destroy();
      setup.listeners.stop();
    },
  };
}
