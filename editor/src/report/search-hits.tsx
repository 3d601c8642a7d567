import type { OutlineEntry, SearchHit } from "@travaux/blueprint";
import { useEffect, useState, type ReactNode } from "react";
import { useApplication } from "../app/application.tsx";
import { ProblemNote } from "../app/problem.tsx";
import { problemCode, type Resource } from "../app/use-resource.ts";
import { useText } from "../interface-text/text.tsx";
import { useReport } from "./report-model.ts";

/** How long the reader must have paused before the server is asked, in milliseconds. */
const PAUSE_MS = 350;

interface SearchHitsProps {
  readonly query: string;
  readonly entries: readonly OutlineEntry[];
  readonly onChoose: () => void;
}

/** The passages of the text that match, in the order of the report; the server searches only what the reader may read. */
export function SearchHits({ query, entries, onChoose }: SearchHitsProps): ReactNode {
  const text = useText();
  const found = useSearch(query);
  if (found.kind === "failed") return <ProblemNote code={found.code} />;
  const hits = found.kind === "loaded" ? found.value : [];
  const titles = new Map(
    entries.flatMap((entry) =>
      entry.section === null ? [] : [[entry.section.id, headingOf(entry, entries, text.name)] as const],
    ),
  );
  return (
    <>
      <h3 className="outline-part" role="status">
        {found.kind === "loading"
          ? text.say("app.loading")
          : text.say("report.searchText", { count: hits.length })}
      </h3>
      <ol className="search-hits">
        {hits.map((hit, index) => (
          <li key={index}>
            <a href={`#${hit.section}`} onClick={onChoose}>
              <span className="hint">{titles.get(hit.section) ?? hit.section}</span>
              <span dir="auto">{hit.excerpt}</span>
            </a>
          </li>
        ))}
      </ol>
    </>
  );
}

/** A section's own heading says little, `(b) Observations`: the article's stands before it. */
function headingOf(
  entry: OutlineEntry,
  entries: readonly OutlineEntry[],
  name: (title: OutlineEntry["title"]) => string,
): string {
  const article = entries.find(
    (other) =>
      other.section === null && other.article === entry.article && other.instrument === entry.instrument,
  );
  const own = `${entry.label} ${name(entry.title)}`.trim();
  return entry.article === null || article === undefined ? own : `${name(article.title)} – ${own}`;
}

function useSearch(query: string): Resource<readonly SearchHit[]> {
  const { api } = useApplication();
  const { review } = useReport();
  const [found, setFound] = useState<Resource<readonly SearchHit[]>>({ kind: "loading" });
  useEffect(() => {
    let current = true;
    const take = (next: Resource<readonly SearchHit[]>): void => {
      if (current) setFound(next);
    };
    const timer = setTimeout(() => {
      api.search(review.id, query).then(
        (value) => take({ kind: "loaded", value }),
        (error: unknown) => take({ kind: "failed", code: problemCode(error) }),
      );
    }, PAUSE_MS);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [api, review.id, query]);
  return found;
}
