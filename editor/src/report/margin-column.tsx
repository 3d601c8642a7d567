import type { OutlineEntry, SearchHit, SectionId } from "@travaux/blueprint";
import { lazy, Suspense, useCallback, useMemo, type ReactNode } from "react";
import { useApplication } from "../app/application.tsx";
import { useText, type InterfaceText } from "../interface-text/text.tsx";
import { useReport } from "./report-model.ts";
import { useCell } from "./use-cell.ts";

const FindPanel = lazy(async () => ({ default: (await import("../writing/find-panel.tsx")).FindPanel }));

/** The column beside the report; it takes room only while something stands in it. */
export function MarginColumn({ entries }: { readonly entries: readonly OutlineEntry[] }): ReactNode {
  const model = useReport();
  const isFinding = useCell(model.finding);
  if (!isFinding) return null;
  return (
    <aside className="report-margin">
      <Suspense fallback={null}>
        <Find entries={entries} />
      </Suspense>
    </aside>
  );
}

function Find({ entries }: { readonly entries: readonly OutlineEntry[] }): ReactNode {
  const text = useText();
  const { api } = useApplication();
  const model = useReport();
  const views = useCell(model.views);
  const sections = useMemo(
    () =>
      entries.flatMap((entry) =>
        entry.section === null || entry.section.rooms.length === 0
          ? []
          : [
              {
                id: entry.section.id,
                name: placeName(text, entry),
                view: views.get(entry.section.id) ?? null,
              },
            ],
      ),
    [entries, views, text],
  );
  const search = useCallback(
    (query: string, signal: AbortSignal): Promise<readonly SearchHit[]> =>
      api.search(model.review.id, query, signal),
    [api, model],
  );
  const go = (section: SectionId, block: string | null): void => {
    const entry = entries.find((each) => each.section?.id === section);
    const place = entry === undefined ? null : document.getElementById(entry.id);
    const inside = block === null ? null : place?.querySelector(`[data-block="${CSS.escape(block)}"]`);
    (inside ?? place)?.scrollIntoView({ block: inside == null ? "start" : "center" });
  };
  const close = (): void => {
    model.finding.set(false);
    // Whoever came here from a text goes on in it.
    model.current.get()?.view?.focus();
  };
  return <FindPanel language={text.language} sections={sections} search={search} onGo={go} onClose={close} />;
}

/** A section among all those of the report: each article has an (a). */
function placeName(text: InterfaceText, { article, label, title }: OutlineEntry): string {
  const own = `${label} ${text.name(title)}`.trim();
  return article === null ? own : `${text.say("wizard.article", { number: article })} ${own}`;
}
