import type { OutlineEntry, RoomView, SectionView } from "@travaux/blueprint";
import type { RefusedReason } from "@travaux/track-changes";
import type { EditorView } from "prosemirror-view";
import { useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useAnnounce } from "../app/announcer.tsx";
import { labelOfThread } from "../comments/cards/thread-words.ts";
import { useSectionComments } from "../comments/use-section-comments.ts";
import { useText } from "../interface-text/text.tsx";
import type { OpenRoom } from "../session/open-room.ts";
import { RefusedNote } from "../suggestions/refused-note.tsx";
import { trackingOf } from "../suggestions/tracking-texts.ts";
import { useSectionProposals } from "../suggestions/use-section-proposals.ts";
import { modeAt } from "../suggestions/working-mode.ts";
import { readDocument, type NodeJson } from "./document-json.ts";
import { KeptWorkNote } from "./kept-work-note.tsx";
import type { Live } from "./live-session.ts";
import { MergeNote } from "./merge-note.tsx";
import { PasteNote } from "./paste-note.tsx";
import { setIn, useReport } from "./report-model.ts";
import { useCell } from "./use-cell.ts";

interface LiveSectionProps {
  readonly live: Live;
  readonly entry: OutlineEntry;
  readonly section: SectionView;
  readonly room: RoomView;
  readonly inView: boolean;
  /** Whether the editor now stands in the place of the text for reading. */
  readonly onLive: (live: boolean) => void;
  /** The text as the editor last had it. */
  readonly onLeft: (doc: NodeJson) => void;
}

/** Holds a section's room open while it is in view, and shows the editor once there is a text to put into it. */
export function LiveSection(props: LiveSectionProps): ReactNode {
  const { live, room, inView } = props;
  const [open, setOpen] = useState<OpenRoom | null>(null);
  useEffect(() => {
    const opened = live.session.open(room.name);
    setOpen(opened);
    return () => opened.release();
  }, [live, room.name]);
  useEffect(() => open?.setInView(inView), [open, inView]);
  return open === null ? null : <OpenSection {...props} open={open} />;
}

function OpenSection({
  live,
  entry,
  section,
  room,
  inView,
  onLive,
  onLeft,
  open,
}: LiveSectionProps & { readonly open: OpenRoom }): ReactNode {
  const interfaceText = useText();
  const { language, name } = interfaceText;
  const model = useReport();
  const announce = useAnnounce();
  const ready = useCell(open.ready);
  const access = useCell(open.access);
  const text = useCell(open.text);
  const left = useCell(open.left);
  const view = useRef<EditorView | null>(null);
  const [shownView, setShownView] = useState<EditorView | null>(null);
  const [refused, setRefused] = useState<RefusedReason | null>(null);
  const mode = modeAt(access.level ?? room.level, useCell(model.preferences.mode));
  const shownAs = useCell(model.preferences.view);
  const tracking = useMemo(() => trackingOf(interfaceText, model.review), [interfaceText, model.review]);
  useSectionProposals({ live, entry, section, room, view: shownView });
  useSectionComments({ live, entry, section, room, isTextThere: ready === "synced" });
  const [leftBehind, setLeftBehind] = useState<readonly string[]>([]);
  const level = access.level ?? room.level;
  const editable = (level === "edit" || level === "suggest") && !access.damaged && !left;
  const isFocused = view.current?.hasFocus() ?? false;
  const shown = ready !== "loading" && (inView || isFocused);
  useEffect(() => {
    onLive(shown);
    return () => onLive(false);
    // The callback is a state setter of the section.
  }, [shown, onLive]);

  useEffect(() => {
    setIn(model.texts, section.id, text);
    return () => setIn(model.texts, section.id, null);
  }, [model, section.id, text]);

  const takeView = (next: EditorView | null): void => {
    const last = next === null ? readDocument(view.current?.state.doc.toJSON()) : null;
    if (last !== null) onLeft(last);
    view.current = next;
    setShownView(next);
    setIn(model.views, section.id, next);
    const current = model.current.get();
    if (current?.id === section.id) model.current.set({ ...current, view: next });
  };
  const sayThread = (id: string): void => {
    const thread = model.comments
      .get()
      .get(section.id)
      ?.threads.get()
      .find((each) => each.id === id);
    if (thread !== undefined) announce(labelOfThread(interfaceText, model.review, thread));
  };
  return (
    <>
      {access.outdated && <OutdatedNote />}
      <KeptWorkNote session={live.session} room={open} view={view} isProposing={mode === "suggest"} />
      <MergeNote room={open} />
      <PasteNote sentences={leftBehind} onClose={() => setLeftBehind([])} />
      <RefusedNote reason={refused} onClose={() => setRefused(null)} />
      {shown && (
        <live.SectionEditor
          room={text}
          editable={editable}
          tracking={tracking}
          mode={editable ? mode : "view"}
          shown={shownAs}
          language={language}
          textLanguage={model.review.languages[0] ?? language}
          ariaLabel={`${entry.label} ${name(entry.title)}`.trim()}
          onFocus={(focused) => model.current.set({ id: section.id, room: room.name, view: focused })}
          onView={takeView}
          onWordCount={(words) => setIn(model.words, section.id, words)}
          onPasteNotice={setLeftBehind}
          onRefused={setRefused}
          onThread={sayThread}
        />
      )}
    </>
  );
}

/** Said on a page that stayed open over an upgrade. */
function OutdatedNote(): ReactNode {
  const { say } = useText();
  return (
    <div className="note note-notice no-print" role="status">
      <p>{say("work.outdated")}</p>
      <button type="button" className="button button-small" onClick={() => window.location.reload()}>
        {say("app.reload")}
      </button>
    </div>
  );
}
