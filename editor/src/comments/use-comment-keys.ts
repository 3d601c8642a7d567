import type { OutlineEntry } from "@travaux/blueprint";
import { useEffect, useEffectEvent } from "react";
import type { ReportModel } from "../report/report-model.ts";
import { sectionFrom } from "../report/section-from.ts";
import { askedBy } from "./comment-keys.ts";
import type { SectionComments } from "./section-comments.ts";
import { goToThread, sectionOfFocus, threadBeside } from "./thread-steps.ts";

/**
 * Ctrl+Alt+M (on a Mac Command+Option+M) comments on what is selected; F7 and Shift+F7 lead from comment to comment
 * over the sections on the page.
 */
export function useCommentKeys(model: ReportModel, entries: readonly OutlineEntry[]): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const asked = askedBy(event);
    if (asked === null) return;
    event.preventDefault();
    const all = model.comments.get();
    const sections = entries.flatMap(({ section }) => (section === null ? [] : (all.get(section.id) ?? [])));
    const id = model.current.get()?.id ?? sectionFrom(entries, model.reading.get())?.section?.id;
    const here: SectionComments | null = sections.find(({ section }) => section === id) ?? null;
    if (asked === "compose") here?.compose({ kind: "selection" });
    else {
      const next = threadBeside(sections, sectionOfFocus(sections) ?? here, asked === "next" ? 1 : -1);
      if (next !== null) goToThread(next, model.current);
    }
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
