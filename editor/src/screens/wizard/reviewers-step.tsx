import { instrumentOf, type InstrumentCode } from "@travaux/blueprint";
import { useId, type ReactNode } from "react";
import { Name } from "../../interface-text/name.tsx";
import { useText } from "../../interface-text/text.tsx";
import { NameFields } from "./name-fields.tsx";
import { emptyReviewer, instrumentsOf, uncovered, type ReviewerDraft } from "./review-draft.ts";
import type { StepProps } from "./step-props.ts";

/** The most reviewing States that the form takes: two, and one more for each instrument. */
const REVIEWERS_LIMIT = 6;

/** The reviewing States, and the instruments that each of them reviews. */
export function ReviewersStep({ draft, change, faultOf }: StepProps): ReactNode {
  const text = useText();
  const { reviewers } = draft;
  const set = (reviewer: ReviewerDraft): void =>
    change({ reviewers: reviewers.map((each) => (each.key === reviewer.key ? reviewer : each)) });
  const add = (): void =>
    change({ reviewers: [...reviewers, emptyReviewer(Math.max(...reviewers.map(({ key }) => key)) + 1)] });
  const missing = uncovered(draft).map((code) => text.name(instrumentOf(code).shortName));
  return (
    <div className="form">
      <p className="soft">{text.say("wizard.reviewersText")}</p>
      {reviewers.map((reviewer, index) => (
        <section key={reviewer.key} className="reviewer">
          <div className="reviewer-head">
            <h3>{text.say("wizard.reviewer", { number: index + 1 })}</h3>
            {reviewers.length > 1 && (
              <button
                type="button"
                className="button button-small"
                onClick={() => change({ reviewers: reviewers.filter((each) => each.key !== reviewer.key) })}
              >
                {text.say("do.remove")}
                <span className="unseen">: {text.say("wizard.reviewer", { number: index + 1 })}</span>
              </button>
            )}
          </div>
          <NameFields
            legend={text.say("wizard.reviewer", { number: index + 1 })}
            name={reviewer.name}
            fault={faultOf(`reviewer-${reviewer.key}`)}
            onChange={(name) => set({ ...reviewer, name })}
          />
          <InstrumentBoxes
            under={instrumentsOf(draft)}
            chosen={reviewer.instruments}
            fault={faultOf(`reviewer-${reviewer.key}-instruments`)}
            onChange={(instruments) => set({ ...reviewer, instruments })}
          />
        </section>
      ))}
      <TwoKeys isOn={draft.twoKeys} onChange={(twoKeys) => change({ twoKeys })} />
      {missing.length > 0 && (
        <p className="note note-notice" role="status">
          {text.say("wizard.uncovered", { instruments: text.list(missing) })}
        </p>
      )}
      {reviewers.length < REVIEWERS_LIMIT && (
        <div>
          <button type="button" className="button" onClick={add}>
            {text.say("wizard.addReviewer")}
          </button>
        </div>
      )}
    </div>
  );
}

function TwoKeys({
  isOn,
  onChange,
}: {
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}): ReactNode {
  const { say } = useText();
  const id = useId();
  return (
    <div>
      <label className="check">
        <input
          type="checkbox"
          checked={isOn}
          aria-describedby={id}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>{say("twoKeys.label")}</span>
      </label>
      <p id={id} className="hint">
        {say("twoKeys.hint")}
      </p>
    </div>
  );
}

interface InstrumentBoxesProps {
  readonly under: readonly InstrumentCode[];
  readonly chosen: readonly InstrumentCode[];
  readonly fault: string | null;
  readonly onChange: (instruments: readonly InstrumentCode[]) => void;
}

function InstrumentBoxes({ under, chosen, fault, onChange }: InstrumentBoxesProps): ReactNode {
  const { say } = useText();
  const faultId = useId();
  return (
    <fieldset aria-describedby={fault === null ? undefined : faultId}>
      <legend className="field-label">{say("wizard.reviewerInstruments")}</legend>
      {under.length === 0 && <p className="hint">{say("wizard.articlesMissing")}</p>}
      {under.map((code) => (
        <label key={code} className="check">
          <input
            type="checkbox"
            checked={chosen.includes(code)}
            onChange={(event) =>
              onChange(event.target.checked ? [...chosen, code] : chosen.filter((each) => each !== code))
            }
          />
          <span>
            <Name of={instrumentOf(code).shortName} />
          </span>
        </label>
      ))}
      {fault !== null && (
        <p id={faultId} className="fault-text">
          {fault}
        </p>
      )}
    </fieldset>
  );
}
