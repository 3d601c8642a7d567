import type { OutlineEntry, SearchHit, SectionId } from "@travaux/blueprint";
import {
  lazy,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useState,
  useSyncExternalStore,
  type ReactNode,
} from "react";
import { useApplication } from "../app/application.tsx";
import { useText } from "../interface-text/text.tsx";
import { useStepKeys } from "../suggestions/use-step-keys.ts";
import { placeName } from "./place-name.ts";
import { useReport } from "./report-model.ts";
import { useCell, useCellPart } from "./use-cell.ts";
import { useEscape } from "./use-escape.ts";

const ProposalPanel = lazy(async () => ({
  default: (await import("../suggestions/proposal-panel.tsx")).ProposalPanel,
}));
const FindPanel = lazy(async () => ({ default: (await import("../writing/find-panel.tsx")).FindPanel }));

/** From this width on there is room for cards beside outline and text. */
const WIDE = "(min-width: 80rem)";

/**
 * The column beside the report: cards of proposals at the height of their texts, and find and replace. It takes room only
 * while something stands in it; where there is no room for it, it lies over the page when asked for.
 */
export function MarginColumn({ entries }: { readonly entries: readonly OutlineEntry[] }): ReactNode {
  const text = useText();
  const model = useReport();
  const isFinding = useCell(model.finding);
  const isListing = useCell(model.listing);
  const isWide = useMedia(WIDE);
  const hasProposals = useCellPart(model.openProposals, (open) =>
    [...open.values()].some((count) => count > 0),
  );
  const isLive = useCellPart(model.proposals, (proposals) => proposals.size > 0);
  // Once there, the cards' column stays: text must not move when the last one is decided.
  const [isThere, setThere] = useState(false);
  useEffect(() => {
    if (hasProposals && isLive) setThere(true);
  }, [hasProposals, isLive]);
  const close = useCallback(() => model.listing.set(false), [model]);
  useStepKeys(entries, () => {
    if (!isWide) model.listing.set(true);
    const current = model.current.get()?.id;
    const active = current === undefined ? null : model.proposals.get().get(current)?.active.get();
    requestAnimationFrame(() => active != null && focusCard(active));
  });
  const showsCards = isThere && (isWide || isListing);
  useEscape(isListing && !isWide, close);
  if (!isFinding && !showsCards) return null;
  return (
    <aside
      className="report-margin"
      data-kind={isFinding ? "find" : "cards"}
      aria-label={text.say("card.title")}
    >
      {isFinding && (
        <div className="report-margin-find">
          <Suspense fallback={null}>
            <Find entries={entries} />
          </Suspense>
        </div>
      )}
      {showsCards && !(isFinding && !isWide) && (
        <Suspense fallback={null}>
          <ProposalPanel entries={entries} nameOf={(entry) => placeName(text, entry)} isWide={isWide} />
        </Suspense>
      )}
    </aside>
  );
}

/** Moves the focus from the text to the card of a proposal, where that is drawn. */
function focusCard(id: string): void {
  document.querySelector<HTMLElement>(`.report-margin [data-proposal="${CSS.escape(id)}"]`)?.focus();
}

/** Whether the window is as the media query says. */
function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = window.matchMedia(query);
      media.addEventListener("change", listener);
      return () => media.removeEventListener("change", listener);
    },
    () => window.matchMedia(query).matches,
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
