import type { ActResult, OutlineEntry, SectionId } from "@travaux/blueprint";
import { useState, type ReactNode } from "react";
import { useAnnounce } from "../app/announcer.tsx";
import { useApplication } from "../app/application.tsx";
import { ProblemNote } from "../app/problem.tsx";
import { useAction } from "../app/use-action.ts";
import { DialogWindow } from "../design/dialog-window.tsx";
import { useText, type InterfaceText } from "../interface-text/text.tsx";
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
        <>
          <ResultText result={result} />
          <ProblemNote code={problem} />
          <div className="actions">
            {waiting(result).length > 0 && (
              <button
                type="button"
                className="button"
                disabled={state.kind === "busy"}
                onClick={() => perform(waiting(result), true)}
              >
                {text.say("leave.behind")}
              </button>
            )}
            <button type="button" className="button button-main" onClick={onClose} ref={focusOn}>
              {text.say("do.close")}
            </button>
          </div>
        </>
      )}
    </DialogWindow>
  );
}

/** The sections left because proposals are open in them. */
function waiting(result: ActResult): readonly SectionId[] {
  return result.outcomes.filter(({ code }) => code === "open-suggestions").map(({ section }) => section);
}

/** The result has taken the place of the button that had the focus; the way on takes it over. */
function focusOn(button: HTMLButtonElement | null): void {
  button?.focus();
}

function counted(result: ActResult, outcome: ActResult["outcomes"][number]["outcome"]): readonly SectionId[] {
  return result.outcomes.filter((each) => each.outcome === outcome).map((each) => each.section);
}

function sayResult(text: InterfaceText, result: ActResult): readonly string[] {
  return (["done", "cleared", "left"] as const).flatMap((outcome) => {
    const count = counted(result, outcome).length;
    return count === 0 ? [] : [text.say(`act.${outcome}`, { count })];
  });
}

function ResultText({ result }: { readonly result: ActResult }): ReactNode {
  const text = useText();
  const left = result.outcomes.filter((each) => each.outcome === "left");
  const notTaken = result.outcomes.reduce(
    (sum, { outcome, open }) => sum + (outcome === "done" ? (open ?? 0) : 0),
    0,
  );
  return (
    <>
      {sayResult(text, result).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {notTaken > 0 && <p>{text.say("submit.notTaken", { count: notTaken })}</p>}
      {left.length > 0 && (
        <ul className="plain-list">
          {left.map((each) => (
            <li key={each.section}>
              <a href={`#${each.section}`} className="figures">
                {each.section}
              </a>
              : {sayLeft(text, each.code)}
              {each.open !== undefined &&
                each.open > 0 &&
                ` (${text.say("card.open", { count: each.open })})`}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const LEFT_CODES = ["empty", "not-permitted", "unchanged", "open-suggestions"] as const;

function sayLeft(text: InterfaceText, code: string | undefined): string {
  return text.say(`act.left.${LEFT_CODES.find((known) => known === code) ?? "other"}`);
}
