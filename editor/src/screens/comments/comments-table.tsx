import { instrumentOf, type OutlineEntry, type ReviewView, type ThreadRow } from "@travaux/blueprint";
import { memo, type ReactNode } from "react";
import { ScreenLink } from "../../app/navigation.tsx";
import { classOf, isUnsent } from "../../comments/list/filter-rows.ts";
import { sayAudience, sayDelegation } from "../../comments/list/say-audience.ts";
import { useText } from "../../interface-text/text.tsx";
import { placeName } from "../../report/place-name.ts";

interface CommentsTableProps {
  readonly review: ReviewView;
  readonly rows: readonly ThreadRow[];
  /** The outline's headings by the sections below them. */
  readonly entries: ReadonlyMap<string, OutlineEntry>;
}

/** The comments in the order of the report, a row for each with the replies to it and how it was taken in. */
export function CommentsTable({ review, rows, entries }: CommentsTableProps): ReactNode {
  const { say } = useText();
  const columns = [
    say("discussion.section"),
    say("discussion.author"),
    say("discussion.quote"),
    say("discussion.comment"),
    say("discussion.class"),
    say("discussion.disposition"),
    say("discussion.status"),
  ];
  return (
    <div className="table-scroll" tabIndex={0} role="group" aria-label={say("discussion.title")}>
      <table className="grid-table stack-table comments-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.thread} review={review} row={row} entry={entries.get(row.section) ?? null} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RowProps {
  readonly review: ReviewView;
  readonly row: ThreadRow;
  readonly entry: OutlineEntry | null;
}

const Row = memo(function Row({ review, row, entry }: RowProps): ReactNode {
  const text = useText();
  const { say } = text;
  const [first, ...replies] = row.comments;
  const sorted = classOf(row);
  return (
    <tr>
      <th scope="row">
        <ScreenLink to={{ kind: "report", review: review.id, at: row }}>
          {entry === null ? row.section : placeName(text, entry)}
        </ScreenLink>
        {entry?.instrument != null && (
          <div className="hint">{text.name(instrumentOf(entry.instrument).shortName)}</div>
        )}
        {row.audience !== "team" && (
          <div className="comments-internal">{sayAudience(text, review, row.audience)}</div>
        )}
      </th>
      <td data-label={say("discussion.author")}>
        {first !== undefined && <Author review={review} comment={first} />}
      </td>
      <td data-label={say("discussion.quote")}>
        <Quote row={row} />
      </td>
      <td data-label={say("discussion.comment")} className="comments-words">
        {first !== undefined && <Words comment={first} />}
        {replies.map((reply) => (
          <Reply key={reply.id} review={review} comment={reply} />
        ))}
      </td>
      <td data-label={say("discussion.class")}>
        {sorted === null ? (
          <span className="soft">{say("comment.classNone")}</span>
        ) : (
          say(`comment.class.${sorted}`)
        )}
      </td>
      <td data-label={say("discussion.disposition")} className="comments-words">
        <Disposition row={row} />
      </td>
      <td data-label={say("discussion.status")}>
        {say(row.resolved ? "discussion.status.resolved" : "discussion.status.open")}
        {isUnsent(row) && <div className="hint">{say("comment.unsent")}</div>}
        {row.sent && <div className="hint">{say("discussion.sent")}</div>}
      </td>
    </tr>
  );
});

interface CommentProps {
  readonly review: ReviewView;
  readonly comment: ThreadRow["comments"][number];
}

function Author({ review, comment }: CommentProps): ReactNode {
  const text = useText();
  return (
    <>
      <bdi className="comments-state">{sayDelegation(text, review, comment.of)}</bdi>
      <div>
        <bdi>{comment.byName || text.say("say.unknownPerson")}</bdi>
      </div>
      <time className="hint" dateTime={comment.at}>
        {text.time(comment.at)}
      </time>
    </>
  );
}

function Reply({ review, comment }: CommentProps): ReactNode {
  const text = useText();
  return (
    <div className="comments-reply">
      <p className="hint">
        {text.say("comment.reply")}: <bdi>{comment.byName || text.say("say.unknownPerson")}</bdi>,{" "}
        <bdi>{sayDelegation(text, review, comment.of)}</bdi>,{" "}
        <time dateTime={comment.at}>{text.time(comment.at)}</time>
      </p>
      <Words comment={comment} />
    </div>
  );
}

function Quote({ row }: { readonly row: ThreadRow }): ReactNode {
  const { say } = useText();
  const about = {
    section: "comment.aboutSection",
    suggestion: "comment.aboutProposal",
    thread: "comment.aboutComment",
  } as const;
  return (
    <>
      {row.subject !== "text" && <p className="soft">{say(about[row.subject])}</p>}
      {row.quote !== "" && <q dir="auto">{row.quote}</q>}
      {row.orphaned && <p className="hint">{say("comment.gone")}</p>}
    </>
  );
}

function Words({ comment }: Pick<CommentProps, "comment">): ReactNode {
  const { say } = useText();
  if (comment.deleted) return <p className="soft">{say("discussion.deleted")}</p>;
  return (
    <>
      <p className="comments-text" dir="auto">
        {comment.text}
      </p>
      {comment.edited && <p className="hint">({say("discussion.edited")})</p>}
    </>
  );
}

function Disposition({ row }: { readonly row: ThreadRow }): ReactNode {
  const text = useText();
  const { disposition } = row;
  if (disposition === null) return <span className="soft">{text.say("discussion.noDisposition")}</span>;
  return (
    <>
      <p className="comments-state">{text.say(`comment.outcome.${disposition.outcome}`)}</p>
      {disposition.reasons !== "" && (
        <p className="comments-text" dir="auto">
          {disposition.reasons}
        </p>
      )}
      <p className="hint">
        <bdi>{disposition.byName || text.say("say.unknownPerson")}</bdi>,{" "}
        <time dateTime={disposition.at}>{text.time(disposition.at)}</time>
      </p>
    </>
  );
}
