import type { ReactNode } from "react";
import { useText } from "../interface-text/text.tsx";

interface PasteNoteProps {
  /** What the last paste left behind; none where all of it came in. */
  readonly sentences: readonly string[];
  readonly onClose: () => void;
}

/** Tells the writer what a paste could not bring along, until he has read it. */
export function PasteNote({ sentences, onClose }: PasteNoteProps): ReactNode {
  const { say } = useText();
  return (
    <div role="status">
      {sentences.length > 0 && (
        <div className="note note-notice no-print">
          {sentences.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
          <button type="button" className="button button-small" onClick={onClose}>
            {say("do.close")}
          </button>
        </div>
      )}
    </div>
  );
}
