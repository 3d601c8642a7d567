import type { ReactNode } from "react";
import { useText } from "../../interface-text/text.tsx";
import type { SectionCommentsLike, ShownDraft } from "../section-comments.ts";
import { sayCommentProblem } from "./say-outcome.ts";
import { shortQuote } from "./thread-words.ts";

/** A comment that was begun and is not sent, while its composer is closed. */
export function DraftNote({
  of,
  draft,
}: {
  readonly of: SectionCommentsLike;
  readonly draft: ShownDraft;
}): ReactNode {
  const text = useText();
  const { sending } = draft;
  return (
    <div className="draft-note">
      <p className="composer-kept">
        {text.say(sending.kind === "sending" ? "comment.sending" : "comment.draft")}
      </p>
      {"code" in sending && <p className="fault-text">{sayCommentProblem(text, sending.code)}</p>}
      <p className="comment-text" dir="auto">
        {shortQuote(draft.text)}
      </p>
      <div className="comment-actions">
        <button type="button" className="button button-small" onClick={() => of.takeUp(draft.id)}>
          {text.say("comment.takeUp")}
        </button>
        <button
          type="button"
          className="button button-small button-quiet"
          onClick={() => of.discard(draft.id)}
        >
          {text.say("comment.discard")}
        </button>
      </div>
    </div>
  );
}
