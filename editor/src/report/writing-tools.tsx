import { lazy, Suspense, type ReactNode } from "react";
import { useText } from "../interface-text/text.tsx";
import { useReport } from "./report-model.ts";
import { useCellPart } from "./use-cell.ts";

const WritingToolbar = lazy(async () => ({
  default: (await import("../writing/writing-toolbar.tsx")).WritingToolbar,
}));

/** The tools for the text in which one writes. Their place is kept free from the start, so that nothing moves. */
export function WritingTools(): ReactNode {
  const { language } = useText();
  const model = useReport();
  const isLive = useCellPart(model.live, (live) => live !== null);
  const view = useCellPart(model.current, (current) => current?.view ?? null);
  return (
    <div className="writing-tools-place">
      {isLive && (
        <Suspense fallback={null}>
          <WritingToolbar view={view} language={language} onFind={() => model.finding.set(true)} />
        </Suspense>
      )}
    </div>
  );
}
