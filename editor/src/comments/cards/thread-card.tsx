import { useId, useState, type ReactNode, type Ref } from "react";
import { useText } from "../../interface-text/text.tsx";
import { useReport } from "../../report/report-model.ts";
import type { SectionCommentsLike, ShownDraft, ShownThread } from "../section-comments.ts";
import { audienceKind, sayReaders } from "./audience-words.ts";
import { commentAuthor, sayAuthor } from "./comment-author.ts";
import type { ThreadRights } from "./comment-rights.ts";
import { CommentWords } from "./comment-words.tsx";
import { Composer } from "./composer.tsx";
import { DispositionForm, DispositionNote } from "./disposition.tsx";
import { DraftNote } from "./draft-note.tsx";
import { stayAtThread } from "./focus-thread.ts";
import { ThreadAbout } from "./thread-about.tsx";
import { labelOfThread } from "./thread-words.ts";
import type { ThreadActs } from "./use-thread-acts.ts";

export interface ThreadCardProps {
  readonly of: SectionCommentsLike;
  readonly thread: ShownThread;
  readonly rights: ThreadRights;
  readonly acts: ThreadActs;
  readonly isActive: boolean;
  readonly isBusy: boolean;
  /** Whether what it is about is to be seen where the card stands: under a proposal, or under another comment. */
  readonly isNested: boolean;
  /** What the reader is writing in it. */
  readonly drafts: readonly ShownDraft[];
  /** The one whose composer is open. */
  readonly composing: string | null;
  readonly place?: Ref<HTMLElement>;
  readonly onGo: () => void;
  /** The reader comes to it. */
  readonly onActivate: () => void;
  /** What the delegation wrote on it for the team. */
  readonly children?: ReactNode;
}

/** One thread: who reads it, what it is about, what was said, how it stands. All of it once the reader is at it. */
export function ThreadCard(props: ThreadCardProps): ReactNode {
  const { thread, isActive, isNested, place, children } = props;
  const text = useText();
  const { review, member } = useReport();
  return (
    <article
      ref={place}
      className="comment-card"
      data-thread={thread.id}
      data-audience={audienceKind(thread.audience)}
      data-active={isActive}
      data-resolved={thread.resolved !== null}
      data-nested={isNested}
      aria-label={labelOfThread(text, review, thread)}
      aria-current={isActive ? "true" : undefined}
      tabIndex={-1}
    >
      <p className="comment-audience">
        {text.say("comment.readBy", { readers: sayReaders(text, { review, member }, thread.audience) })}
        {thread.unread && <span className="comment-news">{text.say("comment.isUnread")}</span>}
      </p>
      {!isNested && <ThreadAbout thread={thread} onGo={props.onGo} />}
      <Comments {...props} />
      <Standing thread={thread} />
      {thread.disposition !== null && <DispositionNote of={thread.disposition} />}
      {children}
      {isActive && <Acts {...props} />}
    </article>
  );
}

function Comments({
  of,
  thread,
  rights,
  acts,
  isActive,
  drafts,
  composing,
  onActivate,
}: ThreadCardProps): ReactNode {
  const text = useText();
  const { member } = useReport();
  const [first] = thread.comments;
  const shown = isActive ? thread.comments : first === undefined ? [] : [first];
  const hidden = thread.comments.length - shown.length;
  const isLong = (first?.text.length ?? 0) > LONG;
  return (
    <>
      <ol className="comment-list">
        {shown.map((comment) => {
          const edit = drafts.find(
            ({ place }) => place.kind === "edit" && place.comment === comment.id && isActive,
          );
          const isOwn = isActive && rights.change && comment.by === member?.id;
          return (
            <CommentWords
              key={comment.id}
              comment={comment}
              isShort={!isActive}
              own={
                isOwn
                  ? {
                      onEdit: () => of.compose({ kind: "edit", thread: thread.id, comment: comment.id }),
                      onDelete: () => acts.remove(comment.id),
                    }
                  : null
              }
            >
              {edit !== undefined && edit.id === composing ? <Composer of={of} draft={edit} /> : undefined}
            </CommentWords>
          );
        })}
      </ol>
      {!isActive && (hidden > 0 || isLong) && (
        <button type="button" className="comment-show" aria-expanded={false} onClick={onActivate}>
          {hidden > 0 ? text.say("comment.replies", { count: hidden }) : text.say("comment.show")}
          {hidden > 0 && <span className="unseen">: {text.say("comment.show")}</span>}
        </button>
      )}
    </>
  );
}

