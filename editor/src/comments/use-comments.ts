import type { SectionId } from "@travaux/blueprint";
import { useReport } from "../report/report-model.ts";
import { useCellPart } from "../report/use-cell.ts";
import type { SectionComments } from "./section-comments.ts";

/** The comments of a section on the page; `null` while they are not there, or for whoever has no margin of it. */
export function useComments(section: SectionId): SectionComments | null {
  const { comments } = useReport();
  return useCellPart(comments, (all) => all.get(section) ?? null);
}
