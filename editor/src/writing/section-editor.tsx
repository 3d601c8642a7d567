import type { Language } from "@travaux/blueprint";
import type { ClipboardNotice } from "@travaux/clipboard";
import type { EditorView } from "prosemirror-view";
import { useEffect, useEffectEvent, useRef, type ReactNode } from "react";
import type { OpenRoom } from "./binding/open-room.ts";
import { describePasteNotice } from "./paste-notice.ts";
import { openSectionView } from "./section-view.ts";
import { sayIn } from "./text/say.ts";
import { subscribeToView } from "./view-changes.ts";
import { createWordCounter } from "./word-count.ts";
import "./writing.css";

/** How long after the last change words are counted, in milliseconds. */
const COUNT_DELAY_MS = 400;

/** What {@link SectionEditor} is given. A change of room, language or right makes a new editor; callbacks may change. */
export interface SectionEditorProps {
  readonly room: OpenRoom;
  /** Whether the reader may change the text; without it nothing is ever written to the room. */
  readonly editable: boolean;
  /** The language of the interface. */
  readonly language: Language;
  /** The language of the section's text, for spell-check, direction and counting. Default: that of the interface. */
  readonly textLanguage?: Language;
  /** The section's name to a screen reader. */
  readonly ariaLabel: string;
  /** The caret came into this section. */
  readonly onFocus?: (view: EditorView) => void;
  /** The view came to be, or (null) is about to go. */
  readonly onView?: (view: EditorView | null) => void;
  /** The words of the section, at the beginning and a moment after each change. */
  readonly onWordCount?: (words: number) => void;
  /** A paste left something behind: sentences for the writer, in the language of the interface. */
  readonly onPasteNotice?: (sentences: readonly string[]) => void;
}

/** The text of one section, written in together with whoever else has the room open. */
export function SectionEditor(props: SectionEditorProps): ReactNode {
  const { room, editable, language, textLanguage = language, ariaLabel } = props;
  const { doc, awareness } = room;
  const place = useRef<HTMLDivElement>(null);
  const onFocus = useEffectEvent((view: EditorView) => props.onFocus?.(view));
  const onView = useEffectEvent((view: EditorView | null) => props.onView?.(view));
  const onWordCount = useEffectEvent((words: number) => props.onWordCount?.(words));
  const onPasteNotice = useEffectEvent((notice: ClipboardNotice) =>
    props.onPasteNotice?.(describePasteNotice(notice, language)),
  );

  useEffect(() => {
    if (place.current === null) return undefined;
    const { view, close } = openSectionView(place.current, {
      room: { doc, awareness },
      editable,
      textLanguage,
      ariaLabel,
      say: sayIn(language),
      newId: () => crypto.randomUUID(),
      onFocus: (focused) => onFocus(focused),
      onPasteNotice: (notice) => onPasteNotice(notice),
    });
    const stopCounting = countWords(view, textLanguage, (words) => onWordCount(words));
    onView(view);
    return () => {
      onView(null);
      stopCounting();
      close();
    };
  }, [doc, awareness, editable, language, textLanguage, ariaLabel]);

  return <div ref={place} className="writing-place" />;
}

function countWords(view: EditorView, locale: string, tell: (words: number) => void): () => void {
  const counter = createWordCounter(locale);
  let counted = view.state.doc;
  let timer: ReturnType<typeof setTimeout> | undefined = setTimeout(() => tell(counter.count(counted)));
  const stop = subscribeToView(view, () => {
    if (view.state.doc === counted) return;
    counted = view.state.doc;
    clearTimeout(timer);
    timer = setTimeout(() => tell(counter.count(counted)), COUNT_DELAY_MS);
  });
  return () => {
    clearTimeout(timer);
    stop();
  };
}
