import type { ReviewView } from "@travaux/blueprint";
import type { ReactNode } from "react";
import { useText } from "../../interface-text/text.tsx";
import { sayFilter, sayInternal, type TableChoices, type TableFilter } from "./table-filter.ts";

interface TableHeadProps {
  readonly review: ReviewView;
  readonly filter: TableFilter;
  readonly choices: TableChoices;
  readonly asOf: string;
}

/** What stands above the table, on screen and on paper: whose comments, who may read them, as of when, which of them. */
export function TableHead({ review, filter, choices, asOf }: TableHeadProps): ReactNode {
  const text = useText();
  const internal = sayInternal(text, review, filter);
  const filters = sayFilter(text, filter, choices);
  return (
    <div className="comments-head">
      <p className="print-only">{text.say("discussion.asOf", { date: text.time(asOf) })}</p>
      {internal.length > 0 ? (
        <p className="note note-notice">
          {text.say("discussion.internal", { readers: internal.join("; ") })}
        </p>
      ) : (
        filter.audiences.length > 0 && (
          <p className="print-only">{text.say("discussion.for", { readers: text.say("readers.team") })}</p>
        )
      )}
      {filters.length > 0 && (
        <p className="print-only">{text.say("discussion.filteredBy", { filters: filters.join("; ") })}</p>
      )}
    </div>
  );
}
