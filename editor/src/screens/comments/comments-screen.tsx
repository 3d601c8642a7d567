import "./comments.css";
import type { OutlineEntry, ReviewId, ReviewView, ThreadRow } from "@travaux/blueprint";
import { useDeferredValue, useEffect, useMemo, useState, type ReactNode } from "react";
import { flushSync } from "react-dom";
import { useApplication } from "../../app/application.tsx";
import { Screen } from "../../app/frame.tsx";
import { ScreenLink } from "../../app/navigation.tsx";
import { ProblemNote } from "../../app/problem.tsx";
import { useResource } from "../../app/use-resource.ts";
import { filterRows } from "../../comments/list/filter-rows.ts";
import { useText } from "../../interface-text/text.tsx";
import { CommentsTable } from "./comments-table.tsx";
import { FilterForm } from "./filter-form.tsx";
import { TableHead } from "./table-head.tsx";
import { choicesOf, FORMAL_RECORD, queryOf, rowFilterOf } from "./table-filter.ts";

/** How many rows are drawn at first, and with each step on. */
const ROWS_AT_ONCE = 100;

/** The comments of a review that the reader may read, and how those of the State under review were taken in. */
export function CommentsScreen({ review }: { readonly review: ReviewId }): ReactNode {
  const { say } = useText();
  const { api } = useApplication();
  const { resource, reload } = useResource(review, async () => {
    const [view, outline, rows] = await Promise.all([
      api.review(review),
      api.outline(review),
      api.comments(review),
    ]);
    return { view, entries: outline.entries, rows, asOf: new Date().toISOString() };
  });
  if (resource.kind === "loaded") return <Comments {...resource.value} />;
  return (
    <Screen title={say("discussion.title")}>
      {resource.kind === "loading" ? (
        <p role="status">{say("app.loading")}</p>
      ) : (
        <ProblemNote code={resource.code} retry={reload} />
      )}
    </Screen>
  );
}

interface CommentsProps {
  readonly view: ReviewView;
  readonly entries: readonly OutlineEntry[];
  readonly rows: readonly ThreadRow[];
  /** When the rows were as they are here, ISO 8601. */
  readonly asOf: string;
}

function Comments(props: CommentsProps): ReactNode {
  const text = useText();
  const { view, rows } = props;
  return (
    <Screen
      title={text.say("discussion.titleOf", { state: text.name(view.stateUnderReview) })}
      actions={
        <>
          <ScreenLink to={{ kind: "report", review: view.id }} className="button">
            {text.say("reviews.open")}
          </ScreenLink>
          <ScreenLink to={{ kind: "review", review: view.id }} className="button">
            {text.say("reviews.about")}
          </ScreenLink>
        </>
      }
    >
      {rows.length === 0 ? (
        <p className="soft">{text.say("discussion.none")}</p>
      ) : (
        <FilteredTable {...props} />
      )}
    </Screen>
  );
}

function FilteredTable({ view, entries, rows, asOf }: CommentsProps): ReactNode {
  const text = useText();
  const { api } = useApplication();
  const [filter, setFilter] = useState(FORMAL_RECORD);
  const sought = useDeferredValue(filter);
  const choices = useMemo(() => choicesOf(text, view, { rows, entries }), [text, view, rows, entries]);
  const bySection = useMemo(() => new Map(entries.map((entry) => [entry.id, entry])), [entries]);
  const found = useMemo(
    () => filterRows(rows, rowFilterOf(sought, entries), text.locale),
    [rows, sought, entries, text.locale],
  );
  const { drawn, left, more } = useDrawn(found);
  const file = sought.audiences.length === 0 ? null : queryOf(sought, text.language);
  return (
    <div className="comments-screen">
      <FilterForm review={view} choices={choices} filter={filter} onChange={setFilter} />
      <TableHead review={view} filter={sought} choices={choices} asOf={asOf} />
      <TableBar
        found={found.length}
        count={rows.length}
        file={file === null ? null : api.commentsFile(view.id, file)}
      />
      {found.length === 0 ? (
        <p className="soft">{text.say("discussion.noneShown")}</p>
      ) : (
        <CommentsTable review={view} rows={drawn} entries={bySection} />
      )}
      {left > 0 && (
        <div className="no-print">
          <button type="button" className="button" onClick={more}>
            {text.say("discussion.more", { count: Math.min(left, ROWS_AT_ONCE) })}
          </button>
        </div>
      )}
    </div>
  );
}

interface TableBarProps {
  readonly found: number;
  readonly count: number;
  /** Where the same rows are a file; `null` where no readers are chosen, which would be a file of everything. */
  readonly file: string | null;
}

function TableBar({ found, count, file }: TableBarProps): ReactNode {
  const text = useText();
  return (
    <div className="comments-bar">
      <p role="status">{text.say("discussion.shown", { count, shown: text.number(found) })}</p>
      <div className="actions no-print">
        <button type="button" className="button" disabled={found === 0} onClick={() => window.print()}>
          {text.say("report.print")}
        </button>
        {file !== null && (
          <a className="button" href={file} download>
            {text.say("discussion.csv")}
          </a>
        )}
      </div>
    </div>
  );
}

/** The rows drawn so far; all of them before anything is printed. */
function useDrawn(found: readonly ThreadRow[]): {
  readonly drawn: readonly ThreadRow[];
  readonly left: number;
  readonly more: () => void;
} {
  const [steps, setSteps] = useState({ of: found, count: 1 });
  const [isPrinting, setPrinting] = useState(false);
  const count = steps.of === found ? steps.count : 1;
  useEffect(() => {
    // What is printed is what stands there when the listeners have run.
    const before = (): void => flushSync(() => setPrinting(true));
    const after = (): void => setPrinting(false);
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
    };
  }, []);
  const drawn = useMemo(
    () => (isPrinting ? found : found.slice(0, count * ROWS_AT_ONCE)),
    [found, count, isPrinting],
  );
  return {
    drawn,
    left: found.length - drawn.length,
    more: () => setSteps({ of: found, count: count + 1 }),
  };
}
