import "./wizard.css";
import { useEffect, useRef, useState, type FormEvent, type ReactNode, type RefObject } from "react";
import { useApplication } from "../../app/application.tsx";
import { Screen } from "../../app/frame.tsx";
import { goTo } from "../../app/navigation.tsx";
import { ProblemNote } from "../../app/problem.tsx";
import { useAction } from "../../app/use-action.ts";
import { useText } from "../../interface-text/text.tsx";
import { ArticlesStep } from "./articles-step.tsx";
import { CheckStep } from "./check-step.tsx";
import { LanguagesStep } from "./languages-step.tsx";
import { OutlinePreview } from "./outline-preview.tsx";
import { checkDraft, emptyDraft, STEPS, toNewReview, type ReviewDraft, type Step } from "./review-draft.ts";
import { ReviewersStep } from "./reviewers-step.tsx";
import { StateStep } from "./state-step.tsx";
import type { StepProps } from "./step-props.ts";

const STEP_TITLES = {
  state: "wizard.stateStep",
  articles: "wizard.articlesStep",
  reviewers: "wizard.reviewersStep",
  languages: "wizard.languagesStep",
  check: "wizard.checkStep",
} as const satisfies Record<Step, string>;

/** Opening a review, step by step, with the report that it will make beside it. */
export function WizardScreen(): ReactNode {
  const { say, language } = useText();
  const { api } = useApplication();
  const { state, problem, run } = useAction();
  const [draft, setDraft] = useState(() => emptyDraft(language));
  const [step, setStep] = useState<Step>("state");
  const [tried, setTried] = useState<ReadonlySet<Step>>(new Set());
  const heading = useStepFocus(step);
  const faults = checkDraft(draft);
  const at = STEPS.indexOf(step);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const firstFault =
      faults.find((fault) => fault.step === step) ?? (step === "check" ? faults[0] : undefined);
    setTried(new Set([...tried, step, ...(step === "check" ? STEPS : [])]));
    if (firstFault !== undefined) {
      setStep(firstFault.step);
      return;
    }
    const next = STEPS[at + 1];
    if (next !== undefined) setStep(next);
    else run(async () => goTo({ kind: "review", review: (await api.createReview(toNewReview(draft))).id }));
  };
  const stepProps: StepProps = {
    draft,
    change: (part: Partial<ReviewDraft>) => setDraft((before) => ({ ...before, ...part })),
    faultOf: (field) => {
      const fault = faults.find((each) => each.field === field && tried.has(each.step));
      return fault === undefined ? null : say(fault.key, fault.values);
    },
  };
  const previous = STEPS[at - 1];
  return (
    <Screen title={say("wizard.title")}>
      <div className="wizard">
        <form className="wizard-form" onSubmit={submit} noValidate>
          <ol className="wizard-steps" aria-label={say("wizard.steps")}>
            {STEPS.map((each, index) => (
              <li key={each}>
                <button
                  type="button"
                  aria-current={each === step ? "step" : undefined}
                  onClick={() => setStep(each)}
                >
                  <span className="figures">{index + 1}</span> {say(STEP_TITLES[each])}
                </button>
              </li>
            ))}
          </ol>
          <div>
            <p className="hint">{say("wizard.step", { step: at + 1, count: STEPS.length })}</p>
            <h2 ref={heading} tabIndex={-1}>
              {say(STEP_TITLES[step])}
            </h2>
          </div>
          <CurrentStep step={step} props={stepProps} />
          <ProblemNote code={problem} />
          <div className="actions">
            {previous !== undefined && (
              <button type="button" className="button" onClick={() => setStep(previous)}>
                {say("do.back")}
              </button>
            )}
            <button type="submit" className="button button-main" disabled={state.kind === "busy"}>
              {say(step === "check" ? "wizard.submit" : "do.continue")}
            </button>
          </div>
        </form>
        <OutlinePreview draft={draft} />
      </div>
    </Screen>
  );
}

function CurrentStep({ step, props }: { readonly step: Step; readonly props: StepProps }): ReactNode {
  switch (step) {
    case "state":
      return <StateStep {...props} />;
    case "articles":
      return <ArticlesStep {...props} />;
    case "reviewers":
      return <ReviewersStep {...props} />;
    case "languages":
      return <LanguagesStep {...props} />;
    case "check":
      return <CheckStep {...props} />;
  }
}

/** Puts the focus on a step's heading when the step changes, so that the keyboard and a screen reader go along. */
function useStepFocus(step: Step): RefObject<HTMLHeadingElement | null> {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current === step) return;
    shown.current = step;
    heading.current?.focus();
  }, [step]);
  return heading;
}
