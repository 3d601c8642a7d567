import "../design/report.css";
import "../design/report-text.css";
import "../design/print.css";
import "../suggestions/suggestions.css";
import "../comments/list/comment-list.css";
import type { OutlineEntry, OutlineView, ReviewId, ReviewView } from "@travaux/blueprint";
import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from "react";
import { useApplication } from "../app/application.tsx";
import { takeFresh } from "../app/kept-answers.ts";
import { usePageTitle, Waiting } from "../app/frame.tsx";
import { ScreenLink } from "../app/navigation.tsx";
import { ProblemNote } from "../app/problem.tsx";
import { problemCode, useResource } from "../app/use-resource.ts";
import { useCommentKeys } from "../comments/use-comment-keys.ts";
import { useWantedThread } from "../comments/use-wanted-thread.ts";
import { LinkNote } from "../comments/list/link-note.tsx";
import { useText } from "../interface-text/text.tsx";
import { browserShelf, openPreferences } from "../suggestions/preferences.ts";
import { KeptWorkList } from "./kept-work-list.tsx";
import { LeftLists } from "./left-lists.tsx";
import { MarginColumn } from "./margin-column.tsx";
import { useOpeningPart } from "./opening-part.ts";
import { buildTree, chapterActs, keepUnchanged, type ActGroup, type OutlineNode } from "./outline-tree.ts";
import { ReportBar } from "./report-bar.tsx";
import { createReportModel, ReportContext } from "./report-model.ts";
import { SectionFrame } from "./section-frame.tsx";
import { useCommentCounts } from "./use-comment-counts.ts";
import { useEscape } from "./use-escape.ts";
import { useLive } from "./use-live.ts";
import { useOutlineNews } from "./use-outline-news.ts";

/** One review's report: what is needed to read it is fetched first. */
export function ReportPage({ review }: { readonly review: ReviewId }): ReactNode {
  const { api } = useApplication();
  const { resource, reload, replace } = useResource(review, async () => {
    const [view, outline] = await Promise.all([api.review(review), api.outline(review)]);
    return { view, outline };
  });
  const loaded = resource.kind === "loaded" ? resource.value : null;
  useEffect(() => {
    if (loaded === null) return;
    const take = (view: ReviewView): void => {
      if (JSON.stringify(view) !== JSON.stringify(loaded.view)) replace({ ...loaded, view });
    };
    takeFresh(api, loaded.view, take, reload);
  }, [api, loaded, replace, reload]);
  if (resource.kind === "loading") return <Waiting />;
  if (resource.kind === "failed") {
    return (
      <main id="main" tabIndex={-1} className="screen">
        <ProblemNote code={resource.code} retry={reload} />
      </main>
    );
  }
  return <Report view={resource.value.view} outline={resource.value.outline} />;
}

