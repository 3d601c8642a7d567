import type { OutlineEntry, SectionId } from "@travaux/blueprint";
import { useEffect, useEffectEvent } from "react";
import type { ReportModel } from "../report/report-model.ts";
import { useCell } from "../report/use-cell.ts";
import { goToThread } from "./thread-steps.ts";

/** Brings the section of the thread that is wanted into view, and goes to the thread as soon as it is there. */
export function useWantedThread(model: ReportModel, entries: readonly OutlineEntry[]): void {
  const wanted = useCell(model.wantedThread);
  const comments = useCell(model.comments);
  const bringIntoView = useEffectEvent((section: SectionId) => {
    if (model.comments.get().has(section)) return;
    const entry = entries.find((each) => each.section?.id === section);
    if (entry !== undefined) document.getElementById(entry.id)?.scrollIntoView();
  });
  useEffect(() => {
    if (wanted !== null) bringIntoView(wanted.section);
  }, [wanted]);
  useEffect(() => {
    const of = wanted === null ? undefined : comments.get(wanted.section);
    if (wanted === null || of === undefined) return undefined;
    const look = (): void => {
      const thread = of.threads.get().find(({ id }) => id === wanted.thread);
      // Words that are in the text come to be placed only with its editor.
      if (thread === undefined || (of.view.get() === null && thread.anchor !== null)) return;
      model.wantedThread.set(null);
      goToThread({ of, id: thread.id });
    };
    const stops = [of.threads.subscribe(look), of.view.subscribe(look)];
    look();
    return () => stops.forEach((stop) => stop());
  }, [wanted, comments, model]);
}
