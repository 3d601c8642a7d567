import type { ActResult, SectionId } from "@travaux/blueprint";
import type { ReactNode } from "react";
import { ProblemNote } from "../app/problem.tsx";
import { useText, type InterfaceText } from "../interface-text/text.tsx";
import { SectionLink } from "./section-link.tsx";

interface ActOutcomeProps {
  readonly result: ActResult;
  readonly problem: string | null;
  readonly isBusy: boolean;
  /** Sends those all the same that were left for their open proposals. */
  readonly onLeaveBehind: (sections: readonly SectionId[]) => void;
  readonly onClose: () => void;
}

/** What became of an act, section by section where it was left, and the way on. */
export function ActOutcome({ result, problem, isBusy, onLeaveBehind, onClose }: ActOutcomeProps): ReactNode {
  const text = useText();
  const waiting = result.outcomes
    .filter(({ code }) => code === "open-suggestions")
    .map(({ section }) => section);
  return (
    <>
      <ResultText result={result} />
      <ProblemNote code={problem} />
      <div className="actions">
        {waiting.length > 0 && (
          <button type="button" className="button" disabled={isBusy} onClick={() => onLeaveBehind(waiting)}>
            {text.say("leave.behind")}
          </button>
        )}
        <button type="button" className="button button-main" onClick={onClose} ref={focusOn}>
          {text.say("do.close")}
        </button>
      </div>
    </>
  );
}

/** The result has taken the place of the button that had the focus; the way on takes it over. */
function focusOn(button: HTMLButtonElement | null): void {
  button?.focus();
}

function counted(result: ActResult, outcome: ActResult["outcomes"][number]["outcome"]): readonly SectionId[] {
  return result.outcomes.filter((each) => each.outcome === outcome).map((each) => each.section);
}

/** What became of the sections, a sentence for each outcome, and of the comments that went along. */
export function sayResult(text: InterfaceText, result: ActResult): readonly string[] {
  const said = (["done", "cleared", "left"] as const).flatMap((outcome) => {
    const count = counted(result, outcome).length;
    return count === 0 ? [] : [text.say(`act.${outcome}`, { count })];
  });
  const comments = result.outcomes.reduce((sum, each) => sum + (each.comments ?? 0), 0);
  return comments === 0 ? said : [...said, text.say("discussion.wentAlong", { count: comments })];
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
              <SectionLink section={each.section} />: {sayLeft(text, each.code)}
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
