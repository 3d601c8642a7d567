import type { Language } from "@travaux/blueprint";
import type { ClipboardNotice } from "@travaux/clipboard";
import { footnotes } from "@travaux/footnotes";
import { EditorState, type Plugin, type Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";
import { directionOf } from "../interface-text/message.ts";
import { bindRoom } from "./binding/bind-room.ts";
import type { OpenRoom } from "./binding/open-room.ts";
import { foundMarks } from "./find/found-marks.ts";
import type { Say } from "./text/say.ts";
import { viewChanges } from "./view-changes.ts";
import { writingPlugins } from "./writing-plugins.ts";
import { writingSchema } from "./writing-schema.ts";

/** What {@link openSectionView} is told. */
export interface SectionViewOptions {
  readonly room: OpenRoom;
  readonly editable: boolean;
  readonly textLanguage: Language;
  readonly ariaLabel: string;
  readonly say: Say;
  /** Gives a new id at every call. */
  readonly newId: () => string;
  readonly onFocus: (view: EditorView) => void;
  readonly onPasteNotice: (notice: ClipboardNotice) => void;
}

/** A section's text in the page. */
export interface SectionView {
  readonly view: EditorView;
  readonly close: () => void;
}

/** Draws the body of a room into `place` and keeps it; an empty section stays empty until somebody types. */
export function openSectionView(place: HTMLElement, options: SectionViewOptions): SectionView {
  const { room, editable, onFocus } = options;
  const bound = bindRoom(room, writingSchema(), editable);
  const view = new EditorView(place, {
    state: EditorState.create({
      doc: bound.doc,
      plugins: [...bound.plugins, ...pluginsFor(options), viewChanges()],
    }),
    editable: () => editable,
    // y-prosemirror tells of people's carets a moment later, when the view may be gone.
    dispatchTransaction(this: EditorView, tr: Transaction) {
      if (!this.isDestroyed) this.updateState(this.state.apply(tr));
    },
    attributes: textboxAttributes(options),
    handleDOMEvents: {
      focus: (focused) => {
        onFocus(focused);
        return false;
      },
    },
  });
  return {
    view,
    close: () => {
      view.destroy();
      bound.release();
    },
  };
}

function pluginsFor({ editable, say, newId, onPasteNotice }: SectionViewOptions): readonly Plugin[] {
  const nameFootnote = (number: number): string => say("footnote.name", { number });
  if (!editable) return [footnotes({ newId, nameFootnote }), foundMarks()];
  return [
    ...writingPlugins({ newId, placeholder: say("placeholder"), nameFootnote, onPasteNotice }),
    foundMarks(),
  ];
}

function textboxAttributes({
  editable,
  textLanguage,
  ariaLabel,
  say,
}: SectionViewOptions): Record<string, string> {
  return {
    class: "report-text writing-text",
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": ariaLabel,
    "aria-readonly": String(!editable),
    ...(editable ? { "aria-description": say("toolbar.hint") } : {}),
    // A reader reaches the text with the keyboard too.
    tabindex: "0",
    spellcheck: "true",
    lang: textLanguage,
    dir: directionOf(textLanguage),
    translate: "no",
  };
}
