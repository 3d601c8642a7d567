import { PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import { ySyncPluginKey } from "y-prosemirror";
import type { RecordChange, SuggestionId, SuggestionRecords } from "../model/index.ts";
import type { Drawing } from "./drawing/drawing.ts";
import type { SuggestionView, TrackingMode, TrackingSetup } from "./options.ts";

/** The plugin's state. */
export interface TrackingState {
  readonly mode: TrackingMode;
  readonly view: SuggestionView;
  readonly records: SuggestionRecords;
  /** The suggestion that is emphasised: at the caret, or the one chosen from a card. */
  readonly active: SuggestionId | null;
  readonly drawing: Drawing;
  readonly setup: TrackingSetup;
}

/** The plugin's key; {@link TrackingState} through `getState`. */
export const trackingKey: PluginKey<TrackingState> = new PluginKey("track-changes");

/** What a transaction says to the plugin. */
export interface TrackingMeta {
  readonly mode?: TrackingMode;
  readonly view?: SuggestionView;
  readonly active?: SuggestionId | null;
  /** All records, as somebody else's change or an undo left them. */
  readonly records?: SuggestionRecords;
  /** The records that go with this very transaction. */
  readonly changes?: readonly RecordChange[];
  /** Set on what is written as it is: rewritten already, or one's own removal of one's own. */
  readonly isTracked?: true;
  /** Draws everything anew, e.g. when the names of authors have come. */
  readonly redraw?: true;
}

/** What `tr` says to the plugin, empty for one that says nothing. */
export function trackingMeta(tr: Transaction): TrackingMeta {
  const meta: TrackingMeta | undefined = tr.getMeta(trackingKey);
  return meta ?? {};
}

/** `tr` with `meta` added to what it says to the plugin. */
export function withMeta(tr: Transaction, meta: TrackingMeta): Transaction {
  return tr.setMeta(trackingKey, { ...trackingMeta(tr), ...meta });
}

/** The plugin's state. @throws RangeError for an editor without the plugin */
export function trackingOf(state: EditorState): TrackingState {
  const tracking = trackingKey.getState(state);
  if (tracking === undefined) throw new RangeError("This editor has no plugin for tracked changes");
  return tracking;
}

/** Whether y-prosemirror made `tr` from a change of the shared document: others' work, or an undo of one's own. */
export function comesFromYjs(tr: Transaction): boolean {
  const meta: unknown = tr.getMeta(ySyncPluginKey);
  return (
    typeof meta === "object" && meta !== null && "isChangeOrigin" in meta && meta.isChangeOrigin === true
  );
}
