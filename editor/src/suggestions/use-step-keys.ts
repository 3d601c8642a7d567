import type { OutlineEntry } from "@travaux/blueprint";
import { useEffect, useEffectEvent } from "react";
import { useReport } from "../report/report-model.ts";
import { sectionFrom } from "../report/section-from.ts";

/** The keys for proposals, as they are shown and heard. */
export const PROPOSAL_KEYS = { next: "F8", previous: "Shift-F8", card: "F9" } as const;

/**
 * F8 and Shift+F8 lead from proposal to proposal over the sections on the page, whether their cards are shown or not;
 * F9 calls `toCard`.
 */
export function useStepKeys(entries: readonly OutlineEntry[], toCard: () => void): void {
  const model = useReport();
  const step = async (by: 1 | -1): Promise<void> => {
    // With the first key, for a page that is only read has no use for it.
    const { goToProposal, proposalBeside } = await import("./proposal-steps.ts");
    const open = model.proposals.get();
    const sections = entries.flatMap(({ section }) => (section === null ? [] : (open.get(section.id) ?? [])));
    const id = model.current.get()?.id ?? sectionFrom(entries, model.reading.get())?.section?.id;
    const next = proposalBeside(sections, sections.find(({ section }) => section === id) ?? null, by);
    if (next !== null) goToProposal(next);
  };
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === PROPOSAL_KEYS.next) void step(event.shiftKey ? -1 : 1);
    else if (event.key === PROPOSAL_KEYS.card) toCard();
    else return;
    event.preventDefault();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
