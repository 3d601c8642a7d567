import type { SectionComments } from "@travaux/blueprint";
import { useEffect } from "react";
import { useApplication } from "../app/application.tsx";
import type { ReportModel } from "./report-model.ts";
import { useCell, useCellPart } from "./use-cell.ts";
import { OUTLINE_NEWS_MS } from "./use-outline-news.ts";

/**
 * Counts the comments of every section for the outline: once the page can be read, from time to time while it is on
 * screen, and after what the reader himself did with comments.
 */
export function useCommentCounts(model: ReportModel): void {
  const { api } = useApplication();
  const isReadable = useCellPart(model.live, (live) => live !== null);
  const mayComment = useCellPart(model.entries, (entries) =>
    entries.some(({ section }) => (section?.margins.length ?? 0) > 0),
  );
  const asked = useCell(model.countsAsked);
  useEffect(() => {
    if (!mayComment) return undefined;
    let isOver = false;
    let isAsking = false;
    const ask = (): void => {
      if (isAsking || document.visibilityState === "hidden") return;
      isAsking = true;
      api
        .commentCounts(model.review.id)
        .then((counts) => {
          if (!isOver) take(model, counts);
        })
        // Without a connection the page says so already, and this asks again.
        .catch(() => undefined)
        .finally(() => {
          isAsking = false;
        });
    };
    if (isReadable || asked > 0) ask();
    const timer = setInterval(ask, OUTLINE_NEWS_MS);
    document.addEventListener("visibilitychange", ask);
    return () => {
      isOver = true;
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [api, model, isReadable, mayComment, asked]);
}

/** Counts that say the same draw nothing again. */
function take(model: ReportModel, counts: readonly SectionComments[]): void {
  const before = [...model.commentCounts.get().values()];
  if (JSON.stringify(before) === JSON.stringify(counts)) return;
  model.commentCounts.set(new Map(counts.map((each) => [each.section, each])));
}
