import type { OutlineEntry, SectionId } from "@travaux/blueprint";
import { useEffect, useEffectEvent } from "react";
import type { ReportModel } from "../report/report-model.ts";
import { useCell } from "../report/use-cell.ts";
import { WIDE } from "../report/wide.ts";
import type { SectionCommentsLike } from "./comments-on-page.ts";

/** How many times the page is drawn before a card that is not there is waited for no longer. */
const FRAMES = 120;

/** Brings the section of the thread that is wanted into view, and goes to the thread as soon as it is there. */
export function useWantedThread(model: ReportModel, entries: readonly OutlineEntry[]): void {
  const wanted = useCell(model.wantedThread);
  const comments = useCell(model.comments);
  const bringIntoView = useEffectEvent((section: SectionId) => {
    const entry = entries.find((each) => each.section?.id === section);
    if (entry !== undefined) document.getElementById(entry.id)?.scrollIntoView();
  });
  const show = useEffectEvent((of: SectionCommentsLike, thread: string) => {
    const isInText = of.goTo(thread);
    if (!isInText) bringIntoView(of.section);
    const isWide = window.matchMedia(WIDE).matches;
    if (!isWide) model.listing.set(true);
    if (!isInText || !isWide) focusCard(thread, FRAMES);
  });
  useEffect(() => {
    // One that is here already is gone to at once.
    if (wanted !== null && !model.comments.get().has(wanted.section)) bringIntoView(wanted.section);
  }, [model, wanted]);
  useEffect(() => {
    const of = wanted === null ? undefined : comments.get(wanted.section);
    if (wanted === null || of === undefined) return undefined;
    const look = (): void => {
      const thread = of.threads.get().find(({ id }) => id === wanted.thread);
      // Words that are in the text come to be placed only with its editor.
      if (thread === undefined || (of.view.get() === null && thread.anchor !== null)) return;
      model.wantedThread.set(null);
      show(of, thread.id);
    };
    const stops = [of.threads.subscribe(look), of.view.subscribe(look)];
    look();
    return () => stops.forEach((stop) => stop());
  }, [wanted, comments, model]);
}

/** Puts the focus on a card of the margin as soon as it is drawn. */
function focusCard(thread: string, frames: number): void {
  const card = document.querySelector<HTMLElement>(`.report-margin [data-thread="${CSS.escape(thread)}"]`);
  if (card !== null) card.focus();
  else if (frames > 0) requestAnimationFrame(() => focusCard(thread, frames - 1));
}
