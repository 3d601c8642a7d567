import type { InstrumentCode, SectionId, SectionView } from "@travaux/blueprint";
import { useReport } from "../../report/report-model.ts";
import { useCellPart } from "../../report/use-cell.ts";

/** What cards must know of the section they are about. */
export interface SectionFacts {
  readonly section: SectionView | null;
  /** The instrument of its article, whose reviewing States read what is said on the reviewing side. */
  readonly instrument: InstrumentCode | null;
}

/** A section as the outline has it now. */
export function useSectionFacts(id: SectionId): SectionFacts {
  const entry = useCellPart(
    useReport().entries,
    (entries) => entries.find(({ section }) => section?.id === id) ?? null,
  );
  return { section: entry?.section ?? null, instrument: entry?.instrument ?? null };
}