/** A first comment longer than this is cut until the reader is at it, in UTF-16 code units. */
const LONG = 220;

function Standing({ thread }: { readonly thread: ShownThread }): ReactNode {
  const text = useText();
  const { review } = useReport();
  const { resolved, forTeam, sent } = thread;
  const said: string[] = [];
  if (forTeam && sent === null) said.push(text.say("comment.unsent"));
  if (sent !== null)
    said.push(text.say("comment.sent", { time: text.time(new Date(sent.at).toISOString()) }));
  if (thread.class !== null && thread.disposition === null)
    said.push(`${text.say("comment.class")}: ${text.say(`comment.class.${thread.class}`)}`);
  if (resolved !== null) {
    const state = review.members.find(({ id }) => id === resolved.by)?.state ?? null;
    const author = sayAuthor(text, commentAuthor(text, review, { by: resolved.by, of: state }));
    said.push(
      text.say("comment.resolvedBy", { author, time: text.time(new Date(resolved.at).toISOString()) }),
    );
  }
  return said.map((each) => (
    <p key={each} className="comment-standing">
      {each}
    </p>
  ));
}

function Acts({ of, thread, rights, acts, isBusy, drafts, composing }: ThreadCardProps): ReactNode {
  const text = useText();
  const [form, setForm] = useState<"dispose" | "withdraw" | null>(null);
  const id = useId();
  const replies = drafts.filter(({ place }) => place.kind !== "edit" || place.comment === undefined);
  const open = replies.find((each) => each.id === composing);
  const isSettled = thread.resolved !== null;
  const close = (): void => {
    stayAtThread(thread.id);
    setForm(null);
  };
  return (
    <>
      {drafts
        .filter((each) => each.id !== composing)
        .map((each) => (
          <DraftNote key={each.id} of={of} draft={each} />
        ))}
      {open !== undefined && <Composer key={open.id} of={of} draft={open} />}
      {form !== null && (
        <DispositionForm
          key={form}
          thread={thread}
          isWithdrawal={form === "withdraw"}
          isBusy={isBusy}
          onClose={close}
          onDispose={(disposition) => void acts.dispose(disposition).then((isDone) => isDone && close())}
        />
      )}
      {open === undefined && form === null && (
        <div id={id} className="comment-actions">
          {rights.reply && (
            <Act
              name={text.say("comment.reply")}
              onAct={() => of.compose({ kind: "reply", thread: thread.id })}
            />
          )}
          {rights.replyForTeam && (
            <Act
              name={text.say("comment.replyForTeam")}
              onAct={() => of.compose({ kind: "for-team", thread: thread.id })}
            />
          )}
          {rights.sendToTeam && (
            <Act name={text.say("comment.sendToTeam")} isBusy={isBusy} onAct={() => void acts.sendToTeam()} />
          )}
          {rights.settle && (
            <Act
              name={text.say(isSettled ? "comment.reopen" : "comment.resolve")}
              isBusy={isBusy}
              onAct={() => void acts.settle(!isSettled)}
            />
          )}
          {rights.dispose && (
            <Act
              name={text.say(thread.disposition === null ? "comment.dispose" : "comment.disposeAgain")}
              onAct={() => setForm("dispose")}
            />
          )}
          {rights.withdraw && thread.disposition?.outcome !== "withdrawn" && (
            <Act name={text.say("comment.withdraw")} onAct={() => setForm("withdraw")} />
          )}
          <Act name={text.say("comment.copyLink")} onAct={acts.copyLink} />
        </div>
      )}
    </>
  );
}

function Act({
  name,
  isBusy = false,
  onAct,
}: {
  readonly name: string;
  readonly isBusy?: boolean;
  readonly onAct: () => void;
}): ReactNode {
  return (
    <button
      type="button"
      className="button button-small button-quiet"
      // Disabled in earnest it would lose the focus.
      aria-disabled={isBusy}
      onClick={() => {
        if (!isBusy) onAct();
      }}
    >
      {name}
    </button>
  );
}
