import { COMMENT_LIMIT } from "@travaux/comments/model";
import type { ReactNode } from "react";
import { useText } from "../../interface-text/text.tsx";
import type { DraftSending } from "../comment-draft.ts";
import { sayCommentProblem } from "./say-outcome.ts";

/** From so many characters before the limit on, their number is said. */
const COUNTED_FROM = 500;

/** How far a comment that is being written has come, and why no further. */
export function SendingNote({
  sending,
  hasWords,
  onSection,
}: {
  readonly sending: DraftSending;
  readonly hasWords: boolean;
  /** Has the comment be about the section; `null` where it is not about a text. */
  readonly onSection: (() => void) | null;
}): ReactNode {
  const text = useText();
  const code = "code" in sending ? sending.code : null;
  return (
    <>
      {code !== null && (
        <p className="fault-text" role="alert">
          {sayCommentProblem(text, code)}
        </p>
      )}
      {code === "anchor-gone" && onSection !== null && (
        <button type="button" className="button button-small" onClick={onSection}>
          {text.say("comment.addSection")}
        </button>
      )}
      {sending.kind === "sending" ? (
        <p className="composer-kept">{text.say("comment.sending")}</p>
      ) : (
        hasWords && <p className="composer-kept">{text.say("comment.draft")}</p>
      )}
    </>
  );
}

/** How many characters are left, near the limit. */
export function CharactersLeft({ words }: { readonly words: string }): ReactNode {
  const text = useText();
  const left = COMMENT_LIMIT - words.trim().length;
  if (left < 0 || left > COUNTED_FROM) return null;
  return (
    <p className="hint" role="status">
      {text.say("comment.left", { count: left })}
    </p>
  );
}