function Report({ view, outline }: { readonly view: ReviewView; readonly outline: OutlineView }): ReactNode {
  const text = useText();
  const { entries, named, refresh } = useEntries(view.id, outline);
  const { session } = useApplication();
  const user = session.user?.id ?? null;
  const preferences = useMemo(() => openPreferences(user, browserShelf()), [user]);
  const model = useMemo(() => createReportModel(view, refresh, preferences), [view, refresh, preferences]);
  const [isOutlineOpen, setOutlineOpen] = useState(false);
  const title = text.say(view.blueprint === "country-report" ? "report.title" : "report.listTitle", {
    state: text.name(view.stateUnderReview),
  });
  usePageTitle(title);
  useEffect(() => model.entries.set(entries), [model, entries]);
  useLive(model, named);
  useCommentKeys(model, entries);
  useWantedThread(model, entries);
  useCommentCounts(model);
  const { drawn, isWhole } = useOpeningPart(entries);
  const acts = useMemo(() => actsByHeading(buildTree(entries)), [entries]);
  const closeOutline = useCallback(() => setOutlineOpen(false), []);
  useEscape(isOutlineOpen, closeOutline);
  return (
    <ReportContext value={model}>
      <div className="report-page">
        <ReportBar
          entries={entries}
          isOutlineOpen={isOutlineOpen}
          onOutline={() => setOutlineOpen(!isOutlineOpen)}
        />
        <nav
          id="outline"
          className="outline"
          data-open={isOutlineOpen}
          aria-label={text.say("report.outline")}
        >
          <button type="button" className="button button-small outline-close" onClick={closeOutline}>
            {text.say("report.closeOutline")}
          </button>
          {isWhole && <LeftLists entries={entries} onChoose={closeOutline} />}
        </nav>
        <main id="main" tabIndex={-1} className="report">
          <header className="report-head">
            <h1>
              <Title blueprint={view.blueprint} state={text.name(view.stateUnderReview)} />
            </h1>
            <p className="no-print">
              <ScreenLink to={{ kind: "review", review: view.id }}>{text.say("report.about")}</ScreenLink>
              {view.role !== "observer" && (
                <>
                  {" · "}
                  <ScreenLink to={{ kind: "comments", review: view.id }}>
                    {text.say("discussion.title")}
                  </ScreenLink>
                </>
              )}
            </p>
          </header>
          <h2 className="unseen">{text.say("report.text")}</h2>
          <KeptWorkList entries={entries} />
          {entries.length === 0 && <p className="soft">{text.say("report.empty")}</p>}
          {drawn.map((entry) => (
            <SectionFrame key={entry.id} entry={entry} chapterActs={acts.get(entry.id) ?? NO_ACTS} />
          ))}
        </main>
        <MarginColumn entries={entries} />
        <LinkNote model={model} />
      </div>
    </ReportContext>
  );
}

const NO_ACTS: readonly ActGroup[] = [];

function Title({
  blueprint,
  state,
}: {
  readonly blueprint: ReviewView["blueprint"];
  readonly state: string;
}): ReactNode {
  const { say } = useText();
  return say(blueprint === "country-report" ? "report.title" : "report.listTitle", { state });
}

/**
 * The outline, read again when something in it has changed; entries that say the same stay the same objects.
 * `named` is as the server last gave it, `null` while an earlier one stands in for it.
 */
function useEntries(
  review: ReviewId,
  first: OutlineView,
): {
  readonly entries: readonly OutlineEntry[];
  readonly named: readonly OutlineEntry[] | null;
  readonly refresh: () => void;
} {
  const { api, session, setSession } = useApplication();
  const [entries, setEntries] = useState(first.entries);
  const [named, setNamed] = useState<readonly OutlineEntry[] | null>(null);
  const asking = useRef(false);
  const signedOut = useRef(() => setSession({ user: null, demo: session.demo }));
  const take = useCallback(
    (outline: OutlineView) => {
      const hear = (next: OutlineView): void => {
        setEntries((before) => keepUnchanged(before, next.entries));
        if (api.fresh(next) === null) setNamed(next.entries);
      };
      takeFresh(api, outline, hear, ({ code }) => code === "session-required" && signedOut.current());
    },
    [api],
  );
  const refresh = useCallback(() => {
    if (asking.current) return;
    asking.current = true;
    const settle = (): void => {
      asking.current = false;
    };
    api.outline(review).then(
      (next) => {
        settle();
        take(next);
      },
      (error: unknown) => {
        settle();
        if (problemCode(error) === "session-required") signedOut.current();
      },
    );
  }, [api, review, take]);
  useEffect(() => take(first), [take, first]);
  useOutlineNews(review, take);
  return { entries, named, refresh };
}

/** The acts for whole chapters, at the outermost heading at which they concern the same sections, and at articles. */
function actsByHeading(tree: readonly OutlineNode[]): ReadonlyMap<string, readonly ActGroup[]> {
  const acts = new Map<string, readonly ActGroup[]>();
  const walk = (node: OutlineNode): void => {
    const groups = chapterActs(node);
    if (groups.length > 0) acts.set(node.entry.id, groups);
    node.children.forEach(walk);
  };
  tree.forEach(walk);
  return acts;
}
