import type { SectionId } from "@travaux/blueprint";
import { useEffect, type ReactNode } from "react";
import { useAnnounce } from "../../app/announcer.tsx";
import { useText, type InterfaceText } from "../../interface-text/text.tsx";
import { useCell } from "../../report/use-cell.ts";
import { hasCommandKey, nameKeys } from "../../writing/toolbar/key-names.ts";
import type { NotBegun } from "../begin-comment.ts";
import type { SectionCommentsLike } from "../section-comments.ts";
import { COMMENT_KEYS } from "../comment-keys.ts";
import { useComments } from "../use-comments.ts";

/** Begins a comment on what is selected in the section, or on the section; nothing for whoever may not comment there. */
export function CommentButton({ section }: { readonly section: SectionId }): ReactNode {
  const comments = useComments(section);
  const mayComment = comments?.margins.some(({ level }) => level === "comment") === true;
  return mayComment ? <Button of={comments} /> : null;
}

function Button({ of }: { readonly of: SectionCommentsLike }): ReactNode {
  const text = useText();
  const announce = useAnnounce();
  const notBegun = useCell(of.notBegun);
  const why = notBegun === null ? null : sayNotBegun(text, notBegun);
  useEffect(() => {
    if (why !== null) announce(why);
  }, [why, announce]);
  const keys = nameKeys(COMMENT_KEYS.compose, hasCommandKey());
  return (
    <>
      <button
        type="button"
        className="button button-small comment-button"
        aria-keyshortcuts={keys.aria}
        title={text.say("comment.addHint", { keys: keys.shown })}
        onClick={() => of.compose({ kind: "selection" })}
      >
        {text.say("comment.add")}
      </button>
      {why !== null && <span className="fault-text">{why}</span>}
    </>
  );
}

function sayNotBegun(text: InterfaceText, why: NotBegun): string {
  return text.say(why === "too-long" || why === "too-many" ? "comment.tooMuchSelected" : `problem.${why}`);
}
