import type { OutlineEntry } from "@travaux/blueprint";
import { useEffect, useEffectEvent } from "react";
import type { ReportModel } from "../report/report-model.ts";
import { sectionFrom } from "../report/section-from.ts";
import type { SectionComments } from "./section-comments.ts";
import { goToThread, threadBeside } from "./thread-steps.ts";

/** The keys for comments, as `nameKeys` reads them. */
export const COMMENT_KEYS = { compose: "Mod-Alt-m", next: "F7", previous: "Shift-F7" } as const;

/**
 * Ctrl+Alt+M (on a Mac Command+Option+M) comments on what is selected; F7 and Shift+F7 lead from comment to comment
 * over the sections on the page.
 */
export function useCommentKeys(model: ReportModel, entries: readonly OutlineEntry[]): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const all = model.comments.get();
    const sections = entries.flatMap(({ section }) => (section === null ? [] : (all.get(section.id) ?? [])));
    const id = model.current.get()?.id ?? sectionFrom(entries, model.reading.get())?.section?.id;
    const here: SectionComments | null = sections.find(({ section }) => section === id) ?? null;
    if (isCompose(event)) here?.compose({ kind: "selection" });
    else if (isStep(event)) {
      const next = threadBeside(sections, here, event.shiftKey ? -1 : 1);
      if (next !== null) goToThread(next);
    } else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

/** By the key's place where it is a letter: with Option a Mac makes another sign of it. */
function isCompose(event: KeyboardEvent): boolean {
  // Right Alt of many keyboards counts as Ctrl and Alt, and writes a sign.
  if (!event.altKey || event.shiftKey || event.getModifierState("AltGraph")) return false;
  return event.ctrlKey !== event.metaKey && (event.code === "KeyM" || event.key.toLowerCase() === "m");
}

function isStep(event: KeyboardEvent): boolean {
  return event.key === "F7" && !event.ctrlKey && !event.metaKey && !event.altKey;
}
