import { useState, type ReactNode } from "react";
import { DialogWindow } from "../../design/dialog-window.tsx";
import { useText } from "../../interface-text/text.tsx";
import { useReport } from "../../report/report-model.ts";
import type { ShownThread } from "../section-comments.ts";
import { commentAuthor } from "./comment-author.ts";
import { piecesOf } from "./mention-words.ts";

type ShownComment = ShownThread["comments"][number];

interface CommentWordsProps {
  readonly comment: ShownComment;
  /** Whether its first lines are enough. */
  readonly isShort: boolean;
  /** How its author changes and deletes it; `null` where he does not. */
  readonly own: { readonly onEdit: () => void; readonly onDelete: () => Promise<boolean> } | null;
  /** Where it is being written anew. */
  readonly children?: ReactNode;
}

/** One comment: whose, for which State, when, and its words as they were written. */
export function CommentWords({ comment, isShort, own, children }: CommentWordsProps): ReactNode {
  const text = useText();
  const { review } = useReport();
  const { name, delegation } = commentAuthor(text, review, comment);
  const at = new Date(comment.at).toISOString();
  return (
    <li className="comment" data-comment={comment.id}>
      <p className="comment-head">
        <span className="comment-by">
          <bdi className="comment-author">{name}</bdi>
          {delegation !== "" && (
            <>
              , <bdi>{delegation}</bdi>
            </>
          )}
        </span>{" "}
        <time className="comment-time" dateTime={at}>
          {text.time(at)}
        </time>
      </p>
      {children ?? <Words comment={comment} isShort={isShort} />}
      {own !== null && comment.deletedAt === null && children === undefined && <OwnActs {...own} />}
    </li>
  );
}

function Words({
  comment,
  isShort,
}: {
  readonly comment: ShownComment;
  readonly isShort: boolean;
}): ReactNode {
  const text = useText();
  const { review } = useReport();
  if (comment.deletedAt !== null) {
    const time = text.time(new Date(comment.deletedAt).toISOString());
    return <p className="comment-trace">{text.say("comment.deleted", { time })}</p>;
  }
  const names = review.members.filter(({ id }) => comment.mentions.includes(id)).map(({ name }) => name);
  return (
    <>
      <p className="comment-text" dir="auto" data-short={isShort}>
        {piecesOf(comment.text, names).map((piece, index) =>
          piece.isMention ? (
            <strong key={index} className="comment-mention">
              {piece.text}
            </strong>
          ) : (
            piece.text
          ),
        )}
      </p>
      {comment.editedAt !== null && (
        <p className="comment-trace">
          {text.say("comment.edited", { time: text.time(new Date(comment.editedAt).toISOString()) })}
        </p>
      )}
    </>
  );
}

function OwnActs({
  onEdit,
  onDelete,
}: {
  readonly onEdit: () => void;
  readonly onDelete: () => Promise<boolean>;
}): ReactNode {
  const text = useText();
  const [isAsking, setAsking] = useState(false);
  return (
    <div className="comment-actions">
      <button type="button" className="button button-small button-quiet" onClick={onEdit}>
        {text.say("comment.edit")}
      </button>
      <button type="button" className="button button-small button-quiet" onClick={() => setAsking(true)}>
        {text.say("comment.delete")}
      </button>
      {isAsking && (
        <DialogWindow title={text.say("comment.deleteTitle")} onClose={() => setAsking(false)} serious>
          <p>{text.say("comment.deleteText")}</p>
          <div className="actions">
            <button
              type="button"
              className="button button-main"
              onClick={() => {
                setAsking(false);
                void onDelete();
              }}
            >
              {text.say("comment.delete")}
            </button>
            <button type="button" className="button" onClick={() => setAsking(false)}>
              {text.say("do.cancel")}
            </button>
          </div>
        </DialogWindow>
      )}
    </div>
  );
}
