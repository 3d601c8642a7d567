import type { ReactNode } from "react";
import { useText } from "../../interface-text/text.tsx";
import { useCellPart } from "../../report/use-cell.ts";
import { quoteOf } from "../comment-draft.ts";
import type { SectionCommentsLike, ShownDraft } from "../section-comments.ts";
import { audienceKind } from "./audience-words.ts";
import { Composer } from "./composer.tsx";
import { DraftNote } from "./draft-note.tsx";
import { shortQuote } from "./thread-words.ts";
import { useDrafts } from "./use-drafts-in.ts";

/** A new comment, beside the text it is about: the composer, or what is kept of it while that is closed. */
export function DraftCard({
  of,
  draft: drawn,
  isNested = false,
}: {
  readonly of: SectionCommentsLike;
  /** As it was when the card was drawn; the card follows what is written. */
  readonly draft: ShownDraft;
  readonly isNested?: boolean;
}): ReactNode {
  const text = useText();
  const draft = useDrafts(of).find(({ id }) => id === drawn.id) ?? drawn;
  const isOpen = useCellPart(of.composing, (composing) => composing?.id === draft.id);
  const isActive = useCellPart(of.active, (active) => active === draft.id);
  const quote = shortQuote(quoteOf(draft));
  const { place } = draft;
  const isAboutSection = place.kind === "thread" && place.subject.kind === "section";
  return (
    <article
      className="comment-card comment-new"
      data-thread={draft.id}
      data-audience={audienceKind(place.audience)}
      data-active={isOpen || isActive}
      data-nested={isNested}
      aria-label={text.say("comment.new")}
      tabIndex={-1}
    >
      {!isNested && quote !== "" && (
        <p className="comment-about">
          {!draft.placed && <span className="comment-gone">{text.say("comment.gone")} </span>}
          <q className="comment-quote" dir="auto">
            {quote}
          </q>
        </p>
      )}
      {isAboutSection && <p className="comment-about">{text.say("comment.aboutSection")}</p>}
      {isOpen ? <Composer key={draft.id} of={of} draft={draft} /> : <DraftNote of={of} draft={draft} />}
    </article>
  );
}
