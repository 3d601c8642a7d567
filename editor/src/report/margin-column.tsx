import "../comments/cards/comments.css";
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
import { useSections } from "../suggestions/use-sections.ts";
import { useStepKeys } from "../suggestions/use-step-keys.ts";
import { placeName } from "./place-name.ts";
import { useReport } from "./report-model.ts";
import { useCell, useCellPart } from "./use-cell.ts";
import { useEscape } from "./use-escape.ts";
import { WIDE } from "./wide.ts";

const ProposalPanel = lazy(async () => ({
  default: (await import("../suggestions/proposal-panel.tsx")).ProposalPanel,
}));
const FindPanel = lazy(async () => ({ default: (await import("../writing/find-panel.tsx")).FindPanel }));

/**
 * The column beside the report: cards of proposals and comments at the height of their texts, and find and replace. It takes room only
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
  const hasComments = useCellPart(model.commentCounts, (counts) =>
    [...counts.values()].some(({ open }) => open > 0),
  );
  const isLive = useCellPart(model.proposals, (proposals) => proposals.size > 0);
  const canComment = useCellPart(model.comments, (comments) => comments.size > 0);
  const isSaid = useSaid();
  const hasCards = (hasProposals && isLive) || (hasComments && canComment) || isSaid.isThere;
  // Once there, the cards' column stays: text must not move when the last one is decided.
  const [isThere, setThere] = useState(false);
  useEffect(() => {
    if (hasCards) setThere(true);
  }, [hasCards]);
  useEffect(() => {
    // Where there is no room beside the text, the words are written in the list over it.
    if (isSaid.isComposing && !isWide) model.listing.set(true);
  }, [isSaid.isComposing, isWide, model]);
  const close = useCallback(() => model.listing.set(false), [model]);
  useStepKeys(entries, () => {
    if (!isWide) model.listing.set(true);
    const current = model.current.get()?.id;
    const proposal = current === undefined ? null : model.proposals.get().get(current)?.active.get();
    const thread = current === undefined ? null : model.comments.get().get(current)?.active.get();
    requestAnimationFrame(() => {
      if (proposal != null) focusCard("proposal", proposal);
      else if (thread != null) focusCard("thread", thread);
    });
  });
  const showsCards = isThere && (isWide || isListing);
  useEscape(isListing && !isWide, close);
  if (!isFinding && !showsCards) return null;
  return (
    <aside
      className="report-margin"
      data-kind={isFinding ? "find" : "cards"}
      aria-label={text.say("comment.both")}
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

/** Moves the focus from the text to the card of a proposal or comment, where that is drawn. */
function focusCard(kind: "proposal" | "thread", id: string): void {
  document.querySelector<HTMLElement>(`.report-margin [data-${kind}="${CSS.escape(id)}"]`)?.focus();
}

/** Whether anything is said in the sections on the page, and whether a comment is being written. */
function useSaid(): { readonly isThere: boolean; readonly isComposing: boolean } {
  const comments = useCell(useReport().comments);
  const sections = useMemo(() => [...comments.values()], [comments]);
  const isThere = useSections(sections, ({ threads, drafts, composing }) => [threads, drafts, composing], {
    read: (all) =>
      all.some(
        (of) =>
          of.composing.get() !== null ||
          of.drafts.get().length > 0 ||
          of.threads.get().some(({ resolved }) => resolved === null),
      ),
  });
  const isComposing = useSections(sections, ({ composing }) => [composing], {
    read: (all) => all.some((of) => of.composing.get() !== null),
  });
  return { isThere, isComposing };
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
