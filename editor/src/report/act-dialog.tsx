import type { ActResult, OutlineEntry, SectionId } from "@travaux/blueprint";
import { useState, type ReactNode } from "react";
import { useAnnounce } from "../app/announcer.tsx";
import { useApplication } from "../app/application.tsx";
import { ProblemNote } from "../app/problem.tsx";
import { useAction } from "../app/use-action.ts";
import { DialogWindow } from "../design/dialog-window.tsx";
import { useText, type InterfaceText } from "../interface-text/text.tsx";
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
  const named = `${heading.label} ${text.name(heading.title)}`.trim();
  const perform = (): void =>
    run(async () => {
      const answer = await api.act(model.review.id, { act, sections: sections.map((section) => section.id) });
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
          <p>{text.say(`act.${act}Text`)}</p>
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
          <ProblemNote code={problem} />
          <div className="actions">
            <button
              type="button"
              className="button button-main"
              onClick={perform}
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
          <div className="actions">
            <button type="button" className="button button-main" onClick={onClose} ref={focusOn}>
              {text.say("do.close")}
            </button>
          </div>
        </>
      )}
    </DialogWindow>
  );
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
  return (
    <>
      {sayResult(text, result).map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {left.length > 0 && (
        <ul className="plain-list">
          {left.map((each) => (
            <li key={each.section}>
              <a href={`#${each.section}`} className="figures">
                {each.section}
              </a>
              : {sayLeft(text, each.code)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

const LEFT_CODES = ["empty", "not-permitted", "unchanged"] as const;

function sayLeft(text: InterfaceText, code: string | undefined): string {
  return text.say(`act.left.${LEFT_CODES.find((known) => known === code) ?? "other"}`);
}
