import type { Language } from "@travaux/blueprint";
import type { ClipboardNotice } from "@travaux/clipboard";
import type { RefusedReason, SuggestionView, TrackingMode } from "@travaux/track-changes";
import type { EditorView } from "prosemirror-view";
import { useEffect, useEffectEvent, useRef, type ReactNode } from "react";
import type { OpenRoom } from "./binding/open-room.ts";
import { describePasteNotice } from "./paste-notice.ts";
import { openSectionView, type SectionView, type Tracking } from "./section-view.ts";
import { sayIn } from "./text/say.ts";
import { subscribeToView } from "./view-changes.ts";
import { createWordCounter } from "./word-count.ts";
import "./writing.css";

/** How long after the last change words are counted, in milliseconds. */
const COUNT_DELAY_MS = 400;

/**
 * What {@link SectionEditor} is given. A change of room, language or right makes a new editor; mode, view and callbacks
 * may change.
 */
export interface SectionEditorProps {
  readonly room: OpenRoom;
  /** Whether the reader may write, be it proposals; without it nothing is ever written to the room. */
  readonly editable: boolean;
  /** Whose proposals are made here, and how those of all are named; what it says must stay the same object. */
  readonly tracking: Tracking;
  /** What the reader's own changes are. Default: changes of the text, where he may write. */
  readonly mode?: TrackingMode;
  /** How proposals are drawn. Default: with all marks. */
  readonly shown?: SuggestionView;
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
  /** What the reader did was not done, because it cannot be tracked. */
  readonly onRefused?: (reason: RefusedReason) => void;
  /** The caret was led into the words of a comment. */
  readonly onThread?: (thread: string) => void;
}

/** The text of one section, written in together with whoever else has the room open. */
export function SectionEditor(props: SectionEditorProps): ReactNode {
  const { room, editable, tracking, language, textLanguage = language, ariaLabel } = props;
  const { mode = editable ? "edit" : "view", shown = "markup" } = props;
  const { doc, awareness } = room;
  const opened = useRef<SectionView | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const onFocus = useEffectEvent((view: EditorView) => props.onFocus?.(view));
  const onView = useEffectEvent((view: EditorView | null) => props.onView?.(view));
  const onWordCount = useEffectEvent((words: number) => props.onWordCount?.(words));
  const onPasteNotice = useEffectEvent((notice: ClipboardNotice) =>
    props.onPasteNotice?.(describePasteNotice(notice, language)),
  );

  const onRefused = useEffectEvent((reason: RefusedReason) => props.onRefused?.(reason));
  const onThread = useEffectEvent((thread: string) => props.onThread?.(thread));
  const asked = useEffectEvent(() => ({ mode, shown }));

  useEffect(() => {
    if (place.current === null) return undefined;
    opened.current = openSectionView(place.current, {
      room: { doc, awareness },
      editable,
      tracking,
      ...asked(),
      textLanguage,
      ariaLabel,
      say: sayIn(language),
      newId: () => crypto.randomUUID(),
      onFocus: (focused) => onFocus(focused),
      onPasteNotice: (notice) => onPasteNotice(notice),
      onRefused: (reason) => onRefused(reason),
      threads: { onEnter: ({ id }) => onThread(id) },
    });
    const { view, close } = opened.current;
    const stopCounting = countWords(view, textLanguage, (words) => onWordCount(words));
    onView(view);
    return () => {
      onView(null);
      stopCounting();
      opened.current = null;
      close();
    };
  }, [doc, awareness, editable, tracking, language, textLanguage, ariaLabel]);

  useEffect(() => opened.current?.show(mode, shown), [mode, shown]);

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
