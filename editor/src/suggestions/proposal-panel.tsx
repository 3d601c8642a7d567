import type { OutlineEntry, SectionId } from "@travaux/blueprint";
import { useCallback, useMemo, useState, type ReactNode } from "react";
import type { SectionCommentsLike } from "../comments/section-comments.ts";
import { goToThread, threadBeside } from "../comments/thread-steps.ts";
import { useText } from "../interface-text/text.tsx";
import { useReport } from "../report/report-model.ts";
import { sectionFrom } from "../report/section-from.ts";
import { useCell, useCellPart } from "../report/use-cell.ts";
import { CardColumn } from "./card-column.tsx";
import { DecidedDialog } from "./decided-dialog.tsx";
import { CardList } from "./card-list.tsx";
import { goToProposal, proposalBeside } from "./proposal-steps.ts";
import type { SectionProposals } from "./section-proposals.ts";
import { PanelHead } from "./panel-head.tsx";
import { PanelTitle, ResolvedSwitch } from "./panel-title.tsx";
import { useOpenComments, useOpenCount } from "./use-sections.ts";

interface ProposalPanelProps {
  readonly entries: readonly OutlineEntry[];
  /** How a section is called among all those of the report. */
  readonly nameOf: (entry: OutlineEntry) => string;
  /** Whether there is room for cards beside the text; else they stand in a list over it. */
  readonly isWide: boolean;
}

/**
 * What is proposed and said in the sections on screen: how much, one after the other, several proposals at once, and the
 * cards.
 */
export function ProposalPanel({ entries, nameOf, isWide }: ProposalPanelProps): ReactNode {
  const text = useText();
  const model = useReport();
  const sections = useSectionsShown(entries);
  const comments = useCommentsShown(entries);
  const sources = useMemo(() => ({ proposals: sections, comments }), [sections, comments]);
  const [showsResolved, setShowsResolved] = useState(false);
  const place = usePlace(entries);
  const here = sections.find(({ section }) => section === place) ?? sections[0] ?? null;
  const [isDecidedOpen, setDecidedOpen] = useState(false);
  const count = useOpenCount(sections);
  const commentCount = useOpenComments(comments);
  const nameOfSection = (id: SectionId): string => {
    const entry = entries.find((each) => each.section?.id === id);
    return entry === undefined ? id : nameOf(entry);
  };
  const leave = useCallback(() => model.listing.set(false), [model]);
  const close = (): void => {
    leave();
    model.current.get()?.view?.focus();
  };
  const step = (by: 1 | -1): void => {
    const next = proposalBeside(sections, here, by);
    if (next !== null) goToProposal(next);
  };
  const stepComments = (by: 1 | -1): void => {
    const next = threadBeside(comments, comments.find(({ section }) => section === place) ?? null, by);
    if (next !== null) goToThread(next, model.current);
  };
  return (
    <div className="proposal-panel">
      <PanelHead
        sections={sections}
        here={here}
        count={count}
        commentCount={commentCount}
        title={<PanelTitle proposals={count} comments={commentCount} />}
        resolved={<ResolvedSwitch of={comments} isOn={showsResolved} onSwitch={setShowsResolved} />}
        onStep={step}
        onStepComments={stepComments}
        onDecided={() => setDecidedOpen(true)}
        onClose={isWide ? null : close}
      />
      {count === 0 && commentCount === 0 && (
        <p className="hint proposal-none">{text.say("comment.nothing")}</p>
      )}
      {isWide ? (
        <CardColumn sources={sources} resolved={showsResolved} />
      ) : (
        <CardList
          entries={entries}
          sources={sources}
          resolved={showsResolved}
          nameOf={nameOfSection}
          onLeave={leave}
        />
      )}
      {isDecidedOpen && here !== null && (
        <DecidedDialog
          section={here.section}
          name={nameOfSection(here.section)}
          mayUndo={here.room.mayDecide}
          onClose={() => setDecidedOpen(false)}
        />
      )}
    </div>
  );
}

/** The sections with an editor on the page, in the order of the report. */
function useSectionsShown(entries: readonly OutlineEntry[]): readonly SectionProposals[] {
  const proposals = useCell(useReport().proposals);
  return useMemo(
    () => entries.flatMap(({ section }) => (section === null ? [] : (proposals.get(section.id) ?? []))),
    [entries, proposals],
  );
}

/** The comments of the sections on the page, in the order of the report. */
function useCommentsShown(entries: readonly OutlineEntry[]): readonly SectionCommentsLike[] {
  const comments = useCell(useReport().comments);
  return useMemo(
    () => entries.flatMap(({ section }) => (section === null ? [] : (comments.get(section.id) ?? []))),
    [entries, comments],
  );
}

/** The section that the reader is in: where the caret is or was last, else the one that is being read. */
function usePlace(entries: readonly OutlineEntry[]): SectionId | null {
  const model = useReport();
  const current = useCellPart(model.current, (value) => value?.id ?? null);
  const reading = useCell(model.reading);
  return current ?? sectionFrom(entries, reading)?.section?.id ?? null;
}
