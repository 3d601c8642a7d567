import type { Language } from "@travaux/blueprint";
import type { ClipboardNotice } from "@travaux/clipboard";
import { comments, type CommentsOptions } from "@travaux/comments";
import "@travaux/comments/style.css";
import { footnotes } from "@travaux/footnotes";
import {
  setSuggestionView,
  setTrackingMode,
  trackChanges,
  trackingDispatch,
  trackingOf,
  type RefusedReason,
  type SuggestionView,
  type TrackChangesOptions,
  type TrackingMode,
} from "@travaux/track-changes";
import "@travaux/track-changes/style.css";
import { EditorState, type Plugin, type Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { directionOf } from "../interface-text/message.ts";
import { bindRoom, type BoundRoom } from "./binding/bind-room.ts";
import type { OpenRoom } from "./binding/open-room.ts";
import { foundMarks } from "./find/found-marks.ts";
import { selectionInTime } from "./selection-in-time.ts";
import type { Say } from "./text/say.ts";
import { viewChanges } from "./view-changes.ts";
import { writingPlugins } from "./writing-plugins.ts";
import { writingSchema } from "./writing-schema.ts";

/** Whose proposals an editor makes, and how those of all are named. */
export interface Tracking extends Pick<TrackChangesOptions, "author"> {
  readonly describeAuthor?: TrackChangesOptions["describeAuthor"];
  readonly texts?: TrackChangesOptions["texts"];
}

/** What {@link openSectionView} is told. */
export interface SectionViewOptions {
  readonly room: OpenRoom;
  /** Whether the reader may write at all, be it proposals; without it nothing is ever written to the room. */
  readonly editable: boolean;
  readonly tracking: Tracking;
  /** What his own changes are to begin with; `view` where he may not write. */
  readonly mode: TrackingMode;
  readonly shown: SuggestionView;
  readonly onRefused: (reason: RefusedReason) => void;
  readonly textLanguage: Language;
  readonly ariaLabel: string;
  readonly say: Say;
  /** Gives a new id at every call. */
  readonly newId: () => string;
  readonly onFocus: (view: EditorView) => void;
  readonly onPasteNotice: (notice: ClipboardNotice) => void;
  /** What is to be heard of the comments in the text. */
  readonly threads?: CommentsOptions;
}

/** A section's text in the page. */
export interface SectionView {
  readonly view: EditorView;
  /** Says what one's own changes are from now on, and how proposals are drawn. */
  readonly show: (mode: TrackingMode, shown: SuggestionView) => void;
  readonly close: () => void;
}

/** A text of more blocks than this is laid out only where it is in view. */
const LONG_TEXT_BLOCKS = 100;

/** Draws the body of a room into `place` and keeps it; an empty section stays empty until somebody types. */
export function openSectionView(place: HTMLElement, options: SectionViewOptions): SectionView {
  const { room, editable, onFocus } = options;
  const bound = bindRoom(room, writingSchema(), editable);
  const tracked = tracking(options, bound);
  const view = new EditorView(place, {
    state: EditorState.create({
      doc: bound.doc,
      plugins: [
        selectionInTime(),
        ...bound.plugins,
        tracked,
        comments(options.threads),
        ...pluginsFor(options),
        viewChanges(),
      ],
    }),
    dispatchTransaction(this: EditorView, tr: Transaction) {
      trackingDispatch(this, tr);
    },
    attributes: (state) => {
      const attributes = textboxAttributes(options, trackingOf(state).mode);
      const isLong = state.doc.childCount > LONG_TEXT_BLOCKS;
      return isLong ? { ...attributes, class: `${attributes["class"]} writing-long` } : attributes;
    },
    handleDOMEvents: {
      focus: (focused) => {
        onFocus(focused);
        return false;
      },
    },
  });
  return {
    view,
    show: (mode, shown) => {
      const now = trackingOf(view.state);
      if (now.mode !== mode && (editable || mode === "view"))
        setTrackingMode(mode)(view.state, view.dispatch);
      if (now.view !== shown) setSuggestionView(shown)(view.state, view.dispatch);
    },
    close: () => {
      view.destroy();
      bound.release();
    },
  };
}

function tracking(
  {
    editable,
    tracking: { author, describeAuthor, texts },
    mode,
    shown,
    newId,
    onRefused,
  }: SectionViewOptions,
  { records }: BoundRoom,
): Plugin {
  return trackChanges({
    author,
    records,
    mode: editable ? mode : "view",
    view: shown,
    newId,
    random: () => newId().replaceAll("-", ""),
    onRefused,
    ...(describeAuthor === undefined ? {} : { describeAuthor }),
    ...(texts === undefined ? {} : { texts }),
  });
}

function pluginsFor({ editable, say, newId, onPasteNotice }: SectionViewOptions): readonly Plugin[] {
  const nameFootnote = (number: number): string => say("footnote.name", { number });
  if (!editable) return [footnotes({ newId, nameFootnote }), foundMarks()];
  return [
    ...writingPlugins({ newId, placeholder: say("placeholder"), nameFootnote, onPasteNotice }),
    foundMarks(),
  ];
}

function textboxAttributes(
  { textLanguage, ariaLabel, say }: SectionViewOptions,
  mode: TrackingMode,
): Record<string, string> {
  const isWritable = mode !== "view";
  const hints = [
    ...(mode === "suggest" ? [say("suggesting")] : []),
    ...(isWritable ? [say("toolbar.hint")] : []),
  ];
  return {
    class: "report-text writing-text",
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": ariaLabel,
    "aria-readonly": String(!isWritable),
    ...(hints.length > 0 ? { "aria-description": hints.join(". ") } : {}),
    // A reader reaches the text with the keyboard too.
    tabindex: "0",
    spellcheck: "true",
    lang: textLanguage,
    dir: directionOf(textLanguage),
    translate: "no",
  };
}
