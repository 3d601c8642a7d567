import type { ReactNode } from "react";
import { useText } from "../../interface-text/text.tsx";
import type { ShownThread } from "../section-comments.ts";
import { quoteOfThread, shortQuote } from "./thread-words.ts";

/** So much of a quotation stands on a card, in UTF-16 code units. */
const SHOWN_OF_QUOTE = 160;

/** What a thread is about, and the way there; of what is no longer there, its last words. */
export function ThreadAbout({
  thread,
  onGo,
}: {
  readonly thread: ShownThread;
  readonly onGo: () => void;
}): ReactNode {
  const text = useText();
  const quote = shortQuote(quoteOfThread(thread), SHOWN_OF_QUOTE);
  if (thread.placed) {
    return (
      <>
        {/* While it is open, what is said about it stands under its card. */}
        {thread.subject.kind === "suggestion" && (
          <p className="comment-gone">{text.say("comment.proposalGone")}</p>
        )}
        <button type="button" className="comment-about" onClick={onGo}>
          <q className="comment-quote" dir="auto">
            {quote}
          </q>
          <span className="unseen">: {text.say("comment.toText")}</span>
        </button>
      </>
    );
  }
  switch (thread.subject.kind) {
    case "section":
      return <p className="comment-about">{text.say("comment.aboutSection")}</p>;
    case "thread":
      return <p className="comment-about">{text.say("comment.aboutComment")}</p>;
    case "text":
    case "suggestion":
      return (
        <div className="comment-about">
          <p className="comment-gone">
            {text.say(thread.subject.kind === "text" ? "comment.gone" : "comment.proposalGone")}
          </p>
          {quote !== "" && (
            <blockquote className="comment-quote" dir="auto">
              {quote}
            </blockquote>
          )}
        </div>
      );
  }
}
