import type { EditorView } from "prosemirror-view";
import type { ReactNode, RefObject } from "react";
import { useAnnounce } from "../app/announcer.tsx";
import { useText } from "../interface-text/text.tsx";
import type { KeptWork } from "../session/kept-work.ts";
import type { OpenRoom } from "../session/open-room.ts";
import type { ReviewSession } from "../session/review-session.ts";
import { blocksToInsert, keptText } from "./kept-work-text.ts";
import { useCell } from "./use-cell.ts";

interface KeptWorkNoteProps {
  readonly session: ReviewSession;
  readonly room: OpenRoom;
  readonly view: RefObject<EditorView | null>;
  /** Whether what its author writes here now is a proposal. */
  readonly isProposing: boolean;
}

/** Work that the server did not take, offered back to its author: he may put it into the text, copy or discard it. */
export function KeptWorkNote({ session, room, view, isProposing }: KeptWorkNoteProps): ReactNode {
  const text = useText();
  const announce = useAnnounce();
  const all = useCell(room.keptWork);
  const insert = (kept: KeptWork): void => {
    const editor = view.current;
    if (editor === null || !editor.editable) return;
    const nodes = blocksToInsert(kept).map((json) => editor.state.schema.nodeFromJSON(json));
    editor.dispatch(editor.state.tr.insert(editor.state.selection.$to.after(1), nodes).scrollIntoView());
    void session.discardKept(kept.id);
    announce(text.say("kept.inserted"));
  };
  const propose = async (kept: KeptWork): Promise<void> => {
    const editor = view.current;
    if (editor === null || editor.isDestroyed) return;
    const { proposeKept } = await import("../suggestions/propose-kept.ts");
    const left = proposeKept(editor, kept.blocks, () => crypto.randomUUID());
    if (left.length === kept.blocks.length) return announce(text.say("kept.notSuggested"));
    await session.keepRest({ ...kept, blocks: left });
    announce(text.say(left.length === 0 ? "kept.suggested" : "kept.partlySuggested"));
  };
  return all.map((kept) => {
    // Who proposes puts it in again as proposals: put in as text, all of it would be proposed as new.
    const mayInsert = view.current?.editable === true && !isProposing && blocksToInsert(kept).length > 0;
    return (
      <KeptWorkCard
        key={kept.id}
        session={session}
        kept={kept}
        onInsert={mayInsert ? () => insert(kept) : null}
        onPropose={view.current?.editable === true ? () => void propose(kept) : null}
      />
    );
  });
}

interface KeptWorkCardProps {
  readonly session: ReviewSession;
  readonly kept: KeptWork;
  /** `null` where there is no text to put it into. */
  readonly onInsert: (() => void) | null;
  /** Proposes it to the text as it stands; left out where there is none. */
  readonly onPropose?: (() => void) | null;
  /** Where it was written, where that is not plain from its place. */
  readonly place?: ReactNode;
}

/** One piece of kept work: why it is here, what it says, and what its author may do with it. */
export function KeptWorkCard({
  session,
  kept,
  onInsert,
  onPropose = null,
  place,
}: KeptWorkCardProps): ReactNode {
  const text = useText();
  const announce = useAnnounce();
  return (
    <div className="note note-notice kept-work" role="region" aria-label={text.say("saved.not-saved")}>
      <p>
        <strong>{text.say("saved.not-saved")}</strong> ({text.time(new Date(kept.at).toISOString())}) {place}
      </p>
      <p className="hint">{text.say(`kept.why.${reasonGroup(kept)}`)}</p>
      <ul>
        {kept.blocks.map((block, index) => (
          <li key={index}>
            {text.say(`kept.${block.kind}`)}: <q dir="auto">{block.text}</q>
          </li>
        ))}
      </ul>
      <div className="actions">
        {onPropose !== null && (
          <button type="button" className="button button-small" onClick={onPropose}>
            {text.say("kept.suggest")}
          </button>
        )}
        {onInsert !== null && (
          <button type="button" className="button button-small" onClick={onInsert}>
            {text.say("kept.insert")}
          </button>
        )}
        <button
          type="button"
          className="button button-small"
          onClick={() =>
            void navigator.clipboard.writeText(keptText(kept)).then(() => announce(text.say("say.copied")))
          }
        >
          {text.say("do.copy")}
        </button>
        <button
          type="button"
          className="button button-small"
          onClick={() => void session.discardKept(kept.id)}
        >
          {text.say("kept.discard")}
        </button>
      </div>
    </div>
  );
}

function reasonGroup(
  kept: KeptWork,
): "access" | "damaged" | "deleted" | "left" | "size" | "limit" | "others" | "other" {
  if (kept.reason === "too-many-suggestions") return "limit";
  if (kept.reason === "not-yours") return "others";
  if (kept.reason === "deleted-meanwhile") return "deleted";
  if (kept.reason === "session-ended") return "left";
  if (kept.reason === "not-permitted" || kept.reason === "no-room") return "access";
  if (kept.reason === "damaged") return "damaged";
  return kept.reason === "too-large" ? "size" : "other";
}
