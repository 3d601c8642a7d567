import type { OutlineEntry } from "@travaux/blueprint";
import type { ReactNode } from "react";
import { useText } from "../interface-text/text.tsx";
import type { KeptWork } from "../session/kept-work.ts";
import type { ReviewSession } from "../session/review-session.ts";
import { sameText } from "../session/same-text.ts";
import { KeptWorkCard } from "./kept-work-note.tsx";
import { useReport } from "./report-model.ts";
import { useCell } from "./use-cell.ts";

interface KeptWorkListProps {
  readonly entries: readonly OutlineEntry[];
}

/**
 * Above the report, so that none is missed: the way to each section in which something was not saved, and what was
 * written in texts that the person cannot open any more.
 */
export function KeptWorkList({ entries }: KeptWorkListProps): ReactNode {
  const live = useCell(useReport().live);
  return live === null ? null : <OpenList session={live.session} entries={entries} />;
}

function OpenList({ session, entries }: KeptWorkListProps & { readonly session: ReviewSession }): ReactNode {
  const { say, name } = useText();
  const kept = useCell(session.keptWork);
  const placeOf = (work: KeptWork): OutlineEntry | undefined =>
    entries.find((entry) => entry.section?.rooms.some((room) => sameText(room.name, work.room)));
  const homeless = kept.filter((work) => placeOf(work) === undefined);
  const places = new Set(kept.map(placeOf).filter((entry) => entry !== undefined));
  return (
    <>
      {places.size > 0 && (
        <div className="note note-notice no-print" role="status">
          <p>{say("saved.not-saved")}:</p>
          <ul>
            {[...places].map((entry) => (
              <li key={entry.id}>
                <a href={`#${entry.id}`}>
                  {entry.article !== null && `${say("wizard.article", { number: entry.article })} `}
                  {entry.label} <bdi>{name(entry.title)}</bdi>
                </a>
              </li>
            ))}
          </ul>
        </div>
      )}
      {homeless.map((work) => (
        <KeptWorkCard key={work.id} session={session} kept={work} onInsert={null} place={say("kept.gone")} />
      ))}
    </>
  );
}
