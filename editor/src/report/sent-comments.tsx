import type { SectionView } from "@travaux/blueprint";
import { useEffect, type ReactNode } from "react";
import { useText } from "../interface-text/text.tsx";
import { useReport } from "./report-model.ts";
import { useCellPart } from "./use-cell.ts";

/** How many comments that the delegation wrote for the team go along with its text; nothing where there are none. */
export function SentComments({ sections }: { readonly sections: readonly SectionView[] }): ReactNode {
  const text = useText();
  const { commentCounts, refreshCounts } = useReport();
  // What a colleague wrote a moment ago goes along too.
  useEffect(refreshCounts, [refreshCounts]);
  const count = useCellPart(commentCounts, (counts) =>
    sections.reduce((sum, { id }) => sum + (counts.get(id)?.unsent ?? 0), 0),
  );
  if (count === 0) return null;
  return (
    <p role="status">
      <strong>{text.say("discussion.sentAlong", { count })}</strong>
    </p>
  );
}
