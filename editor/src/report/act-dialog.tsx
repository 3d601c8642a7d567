import type { ActResult, OutlineEntry, SectionId } from "@travaux/blueprint";
import { useState, type ReactNode } from "react";
import { useAnnounce } from "../app/announcer.tsx";
import { useApplication } from "../app/application.tsx";
import { ProblemNote } from "../app/problem.tsx";
import { useAction } from "../app/use-action.ts";
import { DialogWindow } from "../design/dialog-window.tsx";
import { useText } from "../interface-text/text.tsx";
import { ActOutcome, sayResult } from "./act-outcome.tsx";
import { SentComments } from "./sent-comments.tsx";
import { OpenProposals } from "../suggestions/open-proposals.tsx";
import { SubmittedProposals } from "../suggestions/submitted-proposals.tsx";
import { useOpenIds } from "../suggestions/use-open-ids.ts";
import { isWrittenByReviewers } from "../suggestions/written-by-reviewers.ts";
import type { ActGroup } from "./outline-tree.ts";
import { stateName, useReport } from "./report-model.ts";

interface ActDialogProps {
  readonly group: ActGroup;
  readonly heading: OutlineEntry;
  readonly onClose: () => void;
}

/** Says plainly what an act will do, to which sections, and who reads them from then on; then does it. */
export function ActDialog({ group, heading, onClose }: ActDialogProps): ReactNode {
  const text = useText();
  const { api } = useApplication();
  const model = useReport();
  const announce = useAnnounce();
  const { state, problem, run } = useAction();
  const [result, setResult] = useState<ActResult | null>(null);
  const { act, sections } = group;
  const proposed = act === "submit" ? sections.filter(isWrittenByReviewers) : [];
  const { open, isCounting } = useOpenIds(act === "submit" ? proposed : sections, true);
  const [leavesBehind, setLeavesBehind] = useState(false);
  const named = `${heading.label} ${text.name(heading.title)}`.trim();
  const perform = (concerned: readonly SectionId[], leaveSuggestions: boolean): void =>
    run(async () => {
      const answer = await api.act(model.review.id, {
        act,
        sections: concerned,
        ...(leaveSuggestions ? { leaveSuggestions } : {}),
      });
      announce(sayResult(text, answer).join(" "));
      model.refresh();
      model.refreshCounts();
      setResult(answer);
    });
  const cleared = [...new Set(sections.flatMap((section) => section.clearedBy))].flatMap(
    (id) => stateName(model, id) ?? [],
  );
  return (
    <DialogWindow title={text.say(`act.${act}Section`, { section: named })} onClose={onClose} serious>
      {result === null ? (
        <>
          {proposed.length < sections.length && <p>{text.say(`act.${act}Text`)}</p>}
          {proposed.length > 0 && <SubmittedProposals open={open} isCounting={isCounting} />}
          {act === "submit" && <SentComments sections={sections} />}
          <p className="note">
            <strong>{text.say("readers.label")}.</strong> {text.say(`act.${act}Readers`)}{" "}
            {text.say("act.unread")}
          </p>
          {act === "transmit" && <p>{text.say("act.clearing")}</p>}
          {cleared.length > 0 && (
            <p>
              {text.say("act.clearedBy", {
                states: text.list(cleared.map((name) => text.name(name)).toSorted(text.compare)),
              })}
            </p>
          )}
          <p>
            {text.say("act.sections", { count: sections.length })} <bdi>{named}</bdi>
          </p>
          {act !== "submit" && (
            <OpenProposals
              sections={sections}
              open={open}
              leavesBehind={leavesBehind}
              onChoose={setLeavesBehind}
            />
          )}
          <ProblemNote code={problem} />
          <div className="actions">
            <button
              type="button"
              className="button button-main"
              onClick={() =>
                perform(
                  sections.map((section) => section.id),
                  leavesBehind,
                )
              }
              disabled={state.kind === "busy"}
            >
              {text.say(`act.${act}`)}
            </button>
            <button type="button" className="button" onClick={onClose}>
              {text.say("do.cancel")}
            </button>
          </div>
        </>
      ) : (
        <ActOutcome
          result={result}
          problem={problem}
          isBusy={state.kind === "busy"}
          onLeaveBehind={(left) => perform(left, true)}
          onClose={onClose}
        />
      )}
    </DialogWindow>
  );
}
