import type { OutlineEntry, ThreadRow } from "@travaux/blueprint";
import { memo, useEffect, useMemo, useState, type ReactNode } from "react";
import { useApplication } from "../../app/application.tsx";
import { ScreenLink } from "../../app/navigation.tsx";
import { ProblemNote } from "../../app/problem.tsx";
import { useResource } from "../../app/use-resource.ts";
import { useText } from "../../interface-text/text.tsx";
import { placeName } from "../../report/place-name.ts";
import { useReport } from "../../report/report-model.ts";
import { useCell } from "../../report/use-cell.ts";
import { filterRows, isUnsent } from "./filter-rows.ts";
import { ListFilterForm, OPEN_COMMENTS, rowsWanted, type ListFilter } from "./list-filter.tsx";
import { sayAudience, sayDelegation } from "./say-audience.ts";

/** How many comments are drawn at first, and with each step on. */
const ITEMS_AT_ONCE = 50;

interface CommentPanelProps {
  readonly entries: readonly OutlineEntry[];
  /** The reader chose one: a drawer closes. */
  readonly onChoose: () => void;
}

/** All comments of the report that the reader may read, in its order; choosing one leads to its place. */
export function CommentPanel({ entries, onChoose }: CommentPanelProps): ReactNode {
  const text = useText();
  const model = useReport();
  const { review } = model;
  const { resource, reload } = useRows();
  const [filter, setFilter] = useState(OPEN_COMMENTS);
  const [chosen, setChosen] = useState<string | null>(null);
  const rows = resource.kind === "loaded" ? resource.value : NO_ROWS;
  const found = useMemo(
    () => filterRows(rows, rowsWanted(filter, review.member), text.locale),
    [rows, filter, review.member, text.locale],
  );
  const places = useMemo(
    () => new Map<string, string>(entries.map((entry) => [entry.id, placeName(text, entry)])),
    [entries, text],
  );
  const choose = (row: ThreadRow): void => {
    setChosen(row.thread);
    onChoose();
    model.wantedThread.set({ section: row.section, thread: row.thread });
  };
  return (
    <div className="comment-panel">
      <p>
        <ScreenLink to={{ kind: "comments", review: review.id }}>{text.say("discussion.title")}</ScreenLink>
      </p>
      <ListFilterForm review={review} rows={rows} filter={filter} onChange={setFilter} />
      {resource.kind === "loading" && <p role="status">{text.say("app.loading")}</p>}
      {resource.kind === "failed" && <ProblemNote code={resource.code} retry={reload} />}
      {resource.kind === "loaded" && (
        <Found
          rows={found}
          count={rows.length}
          filter={filter}
          places={places}
          chosen={chosen}
          onChoose={choose}
        />
      )}
    </div>
  );
}

interface FoundProps {
  readonly rows: readonly ThreadRow[];
  /** How many there are, those among them that the filter leaves out. */
  readonly count: number;
  readonly filter: ListFilter;
  /** The names of sections. */
  readonly places: ReadonlyMap<string, string>;
  readonly chosen: string | null;
  readonly onChoose: (row: ThreadRow) => void;
}

/** What the filter has found, drawn step by step; another filter begins anew. */
function Found({ rows, count, filter, places, chosen, onChoose }: FoundProps): ReactNode {
  const text = useText();
  const [steps, setSteps] = useState({ of: filter, count: 1 });
  const drawn = rows.slice(0, (steps.of === filter ? steps.count : 1) * ITEMS_AT_ONCE);
  const left = rows.length - drawn.length;
  const none = text.say(count === 0 ? "discussion.none" : "discussion.noneShown");
  return (
    <>
      <p className="hint" role="status">
        {rows.length === 0 ? none : text.say("discussion.shown", { count, shown: text.number(rows.length) })}
      </p>
      <ol className="comment-items">
        {drawn.map((row) => (
          <Item
            key={row.thread}
            row={row}
            place={places.get(row.section) ?? row.section}
            isChosen={row.thread === chosen}
            onChoose={onChoose}
          />
        ))}
      </ol>
      {left > 0 && (
        <button
          type="button"
          className="button button-small"
          onClick={() => setSteps({ of: filter, count: drawn.length / ITEMS_AT_ONCE + 1 })}
        >
          {text.say("discussion.more", { count: Math.min(left, ITEMS_AT_ONCE) })}
        </button>
      )}
    </>
  );
}

const NO_ROWS: readonly ThreadRow[] = [];

/** The rows of the table, asked for again when there are other counts than before. */
function useRows(): ReturnType<typeof useResource<readonly ThreadRow[]>> {
  const { api } = useApplication();
  const { review, commentCounts } = useReport();
  const counts = useCell(commentCounts);
  const rows = useResource(review.id, () => api.comments(review.id));
  const { reload } = rows;
  const [known, setKnown] = useState(counts);
  useEffect(() => {
    if (known === counts) return;
    setKnown(counts);
    reload();
  }, [counts, known, reload]);
  return rows;
}

interface ItemProps {
  readonly row: ThreadRow;
  readonly place: string;
  readonly isChosen: boolean;
  readonly onChoose: (row: ThreadRow) => void;
}

const Item = memo(function Item({ row, place, isChosen, onChoose }: ItemProps): ReactNode {
  const text = useText();
  const { review } = useReport();
  const [first, ...replies] = row.comments;
  if (first === undefined) return null;
  const notes = [
    ...(row.audience === "team" ? [] : [sayAudience(text, review, row.audience)]),
    ...(row.resolved ? [text.say("discussion.status.resolved")] : []),
    ...(replies.length === 0 ? [] : [text.say("comment.replies", { count: replies.length })]),
    ...(row.orphaned ? [text.say("comment.gone")] : []),
    ...(isUnsent(row) ? [text.say("comment.unsent")] : []),
  ];
  return (
    <li>
      <button
        type="button"
        className="comment-item"
        aria-current={isChosen ? "true" : undefined}
        onClick={() => onChoose(row)}
      >
        <span className="comment-item-place">
          {row.unread && <span className="notice-unread">{text.say("discussion.unread")}</span>}
          <span>{place}</span>
        </span>
        <span className="comment-item-by">
          <bdi>{first.byName || text.say("say.unknownPerson")}</bdi>,{" "}
          <bdi>{sayDelegation(text, review, first.of)}</bdi> ·{" "}
          <time dateTime={first.at}>{text.time(first.at)}</time>
        </span>
        <span className="comment-item-words" dir="auto">
          {first.deleted ? text.say("discussion.deleted") : first.text}
        </span>
        {notes.length > 0 && <span className="hint">{notes.join(" · ")}</span>}
      </button>
    </li>
  );
});
