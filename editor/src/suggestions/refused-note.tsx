import type { RefusedReason } from "@travaux/track-changes";
import type { ReactNode } from "react";
import type { SuggestionKey } from "../interface-text/message.ts";
import { useText } from "../interface-text/text.tsx";

const SENTENCES: Readonly<Record<RefusedReason, SuggestionKey | null>> = {
  "read-only": "refused.read-only",
  "break-in-footnote": "refused.break-in-footnote",
  "spanning-cell": "refused.spanning-cell",
  placeholder: "refused.placeholder",
  "unnamed-node": "refused.text",
  "unknown-step": "refused.text",
  "too-complex": "refused.too-complex",
  "too-large": "refused.too-large",
  // The server then takes it back, where nothing of the other's is lost.
  "holds-anothers": null,
};

/** Says that something was not done because it cannot be proposed, until the reader has read it. */
export function RefusedNote({
  reason,
  onClose,
}: {
  readonly reason: RefusedReason | null;
  readonly onClose: () => void;
}): ReactNode {
  const { say } = useText();
  const sentence = reason === null ? null : SENTENCES[reason];
  return (
    <div role="status">
      {sentence !== null && (
        <div className="note note-notice no-print refused-note">
          <p>
            <strong>{say("refused.title")}.</strong> {say(sentence)}
          </p>
          <button type="button" className="button button-small" onClick={onClose}>
            {say("do.close")}
          </button>
        </div>
      )}
    </div>
  );
}
