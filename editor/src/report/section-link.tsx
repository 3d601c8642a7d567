import type { SectionId } from "@travaux/blueprint";
import type { ReactNode } from "react";
import { useText } from "../interface-text/text.tsx";
import { placeName } from "./place-name.ts";
import { useReport } from "./report-model.ts";
import { useCellPart } from "./use-cell.ts";

/** The way to a section, under its own name. */
export function SectionLink({ section }: { readonly section: SectionId }): ReactNode {
  const text = useText();
  const entry = useCellPart(useReport().entries, (entries) =>
    entries.find((each) => each.section?.id === section),
  );
  return (
    <a href={`#${section}`}>
      <bdi>{entry === undefined ? section : placeName(text, entry)}</bdi>
    </a>
  );
}
